/** Wakes one thread that waits for a condition, the one that waits longest. */
import { wakeWaiters } from '../conditions.ts';
import { addressIn } from '../segments.ts';
import { arg, ok, type Syscall } from '../syscall.ts';

export const condSignal: Syscall = {
  number: 229,
  name: 'cond_signal',
  parameters: ['int *condition'],
  summary: 'Always 0.',
  run(call) {
    wakeWaiters(call.world, addressIn(call.process.space.data, arg(call, 0)), 1);
    return ok();
  },
};
