/** String instructions alone and repeated, against a model that moves one element at a time; wraps, budgets, bulk paths. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../machine/index.ts';
import { Cpu, type Registers } from './index.ts';
import { difference, EDGES, word } from './model.ts';
import { execute, START, twin } from './test-cpu.ts';

const at = (segment: number, offset: number): number => ((segment << 4) + (offset & 0xffff)) & 0xfffff;

interface Setting {
  readonly opcode: number;
  readonly repeat: number | undefined;
  readonly override: boolean;
  readonly down: boolean;
  readonly cx: number;
  readonly si: number;
  readonly di: number;
  readonly ax: number;
  readonly ds: number;
  readonly es: number;
}

/** What the setting's instruction leaves, one element at a time on an own copy of memory. */
const model = (ram: Uint8Array, setting: Setting) => {
  const { opcode, repeat, override, down } = setting;
  let { cx, si, di, ax } = setting;
  const wide = opcode % 2 === 1;
  const size = wide ? 2 : 1;
  const source = override ? START.ss : setting.ds;
  const read = (segment: number, offset: number): number =>
    (ram[at(segment, offset)] ?? 0) + (wide ? (ram[at(segment, offset + 1)] ?? 0) * 256 : 0);
  const write = (offset: number, value: number): void => {
    ram[at(setting.es, offset)] = value % 256;
    if (wide) ram[at(setting.es, offset + 1)] = Math.floor(value / 256);
  };
  const move = (pointer: number): number => (pointer + (down ? 65536 - size : size)) % 65536;
  let equal: boolean | undefined;
  const accumulator = (): number => (wide ? ax : ax % 256);
  const once = (): void => {
    const kind = opcode & 0xfe;
    if (kind === 0xa4) write(di, read(source, si));
    if (kind === 0xa6) equal = read(source, si) === read(setting.es, di);
    if (kind === 0xaa) write(di, accumulator());
    if (kind === 0xac) ax = wide ? read(source, si) : Math.floor(ax / 256) * 256 + read(source, si);
    if (kind === 0xae) equal = accumulator() === read(setting.es, di);
    if ([0xa4, 0xa6, 0xac].includes(kind)) si = move(si);
    if (kind !== 0xac) di = move(di);
  };
  if (repeat === undefined) once();
  else
    while (cx > 0) {
      once();
      cx--;
      if (equal !== undefined && equal !== (repeat === 0xf3)) break;
    }
  return { ax, cx, si, di, equal };
};

type Pattern = 'varied' | 'same';

/** Memory full of a pattern, and on it a CPU for each loop. */
const settings = (name: Pattern) => {
  const content = new Uint8Array(0x100000);
  for (let at = 0; at < content.length; at++) content[at] = name === 'same' ? 0x34 : (at * 7 + (at >> 8)) & 0xff;
  const cpus = [false, true].map((traced) => {
    const cpu = new Cpu(new Machine());
    cpu.trace(traced);
    cpu.machine.ram.set(content);
    return cpu;
  });
  return { content, cpus };
};
const PATTERNS = { varied: settings('varied'), same: settings('same') };

/** The first of 1 MiB of bytes that differs, -1 for none; compares four at a time. */
const firstDifference = (one: Uint8Array, other: Uint8Array): number => {
  const [left, right] = [one, other].map((bytes) => new Int32Array(bytes.buffer));
  for (let index = 0; index < 0x40000; index++) if (left?.[index] !== right?.[index]) return index * 4;
  return -1;
};

const run = (setting: Setting, pattern: Pattern): void => {
  const { opcode, repeat, override, down, cx, si, di, ax, ds, es } = setting;
  const code = [...(repeat === undefined ? [] : [repeat]), ...(override ? [0x36] : []), opcode];
  const content = PATTERNS[pattern].content.slice();
  for (const [index, byte] of code.entries()) content[0x10100 + index] = byte;
  const { equal, ...registers } = model(content, setting);
  for (const cpu of PATTERNS[pattern].cpus) {
    const { machine } = cpu;
    machine.ram.set(PATTERNS[pattern].content);
    machine.write(0x10100, code, 0);
    cpu.load({ ...START, cx, si, di, ax, ds, es, flags: down ? 0xf402 : 0xf002 });
    expect(cpu.run(1)).toEqual({ kind: 'budget', executed: 1 });
    expect(cpu.registers).toMatchObject({ ...registers, ip: 0x100 + code.length });
    if (equal !== undefined) expect((cpu.get('flags') & 0x40) !== 0).toBe(equal);
    expect(firstDifference(machine.ram, content)).toBe(-1);
  }
};

const OPCODES = [0xa4, 0xa5, 0xa6, 0xa7, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf];

