/**
 * The words of the parent's stack that a kernel keeps while a vfork child runs on that stack (claims A9, A11; reference §1.7,
 * §4.2). At the trap the stack pointer is at the library stub's return address; below it the 8086 has pushed FLAGS, CS and
 * IP, and the kernel entry BP.
 *
 *     sp+2  top word of the caller of the stub
 *     sp    return address of the stub
 *     sp-2  FLAGS   sp-4  CS   sp-6  IP   sp-8  BP
 */
import type { Loan, Thread } from './process.ts';
import { addressIn } from './segments.ts';
import type { World } from './world.ts';

const TRAP_WORDS = 4;

/** Lays the trap's words on the caller's stack and keeps what the personality keeps. */
export const takeLoan = (world: World, thread: Thread, child: number, shared: boolean): Loan => {
  const { registers, process } = thread;
  const { data } = process.space;
  const { frame } = world.personality.vfork;
  const { machine } = world;
  const { sp } = registers;
  if (!shared) return { child, at: sp, words: new Uint8Array(0) };
  const trap = [registers.bp, registers.ip, registers.cs, registers.flags];
  for (const [i, value] of trap.entries()) {
    const place = addressIn(data, sp - 8 + i * 2);
    world.store(place, Uint8Array.of(value & 0xff, value >> 8));
  }
  const keep = (at: number, length: number): Loan => ({
    child,
    at: at & 0xffff,
    words: machine.read(addressIn(data, at), Math.max(0, Math.min(length, data.size - (at & 0xffff)))),
  });
  switch (frame.kind) {
    case 'return-address':
    case 'return-direct':
      return keep(sp, 2);
    case 'words':
      return keep(sp - TRAP_WORDS * 2, frame.count * 2);
    case 'none':
      return keep(sp, 0);
    case 'stack-copy': {
      const from = sp - TRAP_WORDS * 2;
      const length = Math.max(0, data.size - from);
      const to = (process.space.heap.brk + 1) & ~1;
      machine.copy(addressIn(data, from), addressIn(data, to), Math.min(length, Math.max(0, from - to)));
      return { child, at: from, words: new Uint8Array(0), copy: { from, to, length } };
    }
  }
};

/**
 * The parent is about to run again: puts back what was kept and sets its registers as the personality does. `pid` is what
 * vfork returns. Gives the offsets of the bytes that were changed by it.
 */
export const settleLoan = (world: World, thread: Thread, loan: Loan, pid: number, shared: boolean): number[] => {
  const { registers, process } = thread;
  const { frame } = world.personality.vfork;
  const { machine } = world;
  const { data } = process.space;
  registers.ax = pid & 0xffff;
  if (!shared) return [];
  if (thread.inherited !== undefined) {
    const { bx, cx, dx, si, di, bp } = thread.inherited;
    Object.assign(registers, { bx, cx, dx, si, di, bp });
    thread.inherited = undefined;
  }
  if (loan.copy !== undefined) {
    const { from, to, length } = loan.copy;
    machine.copy(addressIn(data, to), addressIn(data, from), Math.min(length, Math.max(0, from - to)));
    return [];
  }
  const now = machine.read(addressIn(data, loan.at), loan.words.length);
  const changed = [...now.keys()].filter((i) => now[i] !== loan.words[i]).map((i) => loan.at + i);
  world.store(addressIn(data, loan.at), loan.words);
  const stacked = (offset: number): number => {
    const [low = 0, high = 0] = machine.read(addressIn(data, registers.sp + offset), 2);
    return low | (high << 8);
  };
  if (frame.kind === 'none') {
    registers.ip = stacked(-6);
    registers.bp = stacked(-8);
  } else if (frame.kind === 'return-direct') {
    registers.ip = stacked(0);
    registers.sp = (registers.sp + 2) & 0xffff;
  }
  return changed;
};
