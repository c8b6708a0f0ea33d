/** symlink(2), as POSIX.1-2001 has it: makes a symbolic link. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const symlink: Syscall = {
  number: 58,
  name: 'symlink',
  parameters: ['const char *target', 'const char *path'],
  summary: 'Makes a symbolic link. EEXIST, EACCES.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const place = world.fs.place(string(world, process.space, arg(call, 1)), seeker, false);
    if (failed(place)) return fail(place);
    const target = string(world, process.space, arg(call, 0));
    const made = world.fs.symlink(target, process.ids.euid, process.ids.egid);
    const error = world.fs.enter(place, made, seeker);
    return error === undefined ? ok() : fail(error);
  },
};