describe.each(OPCODES.map((opcode) => ({ opcode, name: opcode.toString(16).toUpperCase() })))('$name', ({ opcode }) => {
  const base = {
    opcode,
    repeat: undefined,
    override: false,
    down: false,
    cx: 5,
    si: 0x100,
    di: 0x200,
    ax: 0x1234,
    ds: START.ds,
    es: START.es,
  };

  it('once, both ways, with an override, at the wraps', () => {
    for (const down of [false, true])
      for (const change of [
        {},
        { override: true },
        { si: 0xffff, di: 0xffff },
        { si: 0, di: 0 },
        { ds: 0xffff, si: 0x0f, es: 0xffff, di: 0x20f },
      ])
        run({ ...base, down, ...change }, 'varied');
  });

  it('repeated', () => {
    for (const repeat of [0xf2, 0xf3])
      for (const change of [
        { cx: 0 },
        { cx: 40 },
        { cx: 0x300, si: 0xff80, di: 0xfe03 },
        { cx: 30, down: true },
        { cx: 30, override: true },
      ])
        for (const bytes of ['varied', 'same'] as const) run({ ...base, repeat, ...change, ax: 0x3434 }, bytes);
  });

  it('repeated across the end of memory', () => {
    for (const change of [
      { es: 0xffff, di: 0x00 },
      { es: 0xffff, di: 0x03 },
      { ds: 0xffff, si: 0x00 },
      { ds: 0xffff, si: 0x02 },
      { ds: 0xfff0, si: 0xf0, es: 0xfff8, di: 0x60 },
    ])
      run({ ...base, repeat: 0xf3, cx: 40, ...change }, 'varied');
  });

  it('repeated over itself', () => {
    for (const di of [0xff, 0x101, 0x102, 0x110, 0xf0])
      run({ ...base, repeat: 0xf3, cx: 60, di, es: START.ds }, 'varied');
  });
});

describe.each([
  { name: 'CMPSB', opcode: 0xa6, width: 8 },
  { name: 'CMPSW', opcode: 0xa7, width: 16 },
  { name: 'SCASB', opcode: 0xae, width: 8 },
  { name: 'SCASW', opcode: 0xaf, width: 16 },
] as const)('$name', ({ opcode, width }) => {
  it('sets the flags of a subtraction of its width', () => {
    const words = EDGES.flatMap((value) => [value % 256, Math.floor(value / 256)]);
    const run = twin([opcode], { [at(START.ds, 0x40)]: words, [at(START.es, 0x80)]: words });
    for (const [i, a] of EDGES.entries())
      for (const [j, b] of EDGES.entries()) {
        const { flags } = difference(a % 2 ** width, b % 2 ** width, 0, width);
        for (const cpu of run({ ax: a, si: 0x40 + 2 * i, di: 0x80 + 2 * j, flags: 0xf002 }))
          expect([a, b, cpu.get('flags')]).toEqual([a, b, 0xf000 | word(flags)]);
      }
  });
});

