/** setegid(2), as POSIX.1-2001 has it: sets the effective id to the real or the saved one, or to any for the superuser. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const setegid: Syscall = {
  number: 219,
  name: 'setegid',
  parameters: ['int gid'],
  summary: 'Sets the effective id to the real or the saved one, or to any for the superuser. EPERM.',
  run(call) {
    const { ids } = call.process;
    const id = arg(call, 0);
    if (ids.euid !== 0 && id !== ids.gid && id !== ids.sgid) return fail('EPERM');
    ids.egid = id;
    return ok();
  },
};
