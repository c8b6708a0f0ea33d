/** fchown(2), as POSIX.1-2001 has it: chown by descriptor. */
import { changeOwner } from '../inode-change.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const fchown: Syscall = {
  number: 66,
  name: 'fchown',
  parameters: ['int fd', 'int uid', 'int gid'],
  summary: 'chown by descriptor. EBADF, EPERM.',
  run(call) {
    const file = call.process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    const error = changeOwner(call.world, call.process, file.target.inode, arg(call, 1), arg(call, 2));
    return error === undefined ? ok() : fail(error);
  },
};
