/** setuid(2), as POSIX.1-2001 has it: sets real, effective and saved id for the superuser, the effective one else. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const setuid: Syscall = {
  number: 23,
  name: 'setuid',
  parameters: ['int uid'],
  summary: 'Sets real, effective and saved id for the superuser, the effective one else. EPERM.',
  run(call) {
    const { ids } = call.process;
    const id = arg(call, 0);
    if (ids.euid === 0) ids.uid = ids.euid = ids.suid = id;
    else if (id === ids.uid || id === ids.suid) ids.euid = id;
    else return fail('EPERM');
    return ok();
  },
};
