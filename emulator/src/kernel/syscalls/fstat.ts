/** fstat(2), as POSIX.1-2001 has it: tells about an open file. */
import { statRecord } from '../stat-record.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { put } from '../user-memory.ts';

export const fstat: Syscall = {
  number: 28,
  name: 'fstat',
  parameters: ['int fd', 'struct stat *buffer'],
  summary: 'Tells about an open file. EBADF, EFAULT.',
  run(call) {
    const { world, process } = call;
    const file = process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    put(world, process.space, arg(call, 1), statRecord(file.target.inode, process.program.abi === 'new'));
    return ok();
  },
};
