/** The way back from a handler of our library: takes the frame off the stack (signal-deliver.ts). */
import { ACTION_FRAME } from '../signal-deliver.ts';
import { LEAVE, type Syscall } from '../syscall.ts';
import { long, word } from '../user-memory.ts';

export const sigreturn: Syscall = {
  number: 204,
  name: 'sigreturn',
  parameters: [],
  summary: 'Restores mask, FLAGS, AX and IP. The frame is at the stack pointer.',
  run({ world, process, thread }) {
    const { registers } = thread;
    const at = registers.sp;
    thread.mask = long(world, process.space, at + 4);
    registers.flags = word(world, process.space, at + 8);
    registers.ax = word(world, process.space, at + 10);
    registers.ip = word(world, process.space, at + 12);
    registers.sp = (at + ACTION_FRAME) & 0xffff;
    return LEAVE;
  },
};
