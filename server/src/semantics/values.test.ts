/** Abstract values against concrete ones: what is decided of a condition holds for every number that the signs allow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expr, Variable } from './ir.ts';
import { decide, exactly, NEGATIVE, POSITIVE, refine, type Value, ZERO } from './values.ts';

const at = { start: 0, end: 0 };
const variable: Variable = { id: 0, name: 'p', storage: 'local', volatile: false, shape: 'scalar', index: -1, at };
const p: Expr = { kind: 'name', symbol: variable, at };
const number = (value: number): Expr => ({ kind: 'constant', value, at });

const OPERATORS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const signs = fc.subarray([NEGATIVE, ZERO, POSITIVE], { minLength: 1 }).map((list) => list.reduce((a, b) => a | b, 0));
const allowed = (value: Value, n: number): boolean =>
  (value.signs & (n < 0 ? NEGATIVE : n === 0 ? ZERO : POSITIVE)) !== 0;

test('what is decided holds, and refining keeps every number for which the condition held', () => {
  fc.assert(
    fc.property(
      signs,
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(...Object.keys(OPERATORS)),
      (mask, n, c, operator) => {
        const value: Value = { signs: mask };
        fc.pre(allowed(value, n));
        const condition: Expr = { kind: 'binary', operator, left: p, right: number(c), at };
        const holds = OPERATORS[operator]?.(n, c) ?? false;
        const environment = new Map([['#0;', value]]);
        const decided = decide(condition, environment);
        if (decided !== undefined) expect(decided).toBe(holds);
        const after = refine(condition, holds, environment).get('#0;');
        if (after !== undefined)
          expect(allowed(after, n) && (after.exact === undefined || after.exact === n)).toBe(true);
      },
    ),
  );
});

test('a condition is remembered, and its opposite', () => {
  const condition: Expr = { kind: 'binary', operator: '==', left: p, right: { kind: 'text', at }, at };
  const environment = refine(condition, true, new Map());
  expect(decide(condition, environment)).toBe(true);
  expect(decide({ ...condition, operator: '!=' }, environment)).toBe(false);
});

test('exact values are compared exactly', () => {
  const environment = new Map([['#0;', exactly(-1)]]);
  expect(decide({ kind: 'binary', operator: '==', left: p, right: number(-1), at }, environment)).toBe(true);
});
