/** Expressions that change an object: assignments, `+=` and its like, `++` and `--`. */

import type { Expr } from '../front/ast.ts';
import { sizeOf } from '../front/types.ts';
import { binary, constant, type MachineType, type Tree, word } from '../ir/ir.ts';
import { type FunctionBuilder, isCheap, machineType, saved } from './builder.ts';
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
import { convertTree, isFloat, operator } from './scalars.ts';

/** `=`; the value is only computed where it is wanted. */
export const assign = (
  values: Values,
  b: FunctionBuilder,
  expr: Extract<Expr, { kind: 'assign' }>,
  wanted: boolean,
): Tree => {
  if (isStruct(expr.type)) {
    const from = values.value(b, expr.value);
    const to = addressOf(values, b, expr.target);
    const target = isCheap(to) || !wanted ? to : saved(b, to);
    b.emit({ kind: 'copy', to: target, from, size: sizeOf(expr.type) });
    return target;
  }
  const bits = expr.target.kind === 'member' && expr.target.member.bits !== undefined;
  if (!bits && !wanted) {
    const right = values.value(b, expr.value);
    writePlace(b, placeOf(values, b, expr.target), right);
    return word(0);
  }
  const right = values.value(b, expr.value);
  const place = bits ? reusable(b, placeOf(values, b, expr.target)) : placeOf(values, b, expr.target);
  if (place.kind === 'slot') {
    writePlace(b, place, right);
    return readPlace(place);
  }
  const kept = wanted ? saved(b, right) : right;
  writePlace(b, place, kept);
  return wanted ? narrowed(place, kept) : kept;
};

/** `+=` and its like. */
export const compound = (
  values: Values,
  b: FunctionBuilder,
  expr: Extract<Expr, { kind: 'compound' }>,
  wanted: boolean,
): Tree => {
  const right = values.value(b, expr.value);
  const place = reusable(b, placeOf(values, b, expr.target));
  const { target, computation } = expr;
  const left = convertTree(readPlace(place), target.type, computation);
  const result = convertTree(operator(expr.op, computation, left, right), computation, target.type);
  return stored(b, place, result, wanted);
};

/** Writes a result, and gives it as the place then holds it where it is wanted. */
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

/** `++` and `--`. */
export const step = (
  values: Values,
  b: FunctionBuilder,
  expr: Extract<Expr, { kind: 'step' }>,
  wanted: boolean,
): Tree => {
  const place = reusable(b, placeOf(values, b, expr.target));
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
