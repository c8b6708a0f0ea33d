/**
 * Macro definitions (C99 6.10.3; GNU named variadic parameters; C23 `__VA_OPT__`): the text behind #define to a record
 * whose replacement list is already cut into pieces, so that a use only has to fill them in.
 */
import { isText, type Report, type SourceFile, type Token } from './source.ts';

/** `paste`: a `##` joins the piece to the one before it. */
export type Piece =
  | { readonly kind: 'token'; readonly token: Token; readonly paste: boolean }
  | { readonly kind: 'param'; readonly token: Token; readonly index: number; readonly paste: boolean }
  | { readonly kind: 'string'; readonly token: Token; readonly index: number; readonly paste: boolean }
  | {
      readonly kind: 'va-opt';
      readonly token: Token;
      readonly pieces: readonly Piece[];
      readonly string: boolean;
      readonly paste: boolean;
    };

/**
 * A macro. `params` is undefined for an object-like one; with `variadic` the last of them takes the rest of the
 * arguments. `start` and `end` are the offsets of the name in the #define; `builtin` names what is computed at each use.
 */
export interface Macro {
  readonly name: string;
  readonly params: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly body: readonly Token[];
  readonly pieces: readonly Piece[];
  /** Object-like without `##`: the replacement is `body` as it is. */
  readonly simple: boolean;
  readonly builtin: string | undefined;
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Reads the tokens behind `define`. Undefined, with an error reported, where there is no sound definition. */
export const parseDefine = (tokens: readonly Token[], directive: Token, report: Report): Macro | undefined => {
  const name = tokens[0];
  if (!isMacroName(name, directive, report)) return undefined;
  let body = tokens.slice(1);
  let params: string[] | undefined;
  let variadic = false;
  const first = body[0];
  if (first !== undefined && isText(first, '(') && !first.space) {
    const head = parseParams(body, first, report);
    if (head === undefined) return undefined;
    params = head.params;
    variadic = head.variadic;
    body = body.slice(head.count);
  } else if (first !== undefined && !first.space) {
    report('warning', first, 'white space is missing after the macro name');
  }
  const simple = params === undefined && !body.some(isPaste);
  const pieces = simple ? plain(body) : cutPieces(body, params, variadic, report);
  if (pieces === undefined) return undefined;
  const { file, start, end } = name;
  return { name: name.text, params, variadic, body, pieces, simple, builtin: undefined, file, start, end };
};

/** Whether a macro may have this name (6.10.8 paragraph 4); reports why not. */
export const isMacroName = (name: Token | undefined, directive: Token, report: Report): name is Token => {
  if (name === undefined) report('error', directive, `no macro name given in #${directive.text} directive`);
  else if (name.kind !== 'identifier') report('error', name, 'macro names must be identifiers');
  else if (name.text === 'defined') report('error', name, `"defined" cannot be used as a macro name`);
  else if (name.text === '__VA_ARGS__' || name.text === '__VA_OPT__')
    report('error', name, `${name.text} cannot be used as a macro name`);
  else return true;
  return false;
};

/** Whether a second definition is the same as the first (6.10.3 paragraph 2), so that it may stand. */
export const sameDefinition = (a: Macro, b: Macro): boolean =>
  a.variadic === b.variadic &&
  (a.params === undefined) === (b.params === undefined) &&
  (a.params ?? []).join() === (b.params ?? []).join() &&
  a.body.length === b.body.length &&
  a.body.every((token, i) => {
    const other = b.body[i]!;
    return token.text === other.text && token.kind === other.kind && (i === 0 || token.space === other.space);
  });

const plain = (body: readonly Token[]): Piece[] => body.map((token) => ({ kind: 'token', token, paste: false }));
const isPaste = (token: Token): boolean => token.text === '##' || token.text === '%:%:';

/** The parameter list from its `(` on; `count` tokens belong to it. */
const parseParams = (
  tokens: readonly Token[],
  open: Token,
  report: Report,
): { params: string[]; variadic: boolean; count: number } | undefined => {
  const params: string[] = [];
  let i = 1;
  if (isText(tokens[i], ')')) return { params, variadic: false, count: 2 };
  for (;;) {
    const token = tokens[i++];
    if (token === undefined) {
      report('error', open, "missing ')' in macro parameter list");
      return undefined;
    }
    if (isText(token, '...')) {
      params.push('__VA_ARGS__');
      if (isText(tokens[i], ')')) return { params, variadic: true, count: i + 1 };
      report('error', token, "missing ')' after '...' in macro parameter list");
      return undefined;
    }
    if (token.kind !== 'identifier' || token.text === '__VA_ARGS__') {
      report('error', token, `"${token.text}" may not appear in a macro parameter list`);
      return undefined;
    }
    if (params.includes(token.text)) {
      report('error', token, `duplicate macro parameter "${token.text}"`);
      return undefined;
    }
    params.push(token.text);
    const next = tokens[i++];
    if (isText(next, ')')) return { params, variadic: false, count: i };
    if (isText(next, '...') && isText(tokens[i], ')')) return { params, variadic: true, count: i + 1 };
    if (!isText(next, ',')) {
      report('error', next ?? open, "expected ',' or ')' in macro parameter list");
      return undefined;
    }
  }
};

const cutPieces = (
  body: readonly Token[],
  params: readonly string[] | undefined,
  variadic: boolean,
  report: Report,
): Piece[] | undefined => {
  const pieces: Piece[] = [];
  let paste = false;
  for (let i = 0; i < body.length; i++) {
    const token = body[i]!;
    if (isPaste(token)) {
      if (i === 0 || i === body.length - 1) {
        report('error', token, "'##' cannot appear at either end of a macro expansion");
        return undefined;
      }
      paste = true;
      continue;
    }
    const string = params !== undefined && isText(token, '#');
    const operand = string ? body[i + 1] : token;
    const index = operand?.kind === 'identifier' && params !== undefined ? params.indexOf(operand.text) : -1;
    if (variadic && operand?.text === '__VA_OPT__') {
      const open = i + (string ? 2 : 1);
      const close = closing(body, open);
      if (close < 0) {
        report('error', operand, 'unterminated __VA_OPT__');
        return undefined;
      }
      const inner = cutPieces(body.slice(open + 1, close), params, variadic, report);
      if (inner === undefined) return undefined;
      pieces.push({ kind: 'va-opt', token, pieces: inner, string, paste });
      i = close;
    } else if (string) {
      if (index < 0) {
        report('error', token, "'#' is not followed by a macro parameter");
        return undefined;
      }
      pieces.push({ kind: 'string', token, index, paste });
      i++;
    } else if (index >= 0) pieces.push({ kind: 'param', token, index, paste });
    else pieces.push({ kind: 'token', token, paste });
    paste = false;
  }
  return pieces;
};

/** Index of the `)` that closes the `(` at `open`, or -1. */
const closing = (tokens: readonly Token[], open: number): number => {
  if (!isText(tokens[open], '(')) return -1;
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (isText(tokens[i], '(')) depth++;
    else if (isText(tokens[i], ')') && --depth === 0) return i;
  }
  return -1;
};
