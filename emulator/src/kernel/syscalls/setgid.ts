/** setgid(2), as POSIX.1-2001 has it: sets real, effective and saved id for the superuser, the effective one else. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const setgid: Syscall = {
  number: 46,
  name: 'setgid',
  parameters: ['int gid'],
  summary: 'Sets real, effective and saved id for the superuser, the effective one else. EPERM.',
  run(call) {
    const { ids } = call.process;
    const id = arg(call, 0);
    if (ids.euid === 0) ids.gid = ids.egid = ids.sgid = id;
    else if (id === ids.gid || id === ids.sgid) ids.egid = id;
    else return fail('EPERM');
    return ok();
  },
};
