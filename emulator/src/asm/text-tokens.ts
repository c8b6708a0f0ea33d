/**
 * Words of assembly text: one source line to tokens with columns. Numbers and strings are as in nasm's manual
 * ("Constants"): 0x1f, $1f, 1fh, 0o17, 17q, 0b101, 101b, 'ab', "ab", and `a\n` with escapes. A comment begins at `;`.
 */

export type TextToken = {
  readonly kind: 'name' | 'number' | 'string' | 'punct' | 'bad' | 'end';
  /** Names and punctuation as written; what is wrong, for a bad token. */
  readonly text: string;
  /** A number's value; `ESCAPED` for a name written as `$name`, which is never a register or an instruction. */
  readonly value: number;
  /** Column from 1. */
  readonly column: number;
  /** Whether white space comes before it. */
  readonly spaced: boolean;
};

/** Marks a name that was written with a leading `$`. */
export const ESCAPED = 1;

const PATTERN =
  /([ \t\r]+)|(;.*)|((?<=^\s*)%[A-Za-z]+)|((?:0[xX][\da-fA-F_]+|\$\d[\da-fA-F_]*|\d[\da-fA-F_]*[hH]|0[oOqQ][0-7_]+|[0-7][0-7_]*[oOqQ]|0[bByY][01_]+|[01][01_]*[bByY]|0[dDtT][\d_]+|\d[\d_]*[dDtT]?)(?![\w.$@?#~]))|([A-Za-z_.?@][\w.$@?#~]*|\$\$|\$[A-Za-z_.?@][\w.$@?#~]*|\$)|('[^']*'|"[^"]*"|`(?:[^`\\]|\\.)*`)|(<=>|<<<|>>>|\/\/|%%|<<|>>|<=|>=|==|!=|<>|&&|\|\||\^\^|[-+*/%&|^~!<>=()[\]:,?])|(.)/gsu;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** The tokens of a line, ending with one of kind `end`. Never throws: what is no token is `bad`. */
export const tokensOf = (line: string): readonly TextToken[] => {
  const tokens: TextToken[] = [];
  let spaced = false;
  const add = (kind: TextToken['kind'], text: string, at: number, value = 0): void => {
    tokens.push({ kind, text, value, column: at + 1, spaced });
    spaced = false;
  };
  for (const match of line.matchAll(PATTERN)) {
    const [text, space, comment, directive, number, name, string, punct] = match;
    const at = match.index;
    if (space !== undefined) spaced = true;
    else if (comment !== undefined) break;
    else if (number !== undefined) addNumber(number, at, add);
    else if (name !== undefined && /^\$[A-Za-z_.?@]/.test(name)) add('name', name.slice(1), at, ESCAPED);
    else if (name !== undefined) add('name', name, at);
    else if (string !== undefined) add('string', unquote(string), at);
    else if (punct !== undefined) add('punct', punct, at);
    else if (directive !== undefined) add('name', directive, at);
    else add('bad', `'${text}' does not belong here`, at);
  }
  add('end', 'the end of the line', line.length);
  return tokens;
};

const addNumber = (
  written: string,
  at: number,
  add: (kind: TextToken['kind'], text: string, at: number, value?: number) => void,
): void => {
  const value = numberOf(written.replaceAll('_', '').toLowerCase());
  if (value === undefined || value > 0xffffffff) add('bad', `'${written}' is not a number of 32 bits`, at);
  else add('number', written, at, value);
};

const numberOf = (text: string): number | undefined => {
  const digits = (from: string, base: number): number | undefined => {
    const value = Number.parseInt(from, base);
    return Number.isNaN(value) ? undefined : value;
  };
  if (text.startsWith('0x')) return digits(text.slice(2), 16);
  if (text.startsWith('$')) return digits(text.slice(1), 16);
  if (text.endsWith('h')) return digits(text.slice(0, -1), 16);
  if (/^0[oq]/.test(text)) return digits(text.slice(2), 8);
  if (/[oq]$/.test(text)) return digits(text.slice(0, -1), 8);
  if (/^0[by]/.test(text)) return digits(text.slice(2), 2);
  if (/[by]$/.test(text)) return digits(text.slice(0, -1), 2);
  if (/^0[dt]/.test(text)) return digits(text.slice(2), 10);
  return digits(text.replace(/[dt]$/, ''), 10);
};

const unquote = (written: string): string => {
  const inner = written.slice(1, -1);
  if (!written.startsWith('`')) return inner;
  return inner.replaceAll(/\\(x[\da-fA-F]{1,2}|[0-7]{1,3}|.)/gs, (_, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return ESCAPES[code] ?? code;
  });
};

/** The bytes of a string: UTF-8 of its characters, where those above 0xFF come from the source. */
export const stringBytes = (text: string): readonly number[] => {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x100) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return bytes;
};
