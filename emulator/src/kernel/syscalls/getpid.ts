/** getpid(2), which also tells the parent. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const getpid: Syscall = {
  number: 20,
  name: 'getpid',
  parameters: ['int *parent'],
  summary: 'The pid; the parent in *parent, 0 where there is none.',
  run(call) {
    const { world, process } = call;
    const parent = arg(call, 0);
    if (parent !== 0) setWord(world, process.space, parent, process.parent?.pid ?? 0);
    return ok(process.pid);
  },
};
