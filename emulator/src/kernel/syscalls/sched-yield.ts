/** sched_yield(2), as POSIX.1-2001 has it: lets others run first. */
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
