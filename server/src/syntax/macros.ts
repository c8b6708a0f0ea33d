/**
 * Macro definitions as they stand in a text, and what uses of them become. The preprocessor does the work
 * (`@vfork-lint/emulator/cpp`); here its tokens get the ranges of the text on the screen that they belong to.
 */
import * as cpp from '@vfork-lint/emulator/cpp';
import type { TextRange } from '../text/range.ts';
import { withoutUnknownMacros } from './unknown-macros.ts';

/** A macro. `parameters` is undefined for object-like ones; `path` and `range` say where it is defined. */
export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly body: string;
  readonly path: string;
  readonly range: TextRange;
}

/**
 * A token after expansion. `own`: it stands in the text itself, at `source`, be it as the argument of a macro; else
 * `source` is the use of the innermost macro in the text that brought it, and `macro` that macro. `follows`: no macro had to do
 * with it nor with the token before it. `space`: white space stands before it, or must.
 */
export interface Piece {
  readonly text: string;
  readonly source: TextRange;
  readonly own: boolean;
  readonly follows: boolean;
  readonly macro: Macro | undefined;
  readonly space: boolean;
}

/** Reads the text behind `#define`; undefined where it has no name. */
export const parseMacro = (text: string, path: string, range: TextRange): Macro | undefined => {
  const plain = text.replaceAll(/\\\r?\n/g, ' ');
  const match = /^\s*([A-Za-z_$][\w$]*)(\(([^)]*)\))?/.exec(plain);
  if (match === null) return undefined;
  const [all, name = '', list, inner = ''] = match;
  const body = plain
    .slice(all.length)
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/(^|[^:"])\/\/[^\n"]*$/, '$1')
    .trim();
  if (list === undefined) return { name, parameters: undefined, variadic: false, body, path, range };
  const names = inner
    .split(',')
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== '');
  const last = names.at(-1) ?? '';
  const variadic = last.endsWith('...');
  if (variadic) names[names.length - 1] = last === '...' ? '__VA_ARGS__' : last.slice(0, -3).trim();
  return { name, parameters: names, variadic, body, path, range };
};

const BUDGET = { expansions: 20_000, tokens: 400_000, nesting: 100 };

/** The preprocessor's record of each macro, made when it is first used. */
const records = new WeakMap<Macro, { readonly record: cpp.Macro | undefined }>();

const recordOf = (macro: Macro): cpp.Macro | undefined => {
  let known = records.get(macro);
  if (known === undefined) {
    const list = macro.parameters === undefined ? ' ' : `(${spelledParameters(macro)}) `;
    known = { record: cpp.parseMacro(macro.path, `${macro.name}${list}${macro.body}`) };
    records.set(macro, known);
  }
  return known.record;
};

const spelledParameters = ({ parameters = [], variadic }: Macro): string => {
  const names = [...parameters];
  const last = names.at(-1);
  if (variadic && last !== undefined) names[names.length - 1] = last === '__VA_ARGS__' ? '...' : `${last}...`;
  return names.join(', ');
};

/**
 * All of a text's tokens after the expansion of every use in it. `lookup` gives the macro that a name stands for; ranges are
 * of the text. A text that would grow without measure is given back as it is.
 */
export const expandAll = (text: string, lookup: (name: string) => Macro | undefined): readonly Piece[] => {
  const { file, tokens } = cpp.lexFile('', text, false);
  const uses = new Map<cpp.Macro, Macro>();
  const get = (name: string): cpp.Macro | undefined => {
    const macro = lookup(name);
    const record = macro === undefined ? undefined : recordOf(macro);
    if (macro !== undefined && record !== undefined) uses.set(record, macro);
    return record;
  };
  const result = cpp.expandTokens(tokens, { get }, BUDGET);
  const tooMuch = result.problems.some(({ message }) => message.endsWith('stops here'));
  let before = '';
  let next = 0;
  let last = -2;
  const kept = withoutUnknownMacros(tooMuch ? tokens : result.tokens, (name) => get(name) !== undefined);
  return kept.map((token) => {
    const space = token.space || token.bol || cpp.needsSpace(before, token.text);
    before = token.text;
    while (
      next < tokens.length &&
      tokens[next] !== token &&
      (tokens[next] as cpp.Token).start < token.start &&
      token.file === file
    )
      next++;
    const index = tokens[next] === token ? next : -2;
    const follows = index === last + 1;
    last = index;
    const { text, start, end } = token;
    if (token.file === file && spelledThere(token)) {
      return { text, source: { start, end }, own: true, follows, macro: undefined, space };
    }
    const bringer = bringerOf(token, file);
    const source = bringer === undefined ? { start, end } : useRange(bringer);
    const macro = bringer === undefined ? undefined : uses.get(bringer.macro);
    return { text, source, own: false, follows: false, macro, space };
  });
};

/** Whether a token of the file is one of its own and not pasted or quoted from one. */
const spelledThere = (token: cpp.Token): boolean => {
  const spelling = token.file.text.slice(token.start, token.end);
  return spelling === token.text || spelling.replaceAll(/\\\s*\n/g, '') === token.text;
};

/** The innermost macro on a token's way whose use stands in the file itself. */
const bringerOf = (token: cpp.Token, file: cpp.SourceFile): cpp.Expansion | undefined =>
  cpp.expansionStack(token).find(({ use }) => use.file === file && use.from === undefined);

const useRange = ({ use, close }: cpp.Expansion): TextRange => {
  const end = close !== undefined && close.file === use.file && close.from === undefined ? close.end : use.end;
  return { start: use.start, end: Math.max(end, use.end) };
};
