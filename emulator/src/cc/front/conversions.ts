/**
 * Conversions (C99 6.3) and what may be assigned to what (6.5.16.1). A conversion of a constant is a constant.
 */
import type { Position } from '../problem.ts';
import type { Expr } from './ast.ts';
import { floatToInteger, integer, integerToFloat, isNullConstant } from './constants.ts';
import type { Context } from './context.ts';
import { learnMisfit, learnScalar, learnTypes } from './learn.ts';
import { compatible, promote, promoteArgument, typeName } from './relations.ts';
import { INT, isArithmetic, isScalar, LONG, pointerTo, sizeOf, type Type, unqualified, VOID } from './types.ts';

export const isLvalue = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'variable':
    case 'dereference':
    case 'string':
    case 'compound-literal':
      return true;
    case 'member':
      return isLvalue(expr.object);
    default:
      return false;
  }
};

/** Notes that the address of the object behind an lvalue is used, so that it must live in memory. */
export const takeAddress = (expr: Expr): void => {
  if (expr.kind === 'variable' || expr.kind === 'compound-literal') expr.variable.addressTaken = true;
  else if (expr.kind === 'member') takeAddress(expr.object);
  else if (expr.kind === 'function') expr.function.referenced = true;
};

/** The address of an lvalue or function. */
export const addressOf = (operand: Expr, at: Position): Expr => {
  takeAddress(operand);
  if (operand.kind === 'dereference') return { ...operand.operand, type: pointerTo(operand.type) };
  return { kind: 'address', type: pointerTo(operand.type), at, operand };
};

/** The value of an expression: arrays and functions become pointers, qualifiers go (6.3.2.1). */
export const rvalue = (expr: Expr): Expr => {
  if (expr.type.kind === 'array') {
    const type = pointerTo(expr.type.element);
    if (expr.kind === 'dereference') return { kind: 'convert', type, at: expr.at, operand: expr.operand };
    takeAddress(expr);
    return { kind: 'address', type, at: expr.at, operand: expr };
  }
  if (expr.type.kind === 'function') {
    if (expr.kind === 'dereference') return expr.operand;
    return addressOf(expr, expr.at);
  }
  return expr;
};

/** Width of the bit field that an expression reads, if it is one. */
export const bitWidth = (expr: Expr): number | undefined => {
  if (expr.kind === 'member') return expr.member.bits?.width;
  if (expr.kind === 'assign' || expr.kind === 'compound' || expr.kind === 'step') return bitWidth(expr.target);
  return expr.kind === 'comma' ? bitWidth(expr.right) : undefined;
};

const folded = (expr: Expr, type: Type): Expr | undefined => {
  if (expr.kind === 'int') {
    if (type.kind === 'int' || type.kind === 'pointer') return integer(expr.value, type, expr.at);
    if (type.kind === 'float') return { kind: 'float', type, at: expr.at, value: integerToFloat(expr.value, type) };
  }
  if (expr.kind === 'float') {
    if (type.kind === 'int') return integer(floatToInteger(expr.value, type), type, expr.at);
    if (type.kind === 'float') return { ...expr, type, value: type.size === 4 ? Math.fround(expr.value) : expr.value };
  }
  return undefined;
};

const sameRepresentation = (a: Type, b: Type): boolean =>
  (a.kind === 'int' && b.kind === 'int' && a.name === b.name) ||
  (a.kind === 'float' && b.kind === 'float' && a.size === b.size);

/** The value converted to a scalar type or void, without asking whether C allows it silently. */
export const convert = (expr: Expr, to: Type): Expr => {
  const type = unqualified(to);
  const value = rvalue(expr);
  if (value.type === type) return value;
  if (value.kind === 'float' && type.kind === 'float') return folded(value, type) ?? value;
  if (sameRepresentation(value.type, type)) {
    return value.type.constant || value.type.volatile || value.type.kind === 'float'
      ? { kind: 'convert', type, at: value.at, operand: value }
      : value;
  }
  return folded(value, type) ?? { kind: 'convert', type, at: value.at, operand: value };
};

/** Integer promotion of a value. */
export const promoted = (expr: Expr): Expr => {
  const value = rvalue(expr);
  return convert(value, promote(value.type, bitWidth(value)));
};

/** An argument for which no prototype speaks. */
export const defaultArgument = (expr: Expr): Expr => {
  const value = rvalue(expr);
  return isArithmetic(value.type) ? convert(promoted(value), promoteArgument(value.type)) : value;
};

