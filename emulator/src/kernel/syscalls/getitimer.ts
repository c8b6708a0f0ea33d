/** getitimer(2), real time only, as POSIX.1-2001 has it: four longs as setitimer. */

import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { alarmLeft } from '../timers.ts';
import { setLong } from '../user-memory.ts';

export const getitimer: Syscall = {
  number: 213,
  name: 'getitimer',
  parameters: ['int which', 'struct itimerval *value'],
  summary: 'Four longs as setitimer. EINVAL for another timer.',
  run(call) {
    const { world, process } = call;
    if (arg(call, 0) !== 0) return fail('EINVAL');
    for (const [i, one] of [process.alarm.interval, alarmLeft(world, process)].entries()) {
      setLong(world, process.space, arg(call, 1) + i * 8, Math.floor(one / 1_000_000));
      setLong(world, process.space, arg(call, 1) + i * 8 + 4, one % 1_000_000);
    }
    return ok();
  },
};
