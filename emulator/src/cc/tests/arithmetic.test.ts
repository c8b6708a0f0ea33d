/**
 * Every operator on every integer type, on values at the edges and between, against BigInt arithmetic of the target's widths.
 * One program per operator and type reads its operands from volatile objects, so that nothing is folded; another has the same
 * operations on constants, so that everything is.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../tools/random-c.ts';
import { readerFor, runImage, startObject, testLibrary } from '../../../../tools/run-c.ts';
import { build, formatProblem, type RegisterMode } from '../index.ts';

interface Type {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
}

const TYPES: readonly Type[] = [
  { name: 'signed char', bits: 8, signed: true },
  { name: 'unsigned char', bits: 8, signed: false },
  { name: 'int', bits: 16, signed: true },
  { name: 'unsigned', bits: 16, signed: false },
  { name: 'long', bits: 32, signed: true },
  { name: 'unsigned long', bits: 32, signed: false },
  { name: 'long long', bits: 64, signed: true },
  { name: 'unsigned long long', bits: 64, signed: false },
];

const wrap = (value: bigint, { bits, signed }: Type): bigint =>
  signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);

/** The type that an operator works in. */
const promoted = (type: Type): Type => (type.bits < 16 ? { name: 'int', bits: 16, signed: true } : type);

type Evaluate = (a: bigint, b: bigint, type: Type) => bigint | undefined;

const shiftCount = (b: bigint, type: Type): bigint => BigInt.asUintN(64, b) % BigInt(type.bits);

const OPERATORS: Readonly<Record<string, Evaluate>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b, type) => (b === 0n || (type.signed && wrap(a / b, type) !== a / b) ? undefined : a / b),
  '%': (a, b, type) => (b === 0n || (type.signed && wrap(a / b, type) !== a / b) ? undefined : a % b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b, type) => a << shiftCount(b, type),
  '>>': (a, b, type) => a >> shiftCount(b, type),
  '<': (a, b) => (a < b ? 1n : 0n),
  '<=': (a, b) => (a <= b ? 1n : 0n),
  '>': (a, b) => (a > b ? 1n : 0n),
  '>=': (a, b) => (a >= b ? 1n : 0n),
  '==': (a, b) => (a === b ? 1n : 0n),
  '!=': (a, b) => (a !== b ? 1n : 0n),
};

const valuesOf = (type: Type, random: Random): bigint[] => {
  const top = 1n << BigInt(type.bits - 1);
  const edges = [0n, 1n, -1n, 2n, 7n, -8n, top, top - 1n, -top, top + 1n, 255n, 256n, 65535n, 0x12345678n];
  const others = Array.from(
    { length: 6 },
    () => (BigInt(random.below(2 ** 31)) << 33n) | BigInt(random.below(2 ** 31)),
  );
  return [...new Set([...edges, ...others].map((value) => wrap(value, type)))];
};

const literal = (value: bigint, type: Type): string => {
  const suffix = `${type.signed ? '' : 'u'}${type.bits === 64 ? 'll' : type.bits === 32 ? 'l' : ''}`;
  const low = type.signed && value === -(1n << BigInt(type.bits - 1));
  return low ? `(${type.name})(${value + 1n}${suffix} - 1)` : `(${type.name})${value}${suffix}`;
};

const output = (text: string, registers: RegisterMode): string => {
  const built = build(['/a.c'], {
    reader: readerFor({ '/a.c': text }),
    includePaths: ['/include'],
    registers,
    before: [startObject()],
    libraries: [testLibrary()],
    entry: 'start',
  });
  expect(built.problems.filter((p) => p.severity === 'error').map(formatProblem)).toEqual([]);
  const { status, output: text2 } = runImage(built.image!);
  return `${text2}${status}`;
};

const MODES: readonly RegisterMode[] = ['none', 'declared', 'auto'];

/** The pairs for which the result is defined, and what it is. */
const cases = (op: string, type: Type, seed: number): { a: bigint; b: bigint; want: bigint }[] => {
  const random = new Random(seed);
  const values = valuesOf(type, random);
  const work = promoted(type);
  return Array.from({ length: 40 }, () => ({ a: random.pick(values), b: random.pick(values) })).flatMap(({ a, b }) => {
    const result = OPERATORS[op]!(a, b, work);
    return result === undefined ? [] : [{ a, b, want: wrap(result, work) }];
  });
};

const count = (op: string, text: string, type: Type): string =>
  op === '<<' || op === '>>' ? `(${text} & ${promoted(type).bits - 1})` : text;

describe.each(TYPES)('$name', (type) => {
  for (const [index, op] of Object.keys(OPERATORS).entries()) {
    it(`${op} at run time and folded`, () => {
      const list = cases(op, type, index * 8 + type.bits);
      const b = count(op, 'b', type);
      const table = list.map(
        (c) =>
          `{ ${literal(c.a, type)}, ${literal(c.b, type)}, ${wrap(c.want, { name: '', bits: 64, signed: true })}LL }`,
      );
      const folded = list
        .slice(0, 12)
        .map(
          (c) =>
            `  if ((long long)(${literal(c.a, type)} ${op} ${count(op, literal(c.b, type), type)}) != t[${list.indexOf(c)}].want) bad(200);`,
        );
      const text = `#include "check.h"
static struct { ${type.name} a, b; long long want; } t[] = { ${table.join(',\n')} };
static void bad(int i) { printf("case %d\\n", i); }
static ${type.name} assigned(${type.name} a, ${type.name} b) { ${/[=<>]$|^[<>]$/.test(op) && op !== '<<' && op !== '>>' ? `return a ${op} b;` : `a ${op}= ${b}; return a;`} }
int main(void) {
  int i;
  for (i = 0; i < ${list.length}; i++) {
    volatile ${type.name} va = t[i].a, vb = t[i].b;
    register ${type.name} a = va; ${type.name} b = vb;
    if ((long long)(a ${op} ${b}) != t[i].want) bad(i);
    if ((long long)(va ${op} ${count(op, 'vb', type)}) != t[i].want) bad(i + 50);
    if (assigned(a, b) != (${type.name})t[i].want) bad(i + 100);
    if (a ${op} ${b} ? t[i].want == 0 : t[i].want != 0) bad(i + 150);
  }
${folded.join('\n')}
  return 0;
}
`;
      for (const mode of MODES) expect(output(text, mode), mode).toBe('0');
    });
  }
});
