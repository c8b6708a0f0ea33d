/** vforkx(2) of Solaris: vfork with FORK_NOSIGCHLD and FORK_WAITPID (claim C7). */
import { FORK_NOSIGCHLD, FORK_WAITPID } from '../lifecycle.ts';
import { arg, fail, type Syscall } from '../syscall.ts';
import { vforkWith } from '../vfork-call.ts';

export const vforkx: Syscall = {
  number: 210,
  name: 'vforkx',
  parameters: ['int flags'],
  summary:
    'vfork with flags: 1 FORK_NOSIGCHLD, no SIGCHLD at the end of the child; 2 FORK_WAITPID, only a wait for this pid reaps it. EINVAL: another bit. ENOSYS: a system without it.',
  run(call) {
    if (!call.world.personality.vforkx) return fail('ENOSYS');
    const flags = arg(call, 0);
    if ((flags & ~(FORK_NOSIGCHLD | FORK_WAITPID)) !== 0) return fail('EINVAL');
    return vforkWith(call, flags);
  },
};
