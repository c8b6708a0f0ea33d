/** Locks a mutex if it is free, as POSIX.1-2001 has it: eBUSY if it is not. */
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { setWord, word } from '../user-memory.ts';

export const mutexTrylock: Syscall = {
  number: 226,
  name: 'mutex_trylock',
  parameters: ['int *mutex'],
  summary: 'EBUSY if it is not.',
  run(call) {
    const { world, process, thread } = call;
    if (word(world, process.space, arg(call, 0)) !== 0) return fail('EBUSY');
    setWord(world, process.space, arg(call, 0), thread.tid);
    return ok();
  },
};
