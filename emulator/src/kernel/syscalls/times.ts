/** times(2) of the old ABI: instructions of the process as ticks of a hundredth of a second. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setLong } from '../user-memory.ts';

export const times: Syscall = {
  number: 43,
  name: 'times',
  parameters: ['struct tms *buffer', 'long *ticks'],
  summary: 'Four longs: user, system, children twice (0). *ticks: since the start.',
  abi: 'old',
  run(call) {
    const { world, process } = call;
    const buffer = arg(call, 0);
    if (buffer !== 0) {
      for (const i of [0, 1, 2, 3]) setLong(world, process.space, buffer + i * 4, i === 0 ? process.used / 10_000 : 0);
    }
    if (arg(call, 1) !== 0) setLong(world, process.space, arg(call, 1), world.now / 10_000);
    return ok();
  },
};
