/** sched_yield(2). */
import { block, ok, type Syscall } from '../syscall.ts';

export const schedYield: Syscall = {
  number: 232,
  name: 'sched_yield',
  parameters: [],
  summary: 'Lets others run first.',
  run(call) {
    if (call.memo === 1) return ok();
    call.memo = 1;
    return block({ kind: 'time', at: call.world.now });
  },
};
