/** The number of the calling thread, as POSIX.1-2001 has it: a number that no other thread has. */
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
