/**
 * Addition, subtraction and logic against plain arithmetic: every pair of bytes with and without carry, words at their
 * edges, in every shape of operands, on both loops.
 */
import { describe, expect, it } from 'vitest';
import { ALU, type Answer, bitwise, difference, EDGES, sum, word } from './model.ts';
import { execute, START, twin } from './test-cpu.ts';

const FLAGS = 0x0fff;
const bytes = Array.from({ length: 256 }, (_, value) => value);

/** Compares result and flags; builds no text unless they differ. */
const same = (what: () => string, value: number, flags: number, expected: Answer): void => {
  const wanted = word(expected.flags);
  if (value !== expected.value || (flags & FLAGS) !== wanted)
    expect.fail(
      `${what()}: ${value.toString(16)} with flags ${flags.toString(16)}, not ${expected.value.toString(16)} with ${wanted.toString(16)}`,
    );
};

describe.each(ALU)('$name', ({ apply, stores }) => {
  const opcode = ALU.findIndex((operation) => operation.apply === apply) * 8;

  it('of all bytes and both carries', () => {
    const run = twin([opcode, 0xd8]); // op AL, BL
    for (const a of bytes)
      for (const b of bytes)
        for (const carry of [0, 1]) {
          const expected = apply(a, b, carry, 8);
          for (const cpu of run({ ax: 0x5500 | a, bx: 0xaa00 | b, flags: 0xf002 | carry }))
            same(
              () => `${a} ${b} ${carry}`,
              cpu.get('ax') - 0x5500,
              cpu.get('flags'),
              stores ? expected : { ...expected, value: a },
            );
        }
  });

  it('of words at their edges and both carries', () => {
    const run = twin([opcode + 1, 0xd8]); // op AX, BX
    for (const a of EDGES)
      for (const b of EDGES)
        for (const carry of [0, 1]) {
          const expected = apply(a, b, carry, 16);
          for (const cpu of run({ ax: a, bx: b, flags: 0xf002 | carry }))
            same(
              () => `${a} ${b} ${carry}`,
              cpu.get('ax'),
              cpu.get('flags'),
              stores ? expected : { ...expected, value: a },
            );
        }
  });

  /** Shapes: bytes of the instruction for operands a and b, whether words, and where the result is. */
  const low = (value: number): number => value & 0xff;
  const shapes: readonly {
    readonly shape: string;
    readonly width: 8 | 16;
    readonly code: (b: number) => number[];
    readonly memory: 'a' | 'b' | undefined;
  }[] = [
    { shape: 'r8, m8', width: 8, code: () => [opcode + 2, 0x04], memory: 'b' },
    { shape: 'm8, r8', width: 8, code: () => [opcode, 0x1c], memory: 'a' },
    { shape: 'r16, m16', width: 16, code: () => [opcode + 3, 0x04], memory: 'b' },
    { shape: 'm16, r16', width: 16, code: () => [opcode + 1, 0x1c], memory: 'a' },
    { shape: 'AL, i8', width: 8, code: (b) => [opcode + 4, b], memory: undefined },
    { shape: 'AX, i16', width: 16, code: (b) => [opcode + 5, low(b), b >> 8], memory: undefined },
    { shape: 'r8, i8', width: 8, code: (b) => [0x80, 0xc0 | opcode, b], memory: undefined },
    { shape: 'r8, i8 (82)', width: 8, code: (b) => [0x82, 0xc0 | opcode, b], memory: undefined },
    { shape: 'r16, i16', width: 16, code: (b) => [0x81, 0xc0 | opcode, low(b), b >> 8], memory: undefined },
    { shape: 'm8, i8', width: 8, code: (b) => [0x80, 0x04 | opcode, b], memory: 'a' },
    { shape: 'm16, i16', width: 16, code: (b) => [0x81, 0x04 | opcode, low(b), b >> 8], memory: 'a' },
  ];
  it.each(shapes)('$shape', ({ code, width, memory }) => {
    const mask = width === 8 ? 0xff : 0xffff;
    const place = (START.ds << 4) + 0x40;
    const pairs = [
      [0x05, 0x01],
      [0x7f, 0x01],
      [mask >> 1, 0x01],
      [0x80, mask - 0x7f],
      [0xff, mask],
    ];
    for (const [a = 0, b = 0] of pairs)
      for (const carry of [0, 1]) {
        const expected = apply(a, b, carry, width);
        const held = memory === 'a' ? a : b;
        const { registers, byte } = execute(
          code(b),
          { ax: a, bx: b, si: 0x40, flags: 0xf002 | carry },
          { [place]: [low(held), width === 8 ? 0x77 : held >> 8, 0x77] },
        );
        const inMemory = byte(START.ds, 0x40) + (width === 16 ? byte(START.ds, 0x41) * 256 : 0);
        const result = memory === 'a' ? inMemory : registers.ax;
        same(() => `${a} ${b} ${carry}`, result, registers.flags, stores ? expected : { ...expected, value: a });
        expect(byte(START.ds, 0x42)).toBe(memory === undefined || memory ? 0x77 : 0);
      }
  });

  it('extends the byte of 83 with its sign', () => {
    for (const b of [0x00, 0x7f, 0x80, 0xff]) {
      const expected = apply(0x1234, b < 0x80 ? b : 0xff00 + b, 1, 16);
      const { registers } = execute([0x83, 0xc0 | opcode, b], { ax: 0x1234, flags: 0xf003 });
      same(() => `${b}`, registers.ax, registers.flags, stores ? expected : { ...expected, value: 0x1234 });
    }
  });
});

