/** alarm(2): SIGALRM after seconds of virtual time. */

import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { setAlarm } from '../timers.ts';

export const alarm: Syscall = {
  number: 27,
  name: 'alarm',
  parameters: ['unsigned seconds'],
  summary: 'Seconds that were left of the alarm before; 0 ends it. ENOMEM: too many alarms in the system.',
  run(call) {
    const left = setAlarm(call.world, call.process, arg(call, 0) * 1_000_000, 0);
    return left === undefined ? fail('ENOMEM') : ok(Math.min(0x7fff, Math.ceil(left / 1_000_000)));
  },
};
