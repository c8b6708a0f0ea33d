/**
 * Records a run: events with backtraces, writes of vfork children to shared memory, and reads of them by the parent. Attach it
 * through `recorder.options` when the kernel is made and `recorder.attach` after; then run. Bounded: what is beyond is counted.
 */
import {
  type Area,
  backtrace,
  type ChildWrite,
  type Frame,
  frameAt,
  type Kernel,
  type KernelEvent,
  type KernelOptions,
  type MemoryRead,
  type Process,
  writerOf,
} from '../kernel/index.ts';
import { type LoanRecord, Loans } from './loan.ts';

/** An event with the functions that led to it, innermost first. */
export interface Recorded {
  readonly event: KernelEvent;
  readonly stack: readonly Frame[];
  /** Whether the process was a vfork child in the memory of its parent, and had not yet let go. */
  readonly vforkChild: boolean;
  /** For a write to a descriptor: how many of its bytes, from the first on, were put there by another process. */
  readonly borrowed: number;
}

/** A write of a child to memory that its parent can see. */
export interface RecordedWrite {
  readonly child: number;
  readonly lender: number;
  readonly offset: number;
  readonly area: Area;
  readonly variable: string | undefined;
  readonly at: number;
  readonly stack: readonly Frame[];
  /** Whether it was a push at or above the frame of the function that called vfork: the child has left that function. */
  readonly outside: boolean;
  /** Whether the word is another now than when the memory was lent. */
  readonly changes: boolean;
}

/** A process that waits at the end of a run. */
export interface RecordedWait {
  readonly pid: number;
  readonly stack: readonly Frame[];
  /** Whether it is a vfork child in the memory of a parent that waits for it. */
  readonly borrows: boolean;
}

/** A read, by a process that lent its memory, of a byte that a vfork child of it wrote. */
export interface RecordedRead {
  readonly reader: number;
  readonly child: number;
  readonly offset: number;
  readonly area: Area;
  readonly variable: string | undefined;
  readonly at: number;
  /** The opcode of the reading instruction: a return or a pop of a frame is not a use of a value. */
  readonly opcode: number;
  readonly stack: readonly Frame[];
  readonly write: RecordedWrite | undefined;
  /** Whether the word is another than when the memory was lent. */
  readonly changed: boolean;
}

export interface Recording {
  readonly events: readonly Recorded[];
  readonly writes: readonly RecordedWrite[];
  readonly reads: readonly RecordedRead[];
  /** What each vfork lent and what came back. */
  readonly loans: readonly LoanRecord[];
  /** Whether a child's dispositions of signals are those of its parent. */
  readonly handlersShared: boolean;
  /** Who waits now. */
  readonly waits: readonly RecordedWait[];
  /** Records that were left out because there were too many. */
  readonly dropped: number;
}

/** Records of each kind, unless told otherwise. */
const MOST = 3000;
/** Most bytes before a byte where the write that covers it is looked for: a system call fills a record at once. */
const REACH = 512;

/** The write of one instruction that covers a byte: that which began at it or nearest before it. */
const writeOver = (
  places: ReadonlyMap<number, RecordedWrite> | undefined,
  offset: number,
): RecordedWrite | undefined => {
  for (let at = offset; places !== undefined && at >= 0 && at > offset - REACH; at--) {
    const write = places.get(at);
    if (write !== undefined) return write;
  }
  return undefined;
};

export class Recorder {
  readonly #events: Recorded[] = [];
  readonly #writes: RecordedWrite[] = [];
  readonly #reads: RecordedRead[] = [];
  /** Writers that were vfork children, with whom they borrowed from. */
  readonly #children: Map<number, number> = new Map();
  /** Writes by child and writing instruction, then by the first byte that they wrote. */
  readonly #byCode: Map<string, Map<number, RecordedWrite>> = new Map();
  readonly #seen: Set<string> = new Set();
  readonly #loans: Loans = new Loans();
  readonly #most: number;
  #dropped = 0;
  #kernel: Kernel | undefined;

  /** `most`: records of each kind that are kept. */
  constructor(most: number = MOST) {
    this.#most = most;
  }

  /** Whether records were left out, so that what is run from now on is not seen whole. */
  get full(): boolean {
    return this.#dropped > 0;
  }

