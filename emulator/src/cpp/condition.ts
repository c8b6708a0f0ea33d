/**
 * The value of an #if expression (C99 6.10.1): integer arithmetic in intmax_t and uintmax_t of 64 bits on tokens that are
 * already expanded and in which `defined` and its kin are already 0 or 1. Plain `char` is signed, `int` and `wchar_t` have
 * 32 bits. Operands that are not evaluated may divide by zero.
 */
import { isText, type Report, type Token } from './source.ts';

/** The value and whether its type is uintmax_t. */
export interface Value {
  readonly bits: bigint;
  readonly unsigned: boolean;
}

/** Thrown inside this file only, to leave a broken expression; the message has been reported. */
class Malformed extends Error {}

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const NEST = 200;
const FALSE: Value = { bits: 0n, unsigned: false };
const TRUE: Value = { bits: 1n, unsigned: false };
const truth = (value: boolean): Value => (value ? TRUE : FALSE);
const wrap = (bits: bigint, unsigned: boolean): Value => ({
  bits: unsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits),
  unsigned,
});

/** The value, or undefined with an error reported; `directive` is blamed for what is missing. */
export const evaluate = (tokens: readonly Token[], directive: Token, report: Report): Value | undefined => {
  if (tokens.length === 0) {
    report('error', directive, `#${directive.text} with no expression`);
    return undefined;
  }
  try {
    return new Evaluator(tokens, directive, report).whole();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};

class Evaluator {
  readonly #tokens: readonly Token[];
  readonly #directive: Token;
  readonly #report: Report;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], directive: Token, report: Report) {
    this.#tokens = tokens;
    this.#directive = directive;
    this.#report = report;
  }

  whole(): Value {
    const value = this.#comma(true);
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) {
      const message = isText(rest, ')')
        ? "missing '(' in expression"
        : rest.kind === 'punctuator' && !isText(rest, '(')
          ? `token "${rest.text}" is not valid in preprocessor expressions`
          : `missing binary operator before token "${rest.text}"`;
      this.#fail(rest, message);
    }
    return value;
  }

  #fail(at: Token | undefined, message: string): never {
    this.#report('error', at ?? this.#directive, message);
    throw new Malformed();
  }

  #is(text: string): boolean {
    return this.#tokens[this.#at]?.kind === 'punctuator' && isText(this.#tokens[this.#at], text);
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #comma(live: boolean): Value {
    let value = this.#conditional(live);
    while (this.#accept(',')) value = this.#conditional(live);
    return value;
  }

  #enter(): void {
    if (++this.#depth > NEST) this.#fail(this.#tokens[this.#at], 'the expression is nested too deeply');
  }

  #conditional(live: boolean): Value {
    this.#enter();
    const test = this.#binary(0, live);
    let result = test;
    if (this.#accept('?')) {
      const yes = this.#comma(live && test.bits !== 0n);
      if (!this.#accept(':')) this.#fail(this.#tokens[this.#at], "'?' without following ':'");
      const no = this.#conditional(live && test.bits === 0n);
      result = wrap(test.bits !== 0n ? yes.bits : no.bits, yes.unsigned || no.unsigned);
    }
    this.#depth--;
    return result;
  }

  #binary(level: number, live: boolean): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary(live);
    let left = this.#binary(level + 1, live);
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.kind !== 'punctuator' || !operators.includes(token.text)) return left;
      this.#at++;
      if (level === 0) {
        const right = this.#binary(1, live && left.bits === 0n);
        left = truth(left.bits !== 0n || right.bits !== 0n);
      } else if (level === 1) {
        const right = this.#binary(2, live && left.bits !== 0n);
        left = truth(left.bits !== 0n && right.bits !== 0n);
      } else left = this.#apply(token, left, this.#binary(level + 1, live), live);
    }
  }

  #apply(operator: Token, left: Value, right: Value, live: boolean): Value {
    const unsigned = left.unsigned || right.unsigned;
    const a = wrap(left.bits, unsigned).bits;
    const b = wrap(right.bits, unsigned).bits;
    switch (operator.text) {
      case '|':
        return wrap(a | b, unsigned);
      case '^':
        return wrap(a ^ b, unsigned);
      case '&':
        return wrap(a & b, unsigned);
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '<<':
        return shift(left, right.bits);
      case '>>':
        return shift(left, -right.bits);
      case '+':
        return wrap(a + b, unsigned);
      case '-':
        return wrap(a - b, unsigned);
      case '*':
        return wrap(a * b, unsigned);
      default:
        if (b !== 0n) return wrap(operator.text === '/' ? a / b : a % b, unsigned);
        if (live) this.#fail(operator, 'division by zero in #if');
        return wrap(0n, unsigned);
    }
  }

  #unary(live: boolean): Value {
    this.#enter();
    const token = this.#tokens[this.#at++];
    const value = this.#operand(token, live);
    this.#depth--;
    return value;
  }

  #operand(token: Token | undefined, live: boolean): Value {
    if (token === undefined) {
      const last = this.#tokens.at(-1);
      const message =
        last?.kind === 'punctuator' ? `operator "${last.text}" has no right operand` : 'expression ends too early';
      return this.#fail(last, message);
    }
    if (token.kind === 'identifier') {
      if (this.#is('(')) this.#fail(token, `function-like macro "${token.text}" is not defined`);
      return FALSE;
    }
    if (token.kind === 'number') return this.#number(token);
    if (token.kind === 'char') return charValue(token.text);
    if (isText(token, '(')) {
      const value = this.#comma(live);
      if (!this.#accept(')')) this.#fail(token, "missing ')' in expression");
      return value;
    }
    if (isText(token, '+')) return this.#unary(live);
    if (isText(token, '-')) {
      const { bits, unsigned } = this.#unary(live);
      return wrap(-bits, unsigned);
    }
    if (isText(token, '~')) {
      const { bits, unsigned } = this.#unary(live);
      return wrap(~bits, unsigned);
    }
    if (isText(token, '!')) return truth(this.#unary(live).bits === 0n);
    if (isText(token, '#')) return this.#assertion();
    if (isText(token, ')') && this.#at > 1 && this.#tokens[this.#at - 2]?.kind === 'punctuator')
      return this.#fail(token, "missing expression before ')'");
    return this.#fail(token, `token "${token.text}" is not valid in preprocessor expressions`);
  }

  /** A GNU assertion `#machine(name)`: none is ever made here. */
  #assertion(): Value {
    this.#at++;
    if (this.#accept('(')) while (this.#at < this.#tokens.length && !this.#accept(')')) this.#at++;
    return FALSE;
  }

  #number(token: Token): Value {
    const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)([uUlLzZ]*)$/.exec(token.text);
    if (match === null) {
      const floating = /^(?:0[xX][^.pP]*[.pP]|[0-9]*\.|[0-9]+[eE])/.test(token.text);
      return this.#fail(
        token,
        floating ? 'floating constant in preprocessor expression' : `invalid integer constant "${token.text}"`,
      );
    }
    const [, digits = '0', suffix = ''] = match;
    const bits = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    if (bits >= 1n << 64n) this.#report('error', token, 'integer constant is too large for its type');
    return wrap(bits, /u/i.test(suffix) || bits >= 1n << 63n);
  }
}

