/** exit(2): ends the process. A caller that plays the vfork child itself goes back to its vfork call (claim D3). */
import { endProcess } from '../lifecycle.ts';
import { exitAsChild } from '../self-loan.ts';
import { arg, LEAVE, type Syscall } from '../syscall.ts';

export const exit: Syscall = {
  number: 1,
  name: 'exit',
  parameters: ['int status'],
  summary: 'Ends the process. The low byte of `status` is kept for wait.',
  run(call) {
    const code = arg(call, 0) & 0xff;
    if (call.process.selfLoan !== undefined) exitAsChild(call.world, call.process, code);
    else endProcess(call.world, call.process, { kind: 'exited', code });
    return LEAVE;
  },
};
