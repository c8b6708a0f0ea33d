/**
 * The second half of assembling: sizes settle, expressions get their values, and what another object or the linker must
 * decide becomes a symbol and a relocation. The first half is `assemble.ts`.
 */
import { type DebugBuilder, finishDebug } from './debug-builder.ts';
import { type Entry, evaluate, isFixed, type Linear, type Scope } from './evaluate.ts';
import type { AsmProblem, DebugType, Expr, SectionName, SourcePosition } from './items.ts';
import { joinBytes, offsetOf, type Part, type Place, settle, sizeOf } from './layout.ts';
import type { ObjectFile, ObjectSymbol, Relocation, RelocationKind } from './object.ts';

/** A program that is written down but has no addresses yet. */
export type Unresolved = {
  readonly name: string;
  readonly parts: Readonly<Record<SectionName, Part>>;
  readonly entries: Map<string, Entry>;
  readonly debug: DebugBuilder;
  readonly problems: AsmProblem[];
  position: SourcePosition | undefined;
};

/** Most bytes that a section can have; more cannot be addressed. */
export const SECTION_LIMIT = 0x10000;

export const report = (
  state: Unresolved,
  message: string,
  position: SourcePosition | undefined = state.position,
): void => {
  const { file, line, column } = position ?? { file: state.name };
  state.problems.push({
    message,
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  });
};

/** The record of a symbol, made where this is its first mention. */
export const entryOf = (state: Unresolved, name: string): Entry => {
  let entry = state.entries.get(name);
  if (entry === undefined) {
    entry = {
      name,
      at: undefined,
      value: undefined,
      valueAt: undefined,
      binding: 'local',
      declared: false,
      common: undefined,
      index: -1,
      evaluating: false,
    };
    state.entries.set(name, entry);
  }
  return entry;
};

const PRIVATE = '.L';

/** Names that nothing in the program defines are another object's, except private ones. */
const finalScope = (state: Unresolved): Scope => ({
  find: (name) => (name.startsWith(PRIVATE) ? state.entries.get(name) : entryOf(state, name)),
  early: false,
});

/** Fixes the size of every jump, alignment and repetition. */
export const settleLayout = (state: Unresolved): void => {
  const scope = finalScope(state);
  const parts = Object.values(state.parts);
  settle(
    parts,
    ({ target, here }, end) => {
      const value = evaluate(target, here, scope);
      return typeof value === 'string' ? 0 : distance(value, here.part, end);
    },
    ({ count, here, unit }) => {
      const value = evaluate(count, here, scope);
      if (typeof value === 'string' || value.base !== undefined) return 0;
      return Math.min(Math.max(value.value, 0), SECTION_LIMIT) * unit.length;
    },
  );
  for (const part of parts)
    for (const fragment of part.fragments) {
      if (fragment.kind !== 'times') continue;
      const value = evaluate(fragment.count, fragment.here, scope);
      if (typeof value === 'string') report(state, value, fragment.position);
      else if (value.base !== undefined) report(state, 'a count must be a number', fragment.position);
      else if (value.value < 0) report(state, `a count of ${value.value} is negative`, fragment.position);
      else if (value.value * fragment.unit.length !== fragment.size)
        report(state, 'a count depends on its own effect', fragment.position);
    }
};

/** How far `to` is from offset `from` of `part`, if that is known before linking. */
const distance = (to: Linear, part: Part, from: number): number | undefined => {
  const known = to.base === part || (to.base === undefined && part.origin !== undefined);
  return known ? to.value - (part.origin ?? 0) - from : undefined;
};

/** The object, once `settleLayout` has run. */
export const makeObject = (state: Unresolved, types: readonly DebugType[]): ObjectFile => {
  const { text, data, bss } = state.parts;
  for (const part of [text, data, bss])
    if (sizeOf(part) > SECTION_LIMIT)
      report(state, `${part.name} has ${sizeOf(part)} bytes, more than ${SECTION_LIMIT}`, undefined);
  const tables: Tables = { symbols: symbolTable(state), relocations: [] };
  const textBytes = fillSection(state, text, tables);
  const dataBytes = fillSection(state, data, tables);
  return {
    name: state.name,
    text: textBytes,
    data: dataBytes,
    bss: sizeOf(bss),
    align: { text: text.align, data: data.align, bss: bss.align },
    ...(text.origin === undefined ? {} : { org: text.origin }),
    symbols: tables.symbols,
    relocations: tables.relocations,
    debug: finishDebug(state.debug, types, textBytes.length),
  };
};

type Tables = { readonly symbols: ObjectSymbol[]; readonly relocations: Relocation[] };

