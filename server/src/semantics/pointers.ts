/**
 * What a file's pointers to functions point to: file-scope variables, and members of operation tables by the member's name,
 * as far as initialisers and assignments of the file show it. Read from the text alone, so that it is cheap enough for every
 * edit. Not what local pointers hold: those the dataflow of their function tells (calls.ts).
 */
import type { SourceFile } from '../syntax/source-file.ts';
import { FORK, VFORK } from './library.ts';

/** The functions that each pointer of a file is given somewhere, by the pointer's or the member's name, in the file's order. */
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
  return new Map(
    [...found].filter(([, targets]) => [...targets].some(isFunction)).map(([name, set]) => [name, [...set]]),
  );
};

/** The one function that a call through these targets comes to: where several are possible vfork, which is the one to check. */
export const onlyTarget = (targets: readonly string[]): string | undefined =>
  targets.find((target) => VFORK.has(target)) ??
  (targets.length === 1 && targets[0] !== UNKNOWN ? targets[0] : undefined);
