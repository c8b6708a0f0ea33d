/**
 * The shape of a system call: a number, its C declaration, and a function from a decoded call to a result. Arguments come in
 * BX CX DX DI SI as unsigned words (reference §1.4). A call that cannot finish returns `block` and is run again, with the
 * same arguments and its `memo`, once what it waits for has come.
 */
import type { Errno } from './errno.ts';
import type { Process, Thread } from './process.ts';
import type { Wait } from './wait.ts';
import type { World } from './world.ts';

export interface Call {
  readonly world: World;
  readonly process: Process;
  readonly thread: Thread;
  readonly args: readonly number[];
  /** Virtual time at which the call began. */
  readonly since: number;
  /** Kept between tries of a blocked call; 0 at first. */
  memo: number;
}

export type SyscallResult =
  | { readonly kind: 'return'; readonly value: number }
  | { readonly kind: 'error'; readonly errno: Errno }
  | { readonly kind: 'block'; readonly until: Wait }
  /** The call has set the registers itself, or its thread is gone. */
  | { readonly kind: 'leave' };

export interface Syscall {
  readonly number: number;
  readonly name: string;
  /** C declarations of the arguments, in register order. */
  readonly parameters: readonly string[];
  /** What it does and how it fails, for docs/syscalls.md. */
  readonly summary: string;
  /** Which binaries see it under this number; both where absent. */
  readonly abi?: 'old' | 'new';
  /** A number under which binaries of the new ABI see it too. */
  readonly newNumber?: number;
  run(call: Call): SyscallResult;
}

export const ok = (value = 0): SyscallResult => ({ kind: 'return', value });
export const fail = (errno: Errno): SyscallResult => ({ kind: 'error', errno });
export const block = (until: Wait): SyscallResult => ({ kind: 'block', until });
export const LEAVE: SyscallResult = { kind: 'leave' };

/** The result for a value that may be an error. */
export const give = (result: number | Errno): SyscallResult => (typeof result === 'string' ? fail(result) : ok(result));

/** An argument as a signed 16-bit number. */
export const signed = (word: number): number => (word << 16) >> 16;

/** One argument as an unsigned word. */
export const arg = (call: Call, index: number): number => call.args[index] ?? 0;
