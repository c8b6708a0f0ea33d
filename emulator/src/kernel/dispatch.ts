/**
 * From `int 0x80` to a system call and back: finds the call for the number and the binary's ABI, checks the stack pointer as
 * ELKS does, runs the call, and puts its result into AX (reference §1.3, §1.4). A blocked call comes back here to be tried again.
 */
import { ERRNO } from './errno.ts';
import type { CallResult } from './event.ts';
import { endProcess } from './lifecycle.ts';
import { type PendingCall, type Process, type Thread, writerOf } from './process.ts';
import { tellWait } from './ready.ts';
import { addressIn } from './segments.ts';
import { SIG } from './signals.ts';
import type { Call, Syscall, SyscallResult } from './syscall.ts';
import { SYSCALLS } from './syscall-table.ts';
import { UserFault } from './user-memory.ts';
import type { World } from './world.ts';

const VFORK = 32;

const tableFor = (abi: 'old' | 'new'): ReadonlyMap<number, Syscall> =>
  new Map(
    SYSCALLS.filter((call) => (call.abi ?? abi) === abi).flatMap((call) => {
      const also = abi === 'new' && call.newNumber !== undefined ? [[call.newNumber, call] as const] : [];
      return [[call.number, call] as const, ...also];
    }),
  );

const TABLES = { old: tableFor('old'), new: tableFor('new') } as const;

/** A thread has executed `int 0x80`: its registers are saved, IP after the instruction. */
export const enterCall = (world: World, thread: Thread): void => {
  const { registers } = thread;
  if (!stackFits(world, thread)) return;
  const { bx, cx, dx, di, si } = registers;
  thread.call = { number: registers.ax, args: [bx, cx, dx, di, si], memo: 0, since: world.now };
  tryCall(world, thread);
};

/** Runs a thread's call, for the first time or again. */
export const tryCall = (world: World, thread: Thread): void => {
  const { call: pending, process, registers } = thread;
  if (pending === undefined) return;
  world.actor = { pid: writerOf(process), code: ((registers.cs << 16) | ((registers.ip - 2) & 0xffff)) >>> 0 };
  const syscall = callOf(world, process, pending.number);
  const call: Call = { world, process, thread, args: pending.args, since: pending.since, memo: pending.memo };
  const result = syscall === undefined ? ({ kind: 'error', errno: 'ENOSYS' } as const) : run(syscall, call);
  pending.memo = call.memo;
  settle(thread, pending, result);
  // A call that leaves has told of itself: the end of a process, another program.
  if (world.observer === undefined || result.kind === 'leave') return;
  const name = syscall?.name ?? `call ${pending.number}`;
  const args = pending.args.slice(0, syscall?.parameters.length ?? 0);
  if (result.kind === 'block' && pending.since !== world.now) return;
  world.emit(thread, { kind: 'call', name, args, result: told(world, thread, result), text: tellCall(call, syscall) });
};

const callOf = (world: World, process: Process, number: number): Syscall | undefined => {
  const table = TABLES[process.program.abi];
  return table.get(world.personality.vforkNumbers.includes(number) ? VFORK : number);
};

const run = (syscall: Syscall, call: Call): SyscallResult => {
  try {
    return syscall.run(call);
  } catch (error) {
    if (error instanceof UserFault) return { kind: 'error', errno: 'EFAULT' };
    throw error;
  }
};

const settle = (thread: Thread, pending: PendingCall, result: SyscallResult): void => {
  switch (result.kind) {
    case 'return':
      finish(thread, result.value);
      return;
    case 'error':
      finish(thread, -ERRNO[result.errno]);
      return;
    case 'block':
      thread.state = { kind: 'blocked', until: result.until };
      return;
    case 'leave':
      if (thread.call === pending) thread.call = undefined;
      if (thread.state.kind === 'blocked') thread.state = { kind: 'runnable' };
      return;
  }
};

const finish = (thread: Thread, value: number): void => {
  thread.registers.ax = value & 0xffff;
  thread.call = undefined;
  if (thread.state.kind === 'blocked') thread.state = { kind: 'runnable' };
};

/** A stack pointer below the heap or above the stack ends the process, as on every ELKS call. */
const stackFits = (world: World, thread: Thread): boolean => {
  const { registers, process } = thread;
  const { heap, stackTop } = process.space;
  if (process.threads.length > 1) return true;
  const lowest = heap.brk + world.personality.trapBytes;
  if (registers.sp >= lowest && registers.sp <= stackTop) return true;
  const why = registers.sp < lowest ? 'stack overflow: the stack has reached the heap' : 'stack underflow';
  world.emit(thread, { kind: 'crash', why, signal: SIG.SIGSEGV });
  endProcess(world, process, { kind: 'killed', signal: SIG.SIGSEGV });
  return false;
};

const told = (world: World, thread: Thread, result: Exclude<SyscallResult, { kind: 'leave' }>): CallResult =>
  result.kind === 'block' ? { kind: 'block', on: tellWait(world, thread, result.until) } : result;

/** A call as strace would show it, without what its pointers point to. */
/** The call as C. Strings are read past every observer: telling is no access of the program. */
const tellCall = ({ world, process, args }: Call, syscall: Syscall | undefined): string => {
  const declared = syscall?.parameters ?? [];
  const shown = args.slice(0, declared.length).map((value, i) => {
    const declaration = declared[i] ?? '';
    if (declaration.startsWith('const char *') && value !== 0) return quoted(world, process, value);
    return declaration.includes('*') ? `0x${value.toString(16)}` : String((value << 16) >> 16);
  });
  return `${syscall?.name ?? 'call'}(${shown.join(', ')})`;
};

const LONGEST = 60;

const quoted = ({ machine }: World, { space: { data } }: Process, offset: number): string => {
  const from = addressIn(data, offset);
  const bytes = machine.ram.subarray(from, from + Math.max(0, Math.min(LONGEST, data.size - offset)));
  const end = bytes.indexOf(0);
  return JSON.stringify(String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end))));
};
