/**
 * FLAGS in the form in which the CPU keeps it: the operands of the last operation instead of the bits.
 *
 * - `result`: the last result extended with its sign. ZF: its low word is 0. SF: it is negative. PF: the parity of its
 *   low byte and of bits 16 to 23 together, which a sign fills with eight equal bits, so they count for nothing.
 * - `carries`: a ^ b ^ sum of the last addition or subtraction, a byte operation shifted left by 8 and with its bit 4
 *   also in place: bit n is the carry into bit n. AF: bit 4. OF: bit 15 and bit 16 differ.
 * - `carry`: CF is bit 16.
 *
 * Any FLAGS word has such a form (`setFlags`), also those that no operation leaves, such as ZF with SF.
 */

/** Bits of FLAGS. The top nibble and bit 1 are always set, bits 3 and 5 never. */
export const CF: number = 0x0001;
export const PF: number = 0x0004;
export const AF: number = 0x0010;
export const ZF: number = 0x0040;
export const SF: number = 0x0080;
export const TF: number = 0x0100;
export const IF: number = 0x0200;
export const DF: number = 0x0400;
export const OF: number = 0x0800;
export const FLAGS_FIXED: number = 0xf002;

/** Bit n is set where n, of four bits, has an even number of ones. */
const EVEN_NIBBLES = 0x9669;

/** Where the lazy form lives. */
export interface FlagState {
  result: number;
  carries: number;
  carry: number;
  /** TF, IF and DF in their places. */
  control: number;
}

/** PF of a lazy result. */
export const parity = (result: number): boolean => {
  const byte = result ^ (result >> 16);
  return ((EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;
};

/** The FLAGS word. */
export const flagsOf = ({ result, carries, carry, control }: FlagState): number =>
  FLAGS_FIXED |
  control |
  ((carry >>> 16) & CF) |
  (parity(result) ? PF : 0) |
  (carries & AF) |
  ((result & 0xffff) === 0 ? ZF : 0) |
  (result < 0 ? SF : 0) |
  (((carries ^ (carries >> 1)) & 0x8000) >> 4);

/** Takes the bits of a FLAGS word. */
export const setFlags = (state: FlagState, flags: number): void => {
  const byte = (flags & ZF) === 0 ? 0x0100 : 0;
  state.result = byte | ((flags & PF) === 0 ? 0x10000 : 0) | ((flags & SF) === 0 ? 0 : 0x80000000);
  state.carries = (flags & AF) | ((flags & OF) << 4);
  state.carry = flags << 16;
  state.control = flags & (TF | IF | DF);
};
