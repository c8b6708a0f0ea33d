/**
 * What a file's pointers to functions point to: file-scope variables, members of operation tables by the member's name, and
 * parameters by what the file's own calls hand over, as far as initialisers, assignments and calls of the file show it. Read from the text alone, so that it is cheap enough for every
 * edit. Not what local pointers hold: those the dataflow of their function tells (calls.ts).
 */
import type { SourceFile } from '../syntax/source-file.ts';
import { FORK, VFORK } from './library.ts';
import { tableEntries } from './tables.ts';

/**
 * The functions that each pointer of a file is given somewhere, in the file's order: by the pointer's or the member's name,
 * for a parameter by `parameterKey`.
 */
export type Pointees = ReadonlyMap<string, readonly string[]>;

/** In a list of targets: something that is not plainly a function. */
const UNKNOWN = '?';

/** `(*name)(…) =` or `name =`, and what stands behind it up to the end of the expression. */
const GIVEN =
  /(?:\(\s*\*\s*(?:const\s+|volatile\s+)*(\w+)(?:\s*\[[^\]]*\])?\s*\)\s*\([^()]*\)|\b([A-Za-z_]\w*))\s*(?:__attribute__\s*\(\([^()]*\)\)\s*|[A-Z_]+\s+)?=(?!=)([^;,{}=]*)/g;
const CAST = /^\s*\((?:[^()]|\([^()]*\))*\)\s*(?=[&A-Za-z_(])/;
const PLAIN = /^[\s(]*&?\s*([A-Za-z_]\w*)[\s)]*$/;
const CHOICE = /^[^?]*\?([^:?]*):([^:?]*)$/;

const targetOf = (text: string): string => PLAIN.exec(text.replace(CAST, ''))?.[1] ?? UNKNOWN;

/** The pointers of a file. Names that nowhere get a function of the file, vfork or fork are left out, as are functions. */
export const pointeesOf = (file: SourceFile): Pointees => {
  const found = new Map<string, Set<string>>();
  for (const [, declared, plain, value = ''] of file.text.matchAll(GIVEN)) {
    const name = declared ?? plain ?? '';
    if (file.functions.has(name)) continue;
    const choice = CHOICE.exec(value);
    const targets = choice === null ? [targetOf(value)] : [targetOf(choice[1] ?? ''), targetOf(choice[2] ?? '')];
    const known = found.get(name);
    if (known === undefined) found.set(name, new Set(targets));
    else for (const target of targets) known.add(target);
  }
  const isFunction = (name: string): boolean => file.functions.has(name) || VFORK.has(name) || FORK.has(name);
  for (const { field, target } of tableEntries(file.text, isFunction)) {
    const known = found.get(field);
    if (known === undefined) found.set(field, new Set([target]));
    else known.add(target);
  }
  const result = new Map(
    [...found].filter(([, targets]) => [...targets].some(isFunction)).map(([name, set]) => [name, [...set]]),
  );
  for (const { index, callee, target } of handedOver(file.text, (name) => file.functions.has(name))) {
    if (!file.functions.has(callee)) continue;
    const key = parameterKey(callee, index);
    const known = result.get(key);
    if (known === undefined) result.set(key, [target]);
    else if (!known.includes(target)) known.push(target);
  }
  return result;
};

/** The key of a function's parameter, from 0, among the pointees of a file. */
export const parameterKey = (name: string, index: number): string => `${name}(${index}`;

/** A name that stands alone as an argument. */
const ARGUMENT = /[(,]\s*&?\s*([A-Za-z_]\w*)\s*(?=[,)])/g;
/** How far before an argument its call may begin. */
const REACH = 400;

/** The arguments of a text that are functions of the file, each with the name of what is called and its number. */
export function* handedOver(
  text: string,
  isFunction: (name: string) => boolean,
): Generator<{ readonly callee: string; readonly index: number; readonly target: string }> {
  ARGUMENT.lastIndex = 0;
  for (const match of text.matchAll(ARGUMENT)) {
    const target = match[1] ?? '';
    if (!isFunction(target)) continue;
    let depth = 0;
    let index = 0;
    const from = match.index;
    for (let at = text[from] === ',' ? from : from + 1; at-- > Math.max(0, from - REACH); ) {
      const char = text[at];
      if (char === ')') depth++;
      else if (char === ',' && depth === 0) index++;
      else if (char === ';' || char === '{' || char === '}') break;
      else if (char === '(' && depth-- === 0) {
        const callee = /([A-Za-z_]\w*)\s*$/.exec(text.slice(Math.max(0, at - 80), at))?.[1];
        if (callee !== undefined) yield { callee, index: text[from] === ',' ? index + 1 : index, target };
        break;
      }
    }
  }
}

/** More functions than this in one place are no answer to what a call comes to. */
const MANY = 4;

/** The functions that a call through these targets may come to: where vfork is possible that, which is the one to check. */
export const targetsOf = (targets: readonly string[]): readonly string[] => {
  const spawns = targets.find((target) => VFORK.has(target));
  if (spawns !== undefined) return [spawns];
  return targets.length > MANY || targets.includes(UNKNOWN) ? [] : targets;
};