const symbolTable = (state: Unresolved): ObjectSymbol[] => {
  const symbols: ObjectSymbol[] = [];
  const scope = finalScope(state);
  for (const entry of [...state.entries.values()]) {
    if (entry.name.startsWith(PRIVATE)) continue;
    const symbol = symbolOf(state, entry, scope);
    if (symbol === undefined) continue;
    entry.index = symbols.length;
    symbols.push(symbol);
  }
  return symbols;
};

/** The symbol as others see it; undefined for one that is only mentioned here. */
const symbolOf = (state: Unresolved, entry: Entry, scope: Scope): ObjectSymbol | undefined => {
  const { name, binding } = entry;
  if (entry.common !== undefined)
    return { name, section: 'common', value: entry.common.align, size: entry.common.size, binding };
  if (entry.at !== undefined) return { name, section: entry.at.part.name, value: offsetOf(entry.at), size: 0, binding };
  if (entry.value === undefined || entry.valueAt === undefined) return undefined;
  const value = evaluate(entry.value, entry.valueAt, scope);
  if (typeof value === 'string') {
    report(state, value, undefined);
    return undefined;
  }
  if (value.base === undefined) return { name, section: 'absolute', value: value.value, size: 0, binding };
  if ('fragments' in value.base)
    return { name, section: value.base.name, value: value.value - (value.base.origin ?? 0), size: 0, binding };
  if (binding === 'local') return undefined;
  report(state, `'${name}' is another object's '${value.base.name}' and cannot be exported`, undefined);
  return undefined;
};

/** The index of a symbol that a relocation names, which puts one that is only mentioned into the table. */
const indexOf = (entry: Entry, symbols: ObjectSymbol[]): number => {
  if (entry.index < 0) {
    entry.index = symbols.length;
    const binding = entry.binding === 'weak' ? 'weak' : 'global';
    symbols.push({ name: entry.name, section: 'undefined', value: 0, size: 0, binding });
  }
  return entry.index;
};

type Gap = {
  readonly at: number;
  readonly kind: RelocationKind;
  readonly value: Expr;
  readonly here: Place;
  readonly position: SourcePosition | undefined;
};

const WIDTH: Readonly<Record<RelocationKind, number>> = {
  word: 2,
  byte: 1,
  long: 4,
  relative: 2,
  'relative-byte': 1,
  segment: 2,
};

const fillSection = (state: Unresolved, part: Part, tables: Tables): Uint8Array => {
  const { bytes, gaps } = joinBytes(part);
  const scope = finalScope(state);
  for (const { jump, at, kind } of gaps)
    fill(state, bytes, { at, kind, value: jump.target, here: jump.here, position: jump.position }, scope, tables);
  for (const { at, kind, value, here, position } of part.fixups)
    fill(state, bytes, { at: offsetOf(at), kind, value, here, position }, scope, tables);
  return bytes;
};

const fill = (state: Unresolved, bytes: Uint8Array, gap: Gap, scope: Scope, tables: Tables): void => {
  const value = evaluate(gap.value, gap.here, scope);
  if (typeof value === 'string') {
    report(state, value, gap.position);
    return;
  }
  const part = gap.here.part;
  const width = WIDTH[gap.kind];
  const relative = gap.kind === 'relative' || gap.kind === 'relative-byte';
  const known = relative ? distance(value, part, gap.at + width) : value.base === undefined ? value.value : undefined;
  if (known === undefined) {
    relocate(state, gap, value, tables);
    return;
  }
  const [least, most] =
    gap.kind === 'relative-byte' ? [-0x80, 0x7f] : gap.kind === 'relative' ? [-0xffff, 0xffff] : limits(width);
  if (known < least || known > most)
    report(
      state,
      relative ? `the target is ${known} bytes away, out of reach` : `${known} does not fit ${width} bytes`,
      gap.position,
    );
  for (let i = 0; i < width; i++) bytes[gap.at + i] = known >> (8 * i);
};

const limits = (width: number): readonly [number, number] => [-(2 ** (8 * width - 1)), 2 ** (8 * width) - 1];

const relocate = (state: Unresolved, gap: Gap, value: Linear, tables: Tables): void => {
  const { base } = value;
  const section = gap.here.part.name;
  if (section === 'bss') return;
  const common = { section, at: gap.at, kind: gap.kind };
  if (base === undefined) tables.relocations.push({ ...common, target: 'absolute', addend: value.value });
  else if ('fragments' in base)
    tables.relocations.push({ ...common, target: base.name, addend: value.value - (base.origin ?? 0) });
  else if (base.name.startsWith(PRIVATE) && !isFixed(base))
    report(state, `'${base.name}' is not defined`, gap.position);
  else tables.relocations.push({ ...common, target: indexOf(base, tables.symbols), addend: value.value });
};
