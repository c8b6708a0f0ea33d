/**
 * How processes begin and end: fork and vfork by personality, letting go of borrowed memory, exit, and what happens to those
 * left behind. Reference §1.5, §1.7, §4; claims A-E.
 */
import type { Errno } from './errno.ts';
import { takeLoan } from './loan.ts';
import { fresh } from './new-process.ts';
import type { AddressSpace, Process, SelfLoan, Thread } from './process.ts';
import { DEFAULT } from './process.ts';
import type { Registers } from './registers.ts';
import { sendSignal, sendToGroup } from './signal-send.ts';
import { SA_NOCLDWAIT, SIG } from './signals.ts';
import type { Outcome } from './wait-status.ts';
import type { World } from './world.ts';

/** Flags of vforkx and forkx (claim C7). */
export const FORK_NOSIGCHLD = 1;
export const FORK_WAITPID = 2;

/** A new thread of a process, runnable, with registers that the caller fills. */
export const newThread = (world: World, process: Process, registers: Registers): Thread => {
  const thread: Thread = {
    tid: world.nextTid(),
    process,
    registers: { ...registers },
    state: { kind: 'runnable' },
    mask: 0,
    savedMask: undefined,
    call: undefined,
    loan: undefined,
    inherited: undefined,
    held: false,
    detached: { value: false },
  };
  process.threads.push(thread);
  return thread;
};

/** fork(2): a copy of the caller with one thread. */
export const fork = (world: World, thread: Thread, flags: number): Process | Errno => {
  const denied = forkDenied(world, thread.process, 'fork');
  if (denied !== undefined) return denied;
  const space = copySpace(world, thread.process.space);
  if (space === undefined) return 'ENOMEM';
  return makeChild(world, thread, { how: 'fork', flags, space, shared: false });
};

/**
 * vfork(2) by personality. The caller is suspended by the system call; here the child is made, with the caller's memory where
 * the personality says so.
 */
export const vfork = (world: World, thread: Thread, flags: number): Process | Errno => {
  const { process } = thread;
  const model = world.personality.vfork;
  if (process.vforkChild && model.nested === 'EINVAL') return 'EINVAL';
  if (process.vforkChild && model.nested === 'forks') return fork(world, thread, flags);
  const denied = forkDenied(world, process, 'vfork');
  if (denied !== undefined) return denied;
  const shared = model.memory === 'shared';
  const space = shared ? shareSpace(world, process.space) : copySpace(world, process.space);
  if (space === undefined) return 'ENOMEM';
  const child = makeChild(world, thread, { how: 'vfork', flags, space, shared });
  child.vforkChild = true;
  if (model.parent === 'suspended') {
    child.borrowedFrom = thread;
    thread.loan = takeLoan(world, thread, child.pid, shared);
    if (model.otherThreads === 'held') for (const other of process.threads) other.held = other !== thread;
  }
  return child;
};

/** The child has let go of the memory: by exec, exit or a signal. The lender can resume from here on. */
export const letGo = (world: World, child: Process, registers: Registers | undefined): void => {
  const lender = child.borrowedFrom;
  child.borrowedFrom = undefined;
  if (lender === undefined) return;
  const model = world.personality.vfork;
  if (model.heapBreak === 'copied-back') lender.process.space.heap.brk = child.space.heap.brk;
  if (model.registers === 'child' && registers !== undefined) lender.inherited = { ...registers };
};

/** The end or the exec of a child, which old kernels' vfork parents notice. A stop they do not. */
export const noteChild = (child: Process): void => {
  if (child.parent !== undefined) child.parent.childEvents++;
};

/** Ends a process: exit, a fatal signal, or the last of its threads. */
export const endProcess = (world: World, process: Process, outcome: Outcome): void => {
  if (process.state === 'zombie') return;
  const thread = process.threads.find((one) => one.state.kind !== 'done') ?? process.threads[0];
  if (thread !== undefined) {
    const shared = process.borrowedFrom !== undefined && world.personality.vfork.memory === 'shared';
    world.emit(thread, { kind: 'end', outcome, parent: process.parent?.pid ?? 0, shared });
  }
  process.descriptors.drop();
  letGo(world, process, thread?.registers);
  dropSpace(world, process.space);
  process.threads = [];
  process.state = 'zombie';
  process.outcome = outcome;
  process.report = undefined;
  if (process.session === process.pid && process.hasTerminal) hangUp(world, process);
  for (const child of world.processes.values()) if (child.parent === process) orphan(world, child);
  noteChild(process);
  const parent = process.parent;
  if (parent === undefined) {
    if (process.pid !== 1) world.processes.delete(process.pid);
    return;
  }
  if (!process.noChildSignal) sendSignal(world, parent, SIG.SIGCHLD);
  if (wantsNoZombies(parent) && !process.waitByPidOnly) world.processes.delete(process.pid);
};

/** Whether a parent has said that it will not wait: SIGCHLD ignored, or SA_NOCLDWAIT. */
const wantsNoZombies = (parent: Process): boolean => {
  const disposition = parent.dispositions[SIG.SIGCHLD];
  if (disposition?.kind === 'action') return (disposition.flags & SA_NOCLDWAIT) !== 0;
  return disposition?.kind === 'ignore';
};

