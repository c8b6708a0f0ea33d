/**
 * Shifts and rotations against whole numbers: a rotation is a division, and OF compares the top bit before the last
 * step with that after it. Counts of CL are not masked.
 */
import { describe, expect, it } from 'vitest';
import { EDGES, resultFlags } from './model.ts';
import { execute, twin } from './test-cpu.ts';

interface State {
  readonly value: bigint;
  readonly carry: bigint;
}

const top = (width: number): bigint => 2n ** BigInt(width - 1);

/** One step of each operation, in the order of their encoding; 6 (SETMO) is no shift. */
const STEPS: readonly (readonly [name: string, step: (state: State, width: number) => State])[] = [
  ['ROL', ({ value }, w) => ({ value: ((value * 2n) % (2n * top(w))) + value / top(w), carry: value / top(w) })],
  ['ROR', ({ value }, w) => ({ value: value / 2n + (value % 2n) * top(w), carry: value % 2n })],
  ['RCL', ({ value, carry }, w) => ({ value: ((value * 2n) % (2n * top(w))) + carry, carry: value / top(w) })],
  ['RCR', ({ value, carry }, w) => ({ value: value / 2n + carry * top(w), carry: value % 2n })],
  ['SHL', ({ value }, w) => ({ value: (value * 2n) % (2n * top(w)), carry: value / top(w) })],
  ['SHR', ({ value }) => ({ value: value / 2n, carry: value % 2n })],
  ['SAR', ({ value }, w) => ({ value: value / 2n + (value >= top(w) ? top(w) : 0n), carry: value % 2n })],
];
const REG = [0, 1, 2, 3, 4, 5, 7];

describe.each(STEPS.map(([name, step], index) => ({ name, step, reg: REG[index] ?? 0 })))(
  '$name',
  ({ name, step, reg }) => {
    /** Value and FLAGS after `count` steps. */
    const model = (value: number, count: number, flags: number, width: 8 | 16): readonly [number, number] => {
      let state: State = { value: BigInt(value), carry: BigInt(flags % 2) };
      let before = state;
      for (let left = count; left > 0; left--) {
        before = state;
        state = step(state, width);
      }
      const result = Number(state.value);
      if (count === 0) return [result, flags];
      const overflow = before.value / top(width) !== state.value / top(width);
      const { p, z, s } = resultFlags(result, width);
      const shifted = (p ? 4 : 0) + (z ? 64 : 0) + (s ? 128 : 0) + (name === 'SHL' && (result & 16) !== 0 ? 16 : 0);
      const rest = reg < 4 ? flags & ~0x801 : (flags & ~0x8d5) | shifted;
      return [result, rest | Number(state.carry) | (overflow ? 0x800 : 0)];
    };

    const check = (
      code: readonly number[],
      width: 8 | 16,
      values: readonly number[],
      counts: readonly number[],
    ): void => {
      const run = twin(code);
      for (const value of values)
        for (const count of counts)
          for (const flags of [0xf002, 0xf8d7, 0xf003]) {
            const [result, after] = model(value, count, flags, width);
            for (const cpu of run({ ax: value, cx: count, flags }))
              if (cpu.get('ax') !== result || cpu.get('flags') !== after)
                expect.fail(
                  `${value.toString(16)} by ${count}: ${cpu.get('ax').toString(16)} ${cpu.get('flags').toString(16)}, not ${result.toString(16)} ${after.toString(16)}`,
                );
          }
    };
    const bytes = Array.from({ length: 256 }, (_, value) => value);
    const modrm = 0xc0 | (reg << 3);

    it('bytes by 1', () => check([0xd0, modrm], 8, bytes, [1]));
    it('words by 1', () => check([0xd1, modrm], 16, EDGES, [1]));
    it('bytes by CL', () => check([0xd2, modrm], 8, bytes, [0, 1, 2, 7, 8, 9, 16, 17, 18, 33, 255]));
    it('words by CL', () => check([0xd3, modrm], 16, EDGES, [0, 1, 2, 8, 15, 16, 17, 18, 31, 32, 33, 34, 255]));
    it('in memory', () => {
      const { byte, registers } = execute(
        [0xd1, 0x04 | (reg << 3)],
        { si: 6, flags: 0xf003 },
        { 196614: [0x01, 0x81] },
      );
      const [result, flags] = model(0x8101, 1, 0xf003, 16);
      expect([byte(0x3000, 6) + byte(0x3000, 7) * 256, registers.flags]).toEqual([result, flags]);
    });
  },
);

describe('SETMO (undocumented)', () => {
  it('gives all ones, unless the count is 0', () => {
    expect(execute([0xd0, 0xf0], { ax: 0x1234, flags: 0xf8d7 }).registers).toMatchObject({ ax: 0x12ff, flags: 0xf086 });
    expect(execute([0xd1, 0xf0], { ax: 0x1234, flags: 0xf8d7 }).registers).toMatchObject({ ax: 0xffff, flags: 0xf086 });
    expect(execute([0xd3, 0xf0], { ax: 0x1234, cx: 1 }).registers).toMatchObject({ ax: 0xffff, flags: 0xf086 });
    expect(execute([0xd3, 0xf0], { ax: 0x1234, cx: 0, flags: 0xf8d7 }).registers).toMatchObject({
      ax: 0x1234,
      flags: 0xf8d7,
    });
  });
});
