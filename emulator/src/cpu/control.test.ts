/** Jumps, calls, loops, interrupts, single step, halt and the shadows after segment loads, from the manual. */
import { describe, expect, it } from 'vitest';
import { type Cpu, IF, TF } from './index.ts';
import { execute, START, twin } from './test-cpu.ts';

/** FLAGS from letters. */
const flagsOf = (letters: string): number =>
  [...letters].reduce((flags, letter) => flags | ({ C: 1, P: 4, A: 16, Z: 64, S: 128, O: 2048 }[letter] ?? 0), 0xf002);
const COMBINATIONS = Array.from({ length: 64 }, (_, bits) =>
  [...'CPAZSO'].filter((_letter, index) => (bits >> index) % 2 === 1).join(''),
);

const TAKEN: Readonly<Record<string, (has: (letter: string) => boolean) => boolean>> = {
  JO: (has) => has('O'),
  JNO: (has) => !has('O'),
  JB: (has) => has('C'),
  JNB: (has) => !has('C'),
  JZ: (has) => has('Z'),
  JNZ: (has) => !has('Z'),
  JBE: (has) => has('C') || has('Z'),
  JNBE: (has) => !(has('C') || has('Z')),
  JS: (has) => has('S'),
  JNS: (has) => !has('S'),
  JP: (has) => has('P'),
  JNP: (has) => !has('P'),
  JL: (has) => has('S') !== has('O'),
  JNL: (has) => has('S') === has('O'),
  JLE: (has) => has('Z') || has('S') !== has('O'),
  JNLE: (has) => !has('Z') && has('S') === has('O'),
};

describe('conditional jumps', () => {
  it.each(Object.keys(TAKEN).map((name, index) => ({ name, opcode: 0x70 + index })))('$name', ({ name, opcode }) => {
    for (const alias of [opcode, opcode - 0x10]) {
      const run = twin([alias, 0xf0]);
      for (const letters of COMBINATIONS) {
        const taken = TAKEN[name]?.((letter) => letters.includes(letter));
        for (const cpu of run({ flags: flagsOf(letters) })) {
          expect([letters, cpu.get('ip')]).toEqual([letters, taken ? 0x0f2 : 0x102]);
          expect(cpu.get('flags')).toBe(flagsOf(letters));
        }
      }
    }
  });

  it('FLAGS can be set to any value and read back', () => {
    const run = twin([0x90]);
    for (let flags = 0; flags < 0x1000; flags++)
      for (const cpu of run({ flags: flags & ~TF })) expect(cpu.get('flags')).toBe(0xf002 | (flags & 0xed5 & ~TF));
  });

  it('LOOP, LOOPZ, LOOPNZ and JCXZ leave flags alone', () => {
    const at = (code: number, cx: number, letters: string): readonly [number, number] => {
      const { registers } = execute([code, 0x10], { cx, flags: flagsOf(letters) });
      expect(registers.flags).toBe(flagsOf(letters));
      return [registers.cx, registers.ip];
    };
    expect([at(0xe2, 2, ''), at(0xe2, 1, ''), at(0xe2, 0, '')]).toEqual([
      [1, 0x112],
      [0, 0x102],
      [0xffff, 0x112],
    ]);
    expect([at(0xe1, 2, 'Z'), at(0xe1, 2, ''), at(0xe1, 1, 'Z')]).toEqual([
      [1, 0x112],
      [1, 0x102],
      [0, 0x102],
    ]);
    expect([at(0xe0, 2, ''), at(0xe0, 2, 'Z'), at(0xe0, 1, '')]).toEqual([
      [1, 0x112],
      [1, 0x102],
      [0, 0x102],
    ]);
    expect([at(0xe3, 0, ''), at(0xe3, 1, '')]).toEqual([
      [0, 0x112],
      [1, 0x102],
    ]);
  });
});