describe('one operand', () => {
  const withCarry = (answer: Answer, carry: number): Answer => ({
    ...answer,
    flags: { ...answer.flags, c: carry === 1 },
  });
  const words = Array.from({ length: 65536 }, (_, value) => value);

  it.each([
    { name: 'INC r16', code: [0x40], values: words, width: 16 as const, apply: (a: number) => sum(a, 1, 0, 16) },
    { name: 'DEC r16', code: [0x48], values: words, width: 16 as const, apply: (a: number) => difference(a, 1, 0, 16) },
    { name: 'INC r8', code: [0xfe, 0xc0], values: bytes, width: 8 as const, apply: (a: number) => sum(a, 1, 0, 8) },
    {
      name: 'DEC r8',
      code: [0xfe, 0xc8],
      values: bytes,
      width: 8 as const,
      apply: (a: number) => difference(a, 1, 0, 8),
    },
    {
      name: 'INC r16 (FF)',
      code: [0xff, 0xc0],
      values: EDGES,
      width: 16 as const,
      apply: (a: number) => sum(a, 1, 0, 16),
    },
    {
      name: 'DEC r16 (FF)',
      code: [0xff, 0xc8],
      values: EDGES,
      width: 16 as const,
      apply: (a: number) => difference(a, 1, 0, 16),
    },
  ])('$name keeps CF', ({ code, values, apply }) => {
    const run = twin(code);
    for (const a of values)
      for (const carry of [0, 1])
        for (const cpu of run({ ax: a, flags: 0xf002 | carry }))
          same(() => `${a}`, cpu.get('ax'), cpu.get('flags'), withCarry(apply(a), carry));
  });

  it.each([
    { name: 'INC m8', code: [0xfe, 0x04], width: 8 as const, apply: (a: number) => sum(a, 1, 0, 8) },
    { name: 'DEC m8', code: [0xfe, 0x0c], width: 8 as const, apply: (a: number) => difference(a, 1, 0, 8) },
    { name: 'INC m16', code: [0xff, 0x04], width: 16 as const, apply: (a: number) => sum(a, 1, 0, 16) },
    { name: 'DEC m16', code: [0xff, 0x0c], width: 16 as const, apply: (a: number) => difference(a, 1, 0, 16) },
  ])('$name keeps CF', ({ code, width, apply }) => {
    for (const a of EDGES.filter((value) => value < 2 ** width))
      for (const carry of [0, 1]) {
        const { byte, registers } = execute(code, { si: 8, flags: 0xf002 | carry }, { 196616: [a & 0xff, a >> 8] });
        const value = byte(0x3000, 8) + (width === 16 ? byte(0x3000, 9) * 256 : 0);
        same(() => `${a}`, value, registers.flags, withCarry(apply(a), carry));
      }
  });

  it('NEG is 0 - a', () => {
    for (const cpu of [twin([0xf6, 0xd8])])
      for (const a of bytes)
        for (const one of cpu({ ax: a })) same(() => `${a}`, one.get('ax'), one.get('flags'), difference(0, a, 0, 8));
    const run = twin([0xf7, 0xd8]);
    for (const a of words)
      for (const one of run({ ax: a })) same(() => `${a}`, one.get('ax'), one.get('flags'), difference(0, a, 0, 16));
  });

  it('NOT changes no flag', () => {
    for (const flags of [0xf002, 0xf8d7]) {
      expect(execute([0xf6, 0xd0], { ax: 0x1234, flags }).registers).toMatchObject({ ax: 0x12cb, flags });
      expect(execute([0xf7, 0xd0], { ax: 0x1234, flags }).registers).toMatchObject({ ax: 0xedcb, flags });
    }
  });
});

describe('TEST', () => {
  const and = (a: number, b: number, width: 8 | 16): Answer => bitwise(a, b, width, (x, y) => x && y);
  it.each([
    { name: 'r8, r8', code: [0x84, 0xd8], width: 8 as const, b: 0x81 },
    { name: 'r16, r16', code: [0x85, 0xd8], width: 16 as const, b: 0x8001 },
    { name: 'AL, i8', code: [0xa8, 0x81], width: 8 as const, b: 0x81 },
    { name: 'AX, i16', code: [0xa9, 0x01, 0x80], width: 16 as const, b: 0x8001 },
    { name: 'r8, i8', code: [0xf6, 0xc0, 0x81], width: 8 as const, b: 0x81 },
    { name: 'r16, i16', code: [0xf7, 0xc0, 0x01, 0x80], width: 16 as const, b: 0x8001 },
    { name: 'r16, i16 (reg 1)', code: [0xf7, 0xc8, 0x01, 0x80], width: 16 as const, b: 0x8001 },
  ])('$name', ({ code, width, b }) => {
    for (const a of EDGES.filter((value) => value < 2 ** width)) {
      const { registers } = execute(code, { ax: a, bx: b, flags: 0xffd7 });
      const { flags } = and(a, b, width);
      expect(registers.ax).toBe(a);
      expect(registers.flags & FLAGS & ~0x700).toBe(word(flags));
    }
  });

  it.each([
    { name: 'm8, r8', code: [0x84, 0x04] },
    { name: 'm8, i8', code: [0xf6, 0x04, 0x81] },
    { name: 'm16, r16', code: [0x85, 0x04] },
    { name: 'm16, i16', code: [0xf7, 0x04, 0x81, 0x80] },
  ])('$name reads memory only', ({ code }) => {
    const { registers, byte } = execute(code, { ax: 0x8081, si: 4 }, { 196612: [0x81, 0x80] });
    expect([byte(0x3000, 4), byte(0x3000, 5)]).toEqual([0x81, 0x80]);
    expect(registers.flags & 0xff).toBe(code.length === 2 || code.length >= 3 ? 0x86 : 0);
  });
});
