/**
 * Collects the debug items of a program while it is assembled, as places, and turns them into tables of addresses when
 * the layout is known. Scopes that are left open end with their function or the file.
 */
import type { DebugItem, DebugType, Register } from './items.ts';
import { offsetOf, type Place } from './layout.ts';
import type { DebugFunction, DebugInfo, DebugVariable, LineEntry } from './object.ts';

type Line = { readonly at: Place; readonly file: number; readonly line: number; readonly column: number };
type OpenVariable = {
  readonly item: Extract<DebugItem, { kind: 'variable' }>;
  readonly from: Place;
  to: Place | undefined;
};
type OpenFunction = {
  readonly item: Extract<DebugItem, { kind: 'function' }>;
  readonly file: number;
  readonly from: Place;
  readonly variables: OpenVariable[];
  to: Place | undefined;
};

export type DebugBuilder = {
  readonly files: string[];
  readonly fileNumbers: Map<string, number>;
  readonly lines: Line[];
  readonly functions: OpenFunction[];
  readonly globals: OpenVariable[];
  /** Variables of each open scope, innermost last. */
  readonly scopes: OpenVariable[][];
  current: OpenFunction | undefined;
};

export const newDebugBuilder = (): DebugBuilder => ({
  files: [],
  fileNumbers: new Map(),
  lines: [],
  functions: [],
  globals: [],
  scopes: [],
  current: undefined,
});

/** Takes a debug item; `here` is the place in text that it stands at. */
export const addDebugItem = (builder: DebugBuilder, item: DebugItem, here: Place): void => {
  switch (item.kind) {
    case 'line':
      builder.lines.push({ at: here, file: fileNumber(builder, item.file), line: item.line, column: item.column ?? 0 });
      return;
    case 'function':
      endFunction(builder, here);
      builder.current = { item, file: fileNumber(builder, item.file), from: here, variables: [], to: undefined };
      builder.functions.push(builder.current);
      return;
    case 'function-end':
      endFunction(builder, here);
      return;
    case 'scope':
      builder.scopes.push([]);
      return;
    case 'scope-end':
      for (const variable of builder.scopes.pop() ?? []) variable.to = here;
      return;
    case 'variable': {
      const variable: OpenVariable = { item, from: here, to: undefined };
      (builder.current?.variables ?? builder.globals).push(variable);
      builder.scopes.at(-1)?.push(variable);
    }
  }
};

const endFunction = (builder: DebugBuilder, here: Place): void => {
  for (const scope of builder.scopes.splice(0)) for (const variable of scope) variable.to = here;
  if (builder.current !== undefined) builder.current.to = here;
  builder.current = undefined;
};

const fileNumber = (builder: DebugBuilder, file: string): number => {
  let known = builder.fileNumbers.get(file);
  if (known === undefined) {
    known = builder.files.length;
    builder.files.push(file);
    builder.fileNumbers.set(file, known);
  }
  return known;
};

/** The tables, once the layout is settled. `end` is the size of text. */
export const finishDebug = (builder: DebugBuilder, types: readonly DebugType[], end: number): DebugInfo => {
  const variables = (open: readonly OpenVariable[], last: number): DebugVariable[] =>
    open.map(({ item, from, to }) => ({
      name: item.name,
      location: item.location,
      size: item.size,
      ...(item.type === undefined ? {} : { type: item.type }),
      parameter: item.parameter ?? false,
      line: item.line ?? 0,
      from: offsetOf(from),
      to: to === undefined ? last : offsetOf(to),
    }));
  const functions = builder.functions.map(({ item, file, from, to, variables: open }): DebugFunction => {
    const last = to === undefined ? end : offsetOf(to);
    const saved: readonly Register[] = item.saved ?? [];
    return {
      name: item.name,
      symbol: item.symbol,
      file,
      line: item.line,
      from: offsetOf(from),
      to: last,
      frame: item.frame ?? 0,
      saved,
      variables: variables(open, last),
    };
  });
  return {
    files: builder.files,
    types,
    lines: lineTable(builder.lines),
    functions,
    variables: builder.globals.map((variable) => ({ ...variables([variable], end)[0]!, from: 0, to: end })),
  };
};

/** Line entries by address; of several at one address only the last counts, and repetitions are dropped. */
const lineTable = (lines: readonly Line[]): LineEntry[] => {
  const table: LineEntry[] = [];
  for (const { at, file, line, column } of lines) {
    const entry = { at: offsetOf(at), file, line, column };
    const last = table.at(-1);
    if (last?.at === entry.at) table.pop();
    const before = table.at(-1);
    if (before === undefined || before.line !== line || before.file !== file || before.column !== column)
      table.push(entry);
  }
  return table;
};
