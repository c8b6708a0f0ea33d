/** fcntl(2), as POSIX.1-2001 has it: 0 F_DUPFD, 1 F_GETFD, 2 F_SETFD, 3 F_GETFL, 4 F_SETFL (append, nonblock). */
import { failed } from '../errno.ts';
import { noteDescriptor } from '../file-io.ts';
import { O_APPEND, O_NONBLOCK } from '../open-file.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

/** POSIX.1-2008; Linux's number. */
const F_DUPFD_CLOEXEC = 1030;

export const fcntl: Syscall = {
  number: 50,
  name: 'fcntl',
  parameters: ['int fd', 'int command', 'int value'],
  summary: '0 F_DUPFD, 1 F_GETFD, 2 F_SETFD, 3 F_GETFL, 4 F_SETFL (append, nonblock). Locks: EINVAL.',
  run(call) {
    const { process, world, thread } = call;
    const { descriptors } = process;
    const fd = arg(call, 0);
    const value = arg(call, 2);
    const file = descriptors.get(fd);
    if (file === undefined) return fail('EBADF');
    switch (arg(call, 1)) {
      case 0:
      case F_DUPFD_CLOEXEC: {
        if (value >= process.limits.descriptors) return fail('EINVAL');
        const copy = descriptors.free(value);
        if (failed(copy)) return fail(copy);
        descriptors.set(copy, file, arg(call, 1) !== 0);
        noteDescriptor(call, 'dup', copy, file.name);
        return ok(copy);
      }
      case 1:
        return ok(descriptors.closesOnExec(fd) ? 1 : 0);
      case 2:
        descriptors.markCloseOnExec(fd, (value & 1) !== 0);
        if ((value & 1) !== 0) {
          const table = descriptors.users > 1 ? 'shared' : 'own';
          world.emit(thread, { kind: 'fd', what: 'close-on-exec', fd, file: file.name, table });
        }
        return ok();
      case 3:
        return ok(file.flags);
      case 4: {
        const changed = O_APPEND | O_NONBLOCK;
        file.flags = (file.flags & ~changed) | (value & changed);
        return ok();
      }
      default:
        return fail('EINVAL');
    }
  },
};
