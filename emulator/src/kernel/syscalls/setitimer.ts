/** setitimer(2), real time only: four longs, interval and value in seconds and microseconds. */

import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { alarmLeft, setAlarm } from '../timers.ts';
import { long, setLong } from '../user-memory.ts';

export const setitimer: Syscall = {
  number: 212,
  name: 'setitimer',
  parameters: ['int which', 'const struct itimerval *value', 'struct itimerval *old'],
  summary: 'SIGALRM when it fires. EINVAL for another timer, EAGAIN: too many in the system.',
  newNumber: 71,
  run(call) {
    const { world, process } = call;
    const { space } = process;
    if (arg(call, 0) !== 0) return fail('EINVAL');
    const [value, old] = [arg(call, 1), arg(call, 2)];
    const micros = (at: number): number => long(world, space, at) * 1_000_000 + long(world, space, at + 4);
    const before = [process.alarm.interval, alarmLeft(world, process)];
    if (value !== 0 && setAlarm(world, process, micros(value + 8), micros(value)) === undefined) return fail('EAGAIN');
    if (old === 0) return ok();
    for (const [i, one] of before.entries()) {
      setLong(world, space, old + i * 8, Math.floor(one / 1_000_000));
      setLong(world, space, old + i * 8 + 4, one % 1_000_000);
    }
    return ok();
  },
};
