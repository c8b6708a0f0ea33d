/** forkx(2) of Solaris: fork with the flags of vforkx. */
import { failed } from '../errno.ts';
import { FORK_NOSIGCHLD, FORK_WAITPID, fork } from '../lifecycle.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const forkx: Syscall = {
  number: 211,
  name: 'forkx',
  parameters: ['int flags'],
  summary: 'fork with the flags of vforkx. EINVAL: another bit. ENOSYS: a system without it.',
  run(call) {
    if (!call.world.personality.vforkx) return fail('ENOSYS');
    const flags = arg(call, 0);
    if ((flags & ~(FORK_NOSIGCHLD | FORK_WAITPID)) !== 0) return fail('EINVAL');
    const child = fork(call.world, call.thread, flags);
    return failed(child) ? fail(child) : ok(child.pid);
  },
};
