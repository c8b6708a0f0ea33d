/**
 * Watching the memory that a vfork child shares with its parent, for observers that ask for it: each write of the child to what the
 * parent can still see (data, heap, live frames; not the free stack below), and each read of a byte that another process wrote.
 */
import type { ForeignRead } from '../cpu/index.ts';
import type { Watch, WatchHit } from '../machine/index.ts';
import { type Process, type Thread, writerOf } from './process.ts';
import { addressIn } from './segments.ts';
import type { World } from './world.ts';

/** Where in its data segment a byte lies, seen from the parent at its vfork call. */
export type Area = 'data' | 'heap' | 'frame' | 'free-stack';

/** A write of a vfork child, right after the instruction or call that made it. Registers are the thread's. */
export interface ChildWrite {
  readonly thread: Thread;
  readonly lender: Process;
  /** Frame pointer of the function that called vfork: the child has left that function when it pushes at it or above. */
  readonly frame: number;
  /** Offset of the first byte written, in the shared data segment. */
  readonly offset: number;
  readonly area: Area;
  /** Offset of the writing instruction in its text. */
  readonly pc: number;
}

/** A read of a byte that another process wrote last. `site.pc` is the reading instruction. */
export interface MemoryRead {
  readonly thread: Thread;
  readonly offset: number;
  readonly writer: number;
  readonly pc: number;
  /** Instructions of the world at the moment of the read, as event times are. */
  readonly at: number;
}

/** Told of memory that goes from a child to its parent, or back. It must change nothing. */
export interface MemoryObserver {
  childWrites(write: ChildWrite): void;
  foreignRead(read: MemoryRead): void;
}

interface Lent {
  readonly lender: Thread;
  readonly sp: number;
  readonly bp: number;
  readonly watches: readonly Watch[];
}

export class MemoryWatch {
  readonly #world: World;
  readonly #observer: MemoryObserver;
  readonly #lent: Map<number, Lent> = new Map();

  constructor(world: World, observer: MemoryObserver) {
    this.#world = world;
    this.#observer = observer;
  }

  /** A thread has lent its memory to a vfork child. */
  lend(lender: Thread, child: number): void {
    const { space } = lender.process;
    const { sp, bp } = lender.registers;
    const range = (from: number, to: number): Watch => ({
      access: 'write',
      silent: true,
      address: addressIn(space.data, from),
      length: Math.max(0, to - from),
    });
    // Above the stack lie arguments and environment, which the parent reads as well.
    const watches = [range(0, space.heap.brk), range(sp + 2, space.data.size)];
    for (const watch of watches) this.#world.machine.watch(watch);
    this.#lent.set(child, { lender, sp, bp, watches });
  }

  /** A process has begun to play its own child, or has stopped. */
  follow(process: Process, thread: Thread): void {
    const playing = process.selfLoan !== undefined;
    const child = writerOf({ pid: process.pid, selfLoan: {} });
    if (playing && !this.#lent.has(child)) this.lend(thread, child);
    else if (!playing) this.settle(child);
  }

  /** The lender goes on. */
  settle(child: number): void {
    const lent = this.#lent.get(child);
    if (lent === undefined) return;
    for (const watch of lent.watches) this.#world.machine.unwatch(watch);
    this.#lent.delete(child);
    this.#world.machine.takeSilent();
  }

  /** A hit of one of our watches: told where it is a vfork child that wrote. */
  take(thread: Thread, hit: WatchHit, pc: number): void {
    const lent = this.#lent.get(writerOf(thread.process));
    if (lent === undefined) return;
    const { data } = thread.process.space;
    const offset = hit.address - addressIn(data, 0);
    const area = areaOf(lent, offset);
    this.#observer.childWrites({ thread, lender: lent.lender.process, frame: lent.bp, offset, area, pc });
  }

  /** A read by the CPU or, for a program, by the kernel. */
  read(thread: Thread, { address, writer, code }: Pick<ForeignRead, 'address' | 'writer' | 'code'>, at: number): void {
    const { data } = thread.process.space;
    const offset = address - addressIn(data, 0);
    if (offset < 0 || offset >= data.size || writer <= 0) return;
    this.#observer.foreignRead({ thread, offset, writer, pc: code & 0xffff, at });
  }
}

const areaOf = ({ lender, sp }: Lent, offset: number): Area => {
  const { space } = lender.process;
  if (offset < space.breakStart) return 'data';
  if (offset < space.heap.brk) return 'heap';
  return offset >= sp + 2 ? 'frame' : 'free-stack';
};
