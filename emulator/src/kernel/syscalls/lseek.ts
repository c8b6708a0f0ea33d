/** lseek(2), with the position passed through memory. */
import { sizeOf } from '../inode.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long, setLong } from '../user-memory.ts';

export const lseek: Syscall = {
  number: 19,
  name: 'lseek',
  parameters: ['int fd', 'long *position', 'int whence'],
  summary:
    'Sets the offset, and *position to it. `whence`: 0 start, 1 here, 2 end. ESPIPE on pipes and terminals, EINVAL.',
  run(call) {
    const { world, process } = call;
    const file = process.descriptors.get(arg(call, 0));
    if (file === undefined) return fail('EBADF');
    const { target } = file;
    if (target.kind === 'pipe' || target.kind === 'terminal') return fail('ESPIPE');
    if (target.kind === 'device' && target.device !== 'null' && target.device !== 'zero') return fail('ESPIPE');
    const whence = arg(call, 2);
    if (whence > 2) return fail('EINVAL');
    const base = whence === 0 ? 0 : whence === 1 ? file.offset : sizeOf(target.inode);
    const position = base + long(world, process.space, arg(call, 1));
    if (position < 0) return fail('EINVAL');
    setLong(world, process.space, arg(call, 1), position);
    file.offset = position;
    return ok();
  },
};
