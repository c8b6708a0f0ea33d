/**
 * Who was at work when: the log that turns a tag of the shadow into a writer. A tag is a number that grows by one for
 * each instruction and each write from outside; a slice is a run of tags of one process. So the shadow needs one
 * number a byte, and running code never looks at the log. Tags stay below TAG_LIMIT; `renumber` makes room.
 */

/** Tags are small integers in every JavaScript engine. */
export const TAG_LIMIT: number = 2 ** 30 - 1;

/** Slices that the log may hold before it is worth renumbering. */
const CROWDED = 1 << 17;

/** What filled a slice: an instruction in a plain run, one in a traced run, or a write from outside (kernel, loader). */
export type Origin = 'plain' | 'traced' | 'outside';

/** The last writer of a byte. */
export interface Writer {
  readonly process: number;
  /** Count of instructions, over the life of the machine, that had run before the writing one. */
  readonly instruction: number;
  readonly origin: Origin;
}

interface Slice {
  readonly tag: number;
  readonly instruction: number;
  readonly process: number;
  readonly origin: Origin;
}

/** A copy of the log that later growth does not change. */
export interface HistoryImage {
  readonly tag: number;
  readonly slices: readonly Slice[];
  readonly old: readonly Writer[];
}

export class History {
  /** The tag of the next instruction or outside write. Runs advance it; tag 0 is a byte that nobody wrote. */
  tag = 1;
  private slices: Slice[] = [{ tag: 1, instruction: 0, process: 0, origin: 'plain' }];
  /** Writers behind the renumbered tags 1 … old.length. */
  private old: Writer[] = [];
  private found = 0;

  /** Instructions run so far. */
  get instructions(): number {
    const last = this.last();
    return last.instruction + (last.origin === 'outside' ? 0 : this.tag - last.tag);
  }

  /** The tag of the first instruction of the run of `process` that starts or goes on now. */
  open(process: number, origin: Origin): number {
    const last = this.last();
    if (last.process !== process || last.origin !== origin) {
      const slice = { tag: this.tag, instruction: this.instructions, process, origin };
      if (last.tag === this.tag) this.slices[this.slices.length - 1] = slice;
      else this.slices.push(slice);
    }
    return this.tag;
  }

  /** Whether `count` more tags, or the slices, ask for a renumbering. */
  crowded(count: number): boolean {
    return this.tag + count > TAG_LIMIT || this.slices.length > CROWDED;
  }

  /** Takes the tag for one write from outside. */
  outside(process: number): number {
    const slice: Slice = { tag: this.tag, instruction: this.instructions, process, origin: 'outside' };
    if (this.last().tag === this.tag) this.slices[this.slices.length - 1] = slice;
    else this.slices.push(slice);
    return this.tag++;
  }

  /** The writer behind a tag of the shadow; undefined for 0. */
  writer(tag: number): Writer | undefined {
    if (tag <= this.old.length) return this.old[tag - 1];
    const slice = this.slices[this.find(tag)]!;
    const { process, origin } = slice;
    return { process, origin, instruction: slice.instruction + (origin === 'outside' ? 0 : tag - slice.tag) };
  }

  /** The process behind a tag, without the rest; -1 for a byte that nobody wrote. */
  process(tag: number): number {
    if (tag <= this.old.length) return this.old[tag - 1]?.process ?? -1;
    return this.slices[this.find(tag)]!.process;
  }

  image(): HistoryImage {
    return { tag: this.tag, slices: this.slices.slice(), old: this.old.slice() };
  }

  restore(image: HistoryImage): void {
    this.tag = image.tag;
    this.slices = image.slices.slice();
    this.old = image.old.slice();
  }

  /**
   * Gives the tags in use the numbers 1, 2, …, rewrites the shadow, and goes on after them. Writers stay the
   * same: nothing that can be asked changes.
   */
  renumber(shadow: Int32Array): void {
    const used = [...new Set(shadow.filter((tag) => tag !== 0))];
    const writers = used.map((tag) => this.writer(tag)!);
    const numbers = new Map(used.map((tag, index) => [tag, index + 1]));
    shadow.set(shadow.map((tag) => tag && numbers.get(tag)!));
    const { process, origin } = this.last();
    const instruction = this.instructions;
    this.old = writers;
    this.tag = writers.length + 1;
    this.slices = [{ tag: this.tag, instruction, process, origin }];
  }

  private last(): Slice {
    return this.slices[this.slices.length - 1]!;
  }

  /** Index of the slice that holds a tag above the renumbered ones. The slice found last is tried first. */
  private find(tag: number): number {
    const { slices, found } = this;
    const guess = slices[found];
    if (guess !== undefined && guess.tag <= tag && tag < (slices[found + 1]?.tag ?? Infinity)) return found;
    let low = 0;
    let high = slices.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (slices[middle]!.tag <= tag) low = middle;
      else high = middle - 1;
    }
    this.found = low;
    return low;
  }
}
