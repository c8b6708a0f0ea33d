/** setrlimit(2): the soft limit counts; only the superuser may raise one. */
import { resourceOf } from '../resources.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { long } from '../user-memory.ts';

export const setrlimit: Syscall = {
  number: 216,
  name: 'setrlimit',
  parameters: ['int resource', 'const long limits[2]'],
  summary: 'EINVAL for another resource or a soft limit above the hard one, EPERM.',
  run(call) {
    const { world, process } = call;
    const name = resourceOf(arg(call, 0));
    if (name === undefined) return fail('EINVAL');
    const soft = long(world, process.space, arg(call, 1));
    if (soft < 0 || soft > long(world, process.space, arg(call, 1) + 4)) return fail('EINVAL');
    if (soft > process.limits[name] && process.ids.euid !== 0) return fail('EPERM');
    process.limits[name] = name === 'descriptors' ? Math.min(soft, process.descriptors.limit) : soft;
    return ok();
  },
};
