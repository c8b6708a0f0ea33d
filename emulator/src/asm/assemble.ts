/**
 * Items to an object file. One pass writes bytes and remembers what depends on addresses, then the layout settles (jumps
 * take their short form where it reaches), then addresses are filled in or left to the linker as relocations. Symbols
 * whose name begins with `.L` stay inside; every other label is in the object's symbol table.
 */
import { addDebugItem, newDebugBuilder } from './debug-builder.ts';
import { type Encoding, encodeInstruction, newEncoding, planOf, SIZED_TARGET } from './encode.ts';
import { type Entry, evaluate, type Scope } from './evaluate.ts';
import type { AsmProblem, DebugType, Expr, InstructionItem, Item } from './items.ts';
import { type JumpFragment, lengthen, newPart, type Part, type Place, place, room } from './layout.ts';
import type { ObjectFile } from './object.ts';
import { entryOf, makeObject, report, SECTION_LIMIT, settleLayout, type Unresolved } from './resolve.ts';

export type AssembleOptions = {
  /** Name of the object in messages. */
  readonly name?: string;
  /** The types that variables refer to. */
  readonly types?: readonly DebugType[];
};

export type Assembled = { readonly object: ObjectFile; readonly problems: readonly AsmProblem[] };

type State = Unresolved & { readonly encoding: Encoding; part: Part };

/** Assembles a program. Never throws: what is wrong is in `problems`, and the object holds the rest. */
export const assemble = (items: readonly Item[], options: AssembleOptions = {}): Assembled => {
  const text = newPart('text');
  const state: State = {
    name: options.name ?? 'object',
    parts: { text, data: newPart('data'), bss: newPart('bss') },
    entries: new Map(),
    debug: newDebugBuilder(),
    problems: [],
    encoding: newEncoding(),
    part: text,
    position: undefined,
  };
  addItems(state, items);
  settleLayout(state);
  return { object: makeObject(state, options.types ?? []), problems: state.problems };
};

const addItems = (state: State, items: readonly Item[]): void => {
  for (let i = 0; i < items.length; i++) addItem(state, items[i]!);
};

const addItem = (state: State, item: Item): void => {
  switch (item.kind) {
    case 'instr':
      addInstruction(state, item);
      return;
    case 'label':
      define(state, item.name, (entry) => {
        entry.at = place(state.part);
      });
      return;
    case 'line':
      state.position = item;
      addDebugItem(state.debug, item, place(state.parts.text));
      return;
    case 'function':
    case 'function-end':
    case 'scope':
    case 'scope-end':
    case 'variable':
      addDebugItem(state.debug, item, place(state.parts.text));
      return;
    case 'source':
      state.position = item.at;
      return;
    case 'data':
      addData(state, item.size, item.values);
      return;
    case 'bytes':
      addBytes(state, item.bytes);
      return;
    case 'align':
      addAlign(state, item.to, item.fill);
      return;
    case 'reserve':
      addTimes(state, item.count, undefined);
      return;
    case 'times':
      addTimes(state, item.count, item.items);
      return;
    case 'section':
      state.part = state.parts[item.name];
      return;
    case 'org':
      if (state.part.origin !== undefined && state.part.origin !== item.at) report(state, 'org is given twice');
      state.part.origin = item.at;
      return;
    case 'equ': {
      const here = place(state.part);
      define(state, item.name, (entry) => {
        // A value that is known now stays known, whatever `$` and later definitions are.
        const early = evaluate(item.value, here, earlyScope(state));
        entry.value = typeof early !== 'string' && early.base === undefined ? early.value : item.value;
        entry.valueAt = here;
      });
      return;
    }
    case 'global':
      entryOf(state, item.name).binding = 'global';
      return;
    case 'extern':
      entryOf(state, item.name).declared = true;
      return;
    case 'weak':
      entryOf(state, item.name).binding = 'weak';
      return;
    case 'common':
      define(state, item.name, (entry) => {
        entry.common = { size: item.size, align: item.align };
        entry.binding = 'global';
      });
      return;
    case 'comment':
      return;
  }
};

const define = (state: State, name: string, set: (entry: Entry) => void): void => {
  const entry = entryOf(state, name);
  if (entry.at !== undefined || entry.value !== undefined || entry.common !== undefined)
    report(state, `'${name}' is already defined`);
  else set(entry);
};

const earlyScope = (state: State): Scope => ({ find: (name) => state.entries.get(name), early: true });

/** The value of an expression if it is a number that is known before layout. */
const constantNow = (state: State, expr: Expr): number | undefined => {
  if (typeof expr === 'number') return expr;
  const value = evaluate(expr, place(state.part), earlyScope(state));
  return typeof value !== 'string' && value.base === undefined ? value.value : undefined;
};

