/**
 * Translation phase 3 (C99 5.1.1.2, 6.4): text to preprocessing tokens and white space. A header name is cut as one
 * only behind #include and its kin and in __has_include. A quote without its partner takes the rest of its line as an
 * `other` token, as in gcc, so that `#if 0` text with apostrophes does no harm.
 */
import { makeToken, type SourceFile, type Token, type TokenKind } from './source.ts';
import { cleanText, SourceMap } from './splice.ts';

/** A file as tokens; `open` is the offset of a comment that nothing ends. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly open: number | undefined;
}

const KINDS: readonly TokenKind[] = ['identifier', 'number', 'char', 'string', 'punctuator', 'header', 'other'];
const IDENTIFIER = 0;
const NUMBER = 1;
const CHAR = 2;
const STRING = 3;
const PUNCTUATOR = 4;
const HEADER = 5;
const OTHER = 6;

const START = 1;
const DIGIT = 2;
const WORD = START | DIGIT;
const classes = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const char = String.fromCharCode(unit);
  if (/[A-Za-z_$]/.test(char)) classes[unit] = START;
  else if (/[0-9]/.test(char)) classes[unit] = DIGIT;
}
const classOf = (unit: number): number => (unit < 128 ? classes[unit]! : unit >= 128 ? START : 0);

/** Length of a universal character name at `i`, or 0 (6.4.3). */
const ucnLength = (text: string, i: number): number => {
  if (text.charCodeAt(i) !== 92) return 0;
  const size = text[i + 1] === 'u' ? 4 : text[i + 1] === 'U' ? 8 : 0;
  if (size === 0) return 0;
  for (let k = 0; k < size; k++) if (!/[0-9a-fA-F]/.test(text[i + 2 + k] ?? '')) return 0;
  return size + 2;
};

const identifierEnd = (text: string, from: number): number => {
  let i = from;
  for (;;) {
    const unit = text.charCodeAt(i);
    if (classOf(unit) & WORD) i++;
    else if (unit === 92) {
      const length = ucnLength(text, i);
      if (length === 0) return i;
      i += length;
    } else return i;
  }
};

const numberEnd = (text: string, from: number): number => {
  let i = from;
  for (;;) {
    const unit = text.charCodeAt(i);
    const lower = unit | 32;
    if (lower === 101 || lower === 112) {
      const sign = text.charCodeAt(i + 1);
      i += sign === 43 || sign === 45 ? 2 : 1;
    } else if (unit === 46 || classOf(unit) & WORD) i++;
    else {
      const length = ucnLength(text, i);
      if (length === 0) return i;
      i += length;
    }
  }
};

/** The end of the literal whose opening quote is at `quote`, with its kind; to the end of the line if nothing closes it. */
const literal = (text: string, quote: number, escapes: boolean): number => {
  const terminator = text.charCodeAt(quote);
  for (let i = quote + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === terminator) return ((i + 1) << 3) | (terminator === 34 ? STRING : CHAR);
    if (unit === 10 || unit === 13) return (i << 3) | OTHER;
    const next = text.charCodeAt(i + 1);
    if (unit === 92 && escapes && next !== 10 && next !== 13) i++;
  }
  return (text.length << 3) | OTHER;
};

