/** Static objects and constants as assembler items: values, addresses of other objects, room without a value. */

import { type Item, symbol } from '../../asm/index.ts';
import type { Initializer, StringLiteral, TranslationUnit, Variable } from '../front/ast.ts';
import { addressConstant, numberConstant } from '../front/constants.ts';
import { sizeOf, type Type } from '../front/types.ts';
import type { Strings } from '../lower/builder.ts';
import { doubleBits, floatBits, type WideConstants } from '../passes/legalize.ts';
import type { CompileProblem } from '../problem.ts';

/** Bytes with the addresses in them; an address takes two bytes at its offset. */
interface Contents {
  readonly bytes: Uint8Array;
  readonly addresses: Map<number, { readonly name: string; readonly offset: number }>;
}

const writeInteger = (contents: Contents, offset: number, value: bigint, size: number): void => {
  for (let i = 0; i < size; i++) {
    if (offset + i < contents.bytes.length) contents.bytes[offset + i] = Number((value >> BigInt(8 * i)) & 0xffn);
  }
  for (let i = -1; i < size; i++) contents.addresses.delete(offset + i);
};

const readInteger = (contents: Contents, offset: number, size: number): bigint => {
  let value = 0n;
  for (let i = 0; i < size; i++) value |= BigInt(contents.bytes[offset + i] ?? 0) << BigInt(8 * i);
  return value;
};

const stringBytes = (literal: StringLiteral): number[] =>
  literal.units.flatMap((unit) =>
    Array.from({ length: literal.width }, (_, i) => Math.floor(unit / 2 ** (8 * i)) & 0xff),
  );

const fill = (
  contents: Contents,
  initial: Initializer,
  base: number,
  strings: Strings,
  problems: CompileProblem[],
  loose: boolean,
): void => {
  for (const item of initial.items) {
    const { type, value } = item;
    const offset = base + item.offset;
    const size = sizeOf(type);
    if (type.kind === 'array' && value.kind === 'string') {
      for (const [i, byte] of stringBytes(value.literal).slice(0, size).entries()) contents.bytes[offset + i] = byte;
      continue;
    }
    if (value.kind === 'compound-literal' && value.variable.initial !== undefined && type.kind === 'record') {
      contents.bytes.fill(0, offset, offset + size);
      fill(contents, value.variable.initial, offset, strings, problems, loose);
      continue;
    }
    if (item.bits !== undefined && value.kind === 'int') {
      const mask = ((1n << BigInt(item.bits.width)) - 1n) << BigInt(item.bits.offset);
      const old = readInteger(contents, offset, size);
      writeInteger(contents, offset, (old & ~mask) | ((value.value << BigInt(item.bits.offset)) & mask), size);
      continue;
    }
    if (type.kind === 'float') {
      const number = numberConstant(value);
      if (number !== undefined) {
        writeInteger(contents, offset, type.size === 4 ? BigInt(floatBits(number)) : doubleBits(number), size);
        continue;
      }
    } else if (value.kind === 'int') {
      writeInteger(contents, offset, value.value, size);
      continue;
    } else if (size === 2) {
      const address = addressConstant(value);
      if (address !== undefined) {
        if (address.base === undefined) writeInteger(contents, offset, BigInt(address.offset), 2);
        else {
          const name = address.base.kind === 'symbol' ? address.base.name : strings.symbol(address.base.literal);
          writeInteger(contents, offset, 0n, 2);
          contents.addresses.set(offset, { name, offset: address.offset });
        }
        continue;
      }
    }
    problems.push({
      severity: loose ? 'warning' : 'error',
      at: value.at,
      message: 'the initialiser of a static object must be constant',
    });
  }
};

const valueItems = (contents: Contents): Item[] => {
  const items: Item[] = [];
  let from = 0;
  const places = [...contents.addresses].sort(([a], [b]) => a - b);
  for (const [offset, { name, offset: plus }] of places) {
    if (offset > from) items.push({ kind: 'bytes', bytes: contents.bytes.slice(from, offset) });
    items.push({ kind: 'data', size: 2, values: [symbol(name, plus)] });
    from = offset + 2;
  }
  if (from < contents.bytes.length) items.push({ kind: 'bytes', bytes: contents.bytes.slice(from) });
  return items;
};

/** The size of an object, with what its initialiser puts into a flexible array member. */
const objectSize = (type: Type, initial: Initializer | undefined): number => {
  let size = sizeOf(type);
  for (const item of initial?.items ?? []) size = Math.max(size, item.offset + sizeOf(item.type));
  return size;
};

const variableItems = (variable: Variable, strings: Strings, problems: CompileProblem[], loose: boolean): Item[] => {
  const { symbol: name, initial } = variable;
  if (variable.definition === 'none') return [];
  const size = Math.max(objectSize(variable.type, initial), 1);
  if (initial === undefined && variable.external && variable.definition === 'tentative') {
    return [{ kind: 'common', name, size, align: Math.max(variable.align, 1) }];
  }
  const contents: Contents = { bytes: new Uint8Array(size), addresses: new Map() };
  if (initial !== undefined) fill(contents, initial, 0, strings, problems, loose);
  const zero = contents.addresses.size === 0 && contents.bytes.every((byte) => byte === 0);
  const items: Item[] = [{ kind: 'section', name: zero ? 'bss' : 'data' }];
  if (variable.weak) items.push({ kind: 'weak', name });
  else if (variable.external) items.push({ kind: 'global', name });
  if (variable.align > 1 || size > 1) items.push({ kind: 'align', to: Math.max(variable.align, 2) });
  items.push({ kind: 'label', name });
  return zero ? [...items, { kind: 'reserve', count: size }] : [...items, ...valueItems(contents)];
};

/**
 * All static objects of a unit that it defines and uses, or that other files can see. `loose`: where declarations are missing,
 * a value that is not constant is left out.
 */
export const objectItems = (
  unit: TranslationUnit,
  strings: Strings,
  problems: CompileProblem[],
  loose: boolean,
): Item[] => unit.variables.flatMap((variable) => variableItems(variable, strings, problems, loose));

/** Strings and wide constants; call it last, when all are known. */
export const constantItems = (strings: Strings, constants: WideConstants): Item[] => {
  const items: Item[] = [];
  for (const { name, literal } of strings.all()) {
    if (literal.width > 1) items.push({ kind: 'align', to: 2 });
    items.push({ kind: 'label', name }, { kind: 'bytes', bytes: stringBytes(literal) });
  }
  for (const [value, name] of constants.all()) {
    const bytes = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
    items.push({ kind: 'align', to: 2 }, { kind: 'label', name }, { kind: 'bytes', bytes });
  }
  return items.length === 0 ? [] : [{ kind: 'section', name: 'data' }, ...items];
};
