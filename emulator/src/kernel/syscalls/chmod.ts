/** chmod(2), as POSIX.1-2001 has it: sets permission bits. */
import { failed } from '../errno.ts';
import { changeMode } from '../inode-change.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const chmod: Syscall = {
  number: 15,
  name: 'chmod',
  parameters: ['const char *path', 'int mode'],
  summary: 'Sets permission bits. EPERM unless owner or superuser.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    const error = changeMode(world, process, inode, arg(call, 1));
    return error === undefined ? ok() : fail(error);
  },
};
