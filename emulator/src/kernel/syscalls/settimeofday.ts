/** settimeofday(2), for the superuser, as POSIX.1-2001 has it: sets the wall clock. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long } from '../user-memory.ts';

export const settimeofday: Syscall = {
  number: 61,
  name: 'settimeofday',
  parameters: ['const struct timeval *time', 'const void *zone'],
  summary: 'Sets the wall clock. EPERM.',
  run(call) {
    const { world, process } = call;
    if (process.ids.euid !== 0) return fail('EPERM');
    const at = arg(call, 0);
    const micros = long(world, process.space, at) * 1_000_000 + long(world, process.space, at + 4);
    world.clockOffset = micros - world.epoch * 1_000_000 - world.now;
    return ok();
  },
};
