/**
 * API of room `kernel`: a small Unix over the 8086 machine. Make a `Kernel` with a personality, put files into its world, start
 * a program, run it. It knows neither C nor the host: input, output and time come in as options.
 */
export { backtrace, type Frame, frameAt, userPlace } from './backtrace.ts';
export { BUDGET_NAMES, type BudgetName, type Budgets, DEFAULT_BUDGETS } from './budget.ts';
export { ERRNO, type Errno } from './errno.ts';
export type { CallResult, Happening, KernelEvent, Observer, Site } from './event.ts';
export { argumentBlock } from './exec.ts';
export { FileSystem } from './file-system.ts';
export type { Inode } from './inode.ts';
export { Kernel, type KernelOptions, type Keys } from './kernel.ts';
export type { Area, ChildWrite, MemoryObserver, MemoryRead } from './memory-watch.ts';
export { PERSONALITIES, personalityOf } from './personalities.ts';
export type { Limits, Personality, VforkModel } from './personality.ts';
export { type Process, type Thread, writerOf } from './process.ts';
export { loadProgram, type Program, programOf } from './program.ts';
export { exitStatusOf, type RunResult, tellResult, type Waiting } from './run-result.ts';
export { SIG, SIGNALS, type SignalName, signalName } from './signals.ts';
export { functionAt, sourceLine, sourcePlace } from './source-line.ts';
export type { Syscall } from './syscall.ts';
export { SYSCALLS } from './syscall-table.ts';
export { tellEvent } from './tell-event.ts';
export { type Failure, type HostInput, type HostOutput, World } from './world.ts';
