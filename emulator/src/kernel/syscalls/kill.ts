/** kill(2), as POSIX.1-2001 has it: sends a signal to a process, to the own group (0), to all but the caller and process 1 (-1), or to a group (below -1). */
import { sendSignal } from '../signal-send.ts';
import { fromElks, isSignal } from '../signals.ts';
import { arg, fail, ok, type Syscall, signed } from '../syscall.ts';

export const kill: Syscall = {
  number: 37,
  name: 'kill',
  parameters: ['int pid', 'int signal'],
  summary:
    'Sends a signal to a process, to the own group (0), to all but the caller and process 1 (-1), or to a group (below -1). Signal 0 only asks; the new ABI refuses it. ESRCH, EPERM, EINVAL.',
  run(call) {
    const { world, process, thread } = call;
    const pid = signed(arg(call, 0));
    const isNew = process.program.abi === 'new';
    const signal = isNew ? fromElks(arg(call, 1)) : arg(call, 1);
    if (signal === 0 ? isNew : !isSignal(signal)) return fail('EINVAL');
    const group = pid === 0 ? process.group : -pid;
    const targets = [...world.processes.values()].filter((one) => {
      if (pid > 0) return one.pid === pid;
      if (pid === -1) return one !== process && one.pid !== 1;
      return one.group === group;
    });
    if (targets.length === 0) return fail('ESRCH');
    const { uid, euid } = process.ids;
    const allowed = targets.filter(
      ({ ids }) => euid === 0 || [uid, euid].some((id) => id === ids.uid || id === ids.suid),
    );
    if (allowed.length === 0) return fail('EPERM');
    for (const target of allowed) sendSignal(world, target, signal, thread);
    return ok();
  },
};