  /** What the kernel's options need for this recorder. */
  get options(): Pick<KernelOptions, 'observer' | 'memoryObserver'> {
    return {
      observer: (event) => this.#event(event),
      memoryObserver: { childWrites: (write) => this.#write(write), foreignRead: (read) => this.#read(read) },
    };
  }

  /** The kernel whose run is recorded. */
  attach(kernel: Kernel): void {
    this.#kernel = kernel;
  }

  get recording(): Recording {
    return {
      events: this.#events,
      writes: this.#writes,
      reads: this.#reads,
      loans: this.#loans.records,
      handlersShared: this.#kernel?.world.personality.vfork.handlers === 'shared',
      waits: this.#waits(),
      dropped: this.#dropped,
    };
  }

  #waits(): RecordedWait[] {
    const threads = [...(this.#kernel?.world.threads() ?? [])].filter(({ state }) => state.kind === 'blocked');
    return threads.map(({ process, registers }) => ({
      pid: writerOf(process),
      stack: this.#stack(process, registers.ip, registers.sp, registers.bp),
      borrows: process.vforkChild && (process.borrowedFrom !== undefined || process.selfLoan !== undefined),
    }));
  }

  /** How much of what a process writes out is not its own: stored by another, the parent whose memory this is or was copied from. */
  #borrowed({ pid, what }: KernelEvent): number {
    const process = this.#kernel?.world.processes.get(pid);
    if (what.kind !== 'write' || process === undefined) return 0;
    for (let i = 0; i < what.length; i++) {
      const writer = this.#kernel?.world.machine.lastWrite(process.space.data.base * 16 + what.address + i)?.process;
      if (writer === undefined || writer <= 0 || writer === writerOf(process)) return i;
    }
    return what.length;
  }

  #event(event: KernelEvent): void {
    const process = this.#kernel?.world.processes.get(event.pid);
    if (this.#kernel !== undefined) this.#loans.event(this.#kernel, event);
    if (event.what.kind === 'fork' && event.what.how === 'vfork' && event.what.shared && process !== undefined) {
      const self = event.what.child === event.pid;
      this.#children.set(self ? writerOf({ pid: event.pid, selfLoan: {} }) : event.what.child, event.pid);
    }
    if (!this.#room(this.#events)) return;
    const stack =
      process === undefined || process.state === 'zombie' ? [] : this.#stack(process, event.pc, event.sp, event.bp);
    const vforkChild = process?.vforkChild === true && this.#shares();
    this.#events.push({ event, stack, vforkChild, borrowed: this.#borrowed(event) });
  }

  #write({ thread, lender, frame, offset, area, pc }: ChildWrite): void {
    if (!this.#room(this.#writes)) return;
    const { registers, process } = thread;
    const child = writerOf(process);
    const write: RecordedWrite = {
      child,
      lender: lender.pid,
      offset,
      area,
      variable: variableAt(lender, offset, area),
      at: this.#kernel?.world.machine.instructions ?? 0,
      stack: this.#stack(process, pc, registers.sp, registers.bp),
      outside: area === 'frame' && offset === registers.sp && frame !== 0 && offset >= frame,
      changes: this.#kernel === undefined || this.#loans.changed(this.#kernel, lender.pid, offset),
    };
    const key = `${child}:${pc}`;
    const places = this.#byCode.get(key) ?? new Map<number, RecordedWrite>();
    this.#byCode.set(key, places.set(offset, write));
    this.#writes.push(write);
  }

  #read({ thread, offset, writer, pc, at }: MemoryRead): void {
    const { process } = thread;
    const kernel = this.#kernel;
    if (kernel === undefined || !this.#lent(writer, process.pid)) return;
    const key = `${writer}:${pc}:${offset}`;
    if (this.#seen.has(key) || !this.#room(this.#reads)) return;
    this.#seen.add(key);
    const { data, text, heap, breakStart } = process.space;
    const address = data.base * 16 + offset;
    const code = (kernel.world.machine.lastWrite(address)?.code ?? 0) & 0xffff;
    const write = writeOver(this.#byCode.get(`${writer}:${code}`), offset);
    const area = write?.area ?? (offset < breakStart ? 'data' : offset < heap.brk ? 'heap' : 'free-stack');
    const sp = kernel.cpu.get('sp');
    this.#reads.push({
      reader: process.pid,
      child: writer,
      offset,
      area,
      variable: variableAt(process, offset, area),
      at,
      opcode: kernel.world.machine.ram[text.base * 16 + pc] ?? 0,
      stack: this.#stack(process, pc, sp, kernel.cpu.get('bp')),
      write,
      changed: this.#loans.left(kernel, writer, offset),
    });
  }

  /** Whether a process lent its memory to a writer, or to one that lent it on. */
  #lent(writer: number, pid: number): boolean {
    const lender = this.#children.get(writer);
    return lender !== undefined && (lender === pid || (lender !== writer && this.#lent(lender, pid)));
  }

  /** Whether vfork shares memory on this kernel at all. */
  #shares(): boolean {
    return this.#kernel?.world.personality.vfork.memory === 'shared';
  }

  #stack(process: Process, pc: number, sp: number, bp: number): readonly Frame[] {
    if (this.#kernel === undefined) return [frameAt(process, pc)];
    return backtrace(this.#kernel.world, process, pc, sp, bp);
  }

  #room(list: readonly unknown[]): boolean {
    if (list.length < this.#most) return true;
    this.#dropped++;
    return false;
  }
}

/** The name of the static variable at an offset, where tables or symbols tell. */
const variableAt = (process: Process, offset: number, area: Area): string | undefined => {
  if (area !== 'data') return undefined;
  const { image } = process.program;
  for (const { name, location, size } of image.debug.variables) {
    const from = location.kind === 'static' ? location.address : undefined;
    if (from !== undefined && offset >= from && offset < from + size) return name;
  }
  let best: { name: string; value: number } | undefined;
  for (const { name, value, section } of image.symbols) {
    if (section !== 'data' && section !== 'bss') continue;
    if (value <= offset && (best === undefined || value > best.value)) best = { name, value };
  }
  return best?.name.replace(/^_/, '');
};
