/**
 * Who called whom, from the registers of a thread: the chain of saved BPs, and below it return addresses that follow a call
 * instruction, for functions without a frame such as the stubs of system calls. A guess where the stack is damaged; it never fails.
 */
import type { Process, Thread } from './process.ts';
import { functionAt, sourcePlace } from './source-line.ts';
import type { World } from './world.ts';

/** One function of a backtrace, innermost first. Lines count from 1. */
export interface Frame {
  readonly pc: number;
  readonly function: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

const MOST = 24;
/** Words above the stack pointer that are looked at for the return address of a function without a frame. */
const NEAR = 24;

/** The frames of a thread of `process` whose code is at `pc`. */
export const backtrace = (world: World, process: Process, pc: number, sp: number, bp: number): Frame[] => {
  const { ram } = world.machine;
  const { text, data } = process.space;
  const word = (offset: number): number => {
    const at = data.base * 16 + (offset & 0xffff);
    return ram[at]! | (ram[at + 1]! << 8);
  };
  const code = (offset: number): number => ram[text.base * 16 + (offset & 0xffff)]!;
  const { length } = process.program.image.text;
  /** Whether an address follows `call near` or a `call` through register or memory. */
  const returns = (to: number): boolean =>
    to > 2 &&
    to < length &&
    (code(to - 3) === 0xe8 ||
      [2, 3, 4].some((size) => code(to - size) === 0xff && ((code(to - size + 1) >> 3) & 7) === 2));
  const pcs = [pc];
  const inside = bp > sp && bp < 0xfffe ? bp : sp + NEAR * 2;
  for (let at = sp; at < Math.min(inside, sp + NEAR * 2) && pcs.length < MOST; at += 2) {
    if (returns(word(at))) pcs.push(word(at) - 1);
  }
  let frame = bp;
  while (frame > sp && frame < 0xfffc && pcs.length < MOST) {
    const to = word(frame + 2);
    if (!returns(to)) break;
    pcs.push(to - 1);
    const next = word(frame);
    if (next <= frame) break;
    frame = next;
  }
  return pcs.map((at) => frameAt(process, at));
};

/** Frames that were asked for, by the text of their program: the same few addresses come again and again. */
const known = new WeakMap<Uint8Array, Map<number, Frame>>();

/** The frame for a code address alone. */
export const frameAt = (process: Process, pc: number): Frame => {
  const { image } = process.program;
  const frames = known.get(image.text) ?? new Map<number, Frame>();
  known.set(image.text, frames);
  const made = frames.get(pc);
  if (made !== undefined) return made;
  const place = sourcePlace(image, pc);
  const frame = { pc, function: functionAt(image, pc), file: place?.file, line: place?.line };
  frames.set(pc, frame);
  return frame;
};

/** Files of our own library, which is linked into programs. */
const OWN = /^\/@/;

/** The innermost line of a thread that is the program's own and not the library's: where a system call came from. */
export const userPlace = (world: World, { process, registers }: Thread): { file: string; line: number } | undefined => {
  const { ip, sp, bp } = registers;
  for (const { file, line } of backtrace(world, process, (ip - 2) & 0xffff, sp, bp))
    if (file !== undefined && line !== undefined && !OWN.test(file)) return { file, line };
  return undefined;
};
