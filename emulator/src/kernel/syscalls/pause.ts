/** pause(2), as POSIX.1-2001 has it: always EINTR, after a handler has run. The number is that of dev86's library, whose sleep needs it. */
import { block, type Syscall } from '../syscall.ts';

export const pause: Syscall = {
  number: 29,
  name: 'pause',
  parameters: [],
  summary: 'Always EINTR, after a handler has run.',
  run() {
    return block({ kind: 'signal' });
  },
};
