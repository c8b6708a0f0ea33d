/** chroot(2), as POSIX.1-2001 has it: changes the root directory. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const chroot: Syscall = {
  number: 31,
  name: 'chroot',
  parameters: ['const char *path'],
  summary: 'Changes the root directory. EPERM unless superuser, ENOTDIR.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    if (inode.kind !== 'directory') return fail('ENOTDIR');
    if (process.ids.euid !== 0) return fail('EPERM');
    process.root = inode;
    return ok();
  },
};
