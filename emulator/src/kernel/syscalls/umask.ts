/** umask(2), as POSIX.1-2001 has it: sets the mask for new files and gives the old one. */
import { arg, ok, type Syscall } from '../syscall.ts';

export const umask: Syscall = {
  number: 60,
  name: 'umask',
  parameters: ['int mask'],
  summary: 'Sets the mask for new files and gives the old one.',
  run(call) {
    const old = call.process.umask;
    call.process.umask = arg(call, 0) & 0o777;
    return ok(old);
  },
};
