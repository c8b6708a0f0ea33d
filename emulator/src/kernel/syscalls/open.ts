/** open(2), and creat(2) with O_CREAT | O_WRONLY | O_TRUNC. */
import { failed } from '../errno.ts';
import { openInode } from '../file-io.ts';
import { mayRead, O_ACCMODE, O_CREAT, O_EXCL, O_NONBLOCK } from '../open-file.ts';
import { arg, block, fail, type Syscall } from '../syscall.ts';
import { string } from '../user-memory.ts';
import { seekerOf } from '../world.ts';

export const open: Syscall = {
  number: 5,
  name: 'open',
  parameters: ['const char *path', 'int flags', 'int mode'],
  summary: 'A descriptor, the lowest that is free. ENOENT, EACCES, EEXIST, EISDIR, EMFILE, ENFILE, ENXIO, ELOOP.',
  run(call) {
    const { world, process } = call;
    const flags = arg(call, 1);
    const path = string(world, process.space, arg(call, 0));
    const seeker = seekerOf(process);
    const place = world.fs.place(path, seeker, (flags & O_EXCL) === 0);
    if (failed(place)) return fail(place);
    if (place.inode !== undefined) {
      if ((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) return fail('EEXIST');
      if (place.inode.kind === 'pipe' && (flags & O_NONBLOCK) === 0 && (flags & O_ACCMODE) !== 2) {
        return openFifo(call, place.inode, flags, path);
      }
      return openInode(call, place.inode, flags, path);
    }
    if ((flags & O_CREAT) === 0 || path.endsWith('/')) return fail('ENOENT');
    const free = process.descriptors.free(0);
    if (failed(free)) return fail(free);
    const mode = arg(call, 2) & 0o7777 & ~process.umask;
    const file = world.fs.file(mode, process.ids.euid, process.ids.egid);
    const error = world.fs.enter(place, file, seeker);
    if (error !== undefined) return fail(error);
    file.mode = mode | 0o600;
    const result = openInode(call, file, flags, path);
    file.mode = mode;
    return result;
  },
};

/** A FIFO waits for its other end; the end opened here counts from the first try. */
const openFifo = (
  call: Parameters<Syscall['run']>[0],
  inode: Parameters<typeof openInode>[1],
  flags: number,
  path: string,
) => {
  if (inode.kind !== 'pipe') return fail('EINVAL');
  if (call.memo === 0) {
    const opened = openInode(call, inode, flags, path);
    if (opened.kind !== 'return') return opened;
    call.memo = opened.value + 1;
  }
  const fd = call.memo - 1;
  const file = call.process.descriptors.get(fd);
  const end = file !== undefined && mayRead(file) ? 'read' : 'write';
  const met = end === 'read' ? inode.pipe.writers > 0 : inode.pipe.readers > 0;
  return met ? ({ kind: 'return', value: fd } as const) : block({ kind: 'pipe-peer', pipe: inode.pipe, end, path });
};
