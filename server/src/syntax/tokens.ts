/**
 * A light tokenizer for C text: enough to find directives, braces and macro uses. Comments and white space lie between
 * tokens. It never fails: an unfinished string ends with its line.
 */

/** Kinds of token: names, numbers, strings and characters, everything else one mark at a time. */
export type TokenKind = 'name' | 'number' | 'string' | 'mark';

/** `first` says that only white space stands before it on its line. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly first: boolean;
}

const isName = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36 || (c >= 48 && c <= 57) || c > 127;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** The end of a comment that starts at `i`, or `i` where none does. */
const skipComment = (text: string, i: number, end: number): number => {
  if (text.charCodeAt(i) !== 47) return i;
  const next = text.charCodeAt(i + 1);
  if (next === 42) {
    const close = text.indexOf('*/', i + 2);
    return close < 0 || close + 2 > end ? end : close + 2;
  }
  if (next !== 47) return i;
  let at = i;
  for (;;) {
    const line = text.indexOf('\n', at);
    if (line < 0 || line >= end) return end;
    if (text.charCodeAt(line - 1) !== 92) return line;
    at = line + 1;
  }
};

const skipQuoted = (text: string, i: number, end: number): number => {
  const quote = text.charCodeAt(i);
  for (let at = i + 1; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 92) at++;
    else if (c === quote) return at + 1;
    else if (c === 10) return at;
  }
  return end;
};

/** The end of the logical line that `i` is on: before its line feed, behind continued lines and comments that span lines. */
export const lineEnd = (text: string, i: number, end: number): number => {
  let at = i;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === 10) return at;
    if (c === 92) at += text.charCodeAt(at + 1) === 13 ? 3 : 2;
    else if (c === 47) {
      const behind = skipComment(text, at, end);
      at = behind === at ? at + 1 : behind;
    } else if (c === 34 || c === 39) at = skipQuoted(text, at, end);
    else at++;
  }
  return Math.min(at, end);
};

/**
 * The first token at or behind `from`, before `end`. `fresh` tells whether a line starts there. A directive's `#` is a mark
 * with `first` set: the caller skips its line.
 */
export const nextToken = (text: string, from: number, end: number, fresh = false): Token | undefined => {
  let first = fresh || from === 0;
  let i = from;
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      first = true;
      i++;
    } else if (c === 32 || (c >= 9 && c <= 13)) i++;
    else if (c === 92 && (text.charCodeAt(i + 1) === 10 || text.charCodeAt(i + 1) === 13)) i += 2;
    else if (c === 47) {
      const behind = skipComment(text, i, end);
      if (behind === i) return { kind: 'mark', start: i, end: i + 1, first };
      i = behind;
    } else break;
  }
  if (i >= end) return undefined;
  const c = text.charCodeAt(i);
  if (c === 34 || c === 39) return { kind: 'string', start: i, end: skipQuoted(text, i, end), first };
  if (isDigit(c)) {
    let at = i + 1;
    while (at < end && (isName(text.charCodeAt(at)) || text.charCodeAt(at) === 46)) at++;
    return { kind: 'number', start: i, end: at, first };
  }
  if (isName(c)) {
    let at = i + 1;
    while (at < end && isName(text.charCodeAt(at))) at++;
    return { kind: 'name', start: i, end: at, first };
  }
  return { kind: 'mark', start: i, end: i + 1, first };
};

/** All tokens of a range, directives included as tokens. */
export const tokensOf = (text: string, start = 0, end: number = text.length): Token[] => {
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    const token = nextToken(text, at, end, at === start);
    if (token === undefined) return tokens;
    tokens.push(token);
    at = token.end;
  }
};
