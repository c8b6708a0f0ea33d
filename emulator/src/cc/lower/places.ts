/** Where an lvalue lives, and reading and writing there; bit fields are cut out of and put into their unit here. */
import type { Expr } from '../front/ast.ts';
import { isVariable, type Type } from '../front/types.ts';
import { addBytes, binary, constant, load, type MachineType, SIZES, type Slot, type Tree, word } from '../ir/ir.ts';
import { type FunctionBuilder, isCheap, isSigned, machineType } from './builder.ts';

export type Place =
  | { readonly kind: 'slot'; readonly slot: Slot; readonly type: MachineType }
  | { readonly kind: 'memory'; readonly address: Tree; readonly type: MachineType; readonly volatile: boolean }
  | {
      readonly kind: 'bits';
      readonly address: Tree;
      readonly type: MachineType;
      readonly volatile: boolean;
      readonly offset: number;
      readonly width: number;
      readonly signed: boolean;
    };

/** How values are computed; given by `values.ts`, which needs places itself. */
export interface Values {
  value(b: FunctionBuilder, expr: Expr): Tree;
  effect(b: FunctionBuilder, expr: Expr): void;
  initialize(b: FunctionBuilder, expr: Extract<Expr, { kind: 'compound-literal' }>): Tree;
}

/** The address of an lvalue in memory, or of the temporary that holds a struct value. */
export const addressOf = (values: Values, b: FunctionBuilder, expr: Expr): Tree => {
  switch (expr.kind) {
    case 'variable': {
      const { variable } = expr;
      if (variable.storage === 'static') return { kind: 'symbol', type: 'i16', name: variable.symbol, offset: 0 };
      const slot = b.slotOf(variable);
      if (isVariable(variable.type)) return { kind: 'local', type: 'i16', slot };
      return { kind: 'frame', type: 'i16', slot, offset: 0 };
    }
    case 'function':
      return { kind: 'symbol', type: 'i16', name: expr.function.symbol, offset: 0 };
    case 'string':
      return { kind: 'symbol', type: 'i16', name: b.strings.symbol(expr.literal), offset: 0 };
    case 'dereference':
      return values.value(b, expr.operand);
    case 'member':
      return addBytes(addressOf(values, b, expr.object), expr.member.offset);
    case 'compound-literal':
      return values.initialize(b, expr);
    default:
      return values.value(b, expr);
  }
};

export const placeOf = (values: Values, b: FunctionBuilder, expr: Expr): Place => {
  const type = machineType(expr.type);
  const volatile = expr.type.volatile === true;
  if (expr.kind === 'variable' && expr.variable.storage === 'auto') {
    const slot = b.slotOf(expr.variable);
    if (slot.type !== undefined && !isVariable(expr.variable.type)) return { kind: 'slot', slot, type };
  }
  const address = addressOf(values, b, expr);
  if (expr.kind === 'member' && expr.member.bits !== undefined) {
    const { offset, width } = expr.member.bits;
    return { kind: 'bits', address, type, volatile, offset, width, signed: isSigned(expr.type) };
  }
  return { kind: 'memory', address, type, volatile };
};

/** The place with an address that may be computed twice. */
export const reusable = (b: FunctionBuilder, place: Place): Place => {
  if (place.kind === 'slot' || isCheap(place.address)) return place;
  const slot = b.temporary('i16');
  b.emit({ kind: 'set', slot, value: place.address });
  return { ...place, address: { kind: 'local', type: 'i16', slot } };
};

const integerConstant = (value: bigint, type: MachineType): Tree =>
  type === 'i64'
    ? { kind: 'long', type: 'i64', value: BigInt.asIntN(64, value) }
    : constant(Number(BigInt.asIntN(32, value)), type as 'i8' | 'i16' | 'i32');

const shift = (op: 'shl' | 'shrs' | 'shru', value: Tree, count: number): Tree =>
  count === 0 ? value : { kind: 'binary', type: value.type, op, left: value, right: word(count) };

export const readPlace = (place: Place): Tree => {
  if (place.kind === 'slot') return { kind: 'local', type: place.type, slot: place.slot };
  const whole = load(place.type, place.address, place.volatile);
  if (place.kind === 'memory') return whole;
  const bits = SIZES[place.type] * 8;
  if (place.signed) {
    return shift('shrs', shift('shl', whole, bits - place.offset - place.width), bits - place.width);
  }
  const low = shift('shru', whole, place.offset);
  if (place.offset + place.width === bits) return low;
  return binary('and', low, integerConstant((1n << BigInt(place.width)) - 1n, place.type));
};

/** Stores a value; for bit fields the address must be reusable. */
export const writePlace = (b: FunctionBuilder, place: Place, value: Tree): void => {
  if (place.kind === 'slot') {
    b.emit({ kind: 'set', slot: place.slot, value });
    return;
  }
  const { address, type, volatile } = place;
  if (place.kind === 'memory') {
    b.emit({ kind: 'store', type, address, value, volatile });
    return;
  }
  const ones = (1n << BigInt(place.width)) - 1n;
  const mask = ones << BigInt(place.offset);
  const kept = binary('and', load(type, address, volatile), integerConstant(~mask, type));
  const put = shift('shl', binary('and', value, integerConstant(ones, type)), place.offset);
  b.emit({ kind: 'store', type, address, value: binary('or', kept, put), volatile });
};

/** A value stored in a bit field, as reading the field would give it. */
export const narrowed = (place: Place, value: Tree): Tree => {
  if (place.kind !== 'bits') return value;
  const bits = SIZES[place.type] * 8;
  const unused = bits - place.width;
  if (unused === 0) return value;
  if (place.signed) return shift('shrs', shift('shl', value, unused), unused);
  return binary('and', value, integerConstant((1n << BigInt(place.width)) - 1n, place.type));
};

export const isStruct = (type: Type): boolean => type.kind === 'record';
