/** execve(2): another program in this process. The argument block is built by the library (reference §1.5). */
import { execve as execute } from '../exec.ts';
import { arg, fail, LEAVE, type Syscall } from '../syscall.ts';
import { bytes, string } from '../user-memory.ts';

export const execve: Syscall = {
  number: 11,
  name: 'execve',
  parameters: ['const char *path', 'const void *block', 'unsigned length'],
  summary:
    'Replaces the program. `block`: argc, offsets of the arguments, 0, offsets of the environment, 0, strings. ENOENT, EACCES, ENOEXEC, E2BIG, ENOMEM.',
  run(call) {
    const { world, process, thread } = call;
    const path = string(world, process.space, arg(call, 0));
    const block = bytes(world, process.space, arg(call, 1), arg(call, 2));
    const error = execute(world, thread, path, block);
    return error === undefined ? LEAVE : fail(error);
  },
};