describe('a repeated instruction', () => {
  const code = [0x26, 0xf3, 0xa4, 0x40]; // ES: REP MOVSB; INC AX
  const registers = { cx: 1000, si: 0, di: 0x4000, ds: START.es };

  it('counts one', () => {
    expect(execute(code, registers, {}, 2).registers).toMatchObject({ cx: 0, ax: 1 });
  });

  it('that repeats nothing counts one', () => {
    expect(execute(code, { ...registers, cx: 0 }, {}, 2).registers).toMatchObject({ cx: 0, ax: 1 });
  });

  it('is left at the limit of iterations with IP at its first prefix, and counts when it is done', () => {
    for (const traced of [false, true])
      for (const limit of [1, 7, 8, 300]) {
        const cpu = new Cpu(new Machine());
        cpu.trace(traced);
        cpu.machine.write(0x10100, code, 0);
        cpu.load({ ...START, ...registers });
        expect(cpu.run(2, limit)).toEqual({ kind: 'budget', executed: 0 });
        expect(cpu.registers).toMatchObject({ cx: 1000 - limit, si: limit, di: 0x4000 + limit, ip: 0x100, ax: 0 });
        let executed = 0;
        let runs = 0;
        for (; executed < 2; runs++) executed += cpu.run(2 - executed, limit).executed;
        expect(executed).toBe(2);
        expect(runs).toBe(Math.ceil((1000 - limit) / limit));
        expect(cpu.registers).toMatchObject({ cx: 0, ax: 1 });
        expect(cpu.machine.instructions).toBe(2);
      }
  });

  it('done with the last iteration of the limit lets the run go on, up to the next one', () => {
    for (const traced of [false, true]) {
      const cpu = new Cpu(new Machine());
      cpu.trace(traced);
      cpu.machine.write(0x14, [0x00, 0x05, 0x00, 0x20], 0);
      cpu.machine.write(0x10100, [0xf3, 0xa4, 0xcd, 0x05], 0); // REP MOVSB; INT 5
      cpu.machine.write(0x20500, [0x40, 0xb1, 0x02, 0xf3, 0xa4], 0); // INC AX; MOV CL, 2; REP MOVSB
      cpu.load({ ...START, cx: 3 });
      expect(cpu.run(9, 3)).toEqual({ kind: 'budget', executed: 4 });
      expect(cpu.registers).toMatchObject({ ax: 1, cx: 2, cs: 0x2000, ip: 0x503 });
    }
  });

  it('spends its limit to the last iteration, also where MOV SS holds single step off', () => {
    for (const [flags, limit] of [0xf002, 0xf102].flatMap((flags) =>
      [1, 2, 5].map((limit) => [flags, limit] as const),
    )) {
      const cpu = new Cpu(new Machine());
      cpu.machine.write(0x10100, [0x8e, 0xd0, 0xf3, 0xa4], 0); // MOV SS, AX; REP MOVSB
      cpu.load({ ...START, ax: START.ss, cx: 10, flags });
      expect(cpu.run(9, limit)).toEqual({ kind: 'budget', executed: 1 });
      expect(cpu.registers).toMatchObject({ cx: 10 - limit, ip: 0x102, cs: START.cs });
    }
  });

  it('is single-stepped after each iteration, and loses all prefixes but the last as the chip does', () => {
    const vectors = { 4: [0x00, 0x05, 0x00, 0x20], 132352: [0xf4] };
    const { registers: after, byte } = execute([0x26, 0xf3, 0xa4], { ...registers, flags: 0xf102 }, vectors, 5);
    expect(after).toMatchObject({ cx: 999, si: 1, cs: 0x2000 });
    expect(byte(START.ss, START.sp - 6)).toBe(0x01);
    expect(execute([0xf3, 0xa4], { cx: 1, flags: 0xf102 }, vectors, 1).byte(START.ss, START.sp - 6)).toBe(0x02);
  });

  it('goes on at its last prefix after an interrupt, and the interrupt where it was after another one', () => {
    const frames = (ip: number) =>
      execute(code, { ...registers, ip }, { 24: [0x00, 0x05, 0x00, 0x20], 28: [0x00, 0x07, 0x00, 0x20] }, 0, (cpu) => {
        cpu.run(1, 3);
        cpu.enter(6);
        cpu.enter(7);
      }).byte;
    const [here, end] = [frames(0x100), frames(0xffff)];
    expect([here(START.ss, START.sp - 6), here(START.ss, START.sp - 5)]).toEqual([0x01, 0x01]);
    expect([here(START.ss, START.sp - 12), here(START.ss, START.sp - 11)]).toEqual([0x00, 0x05]);
    expect([end(START.ss, START.sp - 6), end(START.ss, START.sp - 5)]).toEqual([0x00, 0x00]);
  });

  it('is forgotten where another place is loaded', () => {
    const { byte } = execute(code, registers, { 24: [0x00, 0x05, 0x00, 0x20] }, 0, (cpu) => {
      cpu.run(1, 3);
      cpu.load({ ip: 0x1234 });
      cpu.enter(6);
    });
    expect([byte(START.ss, START.sp - 6), byte(START.ss, START.sp - 5)]).toEqual([0x34, 0x12]);
  });

  it('stops at a watched byte between iterations', () => {
    const { stop, registers: after } = execute(code, registers, {}, 5, ({ machine }) =>
      machine.watch({ access: 'write', address: at(START.es, 0x4000 + 500), length: 1 }),
    );
    expect(stop).toEqual({ kind: 'watch', hit: { access: 'write', address: 0x44000 + 500 }, executed: 0 });
    expect(after).toMatchObject({ cx: 499, ip: 0x100 });
  });

  it('writes the shadow in bulk as one by one', () => {
    const state = (traced: boolean, opcode: number, changes: Partial<Registers>): string => {
      const cpu = new Cpu(new Machine());
      cpu.trace(traced);
      cpu.machine.write(0x10100, [0x90, 0xf3, opcode], 0);
      cpu.machine.write(
        0x30000,
        Array.from({ length: 0x400 }, (_, index) => index & 0xff),
        0,
      );
      cpu.load({ ...START, cx: 50, es: START.ds, ax: 0x1213, ...changes });
      cpu.run(2);
      return [...cpu.machine.shadow.slice(0x30000, 0x31000), ...cpu.machine.ram.slice(0x30000, 0x31000)].join();
    };
    for (const opcode of [0xa4, 0xa5, 0xaa, 0xab])
      for (const changes of [
        { si: 0x200, di: 0x100 },
        { si: 0x100, di: 0x300 },
        { si: 0x101, di: 0x100, ax: 0x1212 },
        { si: 0x100, di: 0x101 },
        { si: 0x200, di: 0x300, flags: 0xf402 },
      ])
        expect(state(false, opcode, changes)).toBe(state(true, opcode, changes));
  });
});
