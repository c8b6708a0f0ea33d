/** sync(2): files are always in memory, so there is nothing to do. */
import { ok, type Syscall } from '../syscall.ts';

export const sync: Syscall = {
  number: 36,
  name: 'sync',
  parameters: [],
  summary: 'Always 0.',
  run() {
    return ok();
  },
};
