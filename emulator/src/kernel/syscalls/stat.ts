/** stat(2), as POSIX.1-2001 has it: tells about a file. */
import { failed } from '../errno.ts';
import { statRecord } from '../stat-record.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { put, string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const stat: Syscall = {
  number: 18,
  name: 'stat',
  parameters: ['const char *path', 'struct stat *buffer'],
  summary: 'Tells about a file. ENOENT, EACCES, ENOTDIR, EFAULT.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process), true);
    if (failed(inode)) return fail(inode);
    put(world, process.space, arg(call, 1), statRecord(inode, process.program.abi === 'new'));
    return ok();
  },
};
