/**
 * Delivering signals on the way back to user mode (reference §1.6): default actions, and frames for three kinds of handler:
 *
 *     old ELKS (header v0)   SP -> interrupted IP, signal number; the trampoline is near
 *     new ELKS (header v1)   SP -> IP, CS, signal number; the trampoline is far
 *     our library            SP -> handler, signal number, mask (2 words), FLAGS, AX, IP; ends with sigreturn
 *
 * A handler of the ELKS kind is one shot, masks nothing and has no way back but its own.
 */
import { endProcess } from './lifecycle.ts';
import { DEFAULT, type Disposition, type Process, type Thread, writerOf } from './process.ts';
import { heldInChild, sendSignal } from './signal-send.ts';
import {
  bit,
  defaultAction,
  has,
  lowest,
  SA_NOCLDSTOP,
  SA_NODEFER,
  SA_RESETHAND,
  SA_RESTART,
  SIG,
  SIGNALS,
  type SignalSet,
  toElks,
  UNTOUCHABLE,
} from './signals.ts';
import { setWord } from './user-memory.ts';
import type { Wait } from './wait.ts';
import type { World } from './world.ts';

/** Bytes of the frame for a handler of our library. */
export const ACTION_FRAME = 14;

/** Signals that could be delivered to a thread now. */
const deliverable = (world: World, thread: Thread): SignalSet => {
  const { process } = thread;
  const open = ~(thread.mask & ~UNTOUCHABLE) & ~heldInChild(world, process);
  return process.pending & open;
};

/** Those of them that the thread will act on now: while a wait cannot be cut short, at most the fatal ones. */
export const actionable = (world: World, thread: Thread): SignalSet => {
  const set = deliverable(world, thread);
  if (set === 0 || thread.state.kind !== 'blocked' || interruptible(thread.state.until)) return set;
  return world.personality.vfork.killable ? set & fatal(thread.process) : 0;
};

/** Whether a signal is about to end a thread's process: the call that it is in is then not tried again. */
export const isDying = (world: World, thread: Thread): boolean =>
  (actionable(world, thread) & fatal(thread.process)) !== 0;

/** Whether any signal can cut a wait short. A vfork parent's cannot be. */
const interruptible = (until: Wait): boolean =>
  until.kind !== 'vfork' && until.kind !== 'mutex' && until.kind !== 'never';

/** Signals that end a process as it is now. */
const fatal = (process: Process): SignalSet =>
  SIGNALS.reduce((set, { number, action }) => {
    const byDefault = (process.dispositions[number] ?? DEFAULT).kind === 'default' || has(UNTOUCHABLE, number);
    return byDefault && action === 'terminate' ? set | bit(number) : set;
  }, 0);

/** Acts on pending signals until the thread may run, is gone or is stopped. True where it may run in user mode. */
export const deliverSignals = (world: World, thread: Thread): boolean => {
  const { process } = thread;
  for (;;) {
    if (thread.state.kind === 'done' || process.state !== 'live') return false;
    const signal = lowest(actionable(world, thread));
    if (signal === 0) return thread.state.kind === 'runnable';
    process.pending &= ~bit(signal);
    const entered = act(world, thread, signal);
    if (entered === 'once' && world.personality.pendingAtHandler !== 'stacked') return process.state === 'live';
  }
};

/** Acts on one signal, by the disposition that it gives. */
const act = (world: World, thread: Thread, signal: number): Disposition['kind'] => {
  const { process } = thread;
  const disposition = has(UNTOUCHABLE, signal) ? DEFAULT : (process.dispositions[signal] ?? DEFAULT);
  switch (disposition.kind) {
    case 'ignore':
      break;
    case 'default':
      actByDefault(world, process, signal);
      break;
    case 'once':
    case 'action':
      interrupt(world, thread, disposition);
      enter(world, thread, signal, disposition);
      break;
  }
  return disposition.kind;
};