describe('jumps and calls', () => {
  const pushed = ({ byte, registers }: ReturnType<typeof execute>, count: number): readonly number[] =>
    Array.from(
      { length: count },
      (_, index) => byte(START.ss, registers.sp + 2 * index) + byte(START.ss, registers.sp + 2 * index + 1) * 256,
    );

  it('wrap IP in the segment', () => {
    expect(execute([0xeb, 0x7f], { ip: 0xffc0 }).registers.ip).toBe(0x41);
    expect(execute([0xeb, 0x80], { ip: 0x10 }).registers.ip).toBe(0xff92);
    expect(execute([0xe9, 0x00, 0x80], { ip: 0x9000 }).registers.ip).toBe(0x1003);
    expect(execute([0x90], { ip: 0xffff }).registers.ip).toBe(0);
    expect(execute([0xb8, 0x34, 0x12], { ip: 0xfffe }).registers).toMatchObject({ ax: 0x1234, ip: 1 });
    expect(execute([0xb8, 0x34, 0x12], { ip: 0xfffd }).registers).toMatchObject({ ax: 0x1234, ip: 0 });
    expect(execute([0x74, 0x02], { ip: 0xfffe }).registers.ip).toBe(0);
    expect(execute([0x75, 0x02], { ip: 0xfffe }).registers.ip).toBe(2);
  });

  it('near calls push the next offset', () => {
    const direct = execute([0xe8, 0xfd, 0xff]);
    expect([direct.registers.ip, direct.registers.sp, pushed(direct, 1)]).toEqual([0x100, 0x1ffe, [0x103]]);
    const register = execute([0xff, 0xd3], { bx: 0x4444 });
    expect([register.registers.ip, pushed(register, 1)]).toEqual([0x4444, [0x102]]);
    const memory = execute([0xff, 0x57, 0x02], { bx: 8 }, { 196618: [0x55, 0x66] });
    expect([memory.registers.ip, pushed(memory, 1)]).toEqual([0x6655, [0x103]]);
    expect(execute([0xff, 0xd4]).registers).toMatchObject({ ip: 0x2000, sp: 0x1ffe });
  });

  it('indirect jumps', () => {
    expect(execute([0xff, 0xe3], { bx: 0x4444 }).registers.ip).toBe(0x4444);
    expect(execute([0xff, 0x27], { bx: 8 }, { 196616: [0x55, 0x66] }).registers.ip).toBe(0x6655);
    expect(execute([0xff, 0x2f], { bx: 8 }, { 196616: [1, 2, 3, 4] }).registers).toMatchObject({
      ip: 0x201,
      cs: 0x403,
    });
    expect(execute([0xea, 1, 2, 3, 4]).registers).toMatchObject({ ip: 0x201, cs: 0x403 });
  });

  it('far calls push CS and the next offset', () => {
    const direct = execute([0x9a, 1, 2, 3, 4]);
    expect(direct.registers).toMatchObject({ ip: 0x201, cs: 0x403, sp: 0x1ffc });
    expect(pushed(direct, 2)).toEqual([0x105, 0x1000]);
    const memory = execute([0x26, 0xff, 0x1f], { bx: 8 }, { 262152: [1, 2, 3, 4] });
    expect(memory.registers).toMatchObject({ ip: 0x201, cs: 0x403, sp: 0x1ffc });
    expect(pushed(memory, 2)).toEqual([0x103, 0x1000]);
  });

  it('returns drop what they are told to', () => {
    const stack = { 335872: [0x34, 0x12, 0x78, 0x56] };
    for (const alias of [0xc3, 0xc1])
      expect(execute([alias], {}, stack).registers).toMatchObject({ ip: 0x1234, sp: 0x2002 });
    for (const alias of [0xc2, 0xc0])
      expect(execute([alias, 0xfe, 0xff], {}, stack).registers).toMatchObject({ ip: 0x1234, sp: 0x2000 });
    for (const alias of [0xcb, 0xc9])
      expect(execute([alias], {}, stack).registers).toMatchObject({ ip: 0x1234, cs: 0x5678, sp: 0x2004 });
    for (const alias of [0xca, 0xc8])
      expect(execute([alias, 0x00, 0x80], {}, stack).registers).toMatchObject({ ip: 0x1234, cs: 0x5678, sp: 0xa004 });
  });

  it('to bytes (undocumented) take FF as the high half', () => {
    const memory = { 196616: [0x54] };
    expect(execute([0xfe, 0x27], { bx: 8 }, memory).registers.ip).toBe(0xff54);
    expect(execute([0xfe, 0xe3], { bx: 0x1234 }).registers.ip).toBe(0x3412);
    expect(execute([0xfe, 0xe0], { ax: 0x8234 }).registers.ip).toBe(0x3482);
    expect(execute([0xfe, 0xe4], { ax: 0x1234 }).registers.ip).toBe(0x1234);
    expect(execute([0xfe, 0xe7], { bx: 0x1234 }).registers.ip).toBe(0x1234);
    const call = execute([0xfe, 0x17], { bx: 8 }, { ...memory, 335871: [0x99] });
    expect([call.registers.ip, call.registers.sp, call.byte(START.ss, 0x1ffe), call.byte(START.ss, 0x1fff)]).toEqual([
      0xff54, 0x1ffe, 0x02, 0x99,
    ]);
    expect(execute([0xfe, 0x2f], { bx: 8 }, { 196616: [0x54, 0, 0x66] }).registers).toMatchObject({
      ip: 0xff54,
      cs: 0xff66,
    });
    const push = execute([0xfe, 0x37], { bx: 8 }, memory);
    expect([push.byte(START.ss, 0x1ffe), push.byte(START.ss, 0x1fff)]).toEqual([0x54, 0xff]);
    expect(execute([0xff, 0xe8], {}, { 196612: [0x34, 0x12] }).registers).toMatchObject({ ip: 0xfc, cs: 0x1234 });
    expect(execute([0xff, 0xe8], { ip: 2 }, { 196612: [0x34, 0x12] }).registers).toMatchObject({ ip: 0xfffe });
  });
});

