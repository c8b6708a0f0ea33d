/** sigsuspend(2): waits for a signal with another mask, which is put back after the handler. */
import { UNTOUCHABLE } from '../signals.ts';
import { arg, block, type Syscall } from '../syscall.ts';
import { long } from '../user-memory.ts';

export const sigsuspend: Syscall = {
  number: 203,
  name: 'sigsuspend',
  parameters: ['const long *mask'],
  summary: 'Always EINTR, after a handler has run.',
  run(call) {
    const { world, process, thread } = call;
    if (call.memo === 0) {
      const mask = long(world, process.space, arg(call, 0));
      thread.savedMask = thread.mask;
      thread.mask = mask & ~UNTOUCHABLE;
      call.memo = 1;
    }
    return block({ kind: 'signal' });
  },
};
