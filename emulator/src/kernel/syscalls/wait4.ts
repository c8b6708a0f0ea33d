/** wait4(2), which wait(2) and waitpid(2) are made of. The fourth argument is ignored. */
import { reportOf, selected, WNOHANG } from '../children.ts';
import { toElks } from '../signals.ts';
import { arg, block, fail, ok, type Syscall, signed } from '../syscall.ts';
import { setWord } from '../user-memory.ts';
import { statusWord } from '../wait-status.ts';

export const wait4: Syscall = {
  number: 7,
  name: 'wait4',
  parameters: ['int pid', 'int *status', 'int options', 'void *usage'],
  summary:
    'The pid of a child that has ended (or, with 2 WUNTRACED, stopped; 8 WCONTINUED). 1 WNOHANG: 0 where there is none. `pid`: a child, -1 any, 0 the own group, below -1 a group. ECHILD, EINTR.',
  run(call) {
    const { world, process } = call;
    const selector = signed(arg(call, 0));
    const options = arg(call, 2);
    const status = arg(call, 1);
    const children = selected(world, process, selector);
    if (children.length === 0) return fail('ECHILD');
    const child = children.find((one) => reportOf(one, options) !== undefined);
    if (child === undefined) {
      return (options & WNOHANG) !== 0 ? ok(0) : block({ kind: 'child', selector, options });
    }
    const outcome = reportOf(child, options);
    const number = process.program.abi === 'new' ? toElks : (signal: number): number => signal;
    if (status !== 0 && outcome !== undefined) setWord(world, process.space, status, statusWord(outcome, number));
    child.report = undefined;
    if (child.state === 'zombie') world.processes.delete(child.pid);
    return ok(child.pid);
  },
};
