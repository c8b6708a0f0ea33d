/** close(2), as POSIX.1-2001 has it: frees a descriptor. */
import { noteDescriptor } from '../file-io.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const close: Syscall = {
  number: 6,
  name: 'close',
  parameters: ['int fd'],
  summary: 'Frees a descriptor. EBADF.',
  run(call) {
    const fd = arg(call, 0);
    const file = call.process.descriptors.get(fd);
    const error = call.process.descriptors.close(fd);
    if (error !== undefined || file === undefined) return fail('EBADF');
    noteDescriptor(call, 'close', fd, file.name);
    return ok();
  },
};
