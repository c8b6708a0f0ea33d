/** dup2(2), as POSIX.1-2001 has it: makes `to` mean the same open file, closing what it was. */
import { noteDescriptor } from '../file-io.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const dup2: Syscall = {
  number: 45,
  name: 'dup2',
  parameters: ['int fd', 'int to'],
  summary: 'Makes `to` mean the same open file, closing what it was. EBADF.',
  run(call) {
    const { process } = call;
    const from = arg(call, 0);
    const to = arg(call, 1);
    const file = process.descriptors.get(from);
    if (file === undefined || to >= process.limits.descriptors) return fail('EBADF');
    if (from === to) return ok(to);
    process.descriptors.close(to);
    process.descriptors.set(to, file, false);
    noteDescriptor(call, 'dup', to, file.name);
    return ok(to);
  },
};