/** Gives up an address space. */
export const dropSpace = (world: World, space: AddressSpace): void => {
  world.segments.drop(space.text);
  world.segments.drop(space.data);
};

/** What a caller that plays the child itself puts aside (claims D1, D2): its descriptors go on as the copy. */
export const lendToSelf = (world: World, thread: Thread): SelfLoan => {
  const { process } = thread;
  const loan = takeLoan(world, thread, process.pid, true);
  const saved: SelfLoan = {
    registers: { ...thread.registers },
    at: loan.at,
    words: loan.words,
    descriptors: process.descriptors,
    thread,
  };
  process.descriptors = process.descriptors.copy();
  return saved;
};

/** A child in a space of its own, without a thread: what a spawn makes. */
export const spawnLike = (world: World, parent: Process, space: AddressSpace): Process => {
  world.meter.add('processes', 1);
  const child: Process = {
    ...parent,
    ...fresh(),
    pid: world.nextPid(),
    slot: world.freeSlot(),
    parent,
    space,
    descriptors: parent.descriptors.copy(),
    ids: { ...parent.ids },
    limits: { ...parent.limits },
    dispositions: [...parent.dispositions],
  };
  world.processes.set(child.pid, child);
  return child;
};

interface ChildPlan {
  readonly how: 'fork' | 'vfork';
  readonly flags: number;
  readonly space: AddressSpace;
  readonly shared: boolean;
}

const makeChild = (world: World, thread: Thread, plan: ChildPlan): Process => {
  const parent = thread.process;
  const model = world.personality.vfork;
  const vforked = plan.how === 'vfork';
  const child = spawnLike(world, parent, plan.space);
  if (vforked && model.descriptors === 'shared') {
    child.descriptors.drop();
    child.descriptors = parent.descriptors;
    child.descriptors.users++;
  }
  child.dispositions = childDispositions(world, parent, vforked);
  child.pending = vforked && !model.pendingCleared ? parent.pending : 0;
  child.noChildSignal = (plan.flags & FORK_NOSIGCHLD) !== 0;
  child.waitByPidOnly = (plan.flags & FORK_WAITPID) !== 0;
  const first = newThread(world, child, thread.registers);
  first.registers.ax = 0;
  first.registers.cs = plan.space.text.base;
  first.registers.ds = first.registers.es = first.registers.ss = plan.space.data.base;
  first.mask = thread.mask;
  world.emit(thread, { kind: 'fork', child: child.pid, how: plan.how, shared: plan.shared, flags: plan.flags });
  return child;
};

const childDispositions = (world: World, parent: Process, vforked: boolean): Process['dispositions'] => {
  const rule = vforked ? world.personality.vfork.handlers : 'inherited';
  if (rule === 'shared') return parent.dispositions;
  if (rule === 'inherited') return [...parent.dispositions];
  return parent.dispositions.map((one) => (one.kind === 'default' || one.kind === 'ignore' ? one : DEFAULT));
};

const forkDenied = (world: World, process: Process, call: 'fork' | 'vfork'): Errno | undefined => {
  const nth = ++world.forkCalls[call];
  const order = world.forkCalls.fork + world.forkCalls.vfork;
  for (const failure of world.failures) {
    const count = failure.call === 'both' ? order : nth;
    if (failure.call !== 'both' && failure.call !== call) continue;
    if (count >= failure.from && count < failure.from + failure.count) return failure.errno;
  }
  if (world.processes.size >= world.limits.processes) return 'EAGAIN';
  const mine = [...world.processes.values()].filter((one) => one.ids.uid === process.ids.uid).length;
  const exempt = world.limits.superuserExempt && process.ids.euid === 0;
  if (!exempt && mine >= Math.min(world.limits.processesPerUser, process.limits.processes)) return 'EAGAIN';
  return undefined;
};

const copySpace = (world: World, space: AddressSpace): AddressSpace | undefined => {
  const data = world.segments.copy(space.data);
  if (data === undefined) return undefined;
  return { ...space, text: world.segments.share(space.text), data, heap: { ...space.heap } };
};

/** An address space in the same segments. */
export const shareSpace = (world: World, space: AddressSpace): AddressSpace => ({
  ...space,
  text: world.segments.share(space.text),
  data: world.segments.share(space.data),
  heap: world.personality.vfork.heapBreak === 'shared' ? space.heap : { ...space.heap },
});

/** A process whose parent is gone: zombies are discarded, the living belong to nobody. */
const orphan = (world: World, child: Process): void => {
  child.parent = undefined;
  if (child.state === 'zombie') world.processes.delete(child.pid);
  else if (child.state === 'stopped') {
    sendSignal(world, child, SIG.SIGHUP);
    sendSignal(world, child, SIG.SIGCONT);
  }
};

/** The leader of a session is gone: its terminal is free, and the foreground hears of it. */
const hangUp = (world: World, leader: Process): void => {
  const { terminal } = world;
  const group = terminal.foreground;
  for (const other of world.processes.values()) if (other.session === leader.pid) other.hasTerminal = false;
  terminal.session = 0;
  terminal.foreground = 0;
  if (group !== 0 && group !== leader.group) sendToGroup(world, group, SIG.SIGHUP);
};
