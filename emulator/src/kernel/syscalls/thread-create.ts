/** Starts a thread of the process: it enters \`entry\` with \`argument\` on a stack of its own (claim C2). */
import { newThread } from '../lifecycle.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { setWord } from '../user-memory.ts';

export const threadCreate: Syscall = {
  number: 221,
  name: 'thread_create',
  parameters: ['void (*entry)()', 'void *stack_top', 'int argument'],
  summary:
    'The new thread number. A return from `entry` goes to address 0: the library starts it with a wrapper that calls thread_exit. EAGAIN in a vfork child.',
  run(call) {
    const { world, process, thread } = call;
    if (process.vforkChild) return fail('EAGAIN');
    if (process.threads.length >= world.limits.processes) return fail('EAGAIN');
    const sp = (arg(call, 1) - 4) & 0xfffe;
    setWord(world, process.space, sp + 2, arg(call, 2));
    setWord(world, process.space, sp, 0);
    const made = newThread(world, process, thread.registers);
    Object.assign(made.registers, { ax: 0, bp: 0, sp, ip: arg(call, 0) });
    made.mask = thread.mask;
    return ok(made.tid);
  },
};
