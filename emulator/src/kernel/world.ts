/**
 * The state of one emulated system: its processes, files, terminal, memory and clock, with the few primitives that every
 * part needs. What happens to them is in the functions of the other files; who runs next is `scheduler.ts`.
 */
import type { Machine } from '../machine/index.ts';
import type { Meter } from './budget.ts';
import type { Errno } from './errno.ts';
import type { Happening, Observer } from './event.ts';
import type { FileSystem, Seeker } from './file-system.ts';
import type { DeviceName } from './inode.ts';
import { type OpenFile, openEntry, type Target } from './open-file.ts';
import type { Limits, Personality } from './personality.ts';
import type { Process, Thread } from './process.ts';
import type { Program } from './program.ts';
import type { Segment, SegmentSpace } from './segments.ts';
import type { Terminal } from './terminal.ts';

/** Input that is not a terminal: gives up to `max` bytes, none at the end. */
export type HostInput = (max: number) => Uint8Array;

/** Output that leaves the world. */
export type HostOutput = (stream: 'stdout' | 'stderr' | 'terminal', bytes: Uint8Array) => void;

/** A fork or vfork that is made to fail, counted over the run from 1 (claims B3, E4). */
export interface Failure {
  readonly call: 'fork' | 'vfork' | 'both';
  readonly errno: 'EAGAIN' | 'ENOMEM';
  readonly from: number;
  readonly count: number;
}

export interface WorldParts {
  readonly personality: Personality;
  readonly limits: Limits;
  readonly meter: Meter;
  readonly segments: SegmentSpace;
  readonly fs: FileSystem;
  readonly input: HostInput;
  readonly output: HostOutput;
  readonly failures: readonly Failure[];
  readonly observer: Observer | undefined;
  /** Seconds since 1970 at the start of virtual time. */
  readonly epoch: number;
}

export class World {
  readonly personality: Personality;
  readonly limits: Limits;
  readonly meter: Meter;
  readonly segments: SegmentSpace;
  readonly fs: FileSystem;
  readonly input: HostInput;
  readonly output: HostOutput;
  readonly failures: readonly Failure[];
  readonly observer: Observer | undefined;
  readonly epoch: number;
  readonly processes: Map<number, Process> = new Map();
  /** Text segments by program, each with a reference of its own, so that a program that runs again is not loaded again. */
  readonly texts: Map<Program, Segment> = new Map();
  terminal!: Terminal;
  /** Virtual microseconds: one for each instruction, and what nobody used. */
  idle = 0;
  hostname = 'vfork';
  clockOffset = 0;
  /** Counts of fork and vfork calls, for failures on demand. */
  readonly forkCalls: { fork: number; vfork: number } = { fork: 0, vfork: 0 };
  /** On whose behalf memory is written now, and by which instruction (CS << 16 | IP). */
  actor: { pid: number; code: number } = { pid: 0, code: 0 };
  /** Told of memory that the kernel reads for a program: the buffer of write(2), a path. */
  readObserver: ((pid: number, address: number, length: number) => void) | undefined;
  #lastPid = 0;
  #lastTid = 0;
  #lastOpen = 0;

  constructor(parts: WorldParts) {
    this.personality = parts.personality;
    this.limits = parts.limits;
    this.meter = parts.meter;
    this.segments = parts.segments;
    this.fs = parts.fs;
    this.input = parts.input;
    this.output = parts.output;
    this.failures = parts.failures;
    this.observer = parts.observer;
    this.epoch = parts.epoch;
  }

  /** Virtual time in microseconds since the start. */
  get now(): number {
    return this.meter.spent.instructions + this.idle;
  }

  /** Wall clock in whole seconds, for file times and time(2). */
  get seconds(): number {
    return this.epoch + Math.floor((this.now + this.clockOffset) / 1_000_000);
  }

  get machine(): Machine {
    return this.segments.machine;
  }

  /** Memory for a process; texts that no process uses any more give way. */
  allocate(bytes: number, margin: number): Segment | undefined {
    const first = this.segments.allocate(bytes, margin);
    if (first !== undefined || this.texts.size === 0) return first;
    for (const text of this.texts.values()) this.segments.drop(text);
    this.texts.clear();
    return this.segments.allocate(bytes, margin);
  }

  /** Writes memory on behalf of the process that runs. */
  store(address: number, bytes: ArrayLike<number>): void {
    this.machine.write(address, bytes, this.actor.pid, this.actor.code);
  }

  noteRead(address: number, length: number): void {
    this.readObserver?.(this.actor.pid, address, length);
  }

  /** The next process number: 1..32767, then from 2 again, leaving out those in use. */
  nextPid(): number {
    do this.#lastPid = this.#lastPid >= 32767 ? 2 : this.#lastPid + 1;
    while (this.processes.has(this.#lastPid));
    return this.#lastPid;
  }

  /** The lowest free place in the process table. */
  freeSlot(): number {
    const used = new Set([...this.processes.values()].map((one) => one.slot));
    let slot = 0;
    while (used.has(slot)) slot++;
    return slot;
  }

  nextTid(): number {
    return ++this.#lastTid;
  }

  /** Tells the observer. Costs nothing without one. */
  emit(thread: Thread, what: Happening): void {
    if (this.observer === undefined) return;
    const { registers, process } = thread;
    this.observer({
      pid: process.pid,
      tid: thread.tid,
      pc: registers.ip,
      sp: registers.sp,
      bp: registers.bp,
      program: process.program.path,
      at: this.meter.spent.instructions,
      what,
    });
  }

  /** Threads that exist, in the order of their processes and numbers. */
  *threads(): Generator<Thread> {
    for (const process of this.processes.values()) {
      for (const thread of process.threads) if (thread.state.kind !== 'done') yield thread;
    }
  }

  /** A new open file entry, or ENFILE. */
  open(target: Target, flags: number, name: string): OpenFile | Errno {
    const open = new Set<OpenFile>();
    for (const process of this.processes.values()) for (const { file } of process.descriptors.list()) open.add(file);
    if (open.size >= this.limits.openFiles) return 'ENFILE';
    return openEntry(++this.#lastOpen, target, flags, name);
  }

  /** Writes to a device that leaves the world. */
  show(device: DeviceName, bytes: Uint8Array): void {
    this.meter.add('output', bytes.length);
    this.output(device === 'stderr' ? 'stderr' : device === 'stdout' ? 'stdout' : 'terminal', bytes.slice());
  }
}

/** On whose behalf a process looks up paths. */
export const seekerOf = (process: Process): Seeker => ({
  cwd: process.cwd,
  root: process.root,
  euid: process.ids.euid,
  egid: process.ids.egid,
});
