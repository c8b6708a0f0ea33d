/** chown(2), as POSIX.1-2001 has it: sets owner and group; -1 leaves one as it is. */
import { failed } from '../errno.ts';
import { changeOwner } from '../inode-change.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const chown: Syscall = {
  number: 16,
  name: 'chown',
  parameters: ['const char *path', 'int uid', 'int gid'],
  summary: 'Sets owner and group; -1 leaves one as it is. EPERM unless superuser.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    const error = changeOwner(world, process, inode, arg(call, 1), arg(call, 2));
    return error === undefined ? ok() : fail(error);
  },
};
