/** setpgid(2), as POSIX.1-2001 has it: puts the caller or a child that has not called exec into a group of its session. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const setpgid: Syscall = {
  number: 206,
  name: 'setpgid',
  parameters: ['int pid', 'int group'],
  summary: 'Puts the caller or a child that has not called exec into a group of its session. ESRCH, EPERM, EACCES.',
  run(call) {
    const { world, process } = call;
    const target = arg(call, 0) === 0 ? process : world.processes.get(arg(call, 0));
    if (target === undefined || (target !== process && target.parent !== process)) return fail('ESRCH');
    const group = arg(call, 1) === 0 ? target.pid : arg(call, 1);
    if (target.session !== process.session || target.session === target.pid) return fail('EPERM');
    if (target !== process && target.execs > 0) return fail('EACCES');
    const known = [...world.processes.values()].some((one) => one.group === group && one.session === target.session);
    if (group !== target.pid && !known) return fail('EPERM');
    target.group = group;
    return ok();
  },
};
