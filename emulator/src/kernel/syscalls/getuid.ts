/** getuid(2), which also tells the effective id. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const getuid: Syscall = {
  number: 24,
  name: 'getuid',
  parameters: ['int *effective'],
  summary: 'The real id; the effective one in *effective.',
  run(call) {
    const { world, process } = call;
    const effective = arg(call, 0);
    if (effective !== 0) setWord(world, process.space, effective, process.ids.euid);
    return ok(process.ids.uid);
  },
};
