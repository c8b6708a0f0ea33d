/** link(2), as POSIX.1-2001 has it: another name for a file. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const link: Syscall = {
  number: 9,
  name: 'link',
  parameters: ['const char *path', 'const char *name'],
  summary: 'Another name for a file. EEXIST, EPERM for a directory.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const inode = world.fs.lookup(string(world, process.space, arg(call, 0)), seeker);
    if (failed(inode)) return fail(inode);
    if (inode.kind === 'directory') return fail('EPERM');
    const place = world.fs.place(string(world, process.space, arg(call, 1)), seeker, false);
    if (failed(place)) return fail(place);
    const error = world.fs.enter(place, inode, seeker);
    if (error !== undefined) return fail(error);
    inode.nlink++;
    return ok();
  },
};
