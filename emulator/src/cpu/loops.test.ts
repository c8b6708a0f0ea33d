/**
 * The loops as wholes: random code does the same on both, however it is cut into runs; it never leaves memory and stops
 * at its budget; code that changes itself, watches, and reads of what another process wrote.
 */
import { describe, expect, it } from 'vitest';
import { Machine } from '../machine/index.ts';
import { Cpu, type ForeignRead, REGISTER_NAMES, type Registers } from './index.ts';
import { execute, START } from './test-cpu.ts';

/** A generator of numbers from a seed (xorshift). */
const random = (seed: number): ((limit: number) => number) => {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
};

/** Bytes of a program: all at random, or such that most are the instructions of compiled code. */
const program = (seed: number, next: (limit: number) => number): number[] =>
  Array.from({ length: 4096 }, () =>
    seed % 2 === 0 || next(3) === 0
      ? next(256)
      : ([0x8b, 0x89, 0x03, 0x43, 0x50, 0x58, 0x3b, 0x74, 0x46, 0x2b, 0xd1, 0xaa][next(12)] ?? 0),
  );

const load = (cpu: Cpu, seed: number): void => {
  const next = random(seed + 1);
  cpu.machine.clear(0, 0x100000);
  cpu.machine.write(0x10000, program(seed, next), 1);
  cpu.machine.write(
    0,
    Array.from({ length: 1024 }, (_, index) => (index % 4 < 2 ? next(256) : index % 4 === 3 ? 0x10 : 0)),
    1,
  );
  const registers = Object.fromEntries(REGISTER_NAMES.map((name) => [name, next(65536)])) as unknown as Registers;
  const segment = () => (next(4) === 0 ? next(65536) : 0x1000);
  cpu.load({
    ...registers,
    cs: 0x1000,
    ds: segment(),
    es: segment(),
    ss: segment(),
    ip: next(4096),
    flags: next(65536) & ~0x100,
  });
};

/** Runs up to `budget` instructions in runs of at most `cut`, waking from halts. Says how many were counted. */
const spend = (cpu: Cpu, budget: number, cut: number): number => {
  let executed = 0;
  for (let halts = 0; executed < budget && halts < 3; ) {
    const stop = cpu.run(Math.min(cut, budget - executed));
    executed += stop.executed;
    if (stop.kind !== 'halt') continue;
    halts++;
    cpu.nmi();
  }
  return executed;
};

/** A number that stands for the state of CPU and memory. */
const digest = (cpu: Cpu): string => {
  let hash = 0;
  const { ram, shadow } = cpu.machine;
  for (let at = 0; at < ram.length; at++)
    hash = (Math.imul(hash, 31) + (ram[at] ?? 0) + (shadow[at] === 0 ? 0 : 7)) | 0;
  return `${hash} ${JSON.stringify(cpu.registers)} ${cpu.machine.instructions}`;
};

describe('random code', () => {
  it('does the same on both loops and in runs of any length', () => {
    const cpus = [new Cpu(new Machine()), new Cpu(new Machine()), new Cpu(new Machine())] as const;
    cpus[1].trace(true);
    for (let seed = 0; seed < 20; seed++) {
      const before = cpus.map(({ machine }) => machine.instructions);
      for (const cpu of cpus) load(cpu, seed);
      const counts = [spend(cpus[0], 3000, 3000), spend(cpus[1], 3000, 3000), spend(cpus[2], 3000, 7)];
      const [plain, traced, cut] = cpus.map((cpu) => digest(cpu).replace(/ \d+$/, ''));
      expect([seed, counts, traced]).toEqual([seed, [counts[0], counts[0], counts[0]], plain]);
      expect([seed, cut]).toEqual([seed, plain]);
      for (const [index, cpu] of cpus.entries())
        expect(cpu.machine.instructions - (before[index] ?? 0)).toBe(counts[0]);
    }
  });

  it('never throws, and stops exactly at its budget', () => {
    const cpu = new Cpu(new Machine());
    for (let seed = 1000; seed < 1030; seed++) {
      load(cpu, seed);
      const before = cpu.machine.instructions;
      const executed = spend(cpu, 10_000, 4321);
      expect(executed).toBeLessThanOrEqual(10_000);
      expect(cpu.machine.instructions - before).toBe(executed);
    }
  });
});

it('a long run stops exactly at its budget too', () => {
  const cpu = new Cpu(new Machine());
  cpu.machine.write(0x10100, [0x40, 0xeb, 0xfd], 0); // INC AX; JMP
  cpu.load(START);
  const budget = 2 ** 24 + 5;
  expect(cpu.run(budget)).toEqual({ kind: 'budget', executed: budget });
  expect([cpu.machine.instructions, cpu.get('ax'), cpu.get('ip')]).toEqual([budget, 3, 0x101]);
});

