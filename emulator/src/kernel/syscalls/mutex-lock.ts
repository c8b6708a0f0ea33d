/** Locks a mutex: a word that is 0 when free, else the number of the thread that holds it. */
import { addressIn } from '../segments.ts';
import { arg, block, fail, ok, type Syscall } from '../syscall.ts';
import { setWord, word } from '../user-memory.ts';

export const mutexLock: Syscall = {
  number: 225,
  name: 'mutex_lock',
  parameters: ['int *mutex'],
  summary: 'Waits until it is free. EDEADLK if the caller holds it.',
  run(call) {
    const { world, process, thread } = call;
    const offset = arg(call, 0);
    const owner = word(world, process.space, offset);
    if (owner === thread.tid) return fail('EDEADLK');
    if (owner !== 0) return block({ kind: 'mutex', address: addressIn(process.space.data, offset), offset, owner });
    setWord(world, process.space, offset, thread.tid);
    return ok();
  },
};
