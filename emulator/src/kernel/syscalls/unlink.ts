/** unlink(2), as POSIX.1-2001 has it: removes a name; the file goes with its last name. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const unlink: Syscall = {
  number: 10,
  name: 'unlink',
  parameters: ['const char *path'],
  summary: 'Removes a name; the file goes with its last name. EPERM for a directory.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const place = world.fs.place(string(world, process.space, arg(call, 0)), seeker, false);
    if (failed(place)) return fail(place);
    if (place.inode?.kind === 'directory') return fail('EPERM');
    const error = world.fs.remove(place, seeker);
    if (error !== undefined) return fail(error);
    if (place.inode !== undefined) place.inode.nlink--;
    return ok();
  },
};
