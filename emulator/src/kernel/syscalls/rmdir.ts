/** rmdir(2), as POSIX.1-2001 has it: removes an empty directory. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const rmdir: Syscall = {
  number: 40,
  name: 'rmdir',
  parameters: ['const char *path'],
  summary: 'Removes an empty directory. ENOTEMPTY, ENOTDIR, EBUSY for the root.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const place = world.fs.place(string(world, process.space, arg(call, 0)), seeker, false);
    if (failed(place)) return fail(place);
    const { inode } = place;
    if (inode === undefined) return fail('ENOENT');
    if (inode.kind !== 'directory') return fail('ENOTDIR');
    if (inode === place.directory || inode === world.fs.root) return fail('EBUSY');
    if (inode.entries.size > 0) return fail('ENOTEMPTY');
    const error = world.fs.remove(place, seeker);
    if (error !== undefined) return fail(error);
    inode.nlink = 0;
    return ok();
  },
};
