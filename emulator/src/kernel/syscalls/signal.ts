/** signal(2) of ELKS: default, ignore, or the one trampoline of the library (reference §1.6). */
import { setDisposition } from '../disposition.ts';
import { DEFAULT, IGNORE } from '../process.ts';
import { fromElks, has, isSignal, UNTOUCHABLE } from '../signals.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';

export const signal: Syscall = {
  number: 48,
  name: 'signal',
  parameters: ['int signal', 'void (*handler)()', 'unsigned segment'],
  summary:
    'Old ABI: 0, 1, 2 where it was default, ignored, caught; the handler is near. New ABI: 0; the handler is far. EINVAL for SIGKILL, SIGSTOP and bad numbers.',
  run(call) {
    const { process } = call;
    const isNew = process.program.abi === 'new';
    const number = isNew ? fromElks(arg(call, 0)) : arg(call, 0);
    if (!isSignal(number) || has(UNTOUCHABLE, number)) return fail('EINVAL');
    const offset = arg(call, 1);
    const segment = isNew ? arg(call, 2) : process.space.text.base;
    if (isNew && offset > 1 && segment !== process.space.text.base) return fail('EINVAL');
    if (offset > 1 && offset >= process.space.text.size) return fail('EINVAL');
    const before = process.dispositions[number]?.kind ?? 'default';
    const wanted = offset === 0 ? DEFAULT : offset === 1 ? IGNORE : ({ kind: 'once', offset, segment } as const);
    setDisposition(call, number, wanted);
    if (isNew) return ok();
    return ok(before === 'default' ? 0 : before === 'ignore' ? 1 : 2);
  },
};
