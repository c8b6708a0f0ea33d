/**
 * The kernel: a world, a CPU and the loop that runs threads in turn until the first process has ended, nobody can go on, or a
 * budget is spent. It never hangs and uses no clock: the same options and seed give the same run.
 */
import { type Image, writeAout } from '../asm/index.ts';
import { Cpu, type Stop } from '../cpu/index.ts';
import { Machine, type WatchHit } from '../machine/index.ts';
import { userPlace } from './backtrace.ts';
import { createFiles, createFirst, type Stdio } from './boot.ts';
import { BudgetSpent, type Budgets, Meter } from './budget.ts';
import { hookAll, load, save } from './cpu-port.ts';
import { enterCall, tryCall } from './dispatch.ts';
import type { Errno } from './errno.ts';
import type { Observer } from './event.ts';
import { rememberImage, startProgram } from './exec.ts';
import { FileSystem } from './file-system.ts';
import { endProcess } from './lifecycle.ts';
import { settleLoan } from './loan.ts';
import { type MemoryObserver, MemoryWatch } from './memory-watch.ts';
import type { Limits, Personality } from './personality.ts';
import { type Process, type Thread, writerOf } from './process.ts';
import type { Program } from './program.ts';
import { deadlineOf, isReady, tellWait } from './ready.ts';
import type { RunResult, Waiting } from './run-result.ts';
import { Scheduler } from './scheduler.ts';
import { SegmentSpace } from './segments.ts';
import { deliverSignals, isDying } from './signal-deliver.ts';
import { sendSignal, sendToGroup } from './signal-send.ts';
import { SIG } from './signals.ts';
import { sourceLine } from './source-line.ts';
import { Terminal } from './terminal.ts';
import { latin1 } from './user-memory.ts';
import { shellStatus } from './wait-status.ts';
import { type Failure, type HostInput, type HostOutput, World } from './world.ts';

/** Keys pressed at a virtual time, in microseconds from the start. */
export interface Keys {
  readonly at: number;
  readonly text: string;
}

export interface KernelOptions {
  readonly personality: Personality;
  /** 0 is plain round robin. */
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
  readonly budgets?: Partial<Budgets>;
  /** Streams of the host unless told otherwise. */
  readonly stdio?: Stdio;
  /** Who started the first process: nobody, so that it leads its session, or a shell that leads session and group, and waits. */
  readonly under?: 'nobody' | 'shell';
  readonly input?: HostInput;
  readonly output?: HostOutput;
  readonly keys?: readonly Keys[];
  readonly failures?: readonly Failure[];
  readonly observer?: Observer;
  readonly uid?: number;
  readonly epoch?: number;
  /** Bytes of memory that programs may have. */
  readonly memory?: number;
  /** Told of memory that passes between a vfork child and its parent. Runs are slower with one. */
  readonly memoryObserver?: MemoryObserver;
  /** A CPU to run on instead of a new one; it and its machine are made as new. One kernel at a time. */
  readonly cpu?: Cpu;
}

/** What happens at a run's end of the first process to those that are still there: they get this many instructions. */
const AFTERGLOW = 2_000_000;
const EPOCH = 1_784_160_000;

export class Kernel {
  readonly world: World;
  readonly cpu: Cpu;
  readonly #scheduler: Scheduler;
  readonly #keys: Keys[];
  readonly #process: Process;
  readonly #watch: MemoryWatch | undefined;
  /** Instructions left to those behind the first process. */
  #afterglow = AFTERGLOW;

  constructor(options: KernelOptions) {
    const meter = new Meter(options.budgets ?? {});
    options.cpu?.renew();
    const machine = options.cpu?.machine ?? new Machine();
    const limits = { ...options.personality.limits, ...options.limits };
    const epoch = options.epoch ?? EPOCH;
    const now = (): number => this.world?.seconds ?? epoch;
    this.world = new World({
      personality: options.personality,
      limits,
      meter,
      segments: new SegmentSpace(machine, meter, options.memory ?? 0x100000),
      fs: new FileSystem(meter, now, limits.nameLength),
      input: options.input ?? (() => new Uint8Array(0)),
      output: options.output ?? (() => {}),
      failures: options.failures ?? [],
      observer: options.observer,
      epoch,
    });
    this.world.terminal = new Terminal({
      show: (bytes) => this.world.show('console', bytes),
      signal: (group, signal) => void sendToGroup(this.world, group, signal),
    });
    this.cpu = options.cpu ?? new Cpu(machine);
    hookAll(this.cpu);
    if (options.memoryObserver !== undefined) this.#watch = this.#observeMemory(options.memoryObserver);
    this.#scheduler = new Scheduler(options.seed ?? 0);
    this.#keys = [...(options.keys ?? [])].sort((a, b) => a.at - b.at);
    createFiles(this.world);
    this.#process = createFirst(this.world, options.uid ?? 0, options.stdio ?? 'streams', options.under ?? 'nobody');
  }

