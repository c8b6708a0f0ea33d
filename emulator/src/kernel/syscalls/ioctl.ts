/** ioctl(2) on terminals: settings, foreground group, window size, flushing. */
import { arg, block, fail, ok, type Syscall } from '../syscall.ts';
import { writeAccess } from '../terminal-access.ts';
import { answer, CHANGES } from '../terminal-control.ts';

export const ioctl: Syscall = {
  number: 54,
  name: 'ioctl',
  parameters: ['int fd', 'unsigned request', 'void *argument'],
  summary:
    '0x5401 TCGETS, 02-04 TCSETS/W/F, 09 TCSBRK, 0B TCFLSH, 0F TIOCGPGRP, 10 TIOCSPGRP, 13/14 window size, 29 TIOCGSID. ENOTTY on what is no terminal, EINVAL for another request.',
  run(call) {
    const { world, process, thread } = call;
    const file = process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    if (file.target.kind !== 'terminal') return fail('ENOTTY');
    const { terminal } = file.target;
    const request = arg(call, 1);
    if (CHANGES.has(request)) {
      const access = writeAccess(world, thread, terminal, true);
      if (access === 'stopped') return block({ kind: 'time', at: world.now });
      if (access !== 'allowed' && access !== 'end-of-file') return fail(access);
    }
    const error = answer(call, terminal, request, arg(call, 2));
    return error === undefined ? ok() : fail(error);
  },
};
