/**
 * Expressions to trees. A value comes back as a pure tree; side effects are emitted as operations on the way, in an order that
 * C allows. Structs are handled by their address.
 */
import type { Expr, InitialItem, Initializer, Variable } from '../front/ast.ts';
import { isVariable, sizeOf, type Type } from '../front/types.ts';
import {
  type Argument,
  addBytes,
  type Block,
  binary,
  constant,
  load,
  type MachineType,
  type Slot,
  type Tree,
  word,
} from '../ir/ir.ts';
import { assertNever } from '../problem.ts';
import { type FunctionBuilder, isCheap, isSigned, machineType } from './builder.ts';
import {
  addressOf,
  isStruct,
  narrowed,
  type Place,
  placeOf,
  readPlace,
  reusable,
  type Values,
  writePlace,
} from './places.ts';
import { constantOf, convertTree, isFloat, operator, relation, zeroOf } from './scalars.ts';

/** Puts a value into a temporary, so that it can be used more than once. */
export const saved = (b: FunctionBuilder, tree: Tree): Tree => {
  if (isCheap(tree) && tree.kind !== 'local') return tree;
  const slot = b.temporary(tree.type);
  b.emit({ kind: 'set', slot, value: tree });
  return { kind: 'local', type: tree.type, slot };
};

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
      assign(b, expr, false);
      return;
    case 'compound':
      compound(b, expr, false);
      return;
    case 'step':
      step(b, expr, false);
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
      const address = initializeLiteral(b, expr);
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
      return assign(b, expr, true);
    case 'compound':
      return compound(b, expr, true);
    case 'step':
      return step(b, expr, true);
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

const assign = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'assign' }>, wanted: boolean): Tree => {
  if (isStruct(expr.type)) {
    const from = value(b, expr.value);
    const to = addressOf(VALUES, b, expr.target);
    const target = isCheap(to) || !wanted ? to : saved(b, to);
    b.emit({ kind: 'copy', to: target, from, size: sizeOf(expr.type) });
    return target;
  }
  const bits = expr.target.kind === 'member' && expr.target.member.bits !== undefined;
  if (!bits && !wanted) {
    const right = value(b, expr.value);
    writePlace(b, placeOf(VALUES, b, expr.target), right);
    return word(0);
  }
  const right = value(b, expr.value);
  const place = bits ? reusable(b, placeOf(VALUES, b, expr.target)) : placeOf(VALUES, b, expr.target);
  if (place.kind === 'slot') {
    writePlace(b, place, right);
    return readPlace(place);
  }
  const kept = wanted ? saved(b, right) : right;
  writePlace(b, place, kept);
  return wanted ? narrowed(place, kept) : kept;
};

const compound = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'compound' }>, wanted: boolean): Tree => {
  const right = value(b, expr.value);
  const place = reusable(b, placeOf(VALUES, b, expr.target));
  const { target, computation } = expr;
  const left = convertTree(readPlace(place), target.type, computation);
  const result = convertTree(operator(expr.op, computation, left, right), computation, target.type);
  return stored(b, place, result, wanted);
};

const stored = (b: FunctionBuilder, place: Place, result: Tree, wanted: boolean): Tree => {
  if (!wanted) {
    writePlace(b, place, result);
    return word(0);
  }
  if (place.kind === 'slot') {
    writePlace(b, place, result);
    return readPlace(place);
  }
  const kept = saved(b, result);
  writePlace(b, place, kept);
  return narrowed(place, kept);
};

const deltaOf = (delta: number, type: MachineType): Tree =>
  type === 'i64'
    ? { kind: 'long', type, value: BigInt(delta) }
    : isFloat(type)
      ? { kind: 'const', type: type as 'f32', value: delta }
      : constant(delta, type as 'i8' | 'i16' | 'i32');

const step = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'step' }>, wanted: boolean): Tree => {
  const place = reusable(b, placeOf(VALUES, b, expr.target));
  const type = machineType(expr.type);
  const bool = expr.type.kind === 'int' && expr.type.name === '_Bool';
  const before = readPlace(place);
  const moved = (from: Tree): Tree => {
    if (!bool) return binary('add', from, deltaOf(expr.delta, type));
    return expr.delta > 0 ? constant(1, 'i8') : binary('xor', from, constant(1, 'i8'));
  };
  if (!wanted || !expr.post) return stored(b, place, moved(before), wanted);
  if (place.kind === 'slot' && !bool && !isFloat(type)) {
    writePlace(b, place, moved(before));
    return binary('add', before, deltaOf(-expr.delta, type));
  }
  const old = saved(b, before);
  writePlace(b, place, moved(old));
  return old;
};

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

const initializeLiteral = (b: FunctionBuilder, expr: Extract<Expr, { kind: 'compound-literal' }>): Tree => {
  if (expr.variable.storage === 'static') return { kind: 'symbol', type: 'i16', name: expr.variable.symbol, offset: 0 };
  if (expr.initial !== undefined) initializeVariable(b, expr.variable, expr.initial);
  return { kind: 'frame', type: 'i16', slot: b.slotOf(expr.variable), offset: 0 };
};

/** How many bytes the items cover for certain: then nothing need be cleared first. */
const coveredBytes = (items: readonly InitialItem[]): number => {
  const seen = new Set<number>();
  for (const item of items) {
    if (item.bits !== undefined) continue;
    const size = sizeOf(item.type);
    for (let i = 0; i < size; i++) seen.add(item.offset + i);
  }
  return seen.size;
};

/** Gives an automatic object its first value. */
export const initializeVariable = (b: FunctionBuilder, variable: Variable, initial: Initializer): void => {
  const slot = b.slotOf(variable);
  if (isVariable(variable.type)) return;
  const first = initial.items[0];
  if (slot.type !== undefined) {
    b.emit({
      kind: 'set',
      slot,
      value: first === undefined ? zeroOf(slot.type) : value(b, initial.items.at(-1)!.value),
    });
    return;
  }
  const base: Tree = { kind: 'frame', type: 'i16', slot, offset: 0 };
  const size = sizeOf(variable.type);
  if (initial.aggregate && coveredBytes(initial.items) < size) b.emit({ kind: 'clear', address: base, size });
  for (const item of initial.items) {
    const address = addBytes(base, item.offset);
    if (item.type.kind === 'array' && item.value.kind === 'string') {
      b.emit({ kind: 'copy', to: address, from: addressOf(VALUES, b, item.value), size: sizeOf(item.type) });
    } else if (isStruct(item.type)) {
      b.emit({ kind: 'copy', to: address, from: value(b, item.value), size: sizeOf(item.type) });
    } else {
      const type = machineType(item.type);
      const volatile = item.type.volatile === true;
      const tree = value(b, item.value);
      const place: Place =
        item.bits === undefined
          ? { kind: 'memory', address, type, volatile }
          : { kind: 'bits', address, type, volatile, ...item.bits, signed: isSigned(item.type) };
      writePlace(b, place, tree);
    }
  }
};

const VALUES: Values = { value, effect, initialize: initializeLiteral };
