/**
 * Values of expressions while a program is assembled. A value is a number plus at most one base, a section or a symbol
 * from elsewhere, as that is what a relocation can say. Arithmetic is in 32 bits; `/ %` are unsigned and `// %%`
 * signed, `>>` unsigned and `>>>` signed, truth is 1, as in nasm's manual ("Expressions").
 */
import type { BinaryOperator, Expr } from './items.ts';
import { offsetOf, type Part, type Place } from './layout.ts';

/** What is known about a symbol of the program. */
export type Entry = {
  readonly name: string;
  at: Place | undefined;
  value: Expr | undefined;
  valueAt: Place | undefined;
  binding: 'local' | 'global' | 'weak';
  /** Named in `extern`. */
  declared: boolean;
  common: { readonly size: number; readonly align: number } | undefined;
  /** Index in the object's symbol table, -1 while it has none. */
  index: number;
  evaluating: boolean;
};

/** `value` more than `base`: nothing, the start of a section, or another object's symbol. */
export type Linear = { readonly base: Part | Entry | undefined; readonly value: number; readonly fragments?: number };

/** Early: before layout, when only what lies between no fragments has a known distance. */
export type Scope = { readonly find: (name: string) => Entry | undefined; readonly early: boolean };

/** Why an expression has no value yet, or ever. */
export type NoValue = string;

/** Whether the symbol's address is this object's own business, so that it needs no symbol in relocations. */
export const isFixed = (entry: Entry): boolean => entry.at !== undefined && entry.binding !== 'weak';

/** Evaluates `expr`, written at `here`. */
export const evaluate = (expr: Expr, here: Place, scope: Scope): Linear | NoValue => {
  if (typeof expr === 'number') return { base: undefined, value: expr };
  switch (expr.kind) {
    case 'symbol': {
      const found = symbolValue(expr.name, scope);
      if (typeof found === 'string' || expr.plus === undefined) return found;
      return { ...found, value: found.value + expr.plus };
    }
    case 'here':
      return placeValue(here, scope);
    case 'start':
      return placeValue({ part: here.part, raw: 0, fragments: 0 }, scope);
    case 'unary': {
      const of = evaluate(expr.of, here, scope);
      if (typeof of === 'string' || expr.op === '+') return of;
      if (expr.op === 'seg') return { base: undefined, value: 0 };
      if (of.base !== undefined) return `'${expr.op}' needs a number, not an address`;
      return number(expr.op === '-' ? -of.value : expr.op === '~' ? ~of.value : Number(of.value === 0));
    }
    case 'binary': {
      const left = evaluate(expr.left, here, scope);
      if (typeof left === 'string') return left;
      const right = evaluate(expr.right, here, scope);
      if (typeof right === 'string') return right;
      return combine(expr.op, left, right, scope);
    }
  }
};

const number = (value: number): Linear => ({ base: undefined, value });

const placeValue = (at: Place, scope: Scope): Linear => {
  const origin = at.part.origin;
  const value = (scope.early ? at.raw : offsetOf(at)) + (origin ?? 0);
  return { base: at.part, value, fragments: at.fragments };
};

const symbolValue = (name: string, scope: Scope): Linear | NoValue => {
  const entry = scope.find(name);
  if (entry === undefined) return `'${name}' is not defined`;
  if (entry.value !== undefined && entry.valueAt !== undefined) {
    if (entry.evaluating) return `'${name}' is defined by itself`;
    entry.evaluating = true;
    const value = evaluate(entry.value, entry.valueAt, scope);
    entry.evaluating = false;
    return value;
  }
  if (entry.at !== undefined && isFixed(entry)) return placeValue(entry.at, scope);
  return scope.early && entry.at === undefined && !entry.declared
    ? `'${name}' is not defined yet`
    : { base: entry, value: 0 };
};

const combine = (op: BinaryOperator, left: Linear, right: Linear, scope: Scope): Linear | NoValue => {
  if (op === '+' && (left.base === undefined || right.base === undefined)) {
    const { base, fragments } = left.base === undefined ? right : left;
    const value = left.value + right.value;
    return fragments === undefined ? { base, value } : { base, value, fragments };
  }
  if (right.base !== undefined && left.base === right.base) {
    if (scope.early && left.fragments !== right.fragments) return 'the distance is not known yet';
    const known = sameBase(op, left.value, right.value);
    return known === undefined ? `'${op}' needs numbers, not addresses` : number(known);
  }
  if (op === '-' && right.base === undefined) return { ...left, value: left.value - right.value };
  if (left.base !== undefined || right.base !== undefined) return `'${op}' needs numbers, not addresses`;
  const value = calculate(op, left.value, right.value);
  return value === undefined ? 'division by zero' : number(value);
};

const sameBase = (op: BinaryOperator, a: number, b: number): number | undefined =>
  ['-', '<', '<=', '>', '>=', '=', '!=', '<=>'].includes(op) ? calculate(op, a, b) : undefined;

const calculate = (op: BinaryOperator, a: number, b: number): number | undefined => {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return Math.imul(a, b);
    case '/':
      return b === 0 ? undefined : Math.floor((a >>> 0) / (b >>> 0)) | 0;
    case '//':
      return b === 0 ? undefined : Math.trunc(a / b) | 0;
    case '%':
      return b === 0 ? undefined : ((a >>> 0) % (b >>> 0)) | 0;
    case '%%':
      return b === 0 ? undefined : (a % b) | 0;
    case '<<':
      return b > 31 ? 0 : a << b;
    case '>>':
      return b > 31 ? 0 : (a >>> b) | 0;
    case '>>>':
      return a >> Math.min(b, 31);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    case '=':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<=>':
      return Math.sign(a - b);
    case '&&':
      return Number(a !== 0 && b !== 0);
    case '||':
      return Number(a !== 0 || b !== 0);
    case '^^':
      return Number((a !== 0) !== (b !== 0));
  }
};