const TWO = new Set([
  ...['->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '*=', '/=', '%=', '+=', '-=', '&=', '^='],
  ...['|=', '##', '<:', ':>', '<%', '%>', '%:'],
]);
const LONG = /\.\.\.|<<=|>>=|%:%:/y;
const SINGLE = '[](){}.&*+-~!/%<>^|?:;=,#';

const punctuatorEnd = (text: string, i: number): number => {
  const unit = text.charCodeAt(i);
  if (unit === 46 || unit === 60 || unit === 62 || unit === 37) {
    LONG.lastIndex = i;
    if (LONG.test(text)) return LONG.lastIndex;
  }
  return TWO.has(text.slice(i, i + 2)) ? i + 2 : i + 1;
};

/**
 * The token at `i`, which must not be white space or a comment: its end shifted left by three, with the number of its
 * kind in the low bits (one number, because this runs once for each token there is).
 */
const scan = (text: string, i: number, header: boolean): number => {
  const unit = text.charCodeAt(i);
  const kind = classOf(unit);
  if (kind & START) {
    const end = identifierEnd(text, i + 1);
    const next = text.charCodeAt(end);
    if (end - i <= 2 && (next === 34 || next === 39) && /^(?:L|u|U|u8)$/.test(text.slice(i, end)))
      return literal(text, end, true);
    return (end << 3) | IDENTIFIER;
  }
  if (kind & DIGIT || (unit === 46 && classOf(text.charCodeAt(i + 1)) & DIGIT))
    return (numberEnd(text, i + 1) << 3) | NUMBER;
  if (unit === 34 || unit === 39) return literal(text, i, !header);
  if (header && unit === 60) {
    const close = text.indexOf('>', i);
    const line = text.slice(i, close + 1);
    if (close > 0 && !/[\r\n]/.test(line)) return ((close + 1) << 3) | HEADER;
  }
  if (unit === 92 && ucnLength(text, i) > 0) return (identifierEnd(text, i) << 3) | IDENTIFIER;
  if (!SINGLE.includes(text[i]!)) return ((i + 1) << 3) | OTHER;
  return (punctuatorEnd(text, i) << 3) | PUNCTUATOR;
};

/** The kind of `text` if it is exactly one preprocessing token; decides whether a `##` made something (6.10.3.3). */
export const kindOf = (text: string): TokenKind | undefined => {
  if (text === '' || /^(?:\s|\/\/|\/\*)/.test(text)) return undefined;
  const code = scan(text, 0, false);
  return code >>> 3 === text.length && (code & 7) !== OTHER ? KINDS[code & 7] : undefined;
};

/** Whether two spellings written without a space between them would be read as something else. */
export const needsSpace = (left: string, right: string): boolean => {
  if (left === '' || right === '') return false;
  if (left === '/' && (right[0] === '/' || right[0] === '*' || right[0] === '=')) return true;
  const text = left + right;
  return scan(text, 0, false) >>> 3 !== left.length || (left === '%' && right[0] === ':') || left === '..';
};

/** Cuts the whole file. Never fails; `trigraphs` replaces them first. */
export const lex = (file: SourceFile, trigraphs: boolean): Tokens => {
  const { text, marks } = cleanText(file.text, trigraphs);
  const map = new SourceMap(marks);
  const exact = marks.length === 0;
  const tokens: Token[] = [];
  let open: number | undefined;
  let space = false;
  let bol = true;
  /** 1: behind the # of a directive; 2: a header name may stand here; 3: behind __has_include, before its parenthesis. */
  let context = 0;
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; ) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || unit === 13) {
      bol = true;
      space = false;
      context = 0;
      i++;
      continue;
    }
    if (unit <= 32) {
      space = true;
      i++;
      continue;
    }
    if (unit === 47) {
      const next = text.charCodeAt(i + 1);
      if (next === 47) {
        space = true;
        while (i < text.length && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
        continue;
      }
      if (next === 42) {
        space = true;
        const close = text.indexOf('*/', i + 2);
        if (close < 0) open = exact ? i : map.start(i);
        i = close < 0 ? text.length : close + 2;
        continue;
      }
    }
    const code = scan(text, i, context === 2);
    const end = code >>> 3;
    const spelling = text.slice(i, end);
    const kind = KINDS[code & 7]!;
    const start = exact ? i : map.start(i);
    tokens.push(makeToken(kind, spelling, file, start, exact ? end : map.end(end), space, bol));
    if (unit === 35 || unit === 37) context = bol && (spelling === '#' || spelling === '%:') ? 1 : 0;
    else if (kind === 'identifier') {
      if (context === 1) context = /^(?:include|include_next|import)$/.test(spelling) ? 2 : 0;
      else context = spelling === '__has_include' || spelling === '__has_include_next' ? 3 : 0;
    } else context = context === 3 && unit === 40 ? 2 : 0;
    space = false;
    bol = false;
    i = end;
  }
  return { tokens, open };
};
