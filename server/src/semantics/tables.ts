/**
 * Operation tables without designators: which member of a structure each function in an initialiser goes to, by the order of
 * the members where the file itself defines the structure. Read from the text alone, like pointers.ts, which uses it.
 */

/** A function that stands in an initialiser in the place of a member. */
export interface Entry {
  readonly field: string;
  readonly target: string;
}

const RECORD = /\b(?:struct|union)\s*(\w*)\s*\{([^{}]*)\}\s*(\w*)/g;
const POINTER = /\(\s*\*\s*(?:const\s+)?\w+\s*\)\s*\(/;
/** `struct ops table[2] = {`, with a structure's or a type's name before the variable. */
const TABLE = /\b(?:struct\s+)?(\w+)\s+\w+\s*((?:\[[^\]]*\]\s*)*)=\s*\{/g;
/** The same right behind a structure's definition and the variable's name. */
const GIVEN = /\s*((?:\[[^\]]*\]\s*)*)=\s*\{/y;
const LONGEST = 20_000;

const plain = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) => ' '.repeat(found.length));

/** The names of a structure's members in their order; undefined for one that this cannot read. */
const fieldsOf = (body: string): readonly string[] | undefined => {
  const names: string[] = [];
  for (const member of body.split(';')) {
    if (member.trim() === '') continue;
    const called = /\(\s*\*\s*(?:const\s+)?(\w+)\s*\)\s*\(/.exec(member)?.[1];
    if (called !== undefined) names.push(called);
    else if (/[(#]/.test(member)) return undefined;
    else
      for (const one of member.split(',')) {
        const name = /(\w+)\s*(?:\[[^\]]*\]\s*)*(?::\s*\w+\s*)?$/.exec(one.trim())?.[1];
        if (name === undefined) return undefined;
        names.push(name);
      }
  }
  return names;
};

/** The elements of a list in braces that opens at `open`, each with whether it is a list itself; undefined if it never closes. */
const elementsOf = (text: string, open: number): readonly string[] | undefined => {
  const elements: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < text.length && at - open < LONGEST; at++) {
    const char = text[at];
    if (char === '"' || char === "'") {
      const close = new RegExp(`(?:\\\\.|[^\\\\${char}])*${char}`, 'y');
      close.lastIndex = at + 1;
      if (!close.test(text)) return undefined;
      at = close.lastIndex - 1;
    } else if (char === '{' || char === '(') depth++;
    else if (char === '}' || char === ')') {
      if (--depth === 0) {
        elements.push(text.slice(from, at));
        return elements;
      }
    } else if (char === ',' && depth === 1) {
      elements.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return undefined;
};

/** The functions in a text's tables. `isFunction` tells what counts as one. */
export const tableEntries = (text: string, isFunction: (name: string) => boolean): readonly Entry[] => {
  if (!/\bstruct\b/.test(text) || !POINTER.test(text)) return [];
  const source = plain(text);
  const records = new Map<string, readonly string[]>();
  const tables: { readonly fields: readonly string[]; readonly isArray: boolean; readonly open: number }[] = [];
  for (const match of source.matchAll(RECORD)) {
    const [all, tag = '', body = '', name = ''] = match;
    const fields = POINTER.test(body) ? fieldsOf(body) : undefined;
    if (fields === undefined) continue;
    for (const type of [tag, name]) if (type !== '') records.set(type, fields);
    GIVEN.lastIndex = match.index + all.length;
    const given = name === '' ? null : GIVEN.exec(source);
    if (given !== null) tables.push({ fields, isArray: given[1] !== '', open: GIVEN.lastIndex - 1 });
  }
  if (records.size === 0) return [];
  for (const match of source.matchAll(TABLE)) {
    const fields = records.get(match[1] ?? '');
    const open = match.index + match[0].length - 1;
    if (fields !== undefined) tables.push({ fields, isArray: match[2] !== '', open });
  }
  const found: Entry[] = [];
  for (const { fields, isArray, open } of tables) {
    const list = elementsOf(source, open) ?? [];
    const rows = isArray
      ? list.flatMap((row) => (/^\s*\{/.test(row) ? [elementsOf(row, row.indexOf('{')) ?? []] : []))
      : [list];
    for (const row of rows)
      for (const [i, element] of row.entries()) {
        const target = /^\s*&?\s*(\w+)\s*$/.exec(element)?.[1];
        const field = fields[i];
        if (target !== undefined && field !== undefined && isFunction(target)) found.push({ field, target });
      }
  }
  return found;
};
