/** fork(2): a copy of the caller with the calling thread only. */
import { failed } from '../errno.ts';
import { fork as makeCopy } from '../lifecycle.ts';
import { fail, ok, type Syscall } from '../syscall.ts';

export const fork: Syscall = {
  number: 2,
  name: 'fork',
  parameters: [],
  summary:
    'The child gets 0, the parent its pid. EAGAIN: no slot, or the user has too many. ENOMEM: no memory for the copy.',
  run({ world, thread, process }) {
    if (process.vforkChild && world.personality.vfork.nested === 'EINVAL') return fail('EINVAL');
    const child = makeCopy(world, thread, 0);
    return failed(child) ? fail(child) : ok(child.pid);
  },
};
