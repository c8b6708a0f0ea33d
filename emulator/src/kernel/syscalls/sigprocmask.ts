/** sigprocmask(2): masks are longs, bit n-1 for signal n. */
import { UNTOUCHABLE } from '../signals.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long, setLong } from '../user-memory.ts';

export const sigprocmask: Syscall = {
  number: 201,
  name: 'sigprocmask',
  parameters: ['int how', 'const long *set', 'long *old'],
  summary: '`how`: 0 block, 1 unblock, 2 set. EINVAL.',
  run(call) {
    const { world, process, thread } = call;
    const [how, set, old] = [arg(call, 0), arg(call, 1), arg(call, 2)];
    const before = thread.mask;
    if (set !== 0) {
      if (how > 2) return fail('EINVAL');
      const given = long(world, process.space, set);
      const mask = how === 0 ? before | given : how === 1 ? before & ~given : given;
      thread.mask = mask & ~UNTOUCHABLE;
    }
    if (old !== 0) setLong(world, process.space, old, before);
    return ok();
  },
};
