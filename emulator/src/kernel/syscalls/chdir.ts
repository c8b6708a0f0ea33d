/** chdir(2), as POSIX.1-2001 has it: changes the working directory. */
import { failed } from '../errno.ts';
import { EXECUTE, permits } from '../file-system.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const chdir: Syscall = {
  number: 12,
  name: 'chdir',
  parameters: ['const char *path'],
  summary: 'Changes the working directory. ENOENT, ENOTDIR, EACCES.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    if (inode.kind !== 'directory') return fail('ENOTDIR');
    if (!permits(inode, process.ids, EXECUTE)) return fail('EACCES');
    process.cwd = inode;
    return ok();
  },
};
