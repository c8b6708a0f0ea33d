/**
 * From preprocessing tokens to the parser's tokens (C99 translation phases 5 to 7): constants get values and types (6.4.4),
 * escapes are resolved, neighbouring strings joined. Plain strings are UTF-8, `L` and `u` are UTF-16 (wchar_t is int here),
 * `U` UTF-32.
 */
import type { Position } from '../problem.ts';
import { KEYWORD_OF, type Token } from './tokens.ts';
import { DOUBLE, FLOAT, INT, type IntType, LDOUBLE, LLONG, LONG, UINT, ULLONG, ULONG } from './types.ts';

/** What this needs of a preprocessing token, with the position where its reader sees it. */
export interface PpToken {
  readonly kind: string;
  readonly text: string;
  readonly at: Position;
}

export type LexReport = (at: Position, message: string) => void;

const DIGRAPHS: Readonly<Record<string, string>> = { '<:': '[', ':>': ']', '<%': '{', '%>': '}' };
const SIMPLE: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

/** A character of a literal: a code point, or a number from an escape that no encoding touches. */
interface Piece {
  readonly value: number;
  readonly raw: boolean;
}

const pieces = (body: string, at: Position, report: LexReport): Piece[] => {
  const out: Piece[] = [];
  for (let i = 0; i < body.length; ) {
    const code = body.codePointAt(i)!;
    if (code !== 92) {
      out.push({ value: code, raw: false });
      i += code > 0xffff ? 2 : 1;
      continue;
    }
    const rest = body.slice(i + 1, i + 12);
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
    const hex = /^x[0-9a-fA-F]+/.exec(body.slice(i + 1))?.[0];
    const universal = /^(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/.exec(rest)?.[0];
    if (octal !== undefined) {
      out.push({ value: Number.parseInt(octal, 8), raw: true });
      i += 1 + octal.length;
    } else if (hex !== undefined) {
      out.push({ value: Number.parseInt(hex.slice(-8).replace(/^x/, ''), 16), raw: true });
      i += 1 + hex.length;
    } else if (universal !== undefined) {
      out.push({ value: Math.min(Number.parseInt(universal.slice(1), 16), 0x10ffff), raw: false });
      i += 1 + universal.length;
    } else {
      const letter = rest[0] ?? '';
      const value = SIMPLE[letter];
      if (value === undefined)
        report(at, letter === 'x' ? '\\x is followed by no hex digit' : `unknown escape sequence '\\${letter}'`);
      out.push({ value: value ?? letter.charCodeAt(0), raw: value !== undefined });
      i += 2;
    }
  }
  return out;
};

const utf8 = (code: number): number[] => {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
};

const encode = (piece: Piece, width: 1 | 2 | 4): number[] => {
  if (piece.raw) return [width === 1 ? piece.value & 0xff : width === 2 ? piece.value & 0xffff : piece.value];
  if (width === 1) return utf8(piece.value);
  if (width === 2 && piece.value > 0xffff) {
    const offset = piece.value - 0x10000;
    return [0xd800 | (offset >> 10), 0xdc00 | (offset & 0x3ff)];
  }
  return [piece.value];
};

const PREFIX_WIDTH: Readonly<Record<string, 1 | 2 | 4>> = { '': 1, u8: 1, L: 2, u: 2, U: 4 };

const splitLiteral = (text: string): { prefix: string; body: string } => {
  const quote = text.search(/["']/);
  return { prefix: text.slice(0, quote), body: text.slice(quote + 1, -1) };
};

const characterToken = (token: PpToken, report: LexReport): Token => {
  const { prefix, body } = splitLiteral(token.text);
  const width = PREFIX_WIDTH[prefix] ?? 1;
  const units = pieces(body, token.at, report).flatMap((piece) => encode(piece, width));
  if (units.length === 0) report(token.at, 'empty character constant');
  const base = { kind: 'int', at: token.at, text: token.text } as const;
  if (width === 4) return { ...base, value: BigInt(units.at(-1) ?? 0), type: ULONG };
  if (width === 2) {
    const value = units.at(-1) ?? 0;
    return prefix === 'u'
      ? { ...base, value: BigInt(value), type: UINT }
      : { ...base, value: BigInt((value << 16) >> 16), type: INT };
  }
  if (units.length === 1) return { ...base, value: BigInt((units[0]! << 24) >> 24), type: INT };
  const joined = units.slice(-2).reduce((sum, unit) => (sum << 8) | unit, 0);
  return { ...base, value: BigInt((joined << 16) >> 16), type: INT };
};

const INT_TYPES: Readonly<Record<string, readonly IntType[]>> = {
  '': [INT, LONG, LLONG],
  any: [INT, UINT, LONG, ULONG, LLONG, ULLONG],
  u: [UINT, ULONG, ULLONG],
  l: [LONG, LLONG],
  lany: [LONG, ULONG, LLONG, ULLONG],
  ul: [ULONG, ULLONG],
  ll: [LLONG],
  llany: [LLONG, ULLONG],
  ull: [ULLONG],
};

const maximum = (type: IntType): bigint => (1n << BigInt(type.size * 8 - (type.signed ? 1 : 0))) - 1n;

/** A hexadecimal floating constant; exact, since 16 digits and a power of two suffice for a double. */
const hexFloat = (text: string): number => {
  const match = /^0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i.exec(text);
  if (match === null) return Number.NaN;
  const digits = (match[1]! + match[2]!).replace(/^0+/, '');
  const lead = digits.slice(0, 15);
  const dropped = digits.slice(15);
  const sticky = /[1-9a-f]/i.test(dropped) ? 1 : 0;
  const mantissa = Number.parseInt(`${lead || '0'}`, 16) * 2 + sticky;
  return mantissa * 2 ** (Number(match[3]) - 4 * match[2]!.length + 4 * dropped.length - 1);
};

const numberToken = (token: PpToken, report: LexReport): Token => {
  const { text, at } = token;
  const lower = text.toLowerCase();
  const hex = lower.startsWith('0x');
  if (/^0b[01]+[ul]*$/.test(lower) || /^(0x[0-9a-f]+|\d+)[ul]*$/.test(lower)) {
    const [, digits, suffix] = /^(0x[0-9a-f]+|0b[01]+|\d+)([ul]*)$/.exec(lower)!;
    const octal = /^0\d/.test(digits!);
    if (octal && /[89]/.test(digits!)) report(at, `invalid digit in the octal constant '${text}'`);
    const value = octal ? (/[89]/.test(digits!) ? 0n : BigInt(`0o${digits!.slice(1)}`)) : BigInt(digits!);
    const unsigned = suffix!.includes('u');
    const length = suffix!.replace('u', '');
    if (length.length > 2 || suffix!.split('u').length > 2 || /lul/.test(suffix!))
      report(at, `invalid suffix '${suffix}' on an integer constant`);
    const decimal = !octal && !hex && !lower.startsWith('0b');
    const key = unsigned ? `u${length}` : decimal ? length : `${length}any`;
    const types = INT_TYPES[key.slice(0, 5)] ?? [ULLONG];
    const type = types.find((candidate) => value <= maximum(candidate)) ?? ULLONG;
    if (value > maximum(ULLONG)) report(at, `integer constant '${text}' is too large for any type`);
    return { kind: 'int', text, at, value: BigInt.asUintN(64, value), type };
  }
  const match = /^(0x[0-9a-f]*\.?[0-9a-f]*p[+-]?\d+|\d*\.?\d*(?:e[+-]?\d+)?)([fl]?)$/.exec(lower);
  if (match !== null && (hex ? /x\.?[0-9a-f]/.test(lower) : /\d/.test(match[1]!))) {
    const value = hex ? hexFloat(match[1]!) : Number(match[1]);
    const type = match[2] === 'f' ? FLOAT : match[2] === 'l' ? LDOUBLE : DOUBLE;
    return { kind: 'float', text, at, value: type === FLOAT ? Math.fround(value) : value, type };
  }
  if (/[ij]/.test(lower.slice(-2)) && /^[\d.]/.test(lower) && !hex)
    report(at, `unsupported: imaginary constant '${text}'`);
  else report(at, `'${text}' is no valid number`);
  return { kind: 'int', text, at, value: 0n, type: INT };
};

const stringToken = (group: readonly PpToken[], report: LexReport): Token => {
  const parts = group.map((token) => ({ ...splitLiteral(token.text), at: token.at }));
  const prefix = parts.map((part) => part.prefix).find((p) => p !== '' && p !== 'u8') ?? '';
  const width = PREFIX_WIDTH[prefix] ?? 1;
  const units = parts.flatMap((part) => pieces(part.body, part.at, report).flatMap((piece) => encode(piece, width)));
  return { kind: 'string', text: group[0]!.text, at: group[0]!.at, units, width };
};

/** The parser's tokens, closed by one of kind `end`. Bad constants are reported and stand as 0. */
export const lex = (input: readonly PpToken[], path: string, report: LexReport): Token[] => {
  const out: Token[] = [];
  for (let i = 0; i < input.length; i++) {
    const token = input[i]!;
    const { text, at } = token;
    switch (token.kind) {
      case 'identifier': {
        const keyword = KEYWORD_OF.get(text);
        out.push(keyword === undefined ? { kind: 'identifier', text, at } : { kind: 'keyword', text: keyword, at });
        break;
      }
      case 'number':
        out.push(numberToken(token, report));
        break;
      case 'char':
        out.push(characterToken(token, report));
        break;
      case 'string': {
        let end = i + 1;
        while (end < input.length && input[end]!.kind === 'string') end++;
        out.push(stringToken(input.slice(i, end), report));
        i = end - 1;
        break;
      }
      case 'punctuator':
        out.push({ kind: 'punctuator', text: DIGRAPHS[text] ?? text, at });
        break;
      case 'placemarker':
        break;
      default:
        if (text === '\\') break;
        report(
          at,
          text.startsWith('"') || text.startsWith("'") ? `missing closing ${text[0]}` : `stray '${text}' in program`,
        );
    }
  }
  const last = input.at(-1)?.at ?? { path, line: 1, column: 1 };
  out.push({ kind: 'end', text: '', at: last });
  return out;
};
