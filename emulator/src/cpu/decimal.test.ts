/** Decimal adjustment against the digits: every AL with every AF and CF, AAM and AAD with every base. */
import { describe, expect, it } from 'vitest';
import { difference, resultFlags, sum, word } from './model.ts';
import { execute, twin } from './test-cpu.ts';

const bytes = Array.from({ length: 256 }, (_, value) => value);
/** SF ZF PF of a byte, as they stand in FLAGS. */
const szp = (value: number): number => {
  const { s, z, p } = resultFlags(value, 8);
  return (s ? 128 : 0) + (z ? 64 : 0) + (p ? 4 : 0);
};
const ALL = 0x8d5;

/**
 * FLAGS after an adjustment: AF and CF as the manual has them, and what it leaves open those of the addition (1) or
 * subtraction (-1) of a byte inside, as recordings have it.
 */
const adjusted = (sign: number, a: number, b: number, af: boolean, cf: boolean): number => {
  const { flags } = sign === 1 ? sum(a, b, 0, 8) : difference(a, b, 0, 8);
  return word({ ...flags, a: af, c: cf }) & ALL;
};

describe.each([
  { name: 'DAA', opcode: 0x27, sign: 1 },
  { name: 'DAS', opcode: 0x2f, sign: -1 },
])('$name', ({ opcode, sign }) => {
  it('adjusts every byte', () => {
    const run = twin([opcode]);
    for (const al of bytes)
      for (const af of [0, 1])
        for (const cf of [0, 1]) {
          const low = al % 16 > 9 || af === 1;
          const high = al > (af === 1 ? 0x9f : 0x99) || cf === 1;
          const step = (low ? 6 : 0) + (high ? 0x60 : 0);
          const value = (al + sign * step + 512) % 256;
          const flags = adjusted(sign, al, step, low, high);
          for (const cpu of run({ ax: 0x3300 + al, flags: 0xf002 + af * 16 + cf }))
            expect([al, af, cf, cpu.get('ax'), cpu.get('flags') & ALL]).toEqual([al, af, cf, 0x3300 + value, flags]);
        }
  });
});

it.each([
  { name: 'DAA after ADD', code: 0x00, opcode: 0x27, sign: 1 },
  { name: 'DAS after SUB', code: 0x28, opcode: 0x2f, sign: -1 },
])('$name is decimal arithmetic', ({ code, opcode, sign }) => {
  const run = twin([code, 0xd8]);
  const adjust = twin([opcode]);
  const packed = (value: number): number => Math.floor(value / 10) * 16 + (value % 10);
  for (let a = 0; a < 100; a += 7)
    for (let b = 0; b < 100; b += 3) {
      const [cpu] = run({ ax: packed(a), bx: packed(b) });
      const total = a + sign * b;
      for (const after of adjust({ ax: cpu?.get('ax') ?? 0, flags: cpu?.get('flags') ?? 0 }))
        expect([after.get('ax'), after.get('flags') & 1]).toEqual([
          packed((total + 100) % 100),
          total < 0 || total > 99 ? 1 : 0,
        ]);
    }
});

describe.each([
  { name: 'AAA', opcode: 0x37, sign: 1 },
  { name: 'AAS', opcode: 0x3f, sign: -1 },
])('$name', ({ opcode, sign }) => {
  it('adjusts every byte', () => {
    const run = twin([opcode]);
    for (const al of bytes)
      for (const ah of [0x00, 0x12, 0xff])
        for (const af of [0, 1]) {
          const needed = al % 16 > 9 || af === 1;
          const digit = (al + (needed ? 6 * sign : 0) + 256) % 16;
          const high = (ah + (needed ? sign : 0) + 256) % 256;
          const flags = adjusted(sign, al, needed ? 6 : 0, needed, needed);
          for (const cpu of run({ ax: ah * 256 + al, flags: 0xf002 + af * 16 }))
            expect([al, ah, af, cpu.get('ax'), cpu.get('flags') & ALL]).toEqual([
              al,
              ah,
              af,
              high * 256 + digit,
              flags,
            ]);
        }
  });
});

describe('AAM and AAD', () => {
  it('AAM divides AL by any base', () => {
    for (const base of [1, 2, 7, 10, 16, 100, 255]) {
      const run = twin([0xd4, base]);
      for (const al of bytes)
        for (const cpu of run({ ax: 0x9900 + al, flags: 0xf8d7 }))
          expect([cpu.get('ax'), cpu.get('flags') & ALL]).toEqual([
            Math.floor(al / base) * 256 + (al % base),
            szp(al % base),
          ]);
    }
  });

  it('AAM by 0 faults', () => {
    const { stop, registers } = execute(
      [0xd4, 0x00],
      { ax: 0x1234, flags: 0xf8d7 },
      {},
      1,
      (cpu) => void cpu.hooks.add(0),
    );
    expect(stop).toEqual({ kind: 'interrupt', vector: 0, cause: 'divide', executed: 1 });
    expect(registers).toMatchObject({ ax: 0x1234, ip: 0x102 });
    expect(registers.flags & ALL).toBe(0x44);
  });

  it('AAD multiplies AH by any base', () => {
    for (const base of [0, 1, 10, 16, 255]) {
      const run = twin([0xd5, base]);
      for (const al of bytes)
        for (const ah of [0, 1, 9, 0x80, 0xff]) {
          const value = (ah * base + al) % 256;
          const flags = word(sum(al, (ah * base) % 256, 0, 8).flags) & ALL;
          for (const cpu of run({ ax: ah * 256 + al }))
            expect([cpu.get('ax'), cpu.get('flags') & ALL]).toEqual([value, flags]);
        }
    }
  });
});
