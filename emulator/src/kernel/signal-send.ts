/**
 * Sending signals: to a process, a group or one thread, with what POSIX.1-2001 says about ignored, stopped and held ones
 * (XSH 2.4). Delivery, which happens on the way back to user mode, is `signal-deliver.ts`.
 */
import type { Process, Thread } from './process.ts';
import { bit, defaultAction, has, SIG, type SignalSet, STOPPING, setOf } from './signals.ts';
import type { World } from './world.ts';

/** Signals that are kept from a process because it is a vfork child (claim B5). */
export const heldInChild = (world: World, process: Process): SignalSet =>
  process.vforkChild ? setOf(world.personality.vfork.held) : 0;

/** Whether a process ignores a signal, by its word or by default. */
export const ignores = (process: Process, signal: number): boolean => {
  const disposition = process.dispositions[signal];
  if (disposition === undefined || disposition.kind === 'default') return defaultAction(signal) === 'ignore';
  return disposition.kind === 'ignore';
};

/** Sends a signal to a process. Zombies take none. `by` is the thread that sent it, for the event. */
export const sendSignal = (world: World, process: Process, signal: number, by?: Thread): void => {
  if (process.state === 'zombie' || signal === 0) return;
  const first = process.threads[0];
  if (by !== undefined || first !== undefined) {
    const held = has(heldInChild(world, process), signal) || (first !== undefined && has(first.mask, signal));
    world.emit(by ?? first!, { kind: 'signal-sent', signal, to: process.pid, held });
  }
  if (signal === SIG.SIGCONT || signal === SIG.SIGKILL) proceed(process, signal);
  if (has(STOPPING, signal)) process.pending &= ~bit(SIG.SIGCONT);
  const blocked = process.threads.every((thread) => has(thread.mask, signal));
  if (ignores(process, signal) && !blocked) return;
  process.pending |= bit(signal);
};

/** Sends a signal to every process of a group, and says how many there were. */
export const sendToGroup = (world: World, group: number, signal: number, by?: Thread): number => {
  const members = [...world.processes.values()].filter((one) => one.group === group && one.state !== 'zombie');
  for (const member of members) sendSignal(world, member, signal, by);
  return members.length;
};

const proceed = (process: Process, signal: number): void => {
  process.pending &= ~STOPPING;
  if (process.state !== 'stopped') return;
  process.state = 'live';
  if (signal === SIG.SIGCONT) process.report = { kind: 'continued' };
};
