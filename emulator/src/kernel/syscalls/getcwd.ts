/** getcwd(3) as a call, as POSIX.1-2001 has it: length of the path with its NUL. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { latin1, put } from '../user-memory.ts';

export const getcwd: Syscall = {
  number: 217,
  name: 'getcwd',
  parameters: ['char *buffer', 'unsigned size'],
  summary: 'Length of the path with its NUL. ERANGE, ENOENT for a removed directory.',
  run(call) {
    const { world, process } = call;
    const path = world.fs.pathOf(process.cwd, process.root);
    if (path === 'ENOENT') return fail(path);
    const content = latin1(`${path}\0`);
    if (content.length > arg(call, 1)) return fail('ERANGE');
    put(world, process.space, arg(call, 0), content);
    return ok(content.length);
  },
};
