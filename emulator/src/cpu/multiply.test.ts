/** Multiplication and division against big integers: all bytes, words at their edges and at random, and the faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDGES, resultFlags, toSigned, toUnsigned, word } from './model.ts';
import { execute, START, twin } from './test-cpu.ts';

const bytes = Array.from({ length: 256 }, (_, value) => value);
const ALL = 0x8d5;

/** FLAGS after a product: CF and OF say whether the high half counts; the others, as recordings have them, are its own. */
const productFlags = (high: number, fits: boolean, width: 8 | 16): number =>
  word({ ...resultFlags(high, width), a: false, c: !fits, o: !fits }) & ALL;

describe.each([
  { name: 'MUL', reg: 4, signed: false },
  { name: 'IMUL', reg: 5, signed: true },
])('$name', ({ reg, signed }) => {
  it('of all bytes', () => {
    const run = twin([0xf6, 0xc3 | (reg << 3)]);
    for (const a of bytes)
      for (const b of bytes) {
        const product = signed ? toSigned(a, 8) * toSigned(b, 8) : a * b;
        const fits = signed ? product >= -128 && product < 128 : product < 256;
        const flags = productFlags(toUnsigned(product, 16) >> 8, fits, 8);
        for (const cpu of run({ ax: 0x7700 | a, bx: b, dx: 0x5555, flags: 0xf8d7 }))
          if (
            cpu.get('ax') !== toUnsigned(product, 16) ||
            (cpu.get('flags') & ALL) !== flags ||
            cpu.get('dx') !== 0x5555
          )
            expect.fail(`${a} * ${b}: ${cpu.get('ax')}, ${cpu.get('flags')}, ${cpu.get('dx')}`);
      }
  });

  const checkWords = (run: ReturnType<typeof twin>, a: number, b: number): void => {
    const product = signed ? BigInt(toSigned(a, 16)) * BigInt(toSigned(b, 16)) : BigInt(a) * BigInt(b);
    const fits = signed ? product >= -32768n && product < 32768n : product < 65536n;
    const high = Number(BigInt.asUintN(32, product) / 65536n);
    for (const cpu of run({ ax: a, bx: b, dx: 0x5555, flags: 0xf8d7 })) {
      expect(BigInt(cpu.get('dx')) * 65536n + BigInt(cpu.get('ax'))).toBe(BigInt.asUintN(32, product));
      expect(cpu.get('flags') & ALL).toBe(productFlags(high, fits, 16));
    }
  };
  it('of words', () => {
    const run = twin([0xf7, 0xc3 | (reg << 3)]);
    for (const a of EDGES) for (const b of EDGES) checkWords(run, a, b);
    const value = fc.integer({ min: 0, max: 0xffff });
    fc.assert(fc.property(value, value, (a, b) => checkWords(run, a, b)));
  });

  it('turns its sign with a repeat prefix', () => {
    for (const prefix of [0xf2, 0xf3]) {
      expect(execute([prefix, 0xf6, 0xc3 | (reg << 3)], { ax: 3, bx: 5 }).registers.ax).toBe(0xfff1);
      expect(execute([prefix, 0xf7, 0xc3 | (reg << 3)], { ax: 3, bx: 5 }).registers).toMatchObject({
        ax: 0xfff1,
        dx: 0xffff,
      });
    }
  });
});

describe.each([
  { name: 'DIV', reg: 6, signed: false },
  { name: 'IDIV', reg: 7, signed: true },
])('$name', ({ reg, signed }) => {
  /** Where a fault lands: vector 0 points to 2000:0300. */
  const VECTOR = { 0: [0x00, 0x03, 0x00, 0x20] };

  const check = (run: ReturnType<typeof twin>, dividend: bigint, b: number, width: 8 | 16): void => {
    const divisor = signed ? BigInt(toSigned(b, width)) : BigInt(b);
    const value = signed ? BigInt.asIntN(2 * width, dividend) : dividend;
    const quotient = divisor === 0n ? 0n : value / divisor;
    const limit = 2n ** BigInt(signed ? width - 1 : width);
    const fault = divisor === 0n || quotient >= limit || quotient <= -limit;
    const low = Number(BigInt.asUintN(16, dividend));
    const high = width === 8 ? 0x5555 : Number(dividend >> 16n);
    for (const cpu of run({ ax: low, dx: high, bx: b, cs: START.cs, sp: START.sp })) {
      const { ax, dx, cs, ip } = cpu.registers;
      const q = Number(BigInt.asUintN(width, quotient));
      const r = divisor === 0n ? 0 : Number(BigInt.asUintN(width, value % divisor));
      const expected = fault
        ? [low, high, 0x2000, 0x300]
        : [width === 8 ? r * 256 + q : q, width === 8 ? high : r, START.cs, START.ip + 2];
      if ([ax, dx, cs, ip].join() !== expected.join())
        expect.fail(`${value} / ${divisor}: ${[ax, dx, cs, ip].join()}, not ${expected.join()}`);
    }
  };

  it('of words by all bytes', () => {
    const run = twin([0xf6, 0xc3 | (reg << 3)], VECTOR);
    for (const b of bytes)
      for (const a of [
        ...EDGES,
        0x3f,
        0x3fff,
        0x4000,
        0xc000,
        b * 127,
        b * 128,
        b * 255,
        b * 256,
        b * 256 - 1,
        0xfe81,
        0xff00 - b,
      ])
        check(run, BigInt(a & 0xffff), b, 8);
  });

  it('at the limits of the quotient', () => {
    const run = twin([0xf7, 0xc3 | (reg << 3)], VECTOR);
    for (const b of EDGES)
      for (const q of [0, 1, 0x7fff, 0x8000, 0x8001, 0xffff, 0x10000])
        for (const sign of [1n, -1n])
          for (const off of [-1n, 0n, 1n])
            check(
              run,
              BigInt.asUintN(32, sign * BigInt(q) * BigInt(signed ? Math.abs(toSigned(b, 16)) : b) + off),
              b,
              16,
            );
  });

  it('of double words at random', () => {
    const run = twin([0xf7, 0xc3 | (reg << 3)], VECTOR);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0xffff }), (a, b) =>
        check(run, BigInt(a), b, 16),
      ),
    );
  });

  it('turns the sign of a signed quotient with a repeat prefix', () => {
    const { registers } = execute([0xf3, 0xf6, 0xc3 | (reg << 3)], { ax: 17, bx: 5 });
    expect(registers.ax).toBe(signed ? 0x02fd : 0x0203);
    const words = execute([0xf2, 0xf7, 0xc3 | (reg << 3)], { ax: 17, bx: 5 }).registers;
    expect([words.ax, words.dx]).toEqual([signed ? 0xfffd : 3, 2]);
  });

  it('faults with the address of the next instruction', () => {
    const { registers, byte } = execute([0x2e, 0xf7, 0xc3 | (reg << 3)], { flags: 0xf302 & ~0x100 }, VECTOR);
    expect(registers).toMatchObject({ cs: 0x2000, ip: 0x300, sp: START.sp - 6, flags: 0xf002 });
    const pushed = [0, 1, 2, 3, 4, 5].map((offset) => byte(START.ss, START.sp - 6 + offset));
    expect(pushed).toEqual([0x03, 0x01, 0x00, 0x10, 0x02, 0xf2]);
  });
});
