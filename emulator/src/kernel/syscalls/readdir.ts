/** readdir(2): one entry of a directory at a time. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { latin1, put } from '../user-memory.ts';

export const readdir: Syscall = {
  number: 64,
  name: 'readdir',
  parameters: ['int fd', 'struct dirent *entry', 'unsigned count'],
  summary: '1 with an entry (inode 4 bytes, offset 4, length 2, name), 0 at the end. ENOTDIR.',
  run(call) {
    const { world, process } = call;
    const file = process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    if (file.target.kind !== 'directory') return fail('ENOTDIR');
    const { inode } = file.target;
    const entries = [['.', inode], ['..', inode.parent], ...inode.entries] as const;
    const entry = entries[file.offset];
    if (entry === undefined) return ok(0);
    file.offset++;
    const name = latin1(entry[0]);
    const record = new Uint8Array(11 + name.length);
    const view = new DataView(record.buffer);
    view.setUint32(0, entry[1].ino, true);
    view.setUint32(4, file.offset, true);
    view.setUint16(8, name.length, true);
    record.set(name, 10);
    put(world, process.space, arg(call, 1), record);
    return ok(1);
  },
};
