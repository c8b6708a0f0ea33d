/** utime(2), as POSIX.1-2001 has it: sets access and modification time, to now where `times` is null. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long, string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const utime: Syscall = {
  number: 30,
  name: 'utime',
  parameters: ['const char *path', 'const long *times'],
  summary: 'Sets access and modification time, to now where `times` is null. EPERM.',
  run(call) {
    const { world, process } = call;
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seekerOf(process));
    if (failed(inode)) return fail(inode);
    if (process.ids.euid !== 0 && process.ids.euid !== inode.uid) return fail('EPERM');
    const times = arg(call, 1);
    inode.atime = times === 0 ? world.seconds : long(world, process.space, times);
    inode.mtime = times === 0 ? world.seconds : long(world, process.space, times + 4);
    return ok();
  },
};