const loses = (from: Type, to: Type): boolean =>
  (from.constant === true && to.constant !== true) || (from.volatile === true && to.volatile !== true);

const pointerWarning = (from: Type, to: Type): string | undefined => {
  if (from.kind !== 'pointer' || to.kind !== 'pointer') return undefined;
  const source = from.target;
  const target = to.target;
  if (source.kind === 'void' || target.kind === 'void' || compatible(unqualified(source), unqualified(target))) {
    return loses(source, target) ? 'drops qualifiers of the target type' : undefined;
  }
  if (source.kind === 'int' && target.kind === 'int' && sizeOf(source) === sizeOf(target))
    return 'differs in signedness';
  return 'is an incompatible pointer type';
};

/**
 * The value as what is assigned, passed, returned or initialised: `role` says which, for the message. Reports what C does
 * not allow, warns about what old code does, and gives a value of the wanted type in any case.
 */
export const assignable = (cx: Context, expr: Expr, to: Type, role: string): Expr => {
  const value = rvalue(expr);
  const type = unqualified(to);
  const from = value.type;
  const bad = (): Expr => {
    if (!learnMisfit(cx, value, type))
      cx.error(value.at, `${role}: expected '${typeName(type)}' but found '${typeName(from)}'`);
    return isScalar(type) ? integer(0, type.kind === 'float' ? INT : type, value.at) : { ...value, type };
  };
  if (cx.assumptions !== undefined) learnTypes(cx, value, type);
  if (type.kind === 'void' || from.kind === 'void') return bad();
  if (isArithmetic(type) && isArithmetic(from)) return convert(value, type);
  if (type.kind === 'int' && type.name === '_Bool' && from.kind === 'pointer') return convert(value, type);
  if (type.kind === 'record') return from.kind === 'record' && from.definition === type.definition ? value : bad();
  if (type.kind === 'pointer' && from.kind === 'pointer') {
    const warning = isNullConstant(value) ? undefined : pointerWarning(from, type);
    if (warning !== undefined) cx.warn(value.at, `${role}: '${typeName(from)}' for '${typeName(type)}' ${warning}`);
    return convert(value, type);
  }
  if (type.kind === 'pointer' && from.kind === 'int') {
    if (!isNullConstant(value))
      cx.warn(value.at, `${role}: makes the pointer '${typeName(type)}' from an integer without a cast`);
    return convert(value, type);
  }
  if (type.kind === 'int' && from.kind === 'pointer') {
    cx.warn(value.at, `${role}: makes the integer '${typeName(type)}' from a pointer without a cast`);
    return convert(value, type);
  }
  return bad();
};

/** The value as a condition: a scalar, which is compared with zero. */
export const condition = (cx: Context, expr: Expr): Expr => {
  const value = rvalue(expr);
  if (isScalar(value.type)) return value;
  if (!learnScalar(cx, value.type))
    cx.error(value.at, `expected a scalar condition but found '${typeName(value.type)}'`);
  return integer(0, INT, value.at);
};

/** Whether a constant is true; undefined if it is not constant. */
export const truth = (expr: Expr): boolean | undefined => {
  if (expr.kind === 'int') return expr.value !== 0n;
  if (expr.kind === 'float') return expr.value !== 0;
  if (expr.kind !== 'address') return undefined;
  const { operand } = expr;
  return operand.kind === 'string' || (operand.kind === 'variable' && !operand.variable.weak) ? true : undefined;
};

/** An explicit cast (6.5.4). */
export const cast = (cx: Context, expr: Expr, type: Type, at: Position): Expr => {
  const value = rvalue(expr);
  if (type.kind === 'void') return { kind: 'convert', type: VOID, at, operand: value };
  const from = value.type;
  if (type.kind === 'record' && from.kind === 'record' && type.definition === from.definition) return value;
  const bothPointerFree = isArithmetic(type) && isArithmetic(from);
  const withPointer = isScalar(type) && isScalar(from) && type.kind !== 'float' && from.kind !== 'float';
  if (!bothPointerFree && !withPointer) {
    if (!learnScalar(cx, type) && !learnScalar(cx, from))
      cx.error(at, `cannot cast '${typeName(from)}' to '${typeName(type)}'`);
    return integer(0, isScalar(type) && type.kind !== 'float' ? type : INT, at);
  }
  if (from.kind === 'int' && from.size > 2 && type.kind === 'pointer' && value.kind !== 'int') {
    cx.warn(at, `the cast drops the upper bits of '${typeName(from)}'`);
    return convert(convert(value, LONG), type);
  }
  return convert(value, type);
};
