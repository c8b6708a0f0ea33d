/** rename(2), as POSIX.1-2001 has it: moves a name; a file at the new one is replaced. */
import { type Errno, failed } from '../errno.ts';
import type { Directory, Inode } from '../inode.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const rename: Syscall = {
  number: 38,
  name: 'rename',
  parameters: ['const char *from', 'const char *to'],
  summary: 'Moves a name; a file at the new one is replaced. ENOTEMPTY, EISDIR, ENOTDIR, EINVAL into itself.',
  run(call) {
    const { world, process } = call;
    const seeker = seekerOf(process);
    const from = world.fs.place(string(world, process.space, arg(call, 0)), seeker, false);
    if (failed(from)) return fail(from);
    const to = world.fs.place(string(world, process.space, arg(call, 1)), seeker, false);
    if (failed(to)) return fail(to);
    const { inode } = from;
    if (inode === undefined) return fail('ENOENT');
    if (inode === to.inode) return ok();
    const refused = refusal(inode, to.inode, to.directory);
    if (refused !== undefined) return fail(refused);
    if (to.inode !== undefined) {
      const error = world.fs.remove(to, seeker);
      if (error !== undefined) return fail(error);
      to.inode.nlink--;
    }
    const error = world.fs.remove(from, seeker) ?? world.fs.enter({ ...to, inode: undefined }, inode, seeker);
    return error === undefined ? ok() : fail(error);
  },
};

const refusal = (inode: Inode, old: Inode | undefined, into: Directory): Errno | undefined => {
  if (inode.kind === 'directory') {
    for (let here = into; ; here = here.parent) {
      if (here === inode) return 'EINVAL';
      if (here.parent === here) break;
    }
    if (old !== undefined && old.kind !== 'directory') return 'ENOTDIR';
    return old !== undefined && old.entries.size > 0 ? 'ENOTEMPTY' : undefined;
  }
  return old?.kind === 'directory' ? 'EISDIR' : undefined;
};
