/** First values of automatic objects and compound literals. */
import type { Expr, InitialItem, Initializer, Variable } from '../front/ast.ts';
import { isVariable, sizeOf } from '../front/types.ts';
import { addBytes, type Tree } from '../ir/ir.ts';
import { type FunctionBuilder, isSigned, machineType } from './builder.ts';
import { addressOf, isStruct, type Place, type Values, writePlace } from './places.ts';
import { zeroOf } from './scalars.ts';

/** The object of a compound literal, with its value each time that control comes by; gives its address. */
export const initializeLiteral = (
  values: Values,
  b: FunctionBuilder,
  expr: Extract<Expr, { kind: 'compound-literal' }>,
): Tree => {
  if (expr.variable.storage === 'static') return { kind: 'symbol', type: 'i16', name: expr.variable.symbol, offset: 0 };
  if (expr.initial !== undefined) initializeVariable(values, b, expr.variable, expr.initial);
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
export const initializeVariable = (
  values: Values,
  b: FunctionBuilder,
  variable: Variable,
  initial: Initializer,
): void => {
  const slot = b.slotOf(variable);
  if (isVariable(variable.type)) return;
  const first = initial.items[0];
  if (slot.type !== undefined) {
    b.emit({
      kind: 'set',
      slot,
      value: first === undefined ? zeroOf(slot.type) : values.value(b, initial.items.at(-1)!.value),
    });
    return;
  }
  const base: Tree = { kind: 'frame', type: 'i16', slot, offset: 0 };
  const size = sizeOf(variable.type);
  if (initial.aggregate && coveredBytes(initial.items) < size) b.emit({ kind: 'clear', address: base, size });
  for (const item of initial.items) {
    const address = addBytes(base, item.offset);
    if (item.type.kind === 'array' && item.value.kind === 'string') {
      b.emit({ kind: 'copy', to: address, from: addressOf(values, b, item.value), size: sizeOf(item.type) });
    } else if (isStruct(item.type)) {
      b.emit({ kind: 'copy', to: address, from: values.value(b, item.value), size: sizeOf(item.type) });
    } else {
      const type = machineType(item.type);
      const volatile = item.type.volatile === true;
      const tree = values.value(b, item.value);
      const place: Place =
        item.bits === undefined
          ? { kind: 'memory', address, type, volatile }
          : { kind: 'bits', address, type, volatile, ...item.bits, signed: isSigned(item.type) };
      writePlace(b, place, tree);
    }
  }
};
