/** Macro definitions as they stand in a text, and the expansion of token lists with hide sets (C99 6.10.3). */
import type { TextRange } from '../text/range.ts';
import { tokensOf } from './tokens.ts';

/** A macro. `parameters` is undefined for object-like ones; `path` and `range` say where it is defined. */
export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly body: string;
  readonly path: string;
  readonly range: TextRange;
}

/** A token on its way through expansion; `source` is where the reader sees it, `own` whether it stands there itself. */
export interface Piece {
  readonly text: string;
  readonly source: TextRange;
  readonly own: boolean;
  readonly hide: ReadonlySet<string>;
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

const MAX_PIECES = 20_000;
const NONE: ReadonlySet<string> = new Set();

/** The tokens of a text as pieces that stand for themselves. `offset` is added to their ranges. */
export const piecesOf = (text: string, offset: number): Piece[] => {
  let last = 0;
  return tokensOf(text).map(({ start, end }) => {
    const piece: Piece = {
      text: text.slice(start, end),
      source: { start: offset + start, end: offset + end },
      own: true,
      hide: NONE,
      space: start !== last,
    };
    last = end;
    return piece;
  });
};

/** Splits the pieces between parentheses at commas. `from` is behind the `(`. Undefined where it never closes. */
const argumentsAt = (
  pieces: readonly Piece[],
  from: number,
): { readonly list: Piece[][]; readonly behind: number } | undefined => {
  const list: Piece[][] = [[]];
  let depth = 0;
  for (let i = from; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.text === ')' && depth === 0) return { list, behind: i + 1 };
    if (piece.text === '(' || piece.text === '{' || piece.text === '[') depth++;
    else if (piece.text === ')' || piece.text === '}' || piece.text === ']') depth--;
    if (piece.text === ',' && depth === 0) list.push([]);
    else list.at(-1)?.push(piece);
  }
  return undefined;
};

const quote = (pieces: readonly Piece[]): string =>
  `"${pieces.map(({ text, space }, i) => (space && i > 0 ? ' ' : '') + text.replaceAll(/["\\]/g, '\\$&')).join('')}"`;

const substitute = (
  macro: Macro,
  given: readonly Piece[][],
  use: TextRange,
  hide: ReadonlySet<string>,
  expand: (pieces: Piece[]) => Piece[],
): Piece[] => {
  const parameters = macro.parameters ?? [];
  const args = [...given];
  if (macro.variadic && args.length > parameters.length) {
    const rest = args.splice(parameters.length - 1);
    args.push(
      rest.flatMap((piece, i) =>
        i === 0 ? piece : [{ text: ',', source: use, own: false, hide: NONE, space: false }, ...piece],
      ),
    );
  }
  const body = piecesOf(macro.body, 0).map((piece): Piece => ({ ...piece, source: use, own: false }));
  const argument = (text: string): Piece[] | undefined => {
    const index = parameters.indexOf(text);
    return index < 0 ? undefined : (args[index] ?? []);
  };
  const result: Piece[] = [];
  for (let i = 0; i < body.length; i++) {
    const piece = body[i] as Piece;
    const next = body[i + 1];
    if (
      piece.text === '#' &&
      next !== undefined &&
      macro.parameters !== undefined &&
      argument(next.text) !== undefined &&
      body[i + 2]?.text !== '#'
    ) {
      result.push({ ...piece, text: quote(argument(next.text) ?? []) });
      i++;
    } else if (piece.text === '#' && next?.text === '#' && !next.space) {
      const right = body[i + 2];
      i += 2;
      if (right === undefined) continue;
      const pasted = argument(right.text) ?? [right];
      const left = result.at(-1);
      if (left?.text === ',' && right.text === '__VA_ARGS__') {
        if (pasted.length === 0) result.pop();
        else result.push(...pasted);
      } else if (left !== undefined && pasted.length > 0) {
        result[result.length - 1] = { ...left, text: left.text + (pasted[0]?.text ?? ''), own: false, source: use };
        result.push(...pasted.slice(1));
      } else result.push(...pasted);
    } else {
      const value = argument(piece.text);
      if (value === undefined) result.push(piece);
      else result.push(...(next?.text === '#' && body[i + 2]?.text === '#' ? value : expand([...value])));
    }
  }
  return result.map((piece) => ({ ...piece, hide: new Set([...piece.hide, ...hide, macro.name]) }));
};

/** Expands every macro use in a list of pieces. `lookup` gives the macro that a name stands for at this place. */
export const expandPieces = (pieces: readonly Piece[], lookup: (name: string) => Macro | undefined): Piece[] => {
  const result: Piece[] = [];
  let work = [...pieces].reverse();
  let count = 0;
  while (work.length > 0) {
    const piece = work.pop() as Piece;
    const macro = /^[A-Za-z_$]/.test(piece.text) && !piece.hide.has(piece.text) ? lookup(piece.text) : undefined;
    if (macro === undefined || count++ > 400 || result.length + work.length > MAX_PIECES) {
      result.push(piece);
      continue;
    }
    if (macro.parameters === undefined) {
      const body = substitute(macro, [], piece.source, piece.hide, (list) => list);
      for (const inner of body.reverse()) work.push(inner);
      continue;
    }
    if (work.at(-1)?.text !== '(') {
      result.push(piece);
      continue;
    }
    const rest = [...work].reverse();
    const found = argumentsAt(rest, 1);
    if (found === undefined) {
      result.push(piece);
      continue;
    }
    const close = rest[found.behind - 1];
    const use = piece.own && close?.own === true ? { start: piece.source.start, end: close.source.end } : piece.source;
    const body = substitute(macro, found.list, use, piece.hide, (list) => expandPieces(list, lookup));
    work = [...body, ...rest.slice(found.behind)].reverse();
  }
  return result;
};
