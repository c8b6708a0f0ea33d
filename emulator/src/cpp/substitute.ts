/**
 * Filling a macro's pieces with arguments (C99 6.10.3.1 to 6.10.3.3): parameters, `#`, `##` with placemarkers, the GNU
 * rule for `, ## __VA_ARGS__`, and `__VA_OPT__`. It does not rescan; that is expand.ts.
 */
import { kindOf } from './lexer.ts';
import type { Piece } from './macro.ts';
import { type Expansion, isText, makeToken, type Report, type Token } from './source.ts';

/** One argument: as written, and (asked for only when needed) fully expanded. `omitted`: GNU, not even an empty one stands there. */
export interface Argument {
  readonly raw: readonly Token[];
  readonly omitted: boolean;
  expanded(): readonly Token[];
}

/** The replacement of one use; `last` is the index of the variadic argument, or -1. Placemarkers are gone from the result. */
export const substitute = (
  pieces: readonly Piece[],
  args: readonly Argument[],
  last: number,
  expansion: Expansion,
  report: Report,
): Token[] => fill(pieces, args, last, expansion, report).filter((token) => token.kind !== 'placemarker');

const fill = (
  pieces: readonly Piece[],
  args: readonly Argument[],
  last: number,
  expansion: Expansion,
  report: Report,
): Token[] => {
  const out: Token[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const before = out.at(-1);
    if (
      piece.kind === 'param' &&
      piece.index === last &&
      piece.paste &&
      before?.text === ',' &&
      pieces[i - 1]?.kind === 'token'
    ) {
      const arg = args[piece.index]!;
      if (arg.omitted) out.pop();
      else for (const token of orPlacemarker(arg.raw, piece.token)) out.push(token);
      continue;
    }
    const made = makePiece(piece, pieces[i + 1]?.paste === true, args, last, expansion, report);
    if (!piece.paste || before === undefined) {
      for (const token of made) out.push(token);
      continue;
    }
    out.pop();
    const right = made[0] ?? placemarker(piece.token);
    out.push(...paste(before, right, expansion, report));
    for (let k = 1; k < made.length; k++) out.push(made[k]!);
  }
  return out;
};

const makePiece = (
  piece: Piece,
  pasteNext: boolean,
  args: readonly Argument[],
  last: number,
  expansion: Expansion,
  report: Report,
): readonly Token[] => {
  switch (piece.kind) {
    case 'token':
      return [piece.token];
    case 'string':
      return [stringize(args[piece.index]!.raw, piece.token)];
    case 'param': {
      const arg = args[piece.index]!;
      return piece.paste || pasteNext ? orPlacemarker(arg.raw, piece.token) : spaced(arg.expanded(), piece.token);
    }
    case 'va-opt': {
      const present = args[last]?.expanded().some((token) => token.kind !== 'placemarker') === true;
      const inner = present ? fill(piece.pieces, args, last, expansion, report) : [];
      if (piece.string)
        return [
          stringize(
            inner.filter((token) => token.kind !== 'placemarker'),
            piece.token,
          ),
        ];
      return orPlacemarker(inner, piece.token);
    }
  }
};

const placemarker = (at: Token): Token => makeToken('placemarker', '', at.file, at.start, at.end, at.space, false);

const orPlacemarker = (tokens: readonly Token[], at: Token): readonly Token[] =>
  tokens.length === 0 ? [placemarker(at)] : spaced(tokens, at);

/** The tokens with the white space before the first that stands before the parameter. */
const spaced = (tokens: readonly Token[], at: Token): readonly Token[] => {
  const first = tokens[0];
  if (first === undefined || (first.space === at.space && !first.bol)) return tokens;
  return [withSpace(first, at.space), ...tokens.slice(1)];
};

/** The token with this white space before it, not at the beginning of a line. */
export const withSpace = (token: Token, space: boolean, bol: boolean = false): Token =>
  makeToken(token.kind, token.text, token.file, token.start, token.end, space, bol, token.painted, token.from);

const stringize = (arg: readonly Token[], at: Token): Token => {
  let text = '';
  for (const [i, token] of arg.entries()) {
    if (i > 0 && (token.space || token.bol)) text += ' ';
    const literal =
      token.kind === 'string' || token.kind === 'char' || (token.kind === 'other' && token.text.length > 1);
    text += literal ? token.text.replace(/["\\]/g, '\\$&') : token.text;
  }
  return makeToken('string', `"${text}"`, at.file, at.start, at.end, at.space, false);
};

/** `left ## right` (6.10.3.3 paragraph 3). Where that is no token both stay, with an error, as gcc does. */
const paste = (left: Token, right: Token, expansion: Expansion, report: Report): Token[] => {
  if (right.kind === 'placemarker') return [left];
  if (left.kind === 'placemarker') return [withSpace(right, left.space)];
  const text = left.text + right.text;
  const kind = kindOf(text);
  if (kind === undefined) {
    const message = `pasting "${left.text}" and "${right.text}" does not give a valid preprocessing token`;
    report('error', expansion.use, message);
    return [left, isText(right, '#') ? withSpace(right, true) : right];
  }
  return [makeToken(kind, text, left.file, left.start, left.end, left.space, false, false, left.from)];
};