  /** The process whose end is that of the run. */
  get first(): Process {
    return this.#process;
  }

  /** Starts a program as the first process. Its file need not be in the file system. */
  start(program: Program, argv: readonly string[], envp: readonly string[] = []): Errno | undefined {
    return startProgram(this.world, this.#process, program, argv, envp);
  }

  /** Puts a program into the file system, executable, with its line tables kept for exec. */
  install(path: string, image: Image): void {
    const file = this.world.fs.install(path, writeAout(image), 0o755);
    rememberImage(file, path, image);
  }

  /** The thread that runs or ran last. */
  current: Thread | undefined;

  /** Runs until something of `RunResult` holds. With `instructions`, pauses after about that many. */
  run(instructions: number = Number.POSITIVE_INFINITY): RunResult {
    try {
      return this.#loop(this.world.meter.spent.instructions + instructions);
    } catch (error) {
      if (error instanceof BudgetSpent) return { kind: 'budget', budget: error.budget, waiting: this.#waiting() };
      throw error;
    }
  }

  #loop(pauseAt: number): RunResult {
    const { world } = this;
    for (;;) {
      this.#passTime();
      if (this.#process.state === 'zombie' && this.#afterglow <= 0) return this.#exited();
      const thread = this.#scheduler.next(world);
      if (thread === undefined) {
        if (this.#skipIdle()) continue;
        return this.#process.state === 'zombie' ? this.#exited() : { kind: 'deadlock', waiting: this.#waiting() };
      }
      if (world.meter.spent.instructions >= pauseAt) return { kind: 'paused', pid: thread.process.pid, hit: undefined };
      const hit = this.#turn(thread, pauseAt - world.meter.spent.instructions);
      if (hit !== undefined) return { kind: 'paused', pid: thread.process.pid, hit };
    }
  }

  /** One turn of a thread: finishes its call, takes its signals, runs a slice. */
  #turn(thread: Thread, most: number): WatchHit | undefined {
    const { world } = this;
    const { process } = thread;
    this.current = thread;
    world.actor = { pid: writerOf(process), code: 0 };
    if (thread.state.kind === 'blocked' && !isDying(world, thread)) this.#wake(thread);
    let left = Math.min(this.#scheduler.slice(), most, world.meter.left('instructions') + 1);
    while (left > 0 && deliverSignals(world, thread)) {
      const touched = world.machine.takeHit();
      if (touched !== undefined) return touched;
      const stop = this.#execute(thread, left);
      left -= stop.ran;
      if (stop.hit !== undefined) return stop.hit;
      if (stop.yields) return undefined;
    }
    return undefined;
  }

  #wake(thread: Thread): void {
    const { state } = thread;
    if (state.kind !== 'blocked' || !isReady(this.world, thread, state.until)) return;
    if (state.until.kind === 'vfork') this.#resumeParent(thread);
    else tryCall(this.world, thread);
  }

  #resumeParent(thread: Thread): void {
    const { world } = this;
    const { loan, state, process } = thread;
    if (loan === undefined || state.kind !== 'blocked' || state.until.kind !== 'vfork') return;
    const child = world.processes.get(loan.child);
    const gone = child?.borrowedFrom !== thread;
    if (!gone && world.personality.vfork.wake === 'checked') return;
    if (!gone && child !== undefined) child.borrowedFrom = undefined;
    const shared = world.personality.vfork.memory === 'shared';
    this.#watch?.settle(loan.child);
    const putBack = settleLoan(world, thread, loan, loan.child, shared);
    thread.loan = undefined;
    thread.call = undefined;
    thread.state = { kind: 'runnable' };
    for (const other of process.threads) other.held = false;
    world.emit(thread, { kind: 'resume', child: loan.child, childGone: gone, putBack });
  }

  /** Runs the CPU for a thread and handles what stopped it. */
  #execute(thread: Thread, most: number): { ran: number; yields: boolean; hit: WatchHit | undefined } {
    const { world, cpu } = this;
    load(cpu, thread);
    const stop = cpu.run(most);
    save(cpu, thread);
    const ran = stop.executed;
    thread.process.used += ran;
    if (this.#process.state === 'zombie') this.#afterglow -= ran;
    world.meter.add('instructions', ran);
    return { ran: Math.max(1, ran), ...this.#handle(thread, stop) };
  }

  #handle(thread: Thread, stop: Stop): { yields: boolean; hit: WatchHit | undefined } {
    switch (stop.kind) {
      case 'budget':
        return { yields: true, hit: undefined };
      case 'watch':
        this.#takeSilent(thread);
        return { yields: stop.hit !== undefined, hit: stop.hit };
      case 'halt':
        return { yields: true, hit: undefined };
      case 'interrupt':
        if (stop.vector === 0x80) this.#call(thread);
        else this.#fault(thread, stop.vector);
        return this.#afterKernel(thread);
    }
  }

  /** A system call, with what it writes for a vfork child and whom it makes one. */
  #call(thread: Thread): void {
    enterCall(this.world, thread);
    if (this.#watch === undefined) return;
    this.#takeSilent(thread, (thread.registers.ip - 2) & 0xffff);
    const { loan, state, process } = thread;
    this.#watch.follow(process, thread);
    const lent = loan !== undefined && state.kind === 'blocked' && state.until.kind === 'vfork';
    if (lent && this.world.personality.vfork.memory === 'shared') this.#watch.lend(thread, loan.child);
  }

  /** What a thread does after the kernel was at work for it: it pauses where that touched a watched byte. */
  #afterKernel(thread: Thread): { yields: boolean; hit: WatchHit | undefined } {
    const hit = this.world.machine.takeHit();
    return { yields: hit !== undefined || thread.state.kind !== 'runnable', hit };
  }

