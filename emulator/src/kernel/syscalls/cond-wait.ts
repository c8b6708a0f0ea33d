/** Frees a mutex, waits for a condition, and locks the mutex again. */
import { addressIn } from '../segments.ts';
import { arg, block, type Call, fail, ok, type Syscall, type SyscallResult } from '../syscall.ts';
import { long, setWord, word } from '../user-memory.ts';

export const condWait: Syscall = {
  number: 228,
  name: 'cond_wait',
  parameters: ['int *condition', 'int *mutex', 'const struct timespec *span'],
  summary: 'With a time span: ETIMEDOUT. EPERM if the caller does not hold the mutex.',
  run(call) {
    const { world, process, thread } = call;
    const [condition, mutex, span] = [arg(call, 0), arg(call, 1), arg(call, 2)];
    if (call.memo === 0) {
      if (word(world, process.space, mutex) !== thread.tid) return fail('EPERM');
      const micros =
        span === 0
          ? Number.POSITIVE_INFINITY
          : long(world, process.space, span) * 1_000_000 + long(world, process.space, span + 4) / 1000;
      setWord(world, process.space, mutex, 0);
      call.memo = 1;
      const address = addressIn(process.space.data, condition);
      const deadline = call.since + micros;
      return block({ kind: 'condition', address, offset: condition, ticket: { woken: false }, deadline });
    }
    const { state } = thread;
    if (call.memo === 1 && state.kind === 'blocked' && state.until.kind === 'condition') {
      call.memo = state.until.ticket.woken ? 2 : 3;
    }
    return again(call, mutex);
  },
};

/** The mutex is taken again before the call ends, woken (2) or late (3). */
const again = (call: Call, mutex: number): SyscallResult => {
  const { world, process, thread } = call;
  const owner = word(world, process.space, mutex);
  if (owner !== 0) return block({ kind: 'mutex', address: addressIn(process.space.data, mutex), offset: mutex, owner });
  setWord(world, process.space, mutex, thread.tid);
  return call.memo === 3 ? fail('ETIMEDOUT') : ok();
};