it('a run finds room for its tags', () => {
  const cpu = new Cpu(new Machine());
  const { history } = cpu.machine;
  cpu.machine.write(0x10100, [0x88, 0x07, 0xeb, 0xfc], 1); // MOV [BX], AL; JMP
  cpu.load(START);
  history.open(0, 'plain');
  history.tag = 2 ** 30 - 10;
  const { instructions } = cpu.machine;
  expect(cpu.run(101)).toEqual({ kind: 'budget', executed: 101 });
  expect([cpu.machine.instructions - instructions, history.tag < 1000]).toEqual([101, true]);
  expect(cpu.machine.lastWrite(0x30000)).toMatchObject({ process: 0, instruction: instructions + 100 });
});

describe('prefixes', () => {
  it('without an instruction end nothing but the budget', () => {
    const cpu = new Cpu(new Machine());
    cpu.machine.write(0x10000, Array(0x10000).fill(0x26), 0);
    cpu.load(START);
    expect(cpu.run(100_000)).toEqual({ kind: 'budget', executed: 100_000 });
  });

  it('up to fourteen hold for their instruction', () => {
    const many = [...Array(6).fill(0x2e), 0xf3, ...Array(6).fill(0xf0), 0x26];
    const { registers } = execute([...many, 0xac], { cx: 3, si: 8 }, { 262152: [1, 2, 3] });
    expect(registers).toMatchObject({ ax: 3, cx: 0, si: 11, ip: 0x10f });
  });
});

describe('watches', () => {
  const setUp = (traced: boolean, code: readonly number[]): Cpu => {
    const cpu = new Cpu(new Machine());
    cpu.trace(traced);
    cpu.machine.write(0x10100, code, 0);
    cpu.load({ ...START, si: 0x40, ax: 0x1234 });
    return cpu;
  };

  it.each([false, true])('stop after a write (traced %s)', (traced) => {
    const cpu = setUp(traced, [0x90, 0x89, 0x04, 0x40, 0x88, 0x04]);
    const watch = { access: 'write', address: 0x30041, length: 1 } as const;
    cpu.machine.watch(watch);
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'write', address: 0x30041 }, executed: 2 });
    expect(cpu.get('ip')).toBe(0x103);
    expect(cpu.machine.ram[0x30041]).toBe(0x12);
    expect(cpu.run(2)).toEqual({ kind: 'budget', executed: 2 });
    cpu.machine.unwatch(watch);
    cpu.set('ip', 0x100);
    expect(cpu.run(2)).toEqual({ kind: 'budget', executed: 2 });
  });

  it.each([false, true])('stop after a read (traced %s)', (traced) => {
    const cpu = setUp(traced, [0x90, 0x89, 0x04, 0x8b, 0x1c]);
    cpu.machine.watch({ access: 'read', address: 0x30041, length: 1 });
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'read', address: 0x30041 }, executed: 3 });
    expect(cpu.get('bx')).toBe(0x1234);
  });

  it.each([false, true])('stop before an instruction, once each time (traced %s)', (traced) => {
    const cpu = setUp(traced, [0x40, 0x40, 0x40, 0xeb, 0xfb]);
    cpu.load({ ...START });
    cpu.run(3);
    cpu.set('ip', 0x100);
    cpu.machine.watch({ access: 'execute', address: 0x10102, length: 1 });
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'execute', address: 0x10102 }, executed: 2 });
    expect(cpu.get('ip')).toBe(0x102);
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'execute', address: 0x10102 }, executed: 4 });
    expect(cpu.run(1)).toEqual({ kind: 'budget', executed: 1 });
  });

  it.each([false, true])('stop again before an instruction after going back to it (traced %s)', (traced) => {
    const cpu = setUp(traced, [0x40, 0x40, 0x40]);
    cpu.machine.watch({ access: 'execute', address: 0x10101, length: 1 });
    const stop = { kind: 'watch', hit: { access: 'execute', address: 0x10101 }, executed: 1 };
    const before = cpu.machine.snapshot();
    for (let round = 0; round < 3; round++) {
      cpu.machine.restore(before);
      cpu.set('ip', 0x100);
      expect(cpu.run(10)).toEqual(stop);
      expect(cpu.run(2)).toEqual({ kind: 'budget', executed: 2 });
    }
  });

  it.each([false, true])('stop after a write, and then before the instruction behind it (traced %s)', (traced) => {
    const cpu = setUp(traced, [0x89, 0x04, 0x40]);
    cpu.machine.watch({ access: 'write', address: 0x30041, length: 1 });
    cpu.machine.watch({ access: 'execute', address: 0x10102, length: 1 });
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'write', address: 0x30041 }, executed: 1 });
    expect(cpu.run(10)).toEqual({ kind: 'watch', hit: { access: 'execute', address: 0x10102 }, executed: 0 });
    expect(cpu.run(1)).toEqual({ kind: 'budget', executed: 1 });
  });

  it('on several kinds of one byte end one by one', () => {
    const cpu = setUp(false, [0x89, 0x04, 0x89, 0x04]);
    const [one, two] = [
      { access: 'write', address: 0x30040, length: 2 },
      { access: 'write', address: 0x30040, length: 1 },
    ] as const;
    cpu.machine.watch(one);
    cpu.machine.watch(two);
    cpu.machine.unwatch(one);
    expect(cpu.run(1).kind).toBe('watch');
    cpu.machine.unwatch(two);
    expect(cpu.run(1).kind).toBe('budget');
  });
});

