/**
 * Processes and threads as records. A process owns what POSIX gives a process (memory, descriptors, ids, dispositions); a
 * thread owns registers, a signal mask and what it waits for. Every process has at least one thread until it is a zombie.
 */
import type { Directory } from './inode.ts';
import type { Descriptors } from './open-file.ts';
import type { Program } from './program.ts';
import type { Registers } from './registers.ts';
import type { Segment } from './segments.ts';
import type { SignalSet } from './signals.ts';
import type { Wait } from './wait.ts';
import type { Outcome } from './wait-status.ts';

/** What a process has said about a signal. `trampoline` is the user code that calls the handler and comes back. */
export type Disposition =
  | { readonly kind: 'default' }
  | { readonly kind: 'ignore' }
  /** ELKS signal(2): one shot, nothing masked. The kernel knows only the trampoline; libc's table has the C function. */
  | { readonly kind: 'once'; readonly offset: number; readonly segment: number }
  /** sigaction of our own library. */
  | {
      readonly kind: 'action';
      readonly handler: number;
      readonly trampoline: number;
      readonly mask: SignalSet;
      readonly flags: number;
    };

export const DEFAULT: Disposition = { kind: 'default' };
export const IGNORE: Disposition = { kind: 'ignore' };

/** The data segment with its limits, all offsets: heap from `breakStart` up to `brk`, stack down from `stackTop`. */
export interface AddressSpace {
  readonly text: Segment;
  readonly data: Segment;
  /** The heap break. An object of its own, because vfork shares it on some systems. */
  heap: { brk: number };
  readonly breakStart: number;
  readonly stackTop: number;
  readonly stackSize: number;
  readonly entry: number;
}

/** What the parent side keeps while its vfork child has the memory. */
export interface Loan {
  readonly child: number;
  /** The words of the parent's stack that are put back, from this offset. */
  readonly at: number;
  readonly words: Uint8Array;
  /** For the stack copy: where in the data segment it was put, and how long it is. */
  readonly copy?: { readonly from: number; readonly to: number; readonly length: number };
}

/** A caller that plays the child itself (cygwin): what it goes back to. */
export interface SelfLoan {
  readonly registers: Registers;
  readonly at: number;
  readonly words: Uint8Array;
  readonly descriptors: Descriptors;
  readonly thread: Thread;
}

export type ThreadState =
  | { readonly kind: 'runnable' }
  | { readonly kind: 'blocked'; readonly until: Wait }
  | { readonly kind: 'done'; readonly value: number };

export interface Thread {
  readonly tid: number;
  readonly process: Process;
  readonly registers: Registers;
  state: ThreadState;
  mask: SignalSet;
  /** The mask to go back to after sigsuspend. */
  savedMask: SignalSet | undefined;
  /** The call it is in, so that it can be tried again; `memo` is what the call keeps between tries. */
  call: PendingCall | undefined;
  /** BX CX DX SI DI BP that the child left, where the parent resumes with them. */
  inherited: Registers | undefined;
  loan: Loan | undefined;
  /** Held with the other threads of a process while one of them lent its memory (Solaris). */
  held: boolean;
  readonly detached: { value: boolean };
}

/** A system call in progress. */
export interface PendingCall {
  readonly number: number;
  readonly args: readonly number[];
  memo: number;
  /** Virtual time at which it began. */
  readonly since: number;
}

export interface Timer {
  /** Microseconds of virtual time; 0 off. */
  at: number;
  interval: number;
}

export interface Process {
  readonly pid: number;
  /** Place in the process table, the lowest that was free. wait looks at children in this order. */
  readonly slot: number;
  parent: Process | undefined;
  group: number;
  session: number;
  hasTerminal: boolean;
  program: Program;
  /** Arguments it was started with, for stories. */
  argv: readonly string[];
  space: AddressSpace;
  descriptors: Descriptors;
  cwd: Directory;
  root: Directory;
  umask: number;
  ids: { uid: number; euid: number; suid: number; gid: number; egid: number; sgid: number };
  dispositions: Disposition[];
  pending: SignalSet;
  state: 'live' | 'stopped' | 'zombie';
  outcome: Outcome | undefined;
  /** A stop or continue that wait has not handed out yet. */
  report: Outcome | undefined;
  threads: Thread[];
  /** The thread that lent its memory and waits, while this process is a vfork child in the parent's memory. */
  borrowedFrom: Thread | undefined;
  /** Whether it is a vfork child that has not yet called exec: rules for its terminal and handlers hold. */
  vforkChild: boolean;
  selfLoan: SelfLoan | undefined;
  noChildSignal: boolean;
  waitByPidOnly: boolean;
  alarm: Timer;
  /** Counts ends and execs of children, for the wake-up rule of old ELKS. */
  childEvents: number;
  limits: { processes: number; descriptors: number; fileSize: number };
  /** Virtual instructions used. */
  used: number;
  execs: number;
}

/**
 * The number that memory remembers as the writer: the pid, or a number of its own while a process plays its own vfork child, so
 * that what it writes then can be told from what it writes afterwards.
 */
export const writerOf = ({ pid, selfLoan }: { readonly pid: number; readonly selfLoan: object | undefined }): number =>
  selfLoan === undefined ? pid : pid + 0x10000;
