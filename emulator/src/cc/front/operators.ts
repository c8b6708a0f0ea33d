/**
 * Operators on values (C99 6.5.3.3 to 6.5.15): arithmetic, shifts, comparisons, `&&`, `||`, `!`, `?:`. Each function checks its
 * operands, converts them and gives the typed node, folded where constant.
 */

import type { Position } from '../problem.ts';
import { asScalar } from './assume.ts';
import type { BinaryOp, CompareOp, Expr } from './ast.ts';
import { foldCompare, foldFloat, foldInteger, integer, isNullConstant, zero } from './constants.ts';
import type { Context } from './context.ts';
import { cast, condition, convert, promoted, rvalue, truth } from './conversions.ts';
import { completes, learnScalar } from './learn.ts';
import { compatible, composite, typeName, usualConversion } from './relations.ts';
import {
  INT,
  isArithmetic,
  isInteger,
  isPointer,
  isScalar,
  isVariable,
  type PointerType,
  pointerTo,
  qualify,
  sizeOf,
  type Type,
  UINT,
  unqualified,
  VOID,
} from './types.ts';

/** Reports operands that do not fit an operator, unless an unknown type explains it; gives 0. */
export const invalid = (cx: Context, at: Position, op: string, left: Type, right: Type): Expr => {
  if (learnScalar(cx, left) || learnScalar(cx, right)) return zero(at);
  cx.error(at, `invalid operands of '${op}': '${typeName(left)}' and '${typeName(right)}'`);
  return zero(at);
};

/** The size of a type as an expression: a constant, or for a VLA the hidden variable. Also for element sizes. */
export const sizeExpr = (cx: Context, type: Type, at: Position): Expr => {
  if (type.kind === 'array' && isVariable(type)) {
    if (type.runtime !== undefined) return { kind: 'runtime-size', type: UINT, at, variable: cx.runtimeSize(type) };
    return node(cx, 'mul', integer(type.length ?? 0, UINT, at), sizeExpr(cx, type.element, at), UINT, at);
  }
  return integer(sizeOf(type), UINT, at);
};

/** A binary node whose operands have their final types; folded where both are constant. */
export const node = (cx: Context, op: BinaryOp, left: Expr, right: Expr, type: Type, at: Position): Expr => {
  if (left.kind === 'int' && right.kind === 'int') {
    const arithmeticType = type.kind === 'int' ? type : UINT;
    const value = foldInteger(op, left.value, right.value, arithmeticType);
    if (value !== undefined) return integer(value, type, at);
    cx.warn(at, 'division by zero');
  }
  if (left.kind === 'float' && right.kind === 'float' && type.kind === 'float') {
    const value = foldFloat(op, left.value, right.value, type);
    if (value !== undefined) return { kind: 'float', type, at, value };
  }
  return { kind: 'binary', op, type, at, left, right };
};

/** Reports arithmetic on a pointer to something without a size. */
export const checkTarget = (cx: Context, pointer: PointerType, at: Position): void => {
  if (pointer.target.kind !== 'void' && pointer.target.kind !== 'function' && !completes(cx, pointer.target)) {
    cx.error(at, `arithmetic on a pointer to the incomplete type '${typeName(pointer.target)}'`);
  }
};

/** An index in bytes: for pointer arithmetic on elements of this type. */
export const scaled = (cx: Context, index: Expr, element: Type, at: Position): Expr =>
  node(cx, 'mul', convert(promoted(index), INT), convert(sizeExpr(cx, element, at), INT), INT, at);

/** Pointer plus or minus an integer, scaled to bytes. */
const offsetPointer = (cx: Context, op: 'add' | 'sub', pointer: Expr, index: Expr, at: Position): Expr => {
  const type = pointer.type as PointerType;
  checkTarget(cx, type, at);
  return node(cx, op, pointer, scaled(cx, index, type.target, at), unqualified(type), at);
};

/** Operators as C writes them, for messages. */
export const SYMBOL: Readonly<Record<BinaryOp, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  rem: '%',
  and: '&',
  or: '|',
  xor: '^',
  shl: '<<',
  shr: '>>',
};

/** A pointer as a number, where a guess made it a pointer. */
const asNumber = (expr: Expr): Expr => (isPointer(expr.type) ? convert(expr, INT) : expr);

