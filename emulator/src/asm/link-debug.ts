/** Merges the debug tables of linked objects: file and type numbers are shifted, places in text become addresses. */
import type { DebugType, SectionName } from './items.ts';
import type { DebugFunction, DebugInfo, DebugVariable, LineEntry, ObjectFile } from './object.ts';

/** An object with the addresses that its sections got. */
export type Placed = {
  readonly object: ObjectFile;
  text: number;
  data: number;
  bss: number;
};

/** The place of a symbol in the image. */
export type Resolved = { readonly section: SectionName | 'absolute'; readonly address: number };

/** The tables of all objects as one, ordered by address as the objects are. */
export const mergeDebug = (
  placed: readonly Placed[],
  resolve: (placed: Placed, name: string) => Resolved | undefined,
): DebugInfo => {
  const files: string[] = [];
  const numbers = new Map<string, number>();
  const types: DebugType[] = [];
  const lines: LineEntry[] = [];
  const functions: DebugFunction[] = [];
  const variables: DebugVariable[] = [];
  for (const one of placed) {
    const { debug } = one.object;
    const fileMap = debug.files.map((file) => {
      const known = numbers.get(file) ?? files.length;
      if (known === files.length) {
        files.push(file);
        numbers.set(file, known);
      }
      return known;
    });
    const shift = types.length;
    const variable = (from: DebugVariable): DebugVariable => ({
      ...from,
      ...(from.type === undefined ? {} : { type: from.type + shift }),
      location:
        from.location.kind === 'static' ? { ...from.location, ...resolve(one, from.location.symbol) } : from.location,
      from: from.from + one.text,
      to: from.to + one.text,
    });
    for (const type of debug.types) types.push(shiftType(type, shift));
    for (const { at, file, line, column } of debug.lines)
      lines.push({ at: at + one.text, file: fileMap[file] ?? 0, line, column });
    for (const fn of debug.functions)
      functions.push({
        ...fn,
        file: fileMap[fn.file] ?? 0,
        from: fn.from + one.text,
        to: fn.to + one.text,
        variables: fn.variables.map(variable),
      });
    for (const global of debug.variables) variables.push(variable(global));
  }
  return { files, types, lines, functions, variables };
};

const shiftType = (type: DebugType, by: number): DebugType => {
  switch (type.kind) {
    case 'void':
    case 'base':
    case 'enum':
      return type;
    case 'pointer':
      return { ...type, to: type.to + by };
    case 'array':
      return { ...type, of: type.of + by };
    case 'struct':
    case 'union':
      return { ...type, members: type.members.map((member) => ({ ...member, type: member.type + by })) };
    case 'function':
      return { ...type, result: type.result + by };
  }
};
