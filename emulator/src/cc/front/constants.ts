/**
 * Constants in the arithmetic of the target (C99 6.6): two's complement of the type's width, IEEE single and double. The
 * builders fold with these, so an integer constant expression is simply a node of kind `int`. Address constants are read
 * off the tree here.
 */
import type { Position } from '../problem.ts';
import type { BinaryOp, CompareOp, Expr, StringLiteral } from './ast.ts';
import { type FloatType, INT, type IntType, type Type, UINT, wrap } from './types.ts';

/** An integer operator; undefined where the result is undefined (division by zero). Shift counts beyond the width give 0 or the sign. */
export const foldInteger = (op: BinaryOp, a: bigint, b: bigint, type: IntType): bigint | undefined => {
  switch (op) {
    case 'add':
      return wrap(a + b, type);
    case 'sub':
      return wrap(a - b, type);
    case 'mul':
      return wrap(a * b, type);
    case 'div':
      return b === 0n ? undefined : wrap(a / b, type);
    case 'rem':
      return b === 0n ? undefined : wrap(a % b, type);
    case 'and':
      return wrap(a & b, type);
    case 'or':
      return wrap(a | b, type);
    case 'xor':
      return wrap(a ^ b, type);
    case 'shl':
      return b < 0n || b > 64n ? 0n : wrap(a << b, type);
    case 'shr':
      return b < 0n || b > 64n ? (a < 0n ? -1n : 0n) : wrap(a >> b, type);
  }
};

export const foldFloat = (op: BinaryOp, a: number, b: number, type: FloatType): number | undefined => {
  const round = (value: number): number => (type.size === 4 ? Math.fround(value) : value);
  switch (op) {
    case 'add':
      return round(a + b);
    case 'sub':
      return round(a - b);
    case 'mul':
      return round(a * b);
    case 'div':
      return round(a / b);
    default:
      return undefined;
  }
};

export const foldCompare = (op: CompareOp, a: bigint | number, b: bigint | number): boolean => {
  switch (op) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
  }
};

/** An integer as the nearest float or double, rounded once. */
export const integerToFloat = (value: bigint, type: FloatType): number => {
  if (type.size === 8) return Number(value);
  const size = value < 0n ? -value : value;
  if (size < 1n << 53n) return Math.fround(Number(value));
  const kept = (size >> 11n) | ((size & 2047n) === 0n ? 0n : 1n);
  const rounded = Math.fround(Number(kept)) * 2048;
  return value < 0n ? -rounded : rounded;
};

/** 0 as an int: what an expression that was reported counts as. */
export const zero = (at: Position): Expr => integer(0, INT, at);

/** A floating value as an integer, truncated; what does not fit is undefined in C and comes out wrapped. */
export const floatToInteger = (value: number, type: IntType): bigint => {
  if (type.name === '_Bool') return value === 0 ? 0n : 1n;
  return Number.isFinite(value) ? wrap(BigInt(Math.trunc(value)), type) : 0n;
};

/** The value of an integer constant expression, or undefined. */
export const integerConstant = (expr: Expr): bigint | undefined =>
  expr.kind === 'int' && expr.type.kind === 'int' ? expr.value : undefined;

/** A null pointer constant (6.3.2.3p3). */
export const isNullConstant = (expr: Expr): boolean =>
  expr.kind === 'int' &&
  expr.value === 0n &&
  (expr.type.kind === 'int' ||
    (expr.type.kind === 'pointer' && expr.type.target.kind === 'void' && expr.type.target.constant === undefined));

/** An address known at link time: a symbol or a string plus bytes, or only a number. */
export interface AddressConstant {
  readonly base:
    | { readonly kind: 'symbol'; readonly name: string }
    | { readonly kind: 'string'; readonly literal: StringLiteral }
    | undefined;
  readonly offset: number;
}

const addressOf = (expr: Expr): AddressConstant | undefined => {
  switch (expr.kind) {
    case 'variable':
      return expr.variable.storage === 'static'
        ? { base: { kind: 'symbol', name: expr.variable.symbol }, offset: 0 }
        : undefined;
    case 'compound-literal':
      return expr.variable.storage === 'static'
        ? { base: { kind: 'symbol', name: expr.variable.symbol }, offset: 0 }
        : undefined;
    case 'function':
      return { base: { kind: 'symbol', name: expr.function.symbol }, offset: 0 };
    case 'string':
      return { base: { kind: 'string', literal: expr.literal }, offset: 0 };
    case 'dereference':
      return addressConstant(expr.operand);
    case 'member': {
      const object = addressOf(expr.object);
      return object && { base: object.base, offset: object.offset + expr.member.offset };
    }
    default:
      return undefined;
  }
};

const is16 = (type: Type): boolean => type.kind === 'pointer' || (type.kind === 'int' && type.size === 2);

/** The address constant (6.6p9) that an expression of pointer or int size is, or undefined. */
export const addressConstant = (expr: Expr): AddressConstant | undefined => {
  switch (expr.kind) {
    case 'int':
      return { base: undefined, offset: Number(BigInt.asUintN(16, expr.value)) };
    case 'address':
      return addressOf(expr.operand);
    case 'convert':
      return is16(expr.type) && is16(expr.operand.type) ? addressConstant(expr.operand) : undefined;
    case 'label-address':
      return { base: { kind: 'symbol', name: expr.label.symbol }, offset: 0 };
    case 'binary': {
      if (expr.op === 'div') {
        const [bytes, size] = [addressConstant(expr.left), addressConstant(expr.right)];
        if (bytes === undefined || size === undefined || (bytes.base ?? size.base) !== undefined || size.offset === 0) {
          return undefined;
        }
        return { base: undefined, offset: Math.trunc(((bytes.offset << 16) >> 16) / size.offset) };
      }
      if (expr.op !== 'add' && expr.op !== 'sub') return undefined;
      const left = addressConstant(expr.left);
      const right = addressConstant(expr.right);
      if (left === undefined || right === undefined) return undefined;
      if (expr.op === 'sub') {
        if (right.base !== undefined && JSON.stringify(right.base) !== JSON.stringify(left.base)) return undefined;
        return { base: right.base === undefined ? left.base : undefined, offset: left.offset - right.offset };
      }
      if (left.base !== undefined && right.base !== undefined) return undefined;
      return { base: left.base ?? right.base, offset: left.offset + right.offset };
    }
    default:
      return undefined;
  }
};

/** The value that a float constant expression has, integers included. */
export const numberConstant = (expr: Expr): number | undefined =>
  expr.kind === 'float' ? expr.value : expr.kind === 'int' ? Number(expr.value) : undefined;

/** A node for an integer; the value is brought into the type's range. */
export const integer = (value: bigint | number, type: Type, at: Expr['at']): Expr => ({
  kind: 'int',
  type,
  at,
  value: wrap(BigInt(value), type.kind === 'int' ? type : UINT),
});
