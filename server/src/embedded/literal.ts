/**
 * The value of a string or template literal of ECMAScript together with where each of its units comes from (ECMA-262 12.9.4
 * and 12.9.6). This is what makes positions in embedded C exact: escapes, line continuations and CR LF are longer in the
 * source than in the value.
 */
import type { TextRange } from '../text/range.ts';

/** Some text with the place in the host of each of its UTF-16 units; `quote` is how the literal is written. */
export interface MappedText {
  readonly text: string;
  /** For each unit the range in the host that stands for it; empty ranges stand for what is not in the host. */
  readonly units: readonly TextRange[];
  /** For each unit the quote of its literal, or undefined where the unit cannot be edited. */
  readonly quotes: readonly (Quote | undefined)[];
}

export type Quote = '"' | "'" | '`';

/** Joins mapped texts. */
export const concat = (parts: readonly MappedText[]): MappedText => ({
  text: parts.map(({ text }) => text).join(''),
  units: parts.flatMap(({ units }) => units),
  quotes: parts.flatMap(({ quotes }) => quotes),
});

/** Text that is not in the host as such, such as a separator or the value of an expression; it stands at `place`. */
export const synthetic = (text: string, place: TextRange): MappedText => ({
  text,
  units: [...text].flatMap((unit) => Array.from({ length: unit.length }, () => place)),
  quotes: Array.from({ length: text.length }, () => undefined),
});

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
};

const ESCAPE =
  /\\(?:\r\n|[\n\r\u2028\u2029])|\\u\{([0-9a-fA-F]+)\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(0)(?!\d)|\\([\s\S])|\r\n?/y;

/** The value of the raw text between the quotes of a literal; `start` is where that text begins in the host. */
export const decodeLiteral = (raw: string, start: number, quote: Quote): MappedText => {
  let text = '';
  const units: TextRange[] = [];
  for (let at = 0; at < raw.length; ) {
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(raw);
    const value = match === null ? (raw[at] ?? '') : unescaped(match);
    const length = match === null ? 1 : match[0].length;
    text += value;
    for (let i = 0; i < value.length; i++) units.push({ start: start + at, end: start + at + length });
    at += length;
  }
  return { text, units, quotes: units.map(() => quote) };
};

const unescaped = ([whole, point, unit, byte, nul, other]: RegExpExecArray): string => {
  if (point !== undefined) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(point, 16)));
  const code = unit ?? byte;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (nul !== undefined) return '\0';
  if (other !== undefined) return SIMPLE[other] ?? other;
  // A line break after a backslash is no part of the value; a bare CR or CR LF in a template is one LF.
  return whole.startsWith('\\') ? '' : '\n';
};

/** Text as it must be written inside a literal of the given quotes. */
export const encodeLiteral = (text: string, quote: Quote): string => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return quote === '`' ? escaped.replaceAll('${', '\\${') : escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
};
