/**
 * A vfork child that goes in circles: the same registers at the same instruction with the same memory, while nobody else can run.
 * Such a loop never ends, and its parent, which waits for it, never goes on. Found by running the kernel a little further.
 */
import { backtrace, type Kernel, type Process, type Thread, writerOf } from '../kernel/index.ts';
import type { Evidence } from './evidence.ts';
import type { Recorder } from './recorder.ts';

/** Longest circle, in instructions. */
const LONGEST = 2000;

const borrows = (process: Process): boolean =>
  process.vforkChild && (process.borrowedFrom !== undefined || process.selfLoan !== undefined);

/** Whether no other thread will ever run by itself: each waits for the child, and no alarm is set. */
const isAlone = ({ world }: Kernel, thread: Thread): boolean => {
  for (const other of world.threads()) {
    if (other === thread || other.process.state !== 'live') continue;
    if (other.held || (other.state.kind === 'blocked' && other.state.until.kind === 'vfork')) continue;
    return false;
  }
  return [...world.processes.values()].every(({ alarm }) => alarm.at === 0);
};

/** Evidence that the thread at work is a vfork child in an endless loop. The kernel has to be paused with instructions left. */
export const spinOf = (kernel: Kernel, recorder: Recorder): Evidence | undefined => {
  const thread = kernel.current;
  if (thread === undefined || !borrows(thread.process) || !isAlone(kernel, thread)) return undefined;
  const { process } = thread;
  const base = process.space.data.base * 16;
  const memory = (): Uint8Array => kernel.world.machine.ram.slice(base, base + process.space.data.size);
  const [start, before] = [JSON.stringify(thread.registers), memory()];
  const calls = recorder.recording.events.length;
  for (let steps = 1; steps <= LONGEST; steps++) {
    const result = kernel.run(1);
    if (result.kind !== 'paused' || result.hit !== undefined) return undefined;
    if (JSON.stringify(thread.registers) !== start) continue;
    if (recorder.recording.events.length !== calls || memory().some((byte, i) => byte !== before[i])) return undefined;
    const { ip, sp, bp } = thread.registers;
    return {
      kind: 'deadlock',
      child: { pid: writerOf(process), stack: backtrace(kernel.world, process, ip, sp, bp) },
      parent: undefined,
      variable: undefined,
      text: `the child repeats the same ${steps} instructions for ever: nothing that it looks at can change while its parent waits for it`,
    };
  }
  return undefined;
};
