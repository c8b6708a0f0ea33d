/**
 * Pipes: a ring of bytes between open file entries (reference §1.8). 80 bytes on ELKS, 4096 elsewhere. A write that fits
 * the ring at all goes in whole or waits; a larger one goes in piece by piece. Ends are counted by open file entries, so
 * fork and dup do not change the counts.
 */

export class Pipe {
  readonly capacity: number;
  readers = 0;
  writers = 0;
  readonly #ring: Uint8Array;
  #start = 0;
  #length = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#ring = new Uint8Array(capacity);
  }

  /** Bytes waiting to be read. */
  get length(): number {
    return this.#length;
  }

  /** Bytes that a write can put in now. */
  get room(): number {
    return this.capacity - this.#length;
  }

  /** Takes up to `count` bytes out. */
  take(count: number): Uint8Array {
    const taken = new Uint8Array(Math.min(count, this.#length));
    for (let i = 0; i < taken.length; i++) taken[i] = this.#ring[(this.#start + i) % this.capacity]!;
    this.#start = (this.#start + taken.length) % this.capacity;
    this.#length -= taken.length;
    return taken;
  }

  /** Puts in as many of the bytes as fit, and says how many that were. */
  put(bytes: Uint8Array): number {
    const count = Math.min(bytes.length, this.room);
    for (let i = 0; i < count; i++) this.#ring[(this.#start + this.#length + i) % this.capacity] = bytes[i]!;
    this.#length += count;
    return count;
  }
}
