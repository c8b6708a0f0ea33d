/** getsid(2), as POSIX.1-2001 has it: the session of a process, 0 the caller. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const getsid: Syscall = {
  number: 208,
  name: 'getsid',
  parameters: ['int pid'],
  summary: 'The session of a process, 0 the caller. ESRCH.',
  run(call) {
    const target = arg(call, 0) === 0 ? call.process : call.world.processes.get(arg(call, 0));
    return target === undefined ? fail('ESRCH') : ok(target.session);
  },
};
