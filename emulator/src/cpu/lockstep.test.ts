/**
 * The hot loop against the general one, step by step: every opcode in every shape of operands, with registers,
 * displacements and segments from the places where something wraps, borrows or is guarded. The hot loop runs an
 * instruction only when it is met again, so each encoding runs many times at one place. After each opcode all of memory
 * and of the shadow must be the same. The general loop is held to the manual by the other tests, and to the chip by
 * recordings.
 */
import { describe, expect, it } from 'vitest';
import { decode, ENCODINGS, hasModrm, isPrefix } from '../isa/index.ts';
import { Machine, type MachineSnapshot } from '../machine/index.ts';
import { Cpu, REGISTER_NAMES, type Registers } from './index.ts';

const CS = 0x1000;
const IP = 0x100;
const ROUNDS = 16;

/** Offsets: 0F and 7FFF are the last byte of memory in some of the segments, FF … 107 lie around the code itself. */
const OFFSETS = [
  ...[0, 1, 2, 0x0e, 0x0f, 0x10, 0x7f, 0x80, 0xfe, 0xff, 0x100, 0x101, 0x102, 0x103, 0x104, 0x105, 0x106, 0x107],
  ...[0x7ffe, 0x7fff, 0x8000, 0x8001, 0xfffd, 0xfffe, 0xffff],
];
const SEGMENTS = [0x3000, 0x4000, CS, 0xf000, 0xf800, 0xffff];

/** Where a word or an address wraps: at the end of a segment, and at the end of memory. */
const SPOTS = [
  { segment: 0x3000, offset: 0xffff },
  { segment: 0xffff, offset: 0x0f },
  { segment: 0xffff, offset: 0x10 },
  { segment: 0xf800, offset: 0x7fff },
];

/** Instructions that leave flags in every form in which the CPU keeps them, and where they run. */
const MAKERS = [
  [0x2b, 0xc3],
  [0x2a, 0xc3],
  [0x1b, 0xc3],
  [0x03, 0xc3],
  [0x23, 0xc3],
  [0xd1, 0xe0],
  [0xd0, 0xf8],
  [0x48],
];
const MAKER_IP = 0x7000;

