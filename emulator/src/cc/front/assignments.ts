/** The operators that change an object (C99 6.5.2.4, 6.5.3.1, 6.5.16): `=`, `+=` and its like, `++` and `--`. */

import type { Position } from '../problem.ts';
import { asLvalue } from './assume.ts';
import type { BinaryOp, Expr } from './ast.ts';
import { zero } from './constants.ts';
import type { Context } from './context.ts';
import { assignable, convert, isLvalue, rvalue } from './conversions.ts';
import { learnScalar } from './learn.ts';
import { binary, checkTarget, invalid, node, SYMBOL, scaled, sizeExpr } from './operators.ts';
import { typeName } from './relations.ts';
import { INT, isInteger, isPointer, isScalar, isVariable, sizeOf, unqualified } from './types.ts';

const modifiable = (cx: Context, target: Expr, at: Position): boolean => {
  if (!isLvalue(target)) {
    cx.error(at, 'the left operand of an assignment must be an lvalue');
    return false;
  }
  if (target.type.kind === 'array') {
    cx.error(at, 'an array cannot be assigned to');
    return false;
  }
  if (target.type.constant === true) cx.clash(at, `assignment to a const object of type '${typeName(target.type)}'`);
  return true;
};

/** `target = value`, the value converted to the type of the target (6.5.16.1). */
export const assign = (cx: Context, written: Expr, expr: Expr, at: Position): Expr => {
  const target = asLvalue(cx, written) ?? written;
  if (!modifiable(cx, target, at)) return zero(at);
  const value = assignable(cx, expr, target.type, 'assignment');
  return { kind: 'assign', type: unqualified(target.type), at, target, value };
};

/** `target op= value`; both are brought to a common type first, for shifts only the target (6.5.16.2). */
export const compoundAssign = (cx: Context, op: BinaryOp, written: Expr, expr: Expr, at: Position): Expr => {
  const target = asLvalue(cx, written) ?? written;
  if (!modifiable(cx, target, at)) return zero(at);
  const type = unqualified(target.type);
  if (isPointer(type) && (op === 'add' || op === 'sub') && isInteger(rvalue(expr).type)) {
    checkTarget(cx, type, at);
    return { kind: 'compound', op, type, at, target, value: scaled(cx, expr, type.target, at), computation: type };
  }
  const result = binary(cx, op, { ...target, type } as Expr, expr, at);
  if (result.kind !== 'binary' || isPointer(result.type)) {
    if (result.kind !== 'int') invalid(cx, at, `${SYMBOL[op]}=`, target.type, expr.type);
    const fallback = op === 'shl' || op === 'shr' ? INT : type;
    return { kind: 'compound', op, type, at, target, value: zero(at), computation: fallback };
  }
  return { kind: 'compound', op, type, at, target, value: result.right, computation: result.type };
};

/** `++` (`sign` 1) and `--` (-1), before or behind the object. */
export const step = (cx: Context, written: Expr, sign: 1 | -1, post: boolean, at: Position): Expr => {
  const target = asLvalue(cx, written) ?? written;
  if (!modifiable(cx, target, at)) return zero(at);
  const type = unqualified(target.type);
  if (!isScalar(type)) {
    if (learnScalar(cx, type)) return zero(at);
    cx.error(at, `invalid operand of '${sign > 0 ? '++' : '--'}': '${typeName(type)}'`);
    return zero(at);
  }
  if (isPointer(type)) {
    checkTarget(cx, type, at);
    if (isVariable(type.target)) {
      const size = convert(sizeExpr(cx, type.target, at), INT);
      const moved: Expr = {
        kind: 'compound',
        op: sign > 0 ? 'add' : 'sub',
        type,
        at,
        target,
        value: size,
        computation: type,
      };
      return post ? node(cx, sign > 0 ? 'sub' : 'add', moved, size, type, at) : moved;
    }
  }
  const delta = isPointer(type) ? sizeOf(type.target) * sign : sign;
  return { kind: 'step', type, at, target, delta, post };
};
