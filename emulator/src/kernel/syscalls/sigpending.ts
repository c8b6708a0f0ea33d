/** sigpending(2), as POSIX.1-2001 has it: signals that are pending and held. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setLong } from '../user-memory.ts';

export const sigpending: Syscall = {
  number: 202,
  name: 'sigpending',
  parameters: ['long *set'],
  summary: 'Signals that are pending and held.',
  run(call) {
    const { world, process, thread } = call;
    setLong(world, process.space, arg(call, 0), process.pending & thread.mask);
    return ok();
  },
};
