/** readlink(2), as POSIX.1-2001 has it: bytes of the target put into the buffer, without a NUL. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { latin1, put, string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const readlink: Syscall = {
  number: 59,
  name: 'readlink',
  parameters: ['const char *path', 'char *buffer', 'unsigned size'],
  summary: 'Bytes of the target put into the buffer, without a NUL. EINVAL if it is no symbolic link.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process), false);
    if (failed(inode)) return fail(inode);
    if (inode.kind !== 'symlink') return fail('EINVAL');
    const target = latin1(inode.target).subarray(0, arg(call, 2));
    put(world, process.space, arg(call, 1), target);
    return ok(target.length);
  },
};
