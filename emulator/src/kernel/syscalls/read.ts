/** read(2), as POSIX.1-2001 has it: bytes read, 0 at the end. */
import { readFile } from '../file-io.ts';
import { arg, type Syscall } from '../syscall.ts';

export const read: Syscall = {
  number: 3,
  name: 'read',
  parameters: ['int fd', 'void *buffer', 'unsigned count'],
  summary:
    'Bytes read, 0 at the end. Waits for a pipe with writers and for the terminal. EBADF, EISDIR, EAGAIN, EINTR, EIO.',
  run(call) {
    return readFile(call, arg(call, 0), arg(call, 1), arg(call, 2));
  },
};
