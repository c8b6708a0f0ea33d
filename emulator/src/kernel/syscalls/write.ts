/** write(2), as POSIX.1-2001 has it: bytes written. */
import { writeFile } from '../file-io.ts';
import { arg, type Syscall } from '../syscall.ts';

export const write: Syscall = {
  number: 4,
  name: 'write',
  parameters: ['int fd', 'const void *buffer', 'unsigned count'],
  summary: 'Bytes written. To a pipe without readers: SIGPIPE and EPIPE. EBADF, EAGAIN, EINTR, EFBIG, ENOSPC.',
  run(call) {
    return writeFile(call, arg(call, 0), arg(call, 1), arg(call, 2));
  },
};
