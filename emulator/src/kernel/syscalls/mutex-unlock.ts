/** Frees a mutex, as POSIX.1-2001 has it: ePERM if the caller does not hold it. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { setWord, word } from '../user-memory.ts';

export const mutexUnlock: Syscall = {
  number: 227,
  name: 'mutex_unlock',
  parameters: ['int *mutex'],
  summary: 'EPERM if the caller does not hold it.',
  run(call) {
    const { world, process, thread } = call;
    if (word(world, process.space, arg(call, 0)) !== thread.tid) return fail('EPERM');
    setWord(world, process.space, arg(call, 0), 0);
    return ok();
  },
};
