/** fchdir(2), as POSIX.1-2001 has it: chdir by descriptor. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const fchdir: Syscall = {
  number: 236,
  name: 'fchdir',
  parameters: ['int fd'],
  summary: 'chdir by descriptor. EBADF, ENOTDIR.',
  run(call) {
    const file = call.process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    if (file.target.kind !== 'directory') return fail('ENOTDIR');
    call.process.cwd = file.target.inode;
    return ok();
  },
};
