/** Scalars of C as trees: constants, conversions, operators with the signedness of their C types. */
import type { BinaryOp as AstBinary, Expr } from '../front/ast.ts';
import type { Type } from '../front/types.ts';
import { type BinaryOp, constant, type MachineType, type Relation, SIZES, type Tree } from '../ir/ir.ts';
import { isSigned, machineType } from './builder.ts';

export const zeroOf = (type: MachineType): Tree =>
  type === 'i64'
    ? { kind: 'long', type, value: 0n }
    : type === 'f32' || type === 'f64'
      ? { kind: 'const', type, value: 0 }
      : constant(0, type);

export const constantOf = (expr: Extract<Expr, { kind: 'int' | 'float' }>): Tree => {
  const type = machineType(expr.type);
  if (expr.kind === 'float') return { kind: 'const', type: type as 'f32' | 'f64', value: expr.value };
  if (type === 'i64') return { kind: 'long', type, value: BigInt.asIntN(64, expr.value) };
  return constant(Number(BigInt.asIntN(32, expr.value)), type as 'i8' | 'i16' | 'i32');
};

export const isFloat = (type: MachineType): boolean => type === 'f32' || type === 'f64';

/** A value of machine type `from` (signed as its C type says) as `to`. */
export const convertTree = (value: Tree, from: Type, to: Type): Tree => {
  const type = machineType(to);
  if (to.kind === 'int' && to.name === '_Bool') {
    if (from.kind === 'int' && from.name === '_Bool') return value;
    const test: Tree = { kind: 'compare', type: 'i16', op: 'ne', left: value, right: zeroOf(value.type) };
    return { kind: 'convert', type: 'i8', op: 'trunc', operand: test };
  }
  if (value.type === type) return value;
  const signed = isSigned(from);
  if (isFloat(value.type)) {
    const op = isFloat(type) ? 'ftof' : isSigned(to) ? 'ftos' : 'ftou';
    return { kind: 'convert', type, op, operand: value };
  }
  if (isFloat(type)) return { kind: 'convert', type, op: signed ? 'stof' : 'utof', operand: value };
  const op = SIZES[type] < SIZES[value.type] ? 'trunc' : signed ? 'sext' : 'zext';
  return { kind: 'convert', type, op, operand: value };
};

const OPERATORS: Readonly<Record<AstBinary, readonly [BinaryOp, BinaryOp]>> = {
  add: ['add', 'add'],
  sub: ['sub', 'sub'],
  mul: ['mul', 'mul'],
  div: ['divs', 'divu'],
  rem: ['rems', 'remu'],
  and: ['and', 'and'],
  or: ['or', 'or'],
  xor: ['xor', 'xor'],
  shl: ['shl', 'shl'],
  shr: ['shrs', 'shru'],
};

export const operator = (op: AstBinary, type: Type, left: Tree, right: Tree): Tree => ({
  kind: 'binary',
  type: left.type,
  op: OPERATORS[op][isSigned(type) ? 0 : 1],
  left,
  right,
});

export const relation = (op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', type: Type): Relation => {
  if (op === 'eq' || op === 'ne') return op;
  return `${op}${isSigned(type) || type.kind === 'float' ? 's' : 'u'}`;
};
