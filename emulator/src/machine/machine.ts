/**
 * The memory of the machine: 1 MiB of RAM with a shadow (the last writer of every byte), a map of bytes that stores
 * must not pass over silently (decoded code, watchpoints), and snapshots. It knows no instruction, no segment and no
 * process beyond its number. Addresses are physical, 0 … FFFFF, and wrap there as on the 8086's 20 address lines.
 */
import { History, type HistoryImage, type Origin, type Writer } from './history.ts';

export const MEMORY_SIZE: number = 0x100000;
const MASK = MEMORY_SIZE - 1;
const PAGE = 4096;

/** Bits of the map: decoded code is here; stop at a write, a read, an instruction here. */
export const CODE: number = 1;
export const WATCH_WRITE: number = 2;
export const WATCH_READ: number = 4;
export const WATCH_EXECUTE: number = 8;

export type WatchAccess = 'read' | 'write' | 'execute';
const WATCH_BIT: Readonly<Record<WatchAccess, number>> = {
  read: WATCH_READ,
  write: WATCH_WRITE,
  execute: WATCH_EXECUTE,
};

/** A watchpoint on `length` bytes from `address`. */
export interface Watch {
  readonly access: WatchAccess;
  readonly address: number;
  readonly length: number;
  /** For a recorder beside a debugger: its hits are kept apart, so that neither takes those of the other. */
  readonly silent?: boolean;
}

/** A watched byte that was touched. */
export interface WatchHit {
  readonly access: WatchAccess;
  readonly address: number;
}

/** What is known about the last write to a byte. `code` is the address of the writing instruction as CS << 16 | IP. */
export interface LastWrite extends Writer {
  readonly code: number | undefined;
}

/** Memory, shadow and log at one moment. Pages that did not change are shared between snapshots. */
export interface MachineSnapshot {
  readonly pages: readonly Page[];
  readonly history: HistoryImage;
}

interface Page {
  readonly ram: Uint8Array;
  readonly shadow: Int32Array;
  readonly sites: Int32Array;
}

/** Told when bytes change other than by a store that looked at the map: what was decoded from them is void. */
export type CodeListener = (address: number, length: number) => void;

export class Machine {
  /** Read freely; write through `write`, `copy`, `fill`, or keep shadow and map as the CPU does. */
  readonly ram: Uint8Array = new Uint8Array(MEMORY_SIZE);
  /** The tag of each byte's last write (History). */
  readonly shadow: Int32Array = new Int32Array(MEMORY_SIZE);
  /** CS << 16 | IP of each byte's last writer, where that ran traced or said so; else without meaning. */
  readonly sites: Int32Array = new Int32Array(MEMORY_SIZE);
  readonly map: Uint8Array = new Uint8Array(MEMORY_SIZE);
  readonly history: History = new History();
  /** The first watched byte touched since the last `takeHit`. */
  private hit: WatchHit | undefined;
  /** The first byte under a silent watch touched since the last `takeSilent`. */
  private silent: WatchHit | undefined;
  private readonly watches: Watch[] = [];
  private readonly listeners: CodeListener[] = [];

  /** Instructions run so far, by every CPU of this machine. */
  get instructions(): number {
    return this.history.instructions;
  }

  /** Who wrote the byte last, and with which instruction. Undefined for a byte that nobody wrote. */
  lastWrite(address: number): LastWrite | undefined {
    const writer = this.history.writer(this.shadow[address & MASK]!);
    if (writer === undefined) return undefined;
    const site = this.sites[address & MASK]!;
    return { ...writer, code: writer.origin === 'plain' || site === 0 ? undefined : site >>> 0 };
  }

  /**
   * Writes bytes from outside the CPU: a loader, a kernel answering a system call, a debugger.
   * `process` is on whose behalf, `code` the CS << 16 | IP of the instruction that asked for it, where there is one.
   */
  write(address: number, bytes: ArrayLike<number>, process: number, code = 0): void {
    this.reserve(1);
    const tag = this.history.outside(process);
    for (let index = 0; index < bytes.length; index++) {
      const at = (address + index) & MASK;
      this.ram[at] = bytes[index]!;
      this.shadow[at] = tag;
      this.sites[at] = code;
      this.touch(at);
    }
  }

  /** The bytes from `address`, as a copy. */
  read(address: number, length: number): Uint8Array {
    return Uint8Array.from({ length }, (_, index) => this.ram[(address + index) & MASK]!);
  }

  /** Copies memory with its history: the writers of the source become those of the target (fork). No wrap. */
  copy(from: number, to: number, length: number): void {
    this.check(from, length);
    this.check(to, length);
    this.ram.copyWithin(to, from, from + length);
    this.shadow.copyWithin(to, from, from + length);
    this.sites.copyWithin(to, from, from + length);
    this.announce(to, length);
  }

  /** Makes memory as new: zero, written by nobody. No wrap. */
  clear(address: number, length: number): void {
    this.check(address, length);
    this.ram.fill(0, address, address + length);
    this.shadow.fill(0, address, address + length);
    this.announce(address, length);
  }

  /** Starts or goes on with a run of `process`; the tag of its first instruction. See History. */
  open(process: number, origin: Origin): number {
    return this.history.open(process, origin);
  }

