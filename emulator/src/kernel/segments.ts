/**
 * Memory of the machine in segments: which paragraphs of the megabyte are in use and by how many address spaces.
 * First fit from the bottom, as small kernels do, so that addresses are the same in every run.
 */
import type { Machine } from '../machine/index.ts';
import type { Meter } from './budget.ts';

const PARAGRAPH = 16;
/** Paragraphs below this hold the interrupt vectors and are never given out. */
const FIRST = 0x0100;

export interface Segment {
  /** Segment register value. */
  readonly base: number;
  /** Bytes, a multiple of 16. */
  readonly size: number;
  references: number;
}

/** Physical address of an offset in a segment. */
export const addressIn = (segment: Segment, offset: number): number => segment.base * PARAGRAPH + (offset & 0xffff);

export class SegmentSpace {
  readonly machine: Machine;
  readonly #meter: Meter;
  readonly #end: number;
  /** In order of address. */
  readonly #used: Segment[] = [];

  constructor(machine: Machine, meter: Meter, bytes: number) {
    this.machine = machine;
    this.#meter = meter;
    this.#end = Math.floor(bytes / PARAGRAPH);
  }

  /** A zeroed segment with one reference, or nothing where no gap is long enough. */
  allocate(bytes: number): Segment | undefined {
    const paragraphs = Math.ceil(bytes / PARAGRAPH);
    let base = FIRST;
    let place = 0;
    for (; place < this.#used.length; place++) {
      const next = this.#used[place]!;
      if (next.base - base >= paragraphs) break;
      base = next.base + next.size / PARAGRAPH;
    }
    if (base + paragraphs > this.#end) return undefined;
    const segment: Segment = { base, size: paragraphs * PARAGRAPH, references: 1 };
    this.#used.splice(place, 0, segment);
    this.#meter.add('memory', segment.size);
    this.machine.clear(base * PARAGRAPH, segment.size);
    return segment;
  }

  /** One more user of a segment. */
  share(segment: Segment): Segment {
    segment.references++;
    return segment;
  }

  /** One user fewer; the last one frees it. */
  drop(segment: Segment): void {
    segment.references--;
    if (segment.references > 0) return;
    this.#used.splice(this.#used.indexOf(segment), 1);
    this.#meter.add('memory', -segment.size);
  }

  /** A copy of a segment with its contents and the record of who wrote them. */
  copy(segment: Segment): Segment | undefined {
    const copy = this.allocate(segment.size);
    if (copy !== undefined) this.machine.copy(addressIn(segment, 0), addressIn(copy, 0), segment.size);
    return copy;
  }
}
