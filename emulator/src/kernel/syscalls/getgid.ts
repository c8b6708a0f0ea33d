/** getgid(2), which also tells the effective id. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const getgid: Syscall = {
  number: 47,
  name: 'getgid',
  parameters: ['int *effective'],
  summary: 'The real id; the effective one in *effective.',
  run(call) {
    const { world, process } = call;
    const effective = arg(call, 0);
    if (effective !== 0) setWord(world, process.space, effective, process.ids.egid);
    return ok(process.ids.gid);
  },
};
