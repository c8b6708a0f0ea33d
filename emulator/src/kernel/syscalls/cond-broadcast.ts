/** Wakes every thread that waits for a condition. */
import { wakeWaiters } from '../conditions.ts';
import { addressIn } from '../segments.ts';
import { arg, ok, type Syscall } from '../syscall.ts';

export const condBroadcast: Syscall = {
  number: 230,
  name: 'cond_broadcast',
  parameters: ['int *condition'],
  summary: 'Always 0.',
  run(call) {
    wakeWaiters(call.world, addressIn(call.process.space.data, arg(call, 0)), Number.POSITIVE_INFINITY);
    return ok();
  },
};