  /** Makes sure that `count` tags are free. */
  reserve(count: number): void {
    if (this.history.crowded(count)) this.history.renumber(this.shadow);
  }

  watch(watch: Watch): void {
    this.check(watch.address, watch.length);
    this.watches.push(watch);
    this.mark(watch, watch);
    this.announce(watch.address, watch.length);
  }

  /** Ends a watch that was handed to `watch`. */
  unwatch(watch: Watch): void {
    const index = this.watches.indexOf(watch);
    if (index >= 0) this.watches.splice(index, 1);
    for (let at = watch.address; at < watch.address + watch.length; at++)
      this.map[at] = this.map[at]! & ~WATCH_BIT[watch.access];
    for (const other of this.watches) if (other.access === watch.access) this.mark(other, watch);
  }

  /** Whether any watch of this kind is set. */
  watching(access: WatchAccess): boolean {
    return this.watches.some((watch) => watch.access === access);
  }

  /** Calls `listener` before code that was decoded (map bit CODE) may have changed. */
  onCodeChange(listener: CodeListener): void {
    this.listeners.push(listener);
  }

  /** To be called after a store to a byte; may be left out where the map's entry is zero. */
  touch(address: number): void {
    const bits = this.map[address]!;
    if ((bits & CODE) !== 0) this.announce(address, 1);
    if ((bits & WATCH_WRITE) !== 0) this.strike({ access: 'write', address });
  }

  /** Records that a watched byte was touched. The first one counts, of silent watches and of others. */
  strike(hit: WatchHit): void {
    const { access, address } = hit;
    const over = this.watches.filter(
      (one) => one.access === access && address >= one.address && address < one.address + one.length,
    );
    const silent = over.some((one) => one.silent === true);
    if (silent) this.silent ??= hit;
    if (!silent || over.some((one) => one.silent !== true)) this.hit ??= hit;
  }

  /** Whether a watched byte was touched. */
  get struck(): boolean {
    return this.hit !== undefined || this.silent !== undefined;
  }

  /** The watched byte touched first, if any; forgets it. */
  takeHit(): WatchHit | undefined {
    const { hit } = this;
    this.hit = undefined;
    return hit;
  }

  /** The byte under a silent watch touched first, if any; forgets it. */
  takeSilent(): WatchHit | undefined {
    const { silent } = this;
    this.silent = undefined;
    return silent;
  }

  /** The state now. `before` is an earlier snapshot to share unchanged pages with. Watches are not part of it. */
  snapshot(before?: MachineSnapshot): MachineSnapshot {
    const pages = Array.from({ length: MEMORY_SIZE / PAGE }, (_, index): Page => {
      const ram = this.ram.subarray(index * PAGE, (index + 1) * PAGE);
      const shadow = this.shadow.subarray(index * PAGE, (index + 1) * PAGE);
      const sites = this.sites.subarray(index * PAGE, (index + 1) * PAGE);
      const old = before?.pages[index];
      if (old !== undefined && same(old.shadow, shadow) && same(old.ram, ram) && same(old.sites, sites)) return old;
      return { ram: ram.slice(), shadow: shadow.slice(), sites: sites.slice() };
    });
    return { pages, history: this.history.image() };
  }

  /** Goes back (or forward) to a snapshot of this machine. */
  restore(snapshot: MachineSnapshot): void {
    for (const [index, page] of snapshot.pages.entries()) {
      this.ram.set(page.ram, index * PAGE);
      this.shadow.set(page.shadow, index * PAGE);
      this.sites.set(page.sites, index * PAGE);
    }
    this.history.restore(snapshot.history);
    this.hit = undefined;
    this.silent = undefined;
    this.announce(0, MEMORY_SIZE);
  }

  /** Makes the machine as new: nothing written, nobody at work, no watch. Listeners stay. For the next of many short runs. */
  renew(): void {
    // Most of memory is above what anyone wrote, and looking is quicker than clearing.
    let top = MEMORY_SIZE;
    while (this.shadow[top - 1] === 0) top--;
    this.ram.fill(0, 0, top);
    this.shadow.fill(0, 0, top);
    for (const listener of this.listeners) listener(0, MEMORY_SIZE);
    this.map.fill(0);
    this.history.restore(new History().image());
    this.hit = undefined;
    this.silent = undefined;
    this.watches.length = 0;
  }

  private announce(address: number, length: number): void {
    for (const listener of this.listeners) listener(address, length);
    for (let at = address; at < address + length; at++) this.map[at] = this.map[at]! & ~CODE;
  }

  /** Marks the bytes of a watch, those that lie in `within` too. */
  private mark({ access, address, length }: Watch, within: Watch): void {
    const end = Math.min(address + length, within.address + within.length);
    for (let at = Math.max(address, within.address); at < end; at++) this.map[at] = this.map[at]! | WATCH_BIT[access];
  }

  private check(address: number, length: number): void {
    if (address < 0 || length < 0 || address + length > MEMORY_SIZE)
      throw new RangeError(`${length} bytes at ${address} are not inside the machine's 1 MiB`);
  }
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
};
