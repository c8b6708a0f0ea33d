/** Ends the calling thread; the last one ends the process. */
import { endProcess } from '../lifecycle.ts';
import { arg, LEAVE, type Syscall } from '../syscall.ts';

export const threadExit: Syscall = {
  number: 222,
  name: 'thread_exit',
  parameters: ['int value'],
  summary: 'Does not return.',
  run(call) {
    const { world, process, thread } = call;
    thread.state = { kind: 'done', value: arg(call, 0) };
    if (process.threads.every((one) => one.state.kind === 'done'))
      endProcess(world, process, { kind: 'exited', code: 0 });
    return LEAVE;
  },
};
