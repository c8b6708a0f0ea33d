/** Waits for a thread of the process to end, as POSIX.1-2001 has it: its value in *value. */
import { arg, block, fail, ok, type Syscall } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const threadJoin: Syscall = {
  number: 223,
  name: 'thread_join',
  parameters: ['int thread', 'int *value'],
  summary: 'Its value in *value. ESRCH, EDEADLK for the caller itself.',
  run(call) {
    const { world, process, thread } = call;
    const other = process.threads.find((one) => one.tid === arg(call, 0));
    if (other === undefined) return fail('ESRCH');
    if (other === thread) return fail('EDEADLK');
    if (other.state.kind !== 'done') return block({ kind: 'thread', tid: other.tid });
    if (arg(call, 1) !== 0) setWord(world, process.space, arg(call, 1), other.state.value);
    process.threads = process.threads.filter((one) => one !== other);
    return ok();
  },
};