const actByDefault = (world: World, process: Process, signal: number): void => {
  switch (defaultAction(signal)) {
    case 'ignore':
    case 'continue':
      return;
    case 'stop':
      process.state = 'stopped';
      process.report = { kind: 'stopped', signal };
      tellParent(world, process);
      return;
    case 'terminate':
      endProcess(world, process, { kind: 'killed', signal });
      return;
  }
};

const tellParent = (world: World, process: Process): void => {
  const { parent } = process;
  if (parent === undefined) return;
  const disposition = parent.dispositions[SIG.SIGCHLD];
  if (disposition?.kind === 'action' && (disposition.flags & SA_NOCLDSTOP) !== 0) return;
  sendSignal(world, parent, SIG.SIGCHLD);
};

/** Cuts a blocked call short: it fails with EINTR, or is made again after the handler. */
const interrupt = (world: World, thread: Thread, disposition: Disposition): void => {
  if (thread.state.kind !== 'blocked') return;
  const { registers, call } = thread;
  const restart =
    disposition.kind === 'action' && (disposition.flags & SA_RESTART) !== 0 && restartable(thread.state.until);
  if (restart && call !== undefined) {
    registers.ip = (registers.ip - 2) & 0xffff;
    registers.ax = call.number;
  } else {
    registers.ax = -4 & 0xffff;
    if (call !== undefined)
      world.emit(thread, {
        kind: 'call',
        name: `#${call.number}`,
        args: call.args,
        result: { kind: 'error', errno: 'EINTR' },
        text: '',
      });
  }
  thread.call = undefined;
  thread.state = { kind: 'runnable' };
};

const restartable = (until: Wait): boolean =>
  until.kind !== 'time' && until.kind !== 'signal' && until.kind !== 'select';

type Handler = Extract<Disposition, { kind: 'once' | 'action' }>;

const enter = (world: World, thread: Thread, signal: number, disposition: Handler): void => {
  const { process, registers } = thread;
  const handler = disposition.kind === 'once' ? disposition.offset : disposition.handler;
  const frame = frameOf(thread, signal, disposition);
  const sp = (registers.sp - frame.length * 2) & 0xffff;
  const { heap, stackTop } = process.space;
  const isThreadStack = process.threads.length > 1;
  if (!isThreadStack && (sp < heap.brk || registers.sp > stackTop)) {
    world.emit(thread, { kind: 'crash', why: 'no room for a signal frame', signal: SIG.SIGSEGV });
    endProcess(world, process, { kind: 'killed', signal: SIG.SIGSEGV });
    return;
  }
  world.emit(thread, { kind: 'signal-handled', signal, handler });
  world.actor = { pid: writerOf(process), code: (registers.cs << 16) | registers.ip };
  for (const [i, value] of frame.entries()) setWord(world, process.space, sp + i * 2, value);
  registers.sp = sp;
  registers.ip = disposition.kind === 'once' ? disposition.offset : disposition.trampoline;
  if (disposition.kind === 'once' || (disposition.flags & SA_RESETHAND) !== 0) process.dispositions[signal] = DEFAULT;
  if (disposition.kind === 'action') {
    const own = (disposition.flags & SA_NODEFER) !== 0 ? 0 : bit(signal);
    thread.mask |= (disposition.mask | own) & ~UNTOUCHABLE;
  }
  if (disposition.kind === 'once' && world.personality.pendingAtHandler === 'dropped') process.pending = 0;
  thread.savedMask = undefined;
};

/** The words of a handler's frame from the stack pointer upwards. */
const frameOf = (thread: Thread, signal: number, disposition: Handler): number[] => {
  const { registers, process } = thread;
  if (disposition.kind === 'once') {
    if (process.program.abi === 'old') return [registers.ip, signal];
    return [registers.ip, registers.cs, toElks(signal)];
  }
  const mask = thread.savedMask ?? thread.mask;
  return [
    disposition.handler,
    signal,
    mask & 0xffff,
    (mask >>> 16) & 0xffff,
    registers.flags,
    registers.ax,
    registers.ip,
  ];
};
