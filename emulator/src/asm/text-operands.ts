/**
 * Operands and expressions of assembly text, read from the tokens of one line. The operators and their ranks are those
 * of nasm's manual ("Expressions"). A failure is thrown as `TextError` inside the room and caught per line by
 * `parse.ts`: no caller of the room sees it.
 */
import {
  type BinaryOperator,
  BYTE_REGISTERS,
  type Expr,
  type MemoryOperand,
  type Operand,
  type Register,
  reg,
  SEGMENT_REGISTERS,
  type SegmentRegister,
  type Size,
  symbol,
  type UnaryOperator,
  WORD_REGISTERS,
} from './items.ts';
import { ESCAPED, stringBytes, type TextToken } from './text-tokens.ts';

/** A line that cannot be read: what was expected or found, and the column. */
export class TextError extends Error {
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** The tokens of a line with a place in them, and how a name in it is meant (local labels). */
export type Reader = {
  readonly tokens: readonly TextToken[];
  at: number;
  depth: number;
  readonly fullName: (name: string) => string;
};

export const peek = (reader: Reader): TextToken => reader.tokens[reader.at] ?? reader.tokens.at(-1)!;

export const next = (reader: Reader): TextToken => {
  const token = peek(reader);
  if (token.kind === 'bad') throw new TextError(token.text, token.column);
  if (token.kind !== 'end') reader.at++;
  return token;
};

/** The lower-case text of the next token if it is a name that can be a keyword, else ''. */
export const peekWord = (reader: Reader): string => {
  const token = peek(reader);
  return token.kind === 'name' && token.value !== ESCAPED ? token.text.toLowerCase() : '';
};

export const isPunct = (token: TextToken, text: string): boolean => token.kind === 'punct' && token.text === text;

/** Steps over a punctuation mark if it is next. */
export const accept = (reader: Reader, text: string): boolean => {
  if (!isPunct(peek(reader), text)) return false;
  reader.at++;
  return true;
};

export const expected = (reader: Reader, what: string): TextError => {
  const { kind, text, column } = peek(reader);
  if (kind === 'bad') return new TextError(text, column);
  return new TextError(`expected ${what}, found ${kind === 'end' ? text : `'${text}'`}`, column);
};

export const expect = (reader: Reader, text: string): void => {
  if (!accept(reader, text)) throw expected(reader, `'${text}'`);
};

const REGISTERS: ReadonlySet<string> = new Set([...BYTE_REGISTERS, ...WORD_REGISTERS, ...SEGMENT_REGISTERS]);
const isRegister = (word: string): word is Register => REGISTERS.has(word);
const isSegment = (word: string): word is SegmentRegister => (SEGMENT_REGISTERS as readonly string[]).includes(word);

const SIZES: Readonly<Record<string, Size>> = { byte: 1, word: 2, dword: 4 };

/** An operand: `strict`, a size, `short`, `near` or `far`, then a register, memory in brackets, or a value. */
export const readOperand = (reader: Reader): Operand => {
  let size: Size | undefined;
  let strict = false;
  let reach: 'short' | 'near' | undefined;
  let far = false;
  for (;;) {
    const word = peekWord(reader);
    if (word === 'strict') strict = true;
    else if (Object.hasOwn(SIZES, word)) size = SIZES[word];
    else if (word === 'short' || word === 'near') reach = word;
    else if (word === 'far') far = true;
    else break;
    reader.at++;
  }
  const { kind, column } = peek(reader);
  const word = peekWord(reader);
  if (kind === 'name' && isRegister(word)) {
    if (far) throw expected(reader, "memory or 'segment:offset' after 'far'");
    reader.at++;
    if (isSegment(word) && accept(reader, ':')) {
      expect(reader, '[');
      return readMemory(reader, size, far, word);
    }
    return reg(word);
  }
  if (accept(reader, '[')) return readMemory(reader, size, far, undefined);
  const value = readExpression(reader);
  if (accept(reader, ':')) return { kind: 'far', segment: value, offset: readExpression(reader) };
  if (far) throw new TextError("expected memory or 'segment:offset' after 'far'", column);
  return {
    kind: 'imm',
    value,
    ...(size === undefined ? {} : { size }),
    ...(strict ? { strict } : {}),
    ...(reach === undefined ? {} : { reach }),
  };
};

/** What stands between brackets; the opening one has been read. */
const readMemory = (
  reader: Reader,
  size: Size | undefined,
  far: boolean,
  outer: SegmentRegister | undefined,
): MemoryOperand => {
  let segment = outer;
  let dispSize: 1 | 2 | undefined;
  const first = peekWord(reader);
  if (first === 'byte' || first === 'word') {
    dispSize = first === 'byte' ? 1 : 2;
    reader.at++;
  }
  const word = peekWord(reader);
  if (isSegment(word)) {
    reader.at++;
    expect(reader, ':');
    segment = word;
  }
  let base: 'bx' | 'bp' | undefined;
  let index: 'si' | 'di' | undefined;
  let disp: Expr | undefined;
  for (let negative = false, begin = true; ; begin = false) {
    if (!begin && !isPunct(peek(reader), '+') && !isPunct(peek(reader), '-')) break;
    if (!begin || isPunct(peek(reader), '-')) negative = next(reader).text === '-';
    const { column } = peek(reader);
    const name = peekWord(reader);
    if (isRegister(name)) {
      reader.at++;
      if (negative) throw new TextError(`'${name}' cannot be subtracted in an address`, column);
      if ((name === 'bx' || name === 'bp') && base === undefined) base = name;
      else if ((name === 'si' || name === 'di') && index === undefined) index = name;
      else throw new TextError(`'${name}' cannot be part of this address: one of bx bp and one of si di can`, column);
      continue;
    }
    const term = readBinary(reader, MULTIPLICATIVE);
    if (disp === undefined) disp = negative ? negate(term) : term;
    else disp = negative ? difference(disp, term) : sum(disp, term);
  }
  if (!accept(reader, ']')) throw expected(reader, "']', '+' or '-'");
  return {
    kind: 'mem',
    ...(base === undefined ? {} : { base }),
    ...(index === undefined ? {} : { index }),
    ...(disp === undefined ? {} : { disp }),
    ...(dispSize === undefined ? {} : { dispSize }),
    ...(segment === undefined ? {} : { segment }),
    ...(size === undefined ? {} : { size }),
    ...(far ? { far } : {}),
  };
};

const negate = (of: Expr): Expr => (typeof of === 'number' ? -of : { kind: 'unary', op: '-', of });

const sum = (left: Expr, right: Expr): Expr =>
  typeof left === 'number' && typeof right === 'number' ? left + right : { kind: 'binary', op: '+', left, right };

const difference = (left: Expr, right: Expr): Expr =>
  typeof left === 'number' && typeof right === 'number' ? left - right : { kind: 'binary', op: '-', left, right };

/** Binary operators by rank, loosest first; other spellings map to the one in `Expr`. */
const RANKS: readonly Readonly<Record<string, BinaryOperator>>[] = [
  { '||': '||' },
  { '^^': '^^' },
  { '&&': '&&' },
  { '=': '=', '==': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '<=>': '<=>' },
  { '|': '|' },
  { '^': '^' },
  { '&': '&' },
  { '<<': '<<', '<<<': '<<', '>>': '>>', '>>>': '>>>' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '//': '//', '%': '%', '%%': '%%' },
];
const MULTIPLICATIVE = RANKS.length - 1;

/** The deepest nesting of parentheses and unary operators. */
const DEPTH = 200;

/** An expression. */
export const readExpression = (reader: Reader): Expr => readBinary(reader, 0);

const readBinary = (reader: Reader, rank: number): Expr => {
  const operators = RANKS[rank];
  if (operators === undefined) return readUnary(reader);
  let left = readBinary(reader, rank + 1);
  for (;;) {
    const token = peek(reader);
    const op = token.kind === 'punct' && Object.hasOwn(operators, token.text) ? operators[token.text] : undefined;
    if (op === undefined) return left;
    reader.at++;
    const right = readBinary(reader, rank + 1);
    if (op === '+') left = sum(left, right);
    else left = op === '-' ? difference(left, right) : { kind: 'binary', op, left, right };
  }
};

const UNARY: ReadonlySet<string> = new Set(['-', '+', '~', '!']);

const readUnary = (reader: Reader): Expr => {
  const token = peek(reader);
  if (++reader.depth > DEPTH) throw new TextError('the expression is nested too deeply', token.column);
  try {
    if (token.kind === 'punct' && UNARY.has(token.text)) {
      reader.at++;
      const of = readUnary(reader);
      return token.text === '-' ? negate(of) : { kind: 'unary', op: token.text as UnaryOperator, of };
    }
    if (accept(reader, '(')) {
      const inner = readExpression(reader);
      expect(reader, ')');
      return inner;
    }
    return readAtom(reader);
  } finally {
    reader.depth--;
  }
};

const readAtom = (reader: Reader): Expr => {
  const token = peek(reader);
  switch (token.kind) {
    case 'number':
      reader.at++;
      return token.value;
    case 'string': {
      reader.at++;
      const bytes = stringBytes(token.text);
      if (bytes.length > 4) throw new TextError('a string of more than 4 bytes is not a number', token.column);
      return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
    }
    case 'name': {
      const word = peekWord(reader);
      if (isRegister(word)) throw new TextError(`register '${word}' cannot be part of a value`, token.column);
      reader.at++;
      if (token.text === '$') return { kind: 'here' };
      if (token.text === '$$') return { kind: 'start' };
      if (word === 'seg') return { kind: 'unary', op: 'seg', of: readUnary(reader) };
      return symbol(reader.fullName(token.text));
    }
    default:
      throw expected(reader, 'a value');
  }
};
