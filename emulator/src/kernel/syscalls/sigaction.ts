/** sigaction(2) of our library: \`struct { handler; trampoline; long mask; flags }\`, ten bytes. The kernel keeps the handler. */
import { setDisposition } from '../disposition.ts';
import { DEFAULT, type Disposition, IGNORE } from '../process.ts';
import { has, isSignal, UNTOUCHABLE } from '../signals.ts';
import { arg, type Call, fail, ok, type Syscall } from '../syscall.ts';
import { long, setLong, setWord, word } from '../user-memory.ts';

export const sigaction: Syscall = {
  number: 200,
  name: 'sigaction',
  parameters: ['int signal', 'const struct ksigaction *action', 'struct ksigaction *old'],
  summary:
    'Sets and tells a disposition. Flags as Linux: 1 NOCLDSTOP, 2 NOCLDWAIT, 0x1000 RESTART, 0x4000 NODEFER, 0x8000 RESETHAND. EINVAL for SIGKILL, SIGSTOP.',
  run(call) {
    const signal = arg(call, 0);
    const [action, old] = [arg(call, 1), arg(call, 2)];
    if (!isSignal(signal)) return fail('EINVAL');
    if (action !== 0 && has(UNTOUCHABLE, signal)) return fail('EINVAL');
    const before = call.process.dispositions[signal] ?? DEFAULT;
    const wanted = action === 0 ? undefined : decode(call, action);
    if (old !== 0) encode(call, old, before);
    if (wanted !== undefined) setDisposition(call, signal, wanted);
    return ok();
  },
};

const decode = ({ world, process }: Call, at: number): Disposition => {
  const { space } = process;
  const handler = word(world, space, at);
  if (handler === 0) return DEFAULT;
  if (handler === 1) return IGNORE;
  const mask = long(world, space, at + 4);
  return { kind: 'action', handler, trampoline: word(world, space, at + 2), mask, flags: word(world, space, at + 8) };
};

const encode = ({ world, process }: Call, at: number, disposition: Disposition): void => {
  const { space } = process;
  const action = disposition.kind === 'action' ? disposition : undefined;
  const once = disposition.kind === 'once' ? disposition.offset : 0;
  setWord(world, space, at, action?.handler ?? (disposition.kind === 'ignore' ? 1 : once));
  setWord(world, space, at + 2, action?.trampoline ?? 0);
  setLong(world, space, at + 4, action?.mask ?? 0);
  setWord(world, space, at + 8, action?.flags ?? 0);
};
