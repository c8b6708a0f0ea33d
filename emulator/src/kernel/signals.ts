/**
 * Signals as data: names, numbers and what happens by default. Inside the kernel a signal is its Linux number (1..31),
 * which is also what programs of the old ABI and of our own library pass; programs of the new ELKS ABI use the
 * 16-signal set, and `fromElks`/`toElks` translate at the system call boundary. Source: reference §1.6, signal(7).
 */

/** What a signal does to a process that has not said otherwise. */
export type DefaultAction = 'terminate' | 'ignore' | 'stop' | 'continue';

interface SignalRow {
  readonly name: string;
  readonly number: number;
  /** Number in the 16-signal set of ELKS; absent where ELKS has no such signal. */
  readonly elks?: number;
  readonly action: DefaultAction;
}

export const SIGNALS = [
  { name: 'SIGHUP', number: 1, elks: 1, action: 'terminate' },
  { name: 'SIGINT', number: 2, elks: 2, action: 'terminate' },
  { name: 'SIGQUIT', number: 3, elks: 3, action: 'terminate' },
  { name: 'SIGILL', number: 4, action: 'terminate' },
  { name: 'SIGTRAP', number: 5, action: 'terminate' },
  { name: 'SIGABRT', number: 6, elks: 6, action: 'terminate' },
  { name: 'SIGBUS', number: 7, action: 'terminate' },
  { name: 'SIGFPE', number: 8, action: 'terminate' },
  { name: 'SIGKILL', number: 9, elks: 9, action: 'terminate' },
  { name: 'SIGUSR1', number: 10, elks: 10, action: 'terminate' },
  { name: 'SIGSEGV', number: 11, elks: 11, action: 'terminate' },
  { name: 'SIGUSR2', number: 12, action: 'terminate' },
  { name: 'SIGPIPE', number: 13, elks: 13, action: 'terminate' },
  { name: 'SIGALRM', number: 14, elks: 14, action: 'terminate' },
  { name: 'SIGTERM', number: 15, elks: 15, action: 'terminate' },
  { name: 'SIGSTKFLT', number: 16, action: 'terminate' },
  { name: 'SIGCHLD', number: 17, elks: 12, action: 'ignore' },
  { name: 'SIGCONT', number: 18, elks: 8, action: 'continue' },
  { name: 'SIGSTOP', number: 19, elks: 5, action: 'stop' },
  { name: 'SIGTSTP', number: 20, elks: 7, action: 'stop' },
  { name: 'SIGTTIN', number: 21, action: 'stop' },
  { name: 'SIGTTOU', number: 22, action: 'stop' },
  { name: 'SIGURG', number: 23, elks: 16, action: 'ignore' },
  { name: 'SIGXCPU', number: 24, action: 'terminate' },
  { name: 'SIGXFSZ', number: 25, action: 'terminate' },
  { name: 'SIGVTALRM', number: 26, action: 'terminate' },
  { name: 'SIGPROF', number: 27, action: 'terminate' },
  { name: 'SIGWINCH', number: 28, elks: 4, action: 'ignore' },
  { name: 'SIGIO', number: 29, action: 'terminate' },
  { name: 'SIGPWR', number: 30, action: 'terminate' },
  { name: 'SIGSYS', number: 31, action: 'terminate' },
] as const;

const ROWS: readonly SignalRow[] = SIGNALS;

export type SignalName = (typeof SIGNALS)[number]['name'];

/** Number of each signal by name. */
export const SIG: Readonly<Record<SignalName, number>> = Object.fromEntries(
  SIGNALS.map((row) => [row.name, row.number]),
) as Record<SignalName, number>;

const rowOf = (signal: number): SignalRow | undefined => ROWS[signal - 1];

/** The name of a signal, for stories and traces. */
export const signalName = (signal: number): string => rowOf(signal)?.name ?? `signal ${signal}`;

/** What happens by default; an unknown number terminates. */
export const defaultAction = (signal: number): DefaultAction => rowOf(signal)?.action ?? 'terminate';

/** Whether a number is one of the 31 signals. */
export const isSignal = (signal: number): boolean => rowOf(signal) !== undefined;

/** The kernel's number for one of the ELKS set, 0 where there is none. */
export const fromElks = (number: number): number => ROWS.find((row) => row.elks === number)?.number ?? 0;

/** The ELKS number of a signal, or the signal itself where ELKS has none. */
export const toElks = (signal: number): number => rowOf(signal)?.elks ?? signal;

/** Flags of sigaction, numbered as Linux does. */
export const SA_NOCLDSTOP = 1;
export const SA_NOCLDWAIT = 2;
export const SA_RESTART = 0x1000;
export const SA_NODEFER = 0x4000;
export const SA_RESETHAND = 0x8000;

/** A set of signals, bit n-1 for signal n. */
export type SignalSet = number;

export const bit = (signal: number): SignalSet => 1 << (signal - 1);

export const has = (set: SignalSet, signal: number): boolean => (set & bit(signal)) !== 0;

/** A set from names. */
export const setOf = (names: readonly SignalName[]): SignalSet => names.reduce((set, name) => set | bit(SIG[name]), 0);

/** Signals that no process can catch, ignore or hold. */
export const UNTOUCHABLE: SignalSet = setOf(['SIGKILL', 'SIGSTOP']);

/** Signals that stop a process by default. */
export const STOPPING: SignalSet = setOf(['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU']);

/** The lowest signal of a set, 0 for the empty set. */
export const lowest = (set: SignalSet): number => {
  for (let signal = 1; signal <= 31; signal++) if (has(set, signal)) return signal;
  return 0;
};
