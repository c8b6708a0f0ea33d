/** sbrk of the new ABI: moves the heap break and hands out the old one. */
import { arg, fail, ok, type Syscall, signed } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const sbrk: Syscall = {
  number: 69,
  name: 'sbrk',
  parameters: ['int change', 'void **old'],
  summary: 'The old break goes to *old. ENOMEM as brk.',
  abi: 'new',
  run(call) {
    const { process, thread, world } = call;
    const { space } = process;
    const from = space.heap.brk;
    const to = from + signed(arg(call, 0));
    const ceiling = Math.min(space.stackTop - space.stackSize, thread.registers.sp);
    if (to < space.breakStart || to > ceiling) return fail('ENOMEM');
    setWord(world, space, arg(call, 1), from);
    world.emit(thread, { kind: 'break', from, to });
    space.heap.brk = to;
    return ok();
  },
};
