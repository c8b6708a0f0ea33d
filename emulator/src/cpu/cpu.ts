/**
 * The 8086: runs instructions of a machine for a budget and says why it stopped. It delivers interrupts, traps and
 * single steps, and chooses the loop: the plain one, or the traced one where someone watches reads. Not modelled:
 * bus timing, the prefetch queue, the 8087.
 *
 * Counting: an instruction counts one, with its prefixes and all its iterations; entering an interrupt counts nothing.
 * A run stops exactly at its budget. How a stretch of instructions is cut into runs never changes what they do.
 */
import type { Machine, WatchHit } from '../machine/index.ts';
import { type Bus, type ForeignRead, OPEN_PORTS, PlainBus, type Ports, TracedBus } from './bus.ts';
import { CodeCache } from './code-cache.ts';
import { type Cause, Core, type Trap } from './core.ts';
import { runHotLoop } from './hot-loop.generated.ts';
import { runLoop } from './loop.ts';
import { AX, BP, BX, CS, CX, DI, DS, DX, ES, SI, SP, SS } from './registers.ts';

/** Why a run stopped. `executed` is the number of instructions that it counted. */
export type Stop =
  /** The budget, or the limit of iterations, is spent. */
  | { readonly kind: 'budget'; readonly executed: number }
  /** HLT, and no interrupt is waiting. */
  | { readonly kind: 'halt'; readonly executed: number }
  /** A hooked vector. Nothing was pushed; IP is behind the instruction. `enter` would go on as the chip does. */
  | { readonly kind: 'interrupt'; readonly vector: number; readonly cause: Cause; readonly executed: number }
  /** A watched byte; none where only silent watches were touched. For an instruction (`execute`) the stop comes before it, else after. */
  | { readonly kind: 'watch'; readonly hit: WatchHit | undefined; readonly executed: number };

/** The registers by name. */
export const REGISTER_NAMES = [
  'ax',
  'bx',
  'cx',
  'dx',
  'cs',
  'ss',
  'ds',
  'es',
  'sp',
  'bp',
  'si',
  'di',
  'ip',
  'flags',
] as const;
export type RegisterName = (typeof REGISTER_NAMES)[number];
export type Registers = { readonly [R in RegisterName]: number };

const INDEX = {
  ax: AX,
  bx: BX,
  cx: CX,
  dx: DX,
  cs: CS,
  ss: SS,
  ds: DS,
  es: ES,
  sp: SP,
  bp: BP,
  si: SI,
  di: DI,
} as const;

export class Cpu {
  readonly machine: Machine;
  /** The process on whose behalf instructions run: the writer that the shadow gets. */
  process = 0;
  /** Vectors that stop the run instead of entering their handler. */
  readonly hooks: Set<number> = new Set();
  private readonly core: Core;
  private readonly cache: CodeCache;
  private readonly plain: Bus = new PlainBus();
  private readonly traced = new TracedBus();
  private always = false;
  private requested: Trap | undefined;
  /** Where a run stopped before a watched instruction: it may start there. */
  private passed = -1;

  constructor(machine: Machine) {
    this.machine = machine;
    this.core = new Core(machine, this.plain, OPEN_PORTS);
    this.cache = new CodeCache(machine);
  }

  /** Makes the CPU and its machine as new; what was decoded before is remembered by its bytes. Ports stay. */
  renew(): void {
    this.machine.renew();
    this.load(Object.fromEntries(REGISTER_NAMES.map((name) => [name, 0])));
    this.hooks.clear();
    this.process = 0;
    this.core.shadow = -1;
    this.requested = undefined;
    this.passed = -1;
    this.trace(false);
  }

  get(register: RegisterName): number {
    if (register === 'ip') return this.core.ip;
    return register === 'flags' ? this.core.flags : this.core.registers[INDEX[register]]!;
  }

  /** Sets a register; values are taken modulo 65536. */
  set(register: RegisterName, value: number): void {
    if (register === 'ip') this.core.ip = value & 0xffff;
    else if (register === 'flags') this.core.flags = value;
    else this.core.registers[INDEX[register]] = value;
  }

  /** All registers, as a copy. */
  get registers(): Registers {
    return Object.fromEntries(REGISTER_NAMES.map((name) => [name, this.get(name)])) as Registers;
  }

  /** Sets the registers given; ends a halt. */
  load(registers: Partial<Registers>): void {
    for (const name of REGISTER_NAMES) {
      const value = registers[name];
      if (value !== undefined) this.set(name, value);
    }
    this.core.halted = false;
    this.core.unfinished = false;
  }

