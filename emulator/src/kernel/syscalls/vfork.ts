/** vfork(2): by personality, the child runs in the memory of its parent, which waits until it has called exec or _exit (claims B1, E2). */
import type { Syscall } from '../syscall.ts';
import { vforkWith } from '../vfork-call.ts';

export const vfork: Syscall = {
  number: 32,
  name: 'vfork',
  parameters: [],
  summary:
    'The child gets 0 and borrows the memory; the parent gets the pid once it has let go. EAGAIN, ENOMEM as fork.',
  run(call) {
    return vforkWith(call, 0);
  },
};
