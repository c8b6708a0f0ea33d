/**
 * For tests: instructions in bytes, run on both loops. `twin` keeps two CPUs on the same code for runs by the thousand;
 * `execute` sets one up for a single run and demands that both loops agree on registers and memory.
 */
import { Machine } from '../machine/index.ts';
import { Cpu, type Registers, type Stop } from './cpu.ts';

/** Registers at the start of a run; CS:IP is 1000:0100, the other segments lie apart from each other. */
export const START: Registers = {
  ...{ ax: 0, bx: 0, cx: 0, dx: 0, sp: 0x2000, bp: 0, si: 0, di: 0 },
  ...{ cs: 0x1000, ds: 0x3000, es: 0x4000, ss: 0x5000, ip: 0x100, flags: 0xf002 },
};

/** Memory by physical address. */
export type Memory = Readonly<Record<number, readonly number[]>>;

/** What a run came to. */
export interface Outcome {
  readonly registers: Registers;
  readonly stop: Stop;
  readonly machine: Machine;
  /** The byte, and the word of two bytes that follow each other, at segment:offset. */
  readonly byte: (segment: number, offset: number) => number;
}

/** A CPU on an own machine. */
const fresh = (traced: boolean): Cpu => {
  const cpu = new Cpu(new Machine());
  cpu.trace(traced);
  return cpu;
};

const fill = (cpu: Cpu, code: readonly number[], memory: Memory, registers: Registers): void => {
  for (const [index, byte] of code.entries())
    cpu.machine.write((registers.cs << 4) + ((registers.ip + index) & 0xffff), [byte], 0);
  for (const [address, bytes] of Object.entries(memory)) cpu.machine.write(Number(address), bytes, 0);
  cpu.load(registers);
};

/** The pages among these that anyone wrote to. */
const touched = ({ shadow }: Machine, pages: Iterable<number>): readonly number[] =>
  [...pages].filter((page) => {
    let tags = 0;
    for (let at = page * 4096; at < (page + 1) * 4096; at++) tags |= shadow[at] ?? 0;
    return tags !== 0;
  });

const ALL_PAGES = Array.from({ length: 256 }, (_, page) => page);

/** The pages that these registers lead to: a quick guess, which a look at all of memory corrects now and then. */
const likely = (registers: Registers, pages: Set<number>): void => {
  const { cs, ss, ds, es, bx, bp, sp, si, di, ip } = registers;
  for (const segment of [cs, ss, ds, es])
    for (const offset of [0, 0xffff, bx, bp, sp, si, di, ip, sp - 8, ip - 8, bx + si, bx + di, bp + si, bp + di])
      for (const near of [-0x100, 0, 0x100]) pages.add((((segment << 4) + ((offset + near) & 0xffff)) >> 12) & 0xff);
};

/** Whether two machines hold the same on these pages. */
const equal = (one: Machine, other: Machine, pages: readonly number[]): boolean => {
  for (const page of pages)
    for (let at = page * 4096; at < (page + 1) * 4096; at++) if (one.ram[at] !== other.ram[at]) return false;
  return true;
};

/** CPUs that runs without special wishes share; each run clears what the last one wrote. */
const shared = [fresh(false), fresh(true)] as const;
let dirty: readonly number[] = [];
let runs = 0;

/** Runs `count` instructions of `code` at CS:IP, on both loops. Throws where they differ. Read the outcome at once. */
export const execute = (
  code: readonly number[],
  changes: Partial<Registers> = {},
  memory: Memory = {},
  count = 1,
  prepare?: (cpu: Cpu) => void,
): Outcome => {
  const registers = { ...START, ...changes };
  const cpus = prepare === undefined ? shared : ([fresh(false), fresh(true)] as const);
  const stops = cpus.map((cpu) => {
    if (prepare === undefined) for (const page of dirty) cpu.machine.clear(page * 4096, 4096);
    fill(cpu, code, memory, registers);
    prepare?.(cpu);
    return cpu.run(count);
  });
  const [plain, traced] = cpus;
  const guess = new Set(Object.keys(memory).map((address) => (Number(address) >> 12) & 0xff));
  for (const state of [registers, plain.registers, traced.registers]) likely(state, guess);
  const candidates = prepare !== undefined || runs++ % 16 === 0 ? ALL_PAGES : guess;
  const pages = [...new Set([...touched(plain.machine, candidates), ...touched(traced.machine, candidates)])];
  if (prepare === undefined) dirty = pages;
  const text = (cpu: Cpu, stop: Stop | undefined): string => JSON.stringify([cpu.registers, stop]);
  const texts = [text(plain, stops[0]), text(traced, stops[1])];
  if (texts[0] !== texts[1] || !equal(plain.machine, traced.machine, pages))
    throw new Error(`the loops differ: ${texts.join(' and ')}`);
  return {
    registers: plain.registers,
    stop: stops[0] as Stop,
    machine: plain.machine,
    byte: (segment, offset) => plain.machine.ram[((segment << 4) + (offset & 0xffff)) & 0xfffff] ?? 0,
  };
};

/** The two loops' CPUs on the same code, for one instruction again and again. */
export const twin = (
  code: readonly number[],
  memory: Memory = {},
): ((changes: Partial<Registers>) => readonly Cpu[]) => {
  const cpus = [fresh(false), fresh(true)];
  for (const cpu of cpus) fill(cpu, code, memory, START);
  return (changes) => {
    for (const cpu of cpus) {
      cpu.set('ip', START.ip);
      for (const [name, value] of Object.entries(changes)) cpu.set(name as keyof Registers, value);
      cpu.run(1);
    }
    return cpus;
  };
};