describe('who wrote what', () => {
  it.each([false, true])('is known for every byte (traced %s)', (traced) => {
    const cpu = new Cpu(new Machine());
    cpu.trace(traced);
    cpu.machine.write(0x10100, [0x90, 0x89, 0x04, 0x90, 0x88, 0x24, 0x50], 9);
    cpu.load({ ...START, si: 0x40, ax: 0x1234 });
    cpu.process = 1;
    cpu.run(3);
    cpu.process = 2;
    cpu.run(2);
    const code = (ip: number) => (traced ? 0x10000000 + ip : undefined);
    const origin = traced ? 'traced' : 'plain';
    expect(cpu.machine.lastWrite(0x30041)).toEqual({ process: 1, instruction: 1, origin, code: code(0x101) });
    expect(cpu.machine.lastWrite(0x30040)).toEqual({ process: 2, instruction: 3, origin, code: code(0x104) });
    expect(cpu.machine.lastWrite(0x51fff)).toEqual({ process: 2, instruction: 4, origin, code: code(0x106) });
    expect(cpu.machine.lastWrite(0x10100)).toEqual({ process: 9, instruction: 0, origin: 'outside', code: undefined });
    expect(cpu.machine.lastWrite(0x30042)).toBeUndefined();
    expect(cpu.machine.instructions).toBe(5);
  });

  it('is known of what is pushed between runs', () => {
    const cpu = new Cpu(new Machine());
    const { machine } = cpu;
    machine.write(0x10100, [0x90, 0x40, 0x50, 0x40], 9); // NOP; INC AX; PUSH AX; INC AX
    cpu.load(START);
    cpu.process = 4;
    cpu.run(2);
    cpu.push(0x1234);
    cpu.process = 5;
    cpu.run(2);
    expect(machine.lastWrite(0x51ffe)).toEqual({ process: 4, instruction: 2, origin: 'outside', code: undefined });
    expect(machine.lastWrite(0x51ffc)).toEqual({ process: 5, instruction: 2, origin: 'plain', code: undefined });
    expect(machine.instructions).toBe(4);
    machine.history.tag = 2 ** 30 - 1;
    cpu.push(0x5678);
    expect([machine.history.tag < 1000, machine.lastWrite(0x51ffa)?.process]).toEqual([true, 5]);
  });

  it('the traced loop tells of every round', () => {
    const cpu = new Cpu(new Machine());
    const reads: number[] = [];
    cpu.trace(true, ({ address }) => reads.push(address));
    cpu.machine.write(0x30000, [1, 2, 3, 4, 5], 1);
    cpu.machine.write(0x10100, [0x8a, 0x04, 0x88, 0x05, 0x46, 0x47, 0xeb, 0xf8], 1); // AL to [DI] from [SI], upwards
    cpu.load({ ...START, di: 0x40 });
    cpu.run(25);
    expect(reads).toEqual([0x30000, 0x30001, 0x30002, 0x30003, 0x30004]);
    for (const address of [0x30040, 0x30041, 0x30042, 0x30043, 0x30044])
      expect(cpu.machine.lastWrite(address)).toMatchObject({ process: 0, origin: 'traced', code: 0x10000102 });
  });

  it('the traced loop tells of reads of what another process wrote', () => {
    const cpu = new Cpu(new Machine());
    const reads: ForeignRead[] = [];
    cpu.trace(true, (read) => reads.push(read));
    cpu.machine.write(0x90100, [0x89, 0x04, 0x8b, 0x1c, 0x8a, 0x0c, 0x90], 1);
    cpu.load({ ...START, cs: 0x9000, si: 0x40, ax: 0x1234 });
    cpu.process = 2;
    cpu.run(2);
    expect(reads).toEqual([]);
    cpu.process = 1;
    cpu.run(1);
    expect(reads).toEqual([{ address: 0x30040, value: 0x34, reader: 1, writer: 2, code: 0x90000104, instruction: 2 }]);
    cpu.trace(false);
    cpu.set('ip', 0x104);
    cpu.run(1);
    expect(reads).toHaveLength(1);
  });
});