describe('interrupts', () => {
  /** Vector n points to 2000:0n00. */
  const VECTORS = { 0: [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [0, n, 0x00, 0x20]) };
  const frame = ({ byte }: ReturnType<typeof execute>, sp: number): readonly number[] =>
    [0, 2, 4].map((offset) => byte(START.ss, sp + offset) + byte(START.ss, sp + offset + 1) * 256);

  it.each([
    { name: 'INT', code: [0xcd, 0x05], vector: 5 },
    { name: 'INT3', code: [0xcc], vector: 3 },
    { name: 'INTO', code: [0xce], vector: 4 },
  ])('$name pushes FLAGS, CS, IP and clears IF and TF', ({ code, vector }) => {
    const outcome = execute(code, { flags: 0xf000 | 0x802 | IF | 0x400 }, VECTORS);
    expect(outcome.registers).toMatchObject({ cs: 0x2000, ip: vector * 256, sp: 0x1ffa, flags: 0xfc02 });
    expect(frame(outcome, 0x1ffa)).toEqual([0x100 + code.length, 0x1000, 0xfe02]);
    expect(outcome.stop).toEqual({ kind: 'budget', executed: 1 });
  });

  it('INTO without OF does nothing', () => {
    expect(execute([0xce], { flags: 0xf7d7 & ~TF }).registers).toMatchObject({ ip: 0x101, sp: 0x2000 });
  });

  it('IRET takes IP, CS and FLAGS', () => {
    const { registers } = execute([0xcf], {}, { 335872: [0x34, 0x12, 0x78, 0x56, 0xd7, 0x0e] });
    expect(registers).toMatchObject({ ip: 0x1234, cs: 0x5678, flags: 0xfed7, sp: 0x2006 });
  });

  it('a hooked vector stops the run with nothing pushed', () => {
    const { stop, registers } = execute([0x90, 0xcd, 0x80, 0x90], {}, {}, 10, (cpu) => void cpu.hooks.add(0x80));
    expect(stop).toEqual({ kind: 'interrupt', vector: 0x80, cause: 'int', executed: 2 });
    expect(registers).toMatchObject({ ip: 0x103, sp: 0x2000, cs: 0x1000 });
  });

  it('a hooked divide fault stops behind the instruction', () => {
    const { stop, registers } = execute([0xf6, 0xf3], { ax: 5 }, {}, 10, (cpu) => void cpu.hooks.add(0));
    expect(stop).toEqual({ kind: 'interrupt', vector: 0, cause: 'divide', executed: 1 });
    expect(registers).toMatchObject({ ax: 5, ip: 0x102 });
  });

  it('single step traps after the instruction that follows the one that set TF', () => {
    // POPF with TF, NOP, NOP: the first NOP runs, then the trap.
    const outcome = execute(
      [0x9d, 0x90, 0x90],
      { sp: 0x2000 },
      { ...VECTORS, 335872: [0x02, 0x03], 131328: [0xf4] },
      2,
    );
    expect(outcome.registers).toMatchObject({ cs: 0x2000, ip: 0x100, flags: 0xf002 });
    expect(frame(outcome, 0x1ffc)).toEqual([0x102, 0x1000, 0xf302]);
  });

  it('a hooked single step stops the run behind each instruction', () => {
    const { stop, registers } = execute([0x40, 0x40, 0x40], { flags: 0xf102 }, {}, 10, (cpu) => {
      cpu.hooks.add(1);
      expect(cpu.run(10)).toEqual({ kind: 'interrupt', vector: 1, cause: 'step', executed: 1 });
    });
    expect(stop).toEqual({ kind: 'interrupt', vector: 1, cause: 'step', executed: 1 });
    expect(registers).toMatchObject({ ax: 2, ip: 0x102, sp: 0x2000, flags: 0xf102 });
  });

  it('single step traps once an instruction, and IRET comes back to it', () => {
    const memory = { ...VECTORS, 131328: [0x40, 0xcf] };
    const { registers } = execute([0x90, 0x90, 0x90], { flags: 0xf102 }, memory, 9);
    expect(registers).toMatchObject({ ax: 3, ip: 0x103, cs: 0x1000, flags: 0xf102 });
  });

  it('single step of INT goes on in the step handler with the way back to that of INT', () => {
    const outcome = execute([0xcd, 0x05], { flags: 0xf102 }, VECTORS);
    expect(outcome.registers).toMatchObject({ cs: 0x2000, ip: 0x100, sp: 0x1ff4 });
    expect(frame(outcome, 0x1ff4)).toEqual([0x500, 0x2000, 0xf002]);
    expect(frame(outcome, 0x1ffa)).toEqual([0x102, 0x1000, 0xf102]);
  });

  it.each([
    { name: 'MOV SS', code: [0x8e, 0xd0] },
    { name: 'MOV DS', code: [0x8e, 0xd8] },
    { name: 'POP ES', code: [0x07] },
  ])('$name holds single step and requests off for one instruction', ({ code }) => {
    const set = { ax: START.ss, flags: 0xf102 };
    const stepped = execute([...code, 0x90, 0x90], set, VECTORS, 1);
    expect(stepped.registers).toMatchObject({ cs: 0x1000, ip: 0x100 + code.length });
    expect(execute([...code, 0x90, 0x90], set, VECTORS, 2).registers).toMatchObject({ cs: 0x2000, ip: 0x100 });
    const request = (count: number) =>
      execute([0x90, ...code, 0x90, 0x90], { ax: START.ss, flags: 0xf202 }, VECTORS, count, (cpu) => {
        cpu.run(2);
        cpu.request(6);
      });
    expect(request(0).registers).toMatchObject({ cs: 0x1000 });
    expect(request(1).registers).toMatchObject({ cs: 0x2000, ip: 0x600 });
    const again = execute([...code, 0x90, 0x90], { ax: START.ss, flags: 0xf202 }, VECTORS, 1, (cpu) => {
      for (let round = 0; round < 3; round++) {
        cpu.load({ ip: START.ip, sp: START.sp });
        cpu.run(1);
      }
      cpu.request(6);
    });
    expect(again.registers).toMatchObject({ cs: 0x2000, ip: 0x600 });
  });

  it('a request waits for IF, and for one instruction after STI', () => {
    const run = (code: readonly number[], count: number, flags: number) =>
      execute(code, { flags }, { ...VECTORS, 132608: [0x90, 0x90] }, count, (cpu) => cpu.request(6)).registers;
    for (const flags of [0xf002, 0xf402, 0xfcd7])
      expect(run([0x90], 1, flags)).toMatchObject({ cs: 0x1000, ip: 0x101 });
    expect(run([0x90, 0x90], 1, 0xf202)).toMatchObject({ cs: 0x2000, ip: 0x601 });
    expect(run([0xfb, 0x90, 0x90], 2, 0xf002)).toMatchObject({ cs: 0x2000, ip: 0x600, sp: 0x1ffa });
    expect(run([0xfb, 0x90, 0x90], 1, 0xf002)).toMatchObject({ cs: 0x1000, ip: 0x101 });
  });

  it('a request is taken in the middle of a run, as soon as IF allows it', () => {
    const after = (code: readonly number[], flags: number) =>
      execute(code, { flags }, { ...VECTORS, 132608: [0x90, 0x90, 0x90, 0x90] }, 4, (cpu) => cpu.request(6)).registers;
    // STI, NOP, INC AX, INC AX
    expect(after([0xfb, 0x90, 0x40, 0x40], 0xf002)).toMatchObject({ cs: 0x2000, ip: 0x602, ax: 0 });
    expect(after([0x90, 0xfb, 0x40, 0x40], 0xf002)).toMatchObject({ cs: 0x2000, ip: 0x601, ax: 1 });
    expect(after([0x90, 0xfb, 0x40, 0x40], 0xf202)).toMatchObject({ cs: 0x2000, ip: 0x604, ax: 0 });
  });

  it.each([
    { name: 'a request', vector: 6, cause: 'request', ask: (cpu: Cpu) => cpu.request(6) },
    { name: 'NMI', vector: 2, cause: 'nmi', ask: (cpu: Cpu) => cpu.nmi() },
  ])('$name of a hooked vector stops the run with nothing pushed', ({ vector, cause, ask }) => {
    const { stop, registers } = execute([0xfb, 0x90, 0x90], { flags: 0xf202 }, {}, 10, (cpu) => {
      cpu.hooks.add(vector);
      cpu.run(1);
      ask(cpu);
    });
    expect(stop).toEqual({ kind: 'interrupt', vector, cause, executed: 1 });
    expect(registers).toMatchObject({ ip: 0x102, sp: 0x2000, cs: 0x1000 });
  });

  it('NMI does not ask IF', () => {
    const { registers } = execute([0x90], { flags: 0xf002 }, { ...VECTORS, 131584: [0x90] }, 1, (cpu) => cpu.nmi());
    expect(registers).toMatchObject({ cs: 0x2000, ip: 0x201 });
  });

  it('HLT stops until a request', () => {
    const halted = execute([0x90, 0xf4, 0x40], {}, {}, 10);
    expect(halted.stop).toEqual({ kind: 'halt', executed: 2 });
    expect(halted.registers.ip).toBe(0x102);
    const again = execute([0xf4, 0x40], { flags: 0xf202 }, { ...VECTORS, 132608: [0xcf] }, 2, (cpu) => {
      expect(cpu.run(5)).toEqual({ kind: 'halt', executed: 1 });
      expect(cpu.run(5)).toEqual({ kind: 'halt', executed: 0 });
      cpu.request(6);
    });
    expect(again.registers).toMatchObject({ ax: 1, ip: 0x102, cs: 0x1000 });
    expect(execute([0xf4, 0x40], { flags: 0xf002 }, {}, 9, (cpu) => cpu.request(6)).stop.kind).toBe('halt');
  });

  it('INT and CC clear TF and IF', () => {
    for (const code of [[0xcd, 3], [0xcc]])
      expect(execute(code, { flags: 0xff02 & ~TF }, VECTORS).registers.flags).toBe(0xfc02);
  });

  it('enter, push and pop act as the chip would', () => {
    const { registers, byte } = execute([0x90], { flags: 0xf203 }, VECTORS, 0, (cpu) => {
      cpu.push(0x1234);
      expect(cpu.pop()).toBe(0x1234);
      cpu.enter(7);
    });
    expect(registers).toMatchObject({ cs: 0x2000, ip: 0x700, sp: 0x1ffa, flags: 0xf003 });
    expect(byte(START.ss, 0x1ffe)).toBe(0x03);
  });
});
