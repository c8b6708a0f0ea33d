/** seteuid(2), as POSIX.1-2001 has it: sets the effective id to the real or the saved one, or to any for the superuser. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const seteuid: Syscall = {
  number: 218,
  name: 'seteuid',
  parameters: ['int uid'],
  summary: 'Sets the effective id to the real or the saved one, or to any for the superuser. EPERM.',
  run(call) {
    const { ids } = call.process;
    const id = arg(call, 0);
    if (ids.euid !== 0 && id !== ids.uid && id !== ids.suid) return fail('EPERM');
    ids.euid = id;
    return ok();
  },
};
