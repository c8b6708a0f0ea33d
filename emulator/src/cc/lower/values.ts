/**
 * Expressions to trees. A value comes back as a pure tree; side effects are emitted as operations on the way, in an order that
 * C allows. Structs are handled by their address. Changes of objects are made by `updates.ts`.
 */

import type { Expr } from '../front/ast.ts';
import { sizeOf, type Type } from '../front/types.ts';
import { type Argument, addBytes, type Block, load, type Slot, type Tree, word } from '../ir/ir.ts';
import { assertNever } from '../problem.ts';
import { type FunctionBuilder, machineType, saved } from './builder.ts';
import { initializeLiteral } from './initialize.ts';
import { addressOf, isStruct, placeOf, readPlace, type Values } from './places.ts';
import { constantOf, convertTree, operator, relation, zeroOf } from './scalars.ts';
import { assign, compound, step } from './updates.ts';

/** Computes an expression for its side effects only. */
export const effect = (b: FunctionBuilder, expr: Expr): void => {
  switch (expr.kind) {
    case 'int':
    case 'float':
    case 'function':
    case 'string':
    case 'label-address':
    case 'runtime-size':
      return;
    case 'variable':
    case 'dereference':
    case 'member':
      if (expr.type.volatile === true && !isStruct(expr.type) && expr.type.kind !== 'array') {
        b.emit({ kind: 'evaluate', value: readPlace(placeOf(VALUES, b, expr)) });
      } else if (expr.kind === 'dereference') effect(b, expr.operand);
      else if (expr.kind === 'member') effect(b, expr.object);
      return;
    case 'unary':
    case 'not':
    case 'convert':
    case 'address':
      effect(b, expr.operand);
      return;
    case 'binary':
    case 'compare':
    case 'comma':
      effect(b, expr.left);
      effect(b, expr.right);
      return;
    case 'logical': {
      const [more, done] = [b.newBlock(), b.newBlock()];
      if (expr.op === 'and') branch(b, expr.left, more, done);
      else branch(b, expr.left, done, more);
      b.start(more);
      effect(b, expr.right);
      b.start(done);
      return;
    }
    case 'conditional': {
      const [then, other, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
      branch(b, expr.test, then, other);
      b.start(then);
      effect(b, expr.then);
      b.jump(done);
      b.start(other);
      effect(b, expr.else);
      b.start(done);
      return;
    }
    case 'assign':
      assign(VALUES, b, expr, false);
      return;
    case 'compound':
      compound(VALUES, b, expr, false);
      return;
    case 'step':
      step(VALUES, b, expr, false);
      return;
    case 'call':
      call(b, expr, false);
      return;
    case 'statements':
      b.body(b, expr.body);
      if (expr.value !== undefined) effect(b, expr.value);
      return;
    case 'compound-literal':
    case 'builtin':
      value(b, expr);
      return;
    default:
      assertNever(expr);
  }
};

/** The value of an expression; for structs and arrays the address. Void gives 0. */
export const value = (b: FunctionBuilder, expr: Expr): Tree => {
  switch (expr.kind) {
    case 'int':
    case 'float':
      return constantOf(expr);
    case 'variable':
    case 'dereference':
    case 'member':
      if (isStruct(expr.type) || expr.type.kind === 'array' || expr.type.kind === 'function')
        return addressOf(VALUES, b, expr);
      if (expr.type.kind === 'void') {
        effect(b, expr);
        return word(0);
      }
      return readPlace(placeOf(VALUES, b, expr));
    case 'function':
    case 'string':
      return addressOf(VALUES, b, expr);
    case 'compound-literal': {
      const address = initializeLiteral(VALUES, b, expr);
      return isStruct(expr.type) || expr.type.kind === 'array' ? address : load(machineType(expr.type), address);
    }
    case 'unary':
      return { kind: 'unary', type: machineType(expr.type), op: expr.op, operand: value(b, expr.operand) };
    case 'not': {
      const operand = value(b, expr.operand);
      return { kind: 'compare', type: 'i16', op: 'eq', left: operand, right: zeroOf(operand.type) };
    }
    case 'binary': {
      const left = value(b, expr.left);
      return operator(expr.op, expr.left.type, left, value(b, expr.right));
    }
    case 'compare': {
      const left = value(b, expr.left);
      return { kind: 'compare', type: 'i16', op: relation(expr.op, expr.left.type), left, right: value(b, expr.right) };
    }
    case 'logical':
      return logical(b, expr);
    case 'conditional':
      return conditional(b, expr);
    case 'comma':
      effect(b, expr.left);
      return value(b, expr.right);
    case 'assign':
      return assign(VALUES, b, expr, true);
    case 'compound':
      return compound(VALUES, b, expr, true);
    case 'step':
      return step(VALUES, b, expr, true);
    case 'address':
      return addressOf(VALUES, b, expr.operand);
    case 'call':
      return call(b, expr, true);
    case 'convert':
      if (expr.type.kind === 'void') {
        effect(b, expr.operand);
        return word(0);
      }
      return convertTree(value(b, expr.operand), expr.operand.type, expr.type);
    case 'statements':
      b.body(b, expr.body);
      return expr.value === undefined ? word(0) : settled(b, expr.value);
    case 'builtin':
      return builtin(b, expr);
    case 'label-address':
      b.labelBlock(expr.label);
      return { kind: 'symbol', type: 'i16', name: expr.label.symbol, offset: 0 };
    case 'runtime-size':
      return { kind: 'local', type: 'i16', slot: b.slotOf(expr.variable) };
    default:
      return assertNever(expr);
  }
};

/** The value of a statement expression: its objects may go away, so it is kept apart. */
const settled = (b: FunctionBuilder, expr: Expr): Tree => {
  if (expr.type.kind === 'void') {
    effect(b, expr);
    return word(0);
  }
  const tree = value(b, expr);
  return isStruct(expr.type) ? copied(b, tree, expr.type) : saved(b, tree);
};

const copied = (b: FunctionBuilder, address: Tree, type: Type): Tree => {
  const slot = b.memory(sizeOf(type), 2);
  const to: Tree = { kind: 'frame', type: 'i16', slot, offset: 0 };
  b.emit({ kind: 'copy', to, from: address, size: sizeOf(type) });
  return to;
};

/** Branches on a condition; `&&`, `||`, `!` and comparisons become control flow. */
export const branch = (b: FunctionBuilder, expr: Expr, then: Block, other: Block): void => {
  switch (expr.kind) {
    case 'logical': {
      const more = b.newBlock();
      if (expr.op === 'and') branch(b, expr.left, more, other);
      else branch(b, expr.left, then, more);
      b.start(more);
      branch(b, expr.right, then, other);
      return;
    }
    case 'not':
      branch(b, expr.operand, other, then);
      return;
    case 'comma':
      effect(b, expr.left);
      branch(b, expr.right, then, other);
      return;
    case 'compare': {
      const left = value(b, expr.left);
      const right = value(b, expr.right);
      b.end({ kind: 'branch', op: relation(expr.op, expr.left.type), left, right, yes: then, no: other });
      return;
    }
    default: {
      const left = value(b, expr);
      b.end({ kind: 'branch', op: 'ne', left, right: zeroOf(left.type), yes: then, no: other });
    }
  }
};

/** `&&` and `||` with a value, 0 or 1. */
const logical = (b: FunctionBuilder, expr: Expr): Tree => {
  const slot = b.temporary('i16');
  const [yes, no, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  branch(b, expr, yes, no);
  b.start(yes);
  b.emit({ kind: 'set', slot, value: word(1) });
  b.jump(done);
  b.start(no);
  b.emit({ kind: 'set', slot, value: word(0) });
  b.start(done);
  return { kind: 'local', type: 'i16', slot };
};

/** `?:` with a value: both branches set one temporary. */
const conditional = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'conditional' }>): Tree => {
  if (expr.type.kind === 'void') {
    effect(b, expr);
    return word(0);
  }
  const type = machineType(expr.type);
  const slot = b.temporary(type);
  const [then, other, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
  branch(b, expr.test, then, other);
  b.start(then);
  b.emit({ kind: 'set', slot, value: value(b, expr.then) });
  b.jump(done);
  b.start(other);
  b.emit({ kind: 'set', slot, value: value(b, expr.else) });
  b.start(done);
  return { kind: 'local', type, slot };
};

/** A call; a struct comes back in memory of the caller, whose address is the first argument. */
const call = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'call' }>, wanted: boolean): Tree => {
  const { type } = expr;
  const args: Argument[] = [];
  let structResult: Slot | undefined;
  if (isStruct(type)) {
    structResult = b.memory(sizeOf(type), 2);
    args.push({ kind: 'value', value: { kind: 'frame', type: 'i16', slot: structResult, offset: 0 } });
  }
  for (const arg of expr.args) {
    if (isStruct(arg.type)) args.push({ kind: 'bytes', address: value(b, arg), size: sizeOf(arg.type) });
    else args.push({ kind: 'value', value: value(b, arg) });
  }
  const callee: Tree = value(b, expr.callee);
  const noreturn = expr.callee.kind === 'function' && expr.callee.function.noreturn;
  if (structResult !== undefined) {
    b.emit({ kind: 'call', result: undefined, call: { callee, args, noreturn } });
    return { kind: 'frame', type: 'i16', slot: structResult, offset: 0 };
  }
  const result = type.kind === 'void' || !wanted ? undefined : b.temporary(machineType(type));
  b.emit({ kind: 'call', result, call: { callee, args, noreturn } });
  if (noreturn) b.end({ kind: 'unreachable' });
  return result === undefined ? word(0) : { kind: 'local', type: result.type!, slot: result };
};

const builtin = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'builtin' }>): Tree => {
  switch (expr.name) {
    case 'alloca': {
      const result = b.temporary('i16');
      b.dynamicStack = true;
      b.emit({ kind: 'alloca', result, size: value(b, expr.args[0]!) });
      return { kind: 'local', type: 'i16', slot: result };
    }
    case 'unreachable':
      b.end({ kind: 'unreachable' });
      return word(0);
    case 'trap':
      b.end({ kind: 'trap' });
      return word(0);
    case 'frame_address':
      return { kind: 'base', type: 'i16' };
    case 'return_address':
      return load('i16', addBytes({ kind: 'base', type: 'i16' }, 2));
    default:
      return word(0);
  }
};

/** What places, updates and initialisers need of this file. */
export const VALUES: Values = { value, effect, initialize: (b, expr) => initializeLiteral(VALUES, b, expr) };
