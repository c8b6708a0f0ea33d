/** access(2), with the real ids, as POSIX.1-2001 has it: whether the real user may read (4), write (2), execute (1). */
import { failed } from '../errno.ts';
import { permits } from '../file-system.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const access: Syscall = {
  number: 33,
  name: 'access',
  parameters: ['const char *path', 'int mode'],
  summary: 'Whether the real user may read (4), write (2), execute (1). EACCES, EINVAL, ENOENT.',
  run(call) {
    const { world, process } = call;
    const mode = arg(call, 1);
    if (mode > 7) return fail('EINVAL');
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    const ids = { euid: process.ids.uid, egid: process.ids.gid };
    return permits(inode, ids, mode) ? ok() : fail('EACCES');
  },
};