  set ports(ports: Ports) {
    this.core.ports = ports;
  }

  /**
   * Asks for the traced loop, which notes the address of every writer (Machine.lastWrite) and, with a listener, tells
   * it of each read of a byte that another process wrote last. Read watches ask for it by themselves.
   */
  trace(on: boolean, onForeignRead?: (read: ForeignRead) => void): void {
    this.always = on;
    this.traced.onForeignRead = on ? onForeignRead : undefined;
  }

  /** Pushes a word on the stack, as the instruction in progress would. */
  push(value: number): void {
    this.outside(() => this.core.push(value));
  }

  /** Pops a word from the stack. */
  pop(): number {
    return this.core.pop();
  }

  /** Enters the handler of a vector as the chip does: pushes FLAGS, CS and IP, clears IF and TF, takes CS:IP from the table. */
  enter(vector: number): void {
    this.outside(() => this.core.enter(vector));
  }

  /** The interrupt line: `vector` is taken when IF allows it. One at a time; a second request replaces the first. */
  request(vector: number): void {
    this.requested = { vector, cause: 'request' };
  }

  /** The NMI line: vector 2, taken whatever IF is. */
  nmi(): void {
    this.requested = { vector: 2, cause: 'nmi' };
  }

  /**
   * Runs `budget` instructions, or fewer if something else stops the run. `iterations` limits the iterations of
   * repeated string instructions together; where it is spent, the run stops inside one: CX, SI and DI have moved on, IP
   * is at the first prefix, and the instruction counts when it is done.
   */
  run(budget: number, iterations: number = Number.POSITIVE_INFINITY): Stop {
    const { core, machine } = this;
    const { history } = machine;
    const tracing = this.always || machine.watching('read');
    core.bus = tracing ? this.traced : this.plain;
    this.traced.process = this.process;
    core.iterations = iterations;
    let executed = 0;
    while (executed < budget) {
      const slice = Math.min(budget - executed, SLICE);
      machine.reserve(slice);
      const first = machine.open(this.process, tracing ? 'traced' : 'plain');
      const stop = this.runTo(first + slice, executed - first);
      if (stop !== undefined) return stop;
      executed += history.tag - first;
    }
    return { kind: 'budget', executed };
  }

  /** Runs until the history's tag is `end`. `offset` + tag is the number of instructions counted. */
  private runTo(end: number, offset: number): Stop | undefined {
    const { core, machine } = this;
    const { history } = machine;
    const executed = (): number => history.tag + offset;
    while (true) {
      const due = this.due();
      if (due !== undefined) {
        this.requested = undefined;
        const stop = this.raise(due, executed());
        if (stop !== undefined) return stop;
      }
      if (core.halted) return { kind: 'halt', executed: executed() };
      if (history.tag >= end) return undefined;
      const stepping = core.tf;
      core.attention = false;
      const until = stepping || this.requested !== undefined ? history.tag + 1 : end;
      (core.bus.traced ? runLoop : runHotLoop)(core, this.cache, until, this.passed);
      this.passed = -1;
      if (core.trap !== undefined) {
        const { trap } = core;
        core.trap = undefined;
        const stop = this.raise(trap, executed());
        if (stop !== undefined) return stop;
      }
      if (machine.struck) {
        const hit = machine.takeHit();
        if (hit?.access === 'execute') this.passed = history.tag;
        return { kind: 'watch', hit, executed: executed() };
      }
      if (stepping && core.shadow !== history.tag - 1) {
        const stop = this.raise({ vector: 1, cause: 'step' }, executed());
        if (stop !== undefined) return stop;
      } else if (core.unfinished && core.iterations < 1) return { kind: 'budget', executed: executed() };
    }
  }

  /** The requested interrupt that can be taken now. */
  private due(): Trap | undefined {
    const { core, requested } = this;
    if (requested === undefined || core.shadow === this.machine.history.tag - 1) return undefined;
    return requested.cause === 'nmi' || core.if ? requested : undefined;
  }

  private raise({ vector, cause }: Trap, executed: number): Stop | undefined {
    if (this.hooks.has(vector)) return { kind: 'interrupt', vector, cause, executed };
    this.core.enter(vector);
    return undefined;
  }

  /** Stores done between runs are outside writes. */
  private outside(action: () => void): void {
    this.machine.reserve(1);
    this.machine.history.outside(this.process);
    this.machine.history.tag--;
    action();
    this.machine.history.tag++;
  }
}

/** Instructions between two looks at the room for tags. */
const SLICE = 1 << 24;