/** `left op right` for the arithmetic and bit operators. */
export const binary = (cx: Context, op: BinaryOp, l: Expr, r: Expr, at: Position): Expr => {
  const left = rvalue(asScalar(cx, l));
  const right = rvalue(asScalar(cx, r));
  if (op === 'add' && isPointer(left.type) && isInteger(right.type)) return offsetPointer(cx, 'add', left, right, at);
  if (op === 'add' && isInteger(left.type) && isPointer(right.type)) return offsetPointer(cx, 'add', right, left, at);
  if (op === 'sub' && isPointer(left.type) && isInteger(right.type)) return offsetPointer(cx, 'sub', left, right, at);
  if (op === 'sub' && isPointer(left.type) && isPointer(right.type)) {
    checkTarget(cx, left.type, at);
    if (!compatible(unqualified(left.type.target), unqualified(right.type.target))) {
      cx.warn(at, `subtracts pointers to '${typeName(left.type.target)}' and '${typeName(right.type.target)}'`);
    }
    const bytes = node(cx, 'sub', convert(left, INT), convert(right, INT), INT, at);
    return node(cx, 'div', bytes, convert(sizeExpr(cx, left.type.target, at), INT), INT, at);
  }
  if (cx.assumptions !== undefined && isPointer(left.type) !== isPointer(right.type) && op !== 'sub')
    return binary(cx, op, asNumber(left), asNumber(right), at);
  const integral = op !== 'add' && op !== 'sub' && op !== 'mul' && op !== 'div';
  const fits = integral ? isInteger : isArithmetic;
  if (!fits(left.type) || !fits(right.type)) return invalid(cx, at, SYMBOL[op], left.type, right.type);
  if (op === 'shl' || op === 'shr') {
    const value = promoted(left);
    const count = convert(promoted(right), INT);
    if (count.kind === 'int' && (count.value < 0n || count.value >= BigInt(sizeOf(value.type) * 8))) {
      cx.warn(at, `shift by ${count.value} is outside the width of '${typeName(value.type)}'`);
    }
    return node(cx, op, value, count, value.type, at);
  }
  const type = usualConversion(promoted(left).type, promoted(right).type);
  return node(cx, op, convert(promoted(left), type), convert(promoted(right), type), type, at);
};

const COMPARE_SYMBOL: Readonly<Record<CompareOp, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

const compareNode = (op: CompareOp, left: Expr, right: Expr, at: Position): Expr => {
  if ((left.kind === 'int' && right.kind === 'int') || (left.kind === 'float' && right.kind === 'float')) {
    return integer(foldCompare(op, left.value, right.value) ? 1 : 0, INT, at);
  }
  return { kind: 'compare', op, type: INT, at, left, right };
};

/** Relational and equality operators (6.5.8, 6.5.9). */
export const compare = (cx: Context, op: CompareOp, l: Expr, r: Expr, at: Position): Expr => {
  const left = rvalue(asScalar(cx, l));
  const right = rvalue(asScalar(cx, r));
  if (isArithmetic(left.type) && isArithmetic(right.type)) {
    const type = usualConversion(promoted(left).type, promoted(right).type);
    return compareNode(op, convert(promoted(left), type), convert(promoted(right), type), at);
  }
  if (isPointer(left.type) && isPointer(right.type)) {
    const a = left.type.target;
    const b = right.type.target;
    if (a.kind !== 'void' && b.kind !== 'void' && !compatible(unqualified(a), unqualified(b))) {
      cx.warn(at, `compares the distinct pointer types '${typeName(left.type)}' and '${typeName(right.type)}'`);
    }
    return compareNode(op, left, right, at);
  }
  const [pointer, other] = isPointer(left.type) ? [left, right] : [right, left];
  if (isPointer(pointer.type) && isInteger(other.type)) {
    if (!isNullConstant(other)) cx.warn(at, `compares the pointer '${typeName(pointer.type)}' with an integer`);
    return compareNode(op, convert(left, pointer.type), convert(right, pointer.type), at);
  }
  return invalid(cx, at, COMPARE_SYMBOL[op], left.type, right.type);
};