/** Numbers from a seed (xorshift). */
const generator = (seed: number): ((limit: number) => number) => {
  let state = Math.imul(seed + 1, 2654435761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
};

/** Memory full of numbers, half of them such that the next one carries or turns the sign. */
const noise = (): Uint8Array => {
  const next = generator(77);
  const bytes = new Uint8Array(0x100000);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = next(2) === 0 ? next(256) : ([0, 1, 0x7f, 0x80, 0xfe, 0xff][next(6)] ?? 0);
  return bytes;
};

/** Two CPUs, each on its own machine, that get the same instructions and state. */
const content = noise();
const cpus = [false, true].map((traced) => {
  const cpu = new Cpu(new Machine());
  cpu.trace(traced);
  cpu.machine.ram.set(content);
  return cpu;
});
const [hot, general] = cpus as [Cpu, Cpu];
const beginnings = cpus.map(({ machine }) => machine.snapshot());

const state = (cpu: Cpu, stop: unknown): string => JSON.stringify([cpu.registers, stop]);

const step = (what: () => string): void => {
  const [one, two] = [state(hot, hot.run(1)), state(general, general.run(1))];
  if (one !== two) expect.fail(`${what()}: ${one} in the hot loop, not ${two}`);
  // Where memory wraps later steps would cover the difference.
  for (const at of [0, 1, 0xffffe, 0xfffff])
    if (hot.machine.ram[at] !== general.machine.ram[at]) expect.fail(`${what()}: another byte at ${at}`);
};

const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** Puts code where it runs, unless it is there. */
const place = (code: readonly number[], at: number): void => {
  for (const { machine } of cpus)
    for (const [index, byte] of code.entries()) {
      const address = (CS << 4) + ((at + index) & 0xffff);
      if (machine.ram[address] !== byte) machine.write(address, [byte], 0);
    }
};

const sameMemory = (): boolean => {
  const { ram, shadow } = hot.machine;
  const other = general.machine;
  for (let at = 0; at < ram.length; at++)
    if (ram[at] !== other.ram[at] || shadow[at] !== other.shadow[at]) return false;
  return true;
};

/** The registers changed so that the operand in memory, or else stack and strings, lie at a spot. */
const arranged = (
  registers: Registers,
  code: readonly number[],
  spot: (typeof SPOTS)[number],
  push: number,
): Registers => {
  const memory = decode((index) => code[index] ?? 0)?.operands.find((operand) => operand.kind === 'memory');
  const { segment, offset } = spot;
  const all = { ...registers, ss: segment, ds: segment, es: segment };
  if (memory === undefined)
    return { ...all, sp: (offset + push) & 0xffff, si: push === 0 ? offset : registers.si, di: offset };
  const base = memory.base === 'BX' ? 'bx' : 'bp';
  const index = memory.index === 'SI' ? 'si' : 'di';
  const rest = offset - memory.displacement;
  if (memory.base === undefined) return memory.index === undefined ? all : { ...all, [index]: rest & 0xffff };
  return { ...all, [base]: (rest - (memory.index === undefined ? 0 : registers[index])) & 0xffff };
};

/** Runs `code` again and again, each time from another state. */
const check = (code: readonly number[], next: (limit: number) => number, at: number, rounds: number): void => {
  const pick = (values: readonly number[]): number =>
    next(4) === 0 ? next(0x10000) : (values[next(values.length)] ?? 0);
  // The code itself, and words of which one byte alone is code.
  const edges = [at, at - 1, at + code.length - 1].map((offset) => ({ segment: CS, offset }));
  const spots = [...SPOTS, ...edges];
  for (let round = 0; round < rounds; round++) {
    place(code, at);
    const repeats = code.some((byte) => byte === 0xf2 || byte === 0xf3);
    const registers = Object.fromEntries(
      REGISTER_NAMES.map((name) => [name, pick(/[cdes]s/.test(name) ? SEGMENTS : OFFSETS)]),
    ) as Registers;
    const spot = spots[next(2 * spots.length)];
    const { flags, ...changes }: Registers = {
      ...(spot === undefined ? registers : arranged(registers, code, spot, next(2) * 2)),
      cs: CS,
      ip: at,
      cx: repeats ? next(30) : registers.cx,
      flags: next(0x10000) & ~0x100,
    };
    const maker = MAKERS[next(2 * MAKERS.length)];
    for (const cpu of cpus) cpu.load({ ...changes, flags });
    if (maker !== undefined) {
      place(maker, MAKER_IP);
      for (const cpu of cpus) cpu.set('ip', MAKER_IP);
      step(() => `${hex(maker)} from ${JSON.stringify(changes)}`);
      for (const cpu of cpus) cpu.load(changes);
    }
    step(() => `${hex(code)} from ${JSON.stringify(changes)}`);
    // What the instruction wrote into its own code runs now.
    if (code.every((byte, index) => hot.machine.ram[(CS << 4) + ((at + index) & 0xffff)] === byte)) continue;
    const again = { ...changes, cx: next(30), flags: 0xf002 };
    for (const cpu of cpus) cpu.load(again);
    step(() => `what ${hex(code)} made of itself from ${JSON.stringify(changes)}`);
  }
};

const FIRST = [...new Set(ENCODINGS.map(({ opcode }) => opcode))].filter((opcode) => !isPrefix(opcode));
const isGroup = (opcode: number): boolean => ENCODINGS.filter((encoding) => encoding.opcode === opcode).length > 1;
const STRINGS = [0xa4, 0xa5, 0xa6, 0xa7, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf];

describe('the hot loop does what the general one does', () => {
  it.each(FIRST.map((opcode) => ({ name: hex([opcode]), opcode })))('$name', ({ opcode }) => {
    const next = generator(opcode);
    for (const [index, { machine }] of cpus.entries()) machine.restore(beginnings[index] as MachineSnapshot);
    const offset = (): readonly number[] => {
      const value = OFFSETS[next(OFFSETS.length)] ?? 0;
      return [value & 0xff, value >> 8];
    };
    const prefixes = (): readonly number[] => {
      const segment = next(4) === 0 ? [[0x26, 0x2e, 0x36, 0x3e][next(4)] ?? 0x26] : [];
      return STRINGS.includes(opcode) && next(3) === 0 ? [0xf2 + next(2), ...segment] : segment;
    };
    // Groups have an instruction of their own for each form.
    const forms = hasModrm(opcode) ? 8 * (isGroup(opcode) ? 4 : 1) : 4;
    for (let form = 0; form < forms; form++)
      for (const modrm of [0, 0x40, 0x80, 0xc0].map((mod) => mod | ((form & 7) << 3))) {
        const bytes = [...prefixes(), opcode, modrm | next(8), ...offset(), ...offset(), ...offset()];
        const length = decode((index) => bytes[index] ?? 0)?.length ?? 1;
        const code = bytes.slice(0, length);
        check(code, next, IP, ROUNDS);
        check(code, next, 0x10000 - length, ROUNDS / 4);
      }
    expect(sameMemory()).toBe(true);
  });
});
