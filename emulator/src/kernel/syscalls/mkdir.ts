/** mkdir(2), as POSIX.1-2001 has it: makes a directory. */
import { failed } from '../errno.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const mkdir: Syscall = {
  number: 39,
  name: 'mkdir',
  parameters: ['const char *path', 'int mode'],
  summary: 'Makes a directory. EEXIST, ENOENT, EACCES.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const place = world.fs.place(string(world, process.space, arg(call, 0)), seeker, false);
    if (failed(place)) return fail(place);
    const mode = arg(call, 1) & 0o7777 & ~process.umask;
    const made = world.fs.directory(place.directory, mode, process.ids.euid, process.ids.egid);
    const error = world.fs.enter(place, made, seeker);
    return error === undefined ? ok() : fail(error);
  },
};
