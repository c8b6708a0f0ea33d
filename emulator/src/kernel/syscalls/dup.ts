/** dup(2), as POSIX.1-2001 has it: the lowest free descriptor for the same open file. */
import { failed } from '../errno.ts';
import { noteDescriptor } from '../file-io.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const dup: Syscall = {
  number: 41,
  name: 'dup',
  parameters: ['int fd'],
  summary: 'The lowest free descriptor for the same open file. EBADF, EMFILE.',
  run(call) {
    const { descriptors } = call.process;
    const file = descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    const fd = descriptors.free(0);
    if (failed(fd) || fd >= call.process.limits.descriptors) return fail('EMFILE');
    descriptors.set(fd, file, false);
    noteDescriptor(call, 'dup', fd, file.name);
    return ok(fd);
  },
};
