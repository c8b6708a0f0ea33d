/** getrlimit(2): 1 file size, 6 processes of the user, 7 descriptors. */
import { resourceOf } from '../resources.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { setLong } from '../user-memory.ts';

export const getrlimit: Syscall = {
  number: 215,
  name: 'getrlimit',
  parameters: ['int resource', 'long limits[2]'],
  summary: 'Soft and hard limit, which are the same here. EINVAL for another resource.',
  run(call) {
    const { world, process } = call;
    const name = resourceOf(arg(call, 0));
    if (name === undefined) return fail('EINVAL');
    for (const i of [0, 1]) setLong(world, process.space, arg(call, 1) + i * 4, process.limits[name]);
    return ok();
  },
};
