/**
 * A small deterministic generator (xorshift, 32 bits) for the scheduler: the same seed gives the same run. It is not
 * meant for anything that must be hard to guess. Source: Marsaglia, "Xorshift RNGs", 2003, the triple 13, 17, 5.
 */

/** A generator of whole numbers from 0 up to, and not including, `bound`. */
export type Random = (bound: number) => number;

/** The generator for a seed. Seeds that differ by one give unrelated sequences, and 0 is a seed like others. */
export const randomOf = (seed: number): Random => {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x6d2b79f5) | 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
};