  /** Tells the observer of memory what an instruction has touched: the one at `pc`, else the one that wrote there last. */
  #takeSilent(thread: Thread, pc?: number): void {
    const hit = this.world.machine.takeSilent();
    if (hit !== undefined) this.#watch?.take(thread, hit, pc ?? this.#lastPc(hit.address));
  }

  /** The instruction that wrote an address last. */
  #lastPc(address: number): number {
    return (this.world.machine.lastWrite(address)?.code ?? 0) & 0xffff;
  }

  #observeMemory(observer: MemoryObserver): MemoryWatch {
    const { world, cpu } = this;
    const watch = new MemoryWatch(world, observer);
    cpu.trace(true, (read) => {
      if (this.current !== undefined) watch.read(this.current, read, read.instruction);
    });
    world.readObserver = (pid, address, length) => {
      const thread = this.current;
      if (thread === undefined || writerOf(thread.process) !== pid) return;
      for (let at = address; at < address + length; at++) {
        const writer = world.machine.lastWrite(at)?.process ?? 0;
        if (writer !== pid)
          watch.read(thread, { address: at, writer, code: world.actor.code }, world.machine.instructions);
      }
    };
    return watch;
  }

  /** An interrupt that is no system call: divide faults, traps, vectors that nobody serves. */
  #fault(thread: Thread, vector: number): void {
    const signal = vector === 0 ? SIG.SIGFPE : vector === 1 || vector === 3 ? SIG.SIGTRAP : SIG.SIGSEGV;
    const why = vector === 0 ? 'divide fault' : `interrupt ${vector}`;
    this.world.emit(thread, { kind: 'crash', why, signal });
    if (thread.process.dispositions[signal]?.kind === 'ignore') {
      endProcess(this.world, thread.process, { kind: 'killed', signal });
    } else sendSignal(this.world, thread.process, signal, thread);
  }

  /** Alarms that have come, and keys that were pressed. */
  #passTime(): void {
    const { world } = this;
    for (const process of world.processes.values()) {
      const { alarm } = process;
      if (alarm.at === 0 || alarm.at > world.now || process.state === 'zombie') continue;
      alarm.at = alarm.interval === 0 ? 0 : world.now + alarm.interval;
      sendSignal(world, process, SIG.SIGALRM);
    }
    while (this.#keys[0] !== undefined && this.#keys[0].at <= world.now) {
      world.terminal.type(latin1(this.#keys.shift()!.text));
    }
  }

  /** Lets virtual time run on to the next thing that happens by itself. False where nothing will. */
  #skipIdle(): boolean {
    const { world } = this;
    let next = this.#keys[0]?.at ?? Number.POSITIVE_INFINITY;
    for (const process of world.processes.values()) {
      if (process.state === 'live' && process.alarm.at > 0) next = Math.min(next, process.alarm.at);
    }
    for (const thread of world.threads()) {
      if (thread.process.state !== 'live' || thread.state.kind !== 'blocked' || thread.held) continue;
      next = Math.min(next, deadlineOf(thread.state.until));
    }
    if (next === Number.POSITIVE_INFINITY) return false;
    world.idle += Math.max(1, next - world.now);
    return true;
  }

  #exited(): RunResult {
    const outcome = this.#process.outcome!;
    return { kind: 'exited', outcome, status: shellStatus(outcome), left: this.#waiting() };
  }

  #waiting(): Waiting[] {
    const { world } = this;
    return [...world.threads()].flatMap((thread): Waiting[] => {
      const { process, state, registers, tid } = thread;
      const on =
        process.state === 'stopped'
          ? 'for SIGCONT: it is stopped'
          : thread.held
            ? 'held, because another thread of its process has lent its memory to a vfork child'
            : state.kind === 'blocked'
              ? tellWait(world, thread, state.until)
              : undefined;
      if (on === undefined) return [];
      const pc = (registers.ip - 2) & 0xffff;
      const place = userPlace(world, thread);
      const line = place === undefined ? sourceLine(process.program.image, pc) : `${place.file}:${place.line}`;
      return [{ pid: process.pid, tid, program: process.program.path, pc, line, on }];
    });
  }
}
