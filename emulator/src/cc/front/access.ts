/**
 * The operators that lead from one object to another: `*`, `&`, `.` and `->` (C99 6.5.2.3, 6.5.3.2). Where declarations are
 * missing, their use tells what the operand must be.
 */

import type { Position } from '../problem.ts';
import { asLvalue, asPointer, asRecord, missingMember } from './assume.ts';
import type { Expr } from './ast.ts';
import { zero } from './constants.ts';
import type { Context } from './context.ts';
import { addressOf, bitWidth, isLvalue, rvalue, takeAddress } from './conversions.ts';
import { completes } from './learn.ts';
import { findMember, typeName } from './relations.ts';
import { isPointer, qualify } from './types.ts';

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
