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
  /** Bytes of zeros behind it that are kept free while there is memory, so that a wild jump finds no other process. */
  margin: number;
}

/** Physical address of an offset in a segment. */
export const addressIn = (segment: Segment, offset: number): number => segment.base * PARAGRAPH + (offset & 0xffff);

const roundUp = (bytes: number): number => Math.ceil(bytes / PARAGRAPH) * PARAGRAPH;

export class SegmentSpace {
  readonly machine: Machine;
  readonly #meter: Meter;
  readonly #end: number;
  /** End of the highest segment there has been. */
  #high = 0;
  /** Bytes copied to make processes, since the start. */
  copied = 0;
  /** In order of address. */
  readonly #used: Segment[] = [];

  constructor(machine: Machine, meter: Meter, bytes: number) {
    this.machine = machine;
    this.#meter = meter;
    this.#end = Math.floor(bytes / PARAGRAPH);
  }

  /** A zeroed segment with one reference, or nothing where no gap is long enough. Margins give way to need. */
  allocate(bytes: number, margin = 0): Segment | undefined {
    const size = roundUp(bytes);
    const wished = this.#place(size, Math.max(0, margin));
    if (wished !== undefined) return wished;
    for (const segment of this.#used) segment.margin = 0;
    return this.#place(size, 0);
  }

  #place(size: number, margin: number): Segment | undefined {
    const need = size + roundUp(margin);
    let at = FIRST * PARAGRAPH;
    let place = 0;
    for (; place < this.#used.length; place++) {
      const next = this.#used[place]!;
      if (next.base * PARAGRAPH - at >= need) break;
      at = next.base * PARAGRAPH + next.size + next.margin;
    }
    if (at + need > this.#end * PARAGRAPH) return undefined;
    const segment: Segment = { base: at / PARAGRAPH, size, references: 1, margin: need - size };
    this.#used.splice(place, 0, segment);
    this.#meter.add('memory', size);
    // What lies above the highest segment so far was never given out.
    this.machine.clear(at, Math.max(size, Math.min(need, this.#high - at)));
    this.#high = Math.max(this.#high, at + size);
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
    if (copy === undefined) return undefined;
    this.copied += segment.size;
    this.machine.copy(addressIn(segment, 0), addressIn(copy, 0), segment.size);
    return copy;
  }
}
