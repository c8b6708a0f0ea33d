/** nice(2): accepted and of no effect, since turns are dealt out by instruction count alone. The number is that of dev86's library. */
import { ok, type Syscall } from '../syscall.ts';

export const nice: Syscall = {
  number: 34,
  name: 'nice',
  parameters: ['int increment'],
  summary: 'Nothing: all processes have the same priority.',
  run() {
    return ok(0);
  },
};
