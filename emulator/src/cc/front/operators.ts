/**
 * Typed operators (C99 6.5): each function checks its operands, converts them and gives the node, folded where constant.
 */

import type { Position } from '../problem.ts';
import { asLvalue, asPointer, asRecord, asScalar, missingMember } from './assume.ts';
import type { BinaryOp, CompareOp, Expr } from './ast.ts';
import { foldCompare, foldFloat, foldInteger, integer, isNullConstant } from './constants.ts';
import type { Context } from './context.ts';
import {
  addressOf,
  assignable,
  bitWidth,
  cast,
  condition,
  convert,
  isLvalue,
  promoted,
  rvalue,
  takeAddress,
  truth,
} from './conversions.ts';
import { completes, learnScalar } from './learn.ts';
import { compatible, composite, findMember, typeName, usualConversion } from './relations.ts';
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

const zero = (at: Position): Expr => integer(0, INT, at);

const invalid = (cx: Context, at: Position, op: string, left: Type, right: Type): Expr => {
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

const node = (cx: Context, op: BinaryOp, left: Expr, right: Expr, type: Type, at: Position): Expr => {
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

const checkTarget = (cx: Context, pointer: PointerType, at: Position): void => {
  if (pointer.target.kind !== 'void' && pointer.target.kind !== 'function' && !completes(cx, pointer.target)) {
    cx.error(at, `arithmetic on a pointer to the incomplete type '${typeName(pointer.target)}'`);
  }
};

/** Pointer plus or minus an integer, scaled to bytes. */
export const offsetPointer = (cx: Context, op: 'add' | 'sub', pointer: Expr, index: Expr, at: Position): Expr => {
  const type = pointer.type as PointerType;
  checkTarget(cx, type, at);
  const scaled = node(cx, 'mul', convert(promoted(index), INT), convert(sizeExpr(cx, type.target, at), INT), INT, at);
  return node(cx, op, pointer, scaled, unqualified(type), at);
};

const SYMBOL: Readonly<Record<BinaryOp, string>> = {
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

export const logical = (cx: Context, op: 'and' | 'or', l: Expr, r: Expr, at: Position): Expr => {
  const left = condition(cx, l);
  const right = condition(cx, r);
  const known = truth(left);
  if (known !== undefined && known === (op === 'or')) return integer(op === 'or' ? 1 : 0, INT, at);
  const rightKnown = truth(right);
  if (known !== undefined && rightKnown !== undefined) return integer(rightKnown ? 1 : 0, INT, at);
  return { kind: 'logical', op, type: INT, at, left, right };
};

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

export const assign = (cx: Context, written: Expr, expr: Expr, at: Position): Expr => {
  const target = asLvalue(cx, written) ?? written;
  if (!modifiable(cx, target, at)) return zero(at);
  const value = assignable(cx, expr, target.type, 'assignment');
  return { kind: 'assign', type: unqualified(target.type), at, target, value };
};

export const compoundAssign = (cx: Context, op: BinaryOp, written: Expr, expr: Expr, at: Position): Expr => {
  const target = asLvalue(cx, written) ?? written;
  if (!modifiable(cx, target, at)) return zero(at);
  const type = unqualified(target.type);
  if (isPointer(type) && (op === 'add' || op === 'sub') && isInteger(rvalue(expr).type)) {
    checkTarget(cx, type, at);
    const scaled = node(cx, 'mul', convert(promoted(expr), INT), convert(sizeExpr(cx, type.target, at), INT), INT, at);
    return { kind: 'compound', op, type, at, target, value: scaled, computation: type };
  }
  const result = binary(cx, op, { ...target, type } as Expr, expr, at);
  if (result.kind !== 'binary' || isPointer(result.type)) {
    if (result.kind !== 'int') invalid(cx, at, `${SYMBOL[op]}=`, target.type, expr.type);
    const fallback = op === 'shl' || op === 'shr' ? INT : type;
    return { kind: 'compound', op, type, at, target, value: zero(at), computation: fallback };
  }
  return { kind: 'compound', op, type, at, target, value: result.right, computation: result.type };
};

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

/** Unary `*`. */
export const dereference = (cx: Context, expr: Expr, at: Position): Expr => {
  let pointer = rvalue(expr);
  if (!isPointer(pointer.type)) pointer = asPointer(cx, pointer, 'int', at) ?? pointer;
  if (!isPointer(pointer.type)) {
    cx.error(at, `cannot dereference '${typeName(pointer.type)}': expected a pointer`);
    return zero(at);
  }
  if (pointer.type.target.kind === 'function' && pointer.kind === 'address') return pointer.operand;
  return { kind: 'dereference', type: pointer.type.target, at, operand: pointer };
};

/** Unary `&`. */
export const address = (cx: Context, written: Expr, at: Position): Expr => {
  const operand = asLvalue(cx, written) ?? written;
  if (operand.type.kind !== 'function' && !isLvalue(operand)) {
    cx.error(at, "expected an lvalue or function after '&'");
    return zero(at);
  }
  if (bitWidth(operand) !== undefined) {
    cx.error(at, 'the address of a bit field cannot be taken');
    return zero(at);
  }
  if (operand.kind === 'variable' && operand.variable.register)
    cx.clash(at, `the address of the register variable '${operand.variable.name}' cannot be taken`);
  if (operand.type.kind === 'array') takeAddress(operand);
  return addressOf(operand, at);
};

/** `object.name`. */
export const member = (cx: Context, object: Expr, name: string, at: Position): Expr => {
  const type = object.type;
  if (type.kind !== 'record') {
    const assumed = asRecord(cx, object);
    if (assumed !== undefined) return member(cx, assumed, name, at);
    // Our header has a pointer where the program's own has a struct.
    if (cx.assumptions !== undefined && isPointer(type) && type.target.kind === 'record')
      return member(cx, dereference(cx, object, at), name, at);
    const hint = isPointer(type) && type.target.kind === 'record' ? "; did you mean '->'?" : '';
    cx.error(at, `expected a struct or union before '.${name}' but found '${typeName(type)}'${hint}`);
    return zero(at);
  }
  if (!completes(cx, type) || type.definition.members === undefined) {
    cx.error(at, `'${typeName(type)}' is incomplete here`);
    return zero(at);
  }
  let found = findMember(type.definition, name);
  if (found === undefined && cx.assumptions?.addMember(type.definition, name) === true)
    found = findMember(type.definition, name);
  if (found === undefined && cx.assumptions !== undefined) return missingMember(cx, type.definition, name, at);
  if (found === undefined) {
    cx.error(at, `'${typeName(type)}' has no member '${name}'`);
    return zero(at);
  }
  cx.assumptions?.used(type.definition, name);
  const memberType = qualify(found.type, type.constant === true, type.volatile === true);
  return { kind: 'member', type: memberType, at, object, member: found };
};

/** `pointer->name`. */
export const arrow = (cx: Context, expr: Expr, name: string, at: Position): Expr => {
  let pointer = rvalue(expr);
  if (!isPointer(pointer.type) || pointer.type.target.kind !== 'record')
    pointer = asPointer(cx, pointer, 'record', at) ?? pointer;
  if (cx.assumptions !== undefined && expr.type.kind === 'record') return member(cx, expr, name, at);
  if (!isPointer(pointer.type) || pointer.type.target.kind !== 'record') {
    const hint = pointer.type.kind === 'record' ? "; did you mean '.'?" : '';
    cx.error(at, `expected a pointer to a struct before '->${name}' but found '${typeName(pointer.type)}'${hint}`);
    return zero(at);
  }
  return member(cx, dereference(cx, pointer, at), name, at);
};
