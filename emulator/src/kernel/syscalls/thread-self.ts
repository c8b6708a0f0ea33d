/** The number of the calling thread. */
import { ok, type Syscall } from '../syscall.ts';

export const threadSelf: Syscall = {
  number: 224,
  name: 'thread_self',
  parameters: [],
  summary: 'A number that no other thread has.',
  run({ thread }) {
    return ok(thread.tid);
  },
};
