/**
 * The floating-point routines against the host's IEEE arithmetic, bit for bit: + - * / and comparisons of doubles and floats,
 * conversions between them and to and from integers; on edges, subnormals, near-ties and random bit patterns.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../tools/random-c.ts';
import { readerFor, runImage, startObject, testLibrary } from '../../../../tools/run-c.ts';
import { build } from '../index.ts';

const view = new DataView(new ArrayBuffer(8));
const bits64 = (value: number): bigint => {
  view.setFloat64(0, value);
  return Number.isNaN(value) ? 0x7ff8000000000000n : view.getBigUint64(0);
};
const bits32 = (value: number): number => {
  view.setFloat32(0, value);
  return Number.isNaN(value) ? 0x7fc00000 : view.getUint32(0);
};
const double = (bits: bigint): number => {
  view.setBigUint64(0, BigInt.asUintN(64, bits));
  return view.getFloat64(0);
};
const single = (bits: number): number => {
  view.setUint32(0, bits);
  return view.getFloat32(0);
};

const EDGES = [
  0,
  -0,
  1,
  -1,
  1.5,
  0.1,
  3,
  1e300,
  -1e-300,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  2.225073858507201e-308,
  1.7976931348623157e308,
  Infinity,
  -Infinity,
  Number.NaN,
  9007199254740992,
  4503599627370495.5,
  1 + 2 ** -52,
  2 ** -1074 * 3,
  16777217,
  3.4028235e38,
  1e-45,
  1.1754942e-38,
];

const doubles = (random: Random): number => {
  if (random.chance(30)) return random.pick(EDGES);
  const exponent = random.chance(50) ? 1023 - 30 + random.below(60) : random.below(2048);
  const mantissa = random.chance(30)
    ? BigInt(random.below(4)) << 50n
    : (BigInt(random.below(2 ** 26)) << 26n) | BigInt(random.below(2 ** 26));
  return double((BigInt(random.below(2)) << 63n) | (BigInt(exponent) << 52n) | mantissa);
};

const relations = (a: number, b: number): number =>
  Number(a < b) |
  (Number(a <= b) << 1) |
  (Number(a > b) << 2) |
  (Number(a >= b) << 3) |
  (Number(a === b) << 4) |
  (Number(a !== b) << 5);

const run = (text: string): string => {
  const built = build(['/a.c'], {
    reader: readerFor({ '/a.c': text }),
    includePaths: ['/include'],
    registers: 'auto',
    before: [startObject()],
    libraries: [testLibrary()],
    entry: 'start',
  });
  return runImage(built.image!, '', 200_000_000).output;
};

const hex64 = (bits: bigint): string => BigInt.asUintN(64, bits).toString(16);

describe('soft floating point', () => {
  it.each([1, 2, 3, 4])('doubles, set %i', (seed) => {
    const random = new Random(seed);
    const pairs = Array.from({ length: 60 }, () => [doubles(random), doubles(random)] as const);
    const output = run(`#include "check.h"
typedef union { unsigned long long u; double d; } v;
static v t[][2] = { ${pairs.map(([a, b]) => `{ { 0x${hex64(bits64(a))}ULL }, { 0x${hex64(bits64(b))}ULL } }`).join(',\n')} };
static void out(double d) { v x; x.d = d; if (d != d) x.u = 0x7ff8000000000000ULL; printf("%llx ", x.u); }
int main(void) {
  int i;
  for (i = 0; i < ${pairs.length}; i++) {
    double a = t[i][0].d, b = t[i][1].d;
    out(a + b); out(a - b); out(a * b); out(a / b); out(-a); out((float)a);
    printf("%d\\n", (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5);
  }
  return 0;
}`);
    const want = pairs.map(([a, b]) => {
      const values = [a + b, a - b, a * b, a / b, -a, Math.fround(a)].map((value) => hex64(bits64(value)));
      return `${values.join(' ')} ${relations(a, b)}`;
    });
    expect(output.trim().split('\n')).toEqual(want);
  });

  it.each([5, 6])('floats, set %i', (seed) => {
    const random = new Random(seed);
    const value = (): number =>
      random.chance(40) ? Math.fround(doubles(random)) : single(random.below(2 ** 31) * 2 + random.below(2));
    const pairs = Array.from({ length: 60 }, () => [value(), value()] as const);
    const output = run(`#include "check.h"
typedef union { unsigned long u; float f; } v;
static v t[][2] = { ${pairs.map(([a, b]) => `{ { 0x${bits32(a).toString(16)}UL }, { 0x${bits32(b).toString(16)}UL } }`).join(',\n')} };
static void out(float f) { v x; x.f = f; if (f != f) x.u = 0x7fc00000UL; printf("%lx ", x.u); }
int main(void) {
  int i;
  for (i = 0; i < ${pairs.length}; i++) {
    float a = t[i][0].f, b = t[i][1].f;
    out(a + b); out(a - b); out(a * b); out(a / b); out(-a);
    printf("%d\\n", (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5);
  }
  return 0;
}`);
    const want = pairs.map(([a, b]) => {
      const values = [a + b, a - b, a * b, a / b, -a].map((result) => bits32(Math.fround(result)).toString(16));
      return `${values.join(' ')} ${relations(a, b)}`;
    });
    expect(output.trim().split('\n')).toEqual(want);
  });

  it('conversions from and to integers', () => {
    const random = new Random(7);
    const values = Array.from(
      { length: 60 },
      () =>
        BigInt.asIntN(64, (BigInt(random.below(2 ** 31)) << 33n) >> BigInt(random.below(64))) | BigInt(random.below(2)),
    );
    const output = run(`#include "check.h"
typedef union { unsigned long long u; double d; } v;
static long long t[] = { ${values.map((value) => `${value}LL`).join(',\n')} };
int main(void) {
  int i;
  for (i = 0; i < ${values.length}; i++) {
    v x, y, z; x.d = t[i]; y.d = (unsigned long long)t[i]; z.d = (long)t[i];
    printf("%llx %llx %llx %lld %ld\\n", x.u, y.u, z.u, (long long)(x.d / 2), (long)z.d);
  }
  return 0;
}`);
    const want = values.map((value) => {
      const low = BigInt.asIntN(32, value);
      const doublesOf = [Number(value), Number(BigInt.asUintN(64, value)), Number(low)].map((d) => hex64(bits64(d)));
      return `${doublesOf.join(' ')} ${BigInt(Math.trunc(Number(value) / 2))} ${low}`;
    });
    expect(output.trim().split('\n')).toEqual(want);
  });
});
