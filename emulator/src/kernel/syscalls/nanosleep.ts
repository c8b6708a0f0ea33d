/** nanosleep(2) on virtual time: two longs, seconds and nanoseconds. */
import { arg, block, fail, ok, type Syscall } from '../syscall.ts';
import { long, setLong } from '../user-memory.ts';

export const nanosleep: Syscall = {
  number: 214,
  name: 'nanosleep',
  parameters: ['const struct timespec *time', 'struct timespec *left'],
  summary: 'Waits. EINTR after a handler, EINVAL.',
  run(call) {
    const { world, process } = call;
    const [time, left] = [arg(call, 0), arg(call, 1)];
    const seconds = long(world, process.space, time);
    const nanos = long(world, process.space, time + 4);
    if (seconds < 0 || nanos < 0 || nanos >= 1_000_000_000) return fail('EINVAL');
    const at = call.since + seconds * 1_000_000 + Math.ceil(nanos / 1000);
    const rest = Math.max(0, at - world.now);
    if (left !== 0) {
      setLong(world, process.space, left, Math.floor(rest / 1_000_000));
      setLong(world, process.space, left + 4, (rest % 1_000_000) * 1000);
    }
    return rest === 0 ? ok() : block({ kind: 'time', at });
  },
};
