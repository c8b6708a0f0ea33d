/** reboot(2): refused, the world ends when its first process does. */
import { fail, type Syscall } from '../syscall.ts';

export const reboot: Syscall = {
  number: 55,
  name: 'reboot',
  parameters: ['int magic', 'int magic2', 'int operation'],
  summary: 'EPERM.',
  run() {
    return fail('EPERM');
  },
};
