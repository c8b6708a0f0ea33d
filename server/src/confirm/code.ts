/**
 * What the search wants to know of compiled functions: where a run can come to a new place (the first instructions of straight
 * pieces of code), and the constants that they compare with, which are the best guesses for values. Read from the machine code,
 * so that macros, enumerators and characters are all numbers already. Runs nothing.
 */
import { disassemble, type Image } from '@vfork-lint/emulator/asm';

/** Offsets in the text where a piece of straight code begins, and values that are compared with, each once. */
export interface CodeFacts {
  readonly leaders: readonly number[];
  readonly constants: readonly number[];
}

const COMPARES = /^(?:CMP|TEST|AND|SUB)$/;
const ENDS = /^(?:J|LOOP|RET|CALL|INT$)/;
/** Most constants that are of use: each is tried for each input. */
const MOST = 40;

const signed = (value: number): number => (value << 16) >> 16;

/** Facts about the functions of `image` that were compiled from the file at `path`. */
export const codeFacts = (image: Image, path: string): CodeFacts => {
  const file = image.debug.files.indexOf(path);
  const leaders = new Set<number>();
  const constants = new Set<number>();
  for (const { from, to, file: at } of image.debug.functions) {
    if (at !== file) continue;
    leaders.add(from);
    for (const line of disassemble(image.text.subarray(from, to), { origin: from })) {
      const { instruction } = line;
      if (instruction === undefined) continue;
      const { mnemonic } = instruction.encoding;
      const next = line.at + line.bytes.length;
      for (const operand of instruction.operands) {
        if (operand.kind === 'immediate' && COMPARES.test(mnemonic)) constants.add(signed(operand.value));
        if (operand.kind === 'relative' && mnemonic !== 'CALL') {
          const target = (next + operand.offset) & 0xffff;
          if (target >= from && target < to) leaders.add(target);
        }
      }
      if (ENDS.test(mnemonic) && next < to) leaders.add(next);
    }
  }
  const usual = new Set([0, 1, -1]);
  return {
    leaders: [...leaders].toSorted((a, b) => a - b),
    constants: [...constants].filter((value) => !usual.has(value)).slice(0, MOST),
  };
};
