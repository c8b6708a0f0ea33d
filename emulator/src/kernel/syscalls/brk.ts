/** brk(2): sets the heap break (reference §1.3). */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const brk: Syscall = {
  number: 17,
  name: 'brk',
  parameters: ['void *end'],
  summary: '0, or ENOMEM below data and bss, above the stack, or above the stack pointer.',
  run(call) {
    const { process, thread, world } = call;
    const { space } = process;
    const end = arg(call, 0);
    const ceiling = Math.min(space.stackTop - space.stackSize, thread.registers.sp);
    if (end < space.breakStart - 1 || (process.threads.length === 1 && end > ceiling)) return fail('ENOMEM');
    world.emit(thread, { kind: 'break', from: space.heap.brk, to: end });
    space.heap.brk = end;
    return ok();
  },
};