const shift = ({ bits, unsigned }: Value, by: bigint): Value => {
  if (by >= 64n) return wrap(0n, unsigned);
  if (by >= 0n) return wrap(bits << by, unsigned);
  return wrap(bits >> (by < -64n ? 64n : -by), unsigned);
};

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, v: 11, b: 8, r: 13, f: 12, a: 7, e: 27, E: 27 };
const UNIT = /\\x([0-9a-fA-F]+)|\\([0-7]{1,3})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|(.)/gsu;

/** A character constant (6.4.4.4); several characters make one int, first highest, as gcc does. */
const charValue = (text: string): Value => {
  const quote = text.indexOf("'");
  const prefix = text.slice(0, quote);
  const units: number[] = [];
  for (const [, hex, octal, short, long, other, plain] of text.slice(quote + 1, -1).matchAll(UNIT)) {
    const point = short ?? long;
    if (hex !== undefined) units.push(Number(BigInt.asUintN(32, BigInt(`0x${hex}`))));
    else if (octal !== undefined) units.push(Number.parseInt(octal, 8));
    else if (other !== undefined) units.push(ESCAPES[other] ?? other.codePointAt(0) ?? 0);
    else {
      const code = point !== undefined ? Number.parseInt(point, 16) : (plain?.codePointAt(0) ?? 0);
      if (prefix === '') units.push(...utf8(code));
      else units.push(code);
    }
  }
  const last = BigInt(units.at(-1) ?? 0);
  if (prefix === 'L') return { bits: BigInt.asIntN(32, last), unsigned: false };
  if (prefix === 'U') return { bits: BigInt.asUintN(32, last), unsigned: true };
  if (prefix === 'u') return { bits: BigInt.asUintN(16, last), unsigned: true };
  if (units.length === 1) return { bits: BigInt.asIntN(8, last), unsigned: false };
  const joined = units.slice(-4).reduce((bits, unit) => (bits << 8n) | BigInt(unit & 255), 0n);
  return { bits: BigInt.asIntN(32, joined), unsigned: false };
};

const utf8 = (code: number): number[] => {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
};
