/**
 * A caller that is its own vfork child (claims D1-D4): it goes on in its own process, with a copy of its descriptor table in use,
 * until exec or exit; then it jumps back to the vfork call, which returns a pid. Only descriptors and registers are put back.
 */
import { endProcess, lendToSelf, newThread, shareSpace, spawnLike } from './lifecycle.ts';
import type { Process, Thread } from './process.ts';
import { addressIn } from './segments.ts';
import type { World } from './world.ts';

/** Begins to play the child; vfork returns 0. */
export const playChild = (world: World, thread: Thread): void => {
  thread.process.selfLoan = lendToSelf(world, thread);
  thread.process.vforkChild = true;
  world.emit(thread, { kind: 'fork', child: thread.process.pid, how: 'vfork', shared: true, flags: 0 });
};

/** Back to the vfork call, which returns `pid`: the saved descriptors, registers and frame words are in place again. */
export const jumpBack = (world: World, process: Process, pid: number): void => {
  const loan = process.selfLoan;
  if (loan === undefined) return;
  process.selfLoan = undefined;
  process.vforkChild = false;
  process.descriptors.drop();
  process.descriptors = loan.descriptors;
  const { thread } = loan;
  Object.assign(thread.registers, loan.registers, { ax: pid & 0xffff });
  thread.call = undefined;
  thread.state = { kind: 'runnable' };
  world.actor = { pid: process.pid, code: 0 };
  world.store(addressIn(process.space.data, loan.at), loan.words);
  world.emit(thread, { kind: 'resume', child: pid, childGone: true, putBack: [] });
};

/** exit while playing the child: a process that has ended with this code is left for wait, and the caller jumps back. */
export const exitAsChild = (world: World, process: Process, code: number): void => {
  const ended = spawnLike(world, process, shareSpace(world, process.space));
  newThread(world, ended, process.threads[0]!.registers);
  jumpBack(world, process, ended.pid);
  endProcess(world, ended, { kind: 'exited', code });
};
