/** fchmod(2), as POSIX.1-2001 has it: chmod by descriptor. */
import { changeMode } from '../inode-change.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const fchmod: Syscall = {
  number: 233,
  name: 'fchmod',
  parameters: ['int fd', 'int mode'],
  summary: 'chmod by descriptor. EBADF, EPERM.',
  run(call) {
    const file = call.process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    const error = changeMode(call.world, call.process, file.target.inode, arg(call, 1));
    return error === undefined ? ok() : fail(error);
  },
};