/** `&&` and `||` (6.5.13, 6.5.14); folded where the left side decides, or both are known. */
export const logical = (cx: Context, op: 'and' | 'or', l: Expr, r: Expr, at: Position): Expr => {
  const left = condition(cx, l);
  const right = condition(cx, r);
  const known = truth(left);
  if (known !== undefined && known === (op === 'or')) return integer(op === 'or' ? 1 : 0, INT, at);
  const rightKnown = truth(right);
  if (known !== undefined && rightKnown !== undefined) return integer(rightKnown ? 1 : 0, INT, at);
  return { kind: 'logical', op, type: INT, at, left, right };
};

/** Unary `-`, `+`, `~` and `!` (6.5.3.3). */
export const unary = (cx: Context, op: '-' | '+' | '~' | '!', expr: Expr, at: Position): Expr => {
  const value = rvalue(expr);
  if (op === '!') {
    const test = condition(cx, value);
    const known = truth(test);
    return known === undefined ? { kind: 'not', type: INT, at, operand: test } : integer(known ? 0 : 1, INT, at);
  }
  if (!isArithmetic(value.type) || (op === '~' && !isInteger(value.type))) {
    if (learnScalar(cx, value.type)) return zero(at);
    cx.error(at, `invalid operand of '${op}': '${typeName(value.type)}'`);
    return zero(at);
  }
  const operand = promoted(value);
  if (op === '+') return { ...operand, at };
  if (operand.kind === 'int') return integer(op === '-' ? -operand.value : ~operand.value, operand.type, at);
  if (operand.kind === 'float') return { ...operand, value: -operand.value };
  return { kind: 'unary', op: op === '-' ? 'neg' : 'com', type: operand.type, at, operand };
};

/** The type that both branches of `?:` take (6.5.15). */
const conditionalType = (cx: Context, a: Expr, b: Expr, at: Position): Type => {
  if (isArithmetic(a.type) && isArithmetic(b.type)) return usualConversion(promoted(a).type, promoted(b).type);
  if (a.type.kind === 'void' || b.type.kind === 'void') return VOID;
  if (a.type.kind === 'record' && b.type.kind === 'record' && a.type.definition === b.type.definition) return a.type;
  if (isPointer(a.type) && isNullConstant(b)) return a.type;
  if (isPointer(b.type) && isNullConstant(a)) return b.type;
  if (isPointer(a.type) && isPointer(b.type)) {
    const constant = a.type.target.constant === true || b.type.target.constant === true;
    const volatile = a.type.target.volatile === true || b.type.target.volatile === true;
    const inner = [unqualified(a.type.target), unqualified(b.type.target)] as const;
    if (inner[0].kind === 'void' || inner[1].kind === 'void') return pointerTo(qualify(VOID, constant, volatile));
    if (compatible(inner[0], inner[1])) return pointerTo(qualify(composite(inner[0], inner[1]), constant, volatile));
    cx.warn(at, `the branches of '?:' are '${typeName(a.type)}' and '${typeName(b.type)}'`);
    return pointerTo(VOID);
  }
  if ((isPointer(a.type) && isInteger(b.type)) || (isPointer(b.type) && isInteger(a.type))) {
    cx.warn(at, "the branches of '?:' are a pointer and an integer");
    return isPointer(a.type) ? a.type : b.type;
  }
  if (learnScalar(cx, a.type) || learnScalar(cx, b.type)) return INT;
  cx.error(at, `the branches of '?:' do not fit: '${typeName(a.type)}' and '${typeName(b.type)}'`);
  return INT;
};

/** `test ? a : b`; the branch is taken at once where the test and it are constant. */
export const conditional = (cx: Context, testExpr: Expr, a: Expr, b: Expr, at: Position): Expr => {
  const test = condition(cx, testExpr);
  const left = rvalue(a);
  const right = rvalue(b);
  const type = unqualified(conditionalType(cx, left, right, at));
  const bring = (expr: Expr): Expr =>
    type.kind === 'record'
      ? expr
      : type.kind === 'void'
        ? cast(cx, expr, VOID, expr.at)
        : isScalar(expr.type)
          ? convert(expr, type)
          : integer(0, INT, expr.at);
  const [then, other] = [bring(left), bring(right)];
  const known = truth(test);
  const chosen = known === undefined ? undefined : known ? then : other;
  const constant = (expr: Expr): boolean => expr.kind === 'int' || expr.kind === 'float';
  if (chosen !== undefined && (constant(chosen) || test.kind === 'int')) return chosen;
  return { kind: 'conditional', type, at, test, then, else: other };
};
