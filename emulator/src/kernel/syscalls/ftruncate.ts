/** ftruncate(2), as POSIX.1-2001 has it: cuts or extends an open file. */
import { mayWrite } from '../open-file.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long } from '../user-memory.ts';

export const ftruncate: Syscall = {
  number: 234,
  name: 'ftruncate',
  parameters: ['int fd', 'const long *size'],
  summary: 'Cuts or extends an open file. EBADF, EINVAL.',
  run(call) {
    const { world, process } = call;
    const file = process.descriptors.get(arg(call, 0));
    if (file === undefined || !mayWrite(file)) return fail('EBADF');
    const size = long(world, process.space, arg(call, 1));
    if (file.target.kind !== 'file' || size < 0) return fail('EINVAL');
    world.fs.resize(file.target.inode, size);
    return ok();
  },
};
