/** getpgid(2), as POSIX.1-2001 has it: the process group of a process, 0 the caller. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const getpgid: Syscall = {
  number: 207,
  name: 'getpgid',
  parameters: ['int pid'],
  summary: 'The process group of a process, 0 the caller. ESRCH.',
  run(call) {
    const target = arg(call, 0) === 0 ? call.process : call.world.processes.get(arg(call, 0));
    return target === undefined ? fail('ESRCH') : ok(target.group);
  },
};
