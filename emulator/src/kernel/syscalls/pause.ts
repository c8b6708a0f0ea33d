/** pause(2). */
import { block, type Syscall } from '../syscall.ts';

export const pause: Syscall = {
  number: 205,
  name: 'pause',
  parameters: [],
  summary: 'Always EINTR, after a handler has run.',
  run() {
    return block({ kind: 'signal' });
  },
};