const addInstruction = (state: State, item: InstructionItem): void => {
  const plan = planOf(item.op);
  const part = state.part;
  if (plan === undefined) {
    report(state, `unknown instruction '${item.op}'`);
    return;
  }
  if (part.name === 'bss') {
    report(state, 'bss holds no instructions');
    return;
  }
  const first = item.operands[0];
  if (
    plan.jump !== undefined &&
    item.operands.length === 1 &&
    first?.kind === 'imm' &&
    first.reach !== 'short' &&
    item.prefixes === undefined
  ) {
    if (first.size !== undefined) {
      report(state, SIZED_TARGET);
      return;
    }
    const here = place(part);
    const jump: JumpFragment = {
      kind: 'jump',
      raw: part.length,
      here,
      target: first.value,
      opcode: plan.jump.opcode,
      form: plan.jump.form,
      position: state.position,
      long: false,
      size: 2,
    };
    if (first.reach === 'near') lengthen(jump);
    part.fragments.push(jump);
    return;
  }
  const { encoding } = state;
  const wrong = encodeInstruction(plan, item, encoding, (expr) => constantNow(state, expr));
  if (wrong !== undefined) {
    report(state, wrong);
    return;
  }
  const here = encoding.fixups.length > 0 ? place(part) : undefined;
  const bytes = room(part, encoding.length);
  const start = part.length;
  for (let i = 0; i < encoding.length; i++) bytes[start + i] = encoding.bytes[i]!;
  if (here !== undefined)
    for (const { at, kind, value } of encoding.fixups) {
      const where: Place = { part, raw: start + at, fragments: here.fragments };
      part.fixups.push({ at: where, here, kind, value, position: state.position });
    }
  part.length += encoding.length;
};

const DATA_KIND = { 1: 'byte', 2: 'word', 4: 'long' } as const;

const addData = (state: State, size: 1 | 2 | 4, values: readonly Expr[]): void => {
  const part = state.part;
  if (part.name === 'bss') {
    report(state, 'bss holds no data');
    return;
  }
  const here = place(part);
  const bytes = room(part, size * values.length);
  for (const value of values) {
    if (typeof value === 'number') {
      if (value < -(2 ** (8 * size - 1)) || value >= 2 ** (8 * size))
        report(state, `${value} does not fit ${size} bytes`);
      for (let i = 0; i < size; i++) bytes[part.length + i] = value >> (8 * i);
    } else {
      bytes.fill(0, part.length, part.length + size);
      part.fixups.push({ at: place(part), here, kind: DATA_KIND[size], value, position: state.position });
    }
    part.length += size;
  }
};

const addBytes = (state: State, values: readonly number[] | Uint8Array): void => {
  const part = state.part;
  if (part.name === 'bss') {
    report(state, 'bss holds no data');
    return;
  }
  room(part, values.length).set(values, part.length);
  part.length += values.length;
};

const addAlign = (state: State, to: number, fill: number | undefined): void => {
  const part = state.part;
  if (!(Number.isInteger(to) && to >= 1 && to <= SECTION_LIMIT && (to & (to - 1)) === 0)) {
    report(state, `alignment ${to} is not a power of two up to ${SECTION_LIMIT}`);
    return;
  }
  part.align = Math.max(part.align, to);
  if (part.fragments.length > 0) {
    const byte = fill ?? (part.name === 'text' ? 0x90 : 0);
    part.fragments.push({ kind: 'align', raw: part.length, to, fill: byte, size: 0 });
    return;
  }
  const padding = (to - (part.length % to)) % to;
  if (part.name !== 'bss')
    room(part, padding).fill(fill ?? (part.name === 'text' ? 0x90 : 0), part.length, part.length + padding);
  part.length += padding;
};

const addTimes = (state: State, count: Expr, items: readonly Item[] | undefined): void => {
  const part = state.part;
  const times = constantNow(state, count);
  if (times !== undefined && (times < 0 || times > SECTION_LIMIT)) {
    report(state, `a count of ${times} is not between 0 and ${SECTION_LIMIT}`);
    return;
  }
  if (times !== undefined && items !== undefined) {
    for (let i = 0; i < times && part.length <= SECTION_LIMIT; i++) addItems(state, items);
    return;
  }
  if (times !== undefined) {
    if (part.name !== 'bss') room(part, times).fill(0, part.length, part.length + times);
    part.length += times;
    return;
  }
  const unit = items === undefined ? new Uint8Array(1) : unitOf(state, items);
  if (unit === undefined) return;
  const raw = part.length;
  part.fragments.push({ kind: 'times', raw, here: place(part), count, unit, position: state.position, size: 0 });
};

/** The bytes of items that are repeated an unknown number of times, so must not depend on where they are. */
const unitOf = (state: State, items: readonly Item[]): Uint8Array | undefined => {
  const part = newPart('data');
  addItems({ ...state, part }, items);
  if (part.fragments.length === 0 && part.fixups.length === 0) return part.bytes.slice(0, part.length);
  report(state, 'what is repeated must not depend on addresses where the count does');
  return undefined;
};
