/** mknod(2): regular files and FIFOs, as POSIX.1-2001 has it: makes a file (type 0 or 0100000) or a FIFO (0010000). */
import { failed } from '../errno.ts';
import { TYPE_BITS } from '../inode.ts';
import { Pipe } from '../pipe.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const mknod: Syscall = {
  number: 14,
  name: 'mknod',
  parameters: ['const char *path', 'int mode', 'int device'],
  summary: 'Makes a file (type 0 or 0100000) or a FIFO (0010000). EEXIST, EINVAL for another type.',
  run(call) {
    const { world, process } = call;
    const { fs } = world;
    const seeker = seekerOf(process);
    const type = arg(call, 1) & 0o170000;
    if (type !== 0 && type !== TYPE_BITS.file && type !== TYPE_BITS.pipe) return fail('EINVAL');
    const mode = arg(call, 1) & 0o7777 & ~process.umask;
    const place = fs.place(string(world, process.space, arg(call, 0)), seeker, false);
    if (failed(place)) return fail(place);
    const { euid, egid } = process.ids;
    const inode =
      type === TYPE_BITS.pipe ? fs.pipe(new Pipe(world.limits.pipe), mode, euid, egid) : fs.file(mode, euid, egid);
    const error = fs.enter(place, inode, seeker);
    return error === undefined ? ok() : fail(error);
  },
};
