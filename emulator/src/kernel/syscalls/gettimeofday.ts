/** gettimeofday(2): virtual time, one microsecond an instruction. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setLong } from '../user-memory.ts';

export const gettimeofday: Syscall = {
  number: 62,
  name: 'gettimeofday',
  parameters: ['struct timeval *time', 'void *zone'],
  summary: 'Two longs, seconds and microseconds; the zone is zero.',
  run(call) {
    const { world, process } = call;
    const [time, zone] = [arg(call, 0), arg(call, 1)];
    if (time !== 0) {
      setLong(world, process.space, time, world.seconds);
      setLong(world, process.space, time + 4, (world.now + world.clockOffset) % 1_000_000);
    }
    if (zone !== 0) setLong(world, process.space, zone, 0);
    return ok();
  },
};
