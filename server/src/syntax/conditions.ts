/**
 * `#if` expressions over what is known and what is not. The value of an unknown name is a question with two answers, an
 * atom: defined (as 1) or not. A configuration answers atoms; without an answer the result is undefined.
 */
import { expandAll, type Macro } from './macros.ts';
import { tokensOf } from './tokens.ts';

/** What a name is at a place: the body of an object-like macro, a function-like one, not defined, or not known. */
export type NameState =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'function'; readonly macro: Macro }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** Answers for atoms. */
export type Configuration = ReadonlyMap<string, boolean>;

interface Evaluation {
  readonly lookup: (name: string) => NameState;
  readonly answers: Configuration;
  readonly asked: Set<string>;
}

type Value = number | undefined;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const apply = (op: string, a: Value, b: Value): Value => {
  if (op === '||')
    return a !== undefined && a !== 0 ? 1 : b !== undefined && b !== 0 ? 1 : a === 0 && b === 0 ? 0 : undefined;
  if (op === '&&') return a === 0 || b === 0 ? 0 : a === undefined || b === undefined ? undefined : 1;
  if (a === undefined || b === undefined) return undefined;
  switch (op) {
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    default:
      return b === 0 ? undefined : a % b;
  }
};

/** Splits a condition into words; operators of two marks are one word. */
const wordsOf = (text: string): string[] => {
  const plain = text.replaceAll(/\\\r?\n/g, ' ');
  const words: string[] = [];
  let last = -1;
  for (const { start, end, kind } of tokensOf(plain)) {
    const word = plain.slice(start, end);
    const previous = words.at(-1) ?? '';
    if (kind === 'mark' && start === last && /^(?:\|\||&&|==|!=|<=|>=|<<|>>)$/.test(previous + word))
      words[words.length - 1] = previous + word;
    else words.push(word);
    last = end;
  }
  return words;
};

/** Limits of one condition: operators and parentheses in each other, and macros replaced. */
const MAX_DEPTH = 100;
const MAX_REPLACED = 100;

class Reader {
  readonly words: string[];
  readonly evaluation: Evaluation;
  at = 0;
  depth = 0;
  replaced = 0;
  constructor(text: string, evaluation: Evaluation) {
    this.words = wordsOf(text);
    this.evaluation = evaluation;
  }
  atom(key: string): Value {
    this.evaluation.asked.add(key);
    const answer = this.evaluation.answers.get(key);
    return answer === undefined ? undefined : Number(answer);
  }
  expression(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    const from = this.at;
    let value = this.expression(level + 1);
    for (let op = this.words[this.at] ?? ''; operators.includes(op); op = this.words[this.at] ?? '') {
      this.at++;
      const right = this.expression(level + 1);
      const next = apply(op, value, right);
      value = next === undefined && level >= 5 ? this.atom(this.words.slice(from, this.at).join(' ')) : next;
    }
    if (level === 0 && this.words[this.at] === '?') {
      this.at++;
      const yes = this.expression(0);
      if (this.words[this.at] === ':') this.at++;
      const no = this.expression(0);
      return value === undefined ? (yes === no ? yes : undefined) : value === 0 ? no : yes;
    }
    return value;
  }
  unary(): Value {
    if (this.depth >= MAX_DEPTH) {
      this.at = this.words.length;
      return undefined;
    }
    this.depth++;
    const value = this.operand();
    this.depth--;
    return value;
  }
  operand(): Value {
    const word = this.words[this.at++] ?? '';
    if (word === '!') {
      const value = this.unary();
      return value === undefined ? undefined : Number(value === 0);
    }
    if (word === '-') {
      const value = this.unary();
      return value === undefined ? undefined : -value;
    }
    if (word === '+') return this.unary();
    if (word === '(') {
      const value = this.expression(0);
      if (this.words[this.at] === ')') this.at++;
      return value;
    }
    if (word === 'defined') {
      const paren = this.words[this.at] === '(';
      const name = this.words[paren ? this.at + 1 : this.at] ?? '';
      this.at += paren ? 3 : 1;
      return this.isDefined(name);
    }
    if (/^\d/.test(word)) return Number.parseInt(word.replaceAll(/[uUlL]+$/g, ''), /^0\d/.test(word) ? 8 : undefined);
    if (!/^[A-Za-z_]/.test(word)) return word.startsWith("'") ? word.charCodeAt(1) : undefined;
    return this.name(word);
  }
  isDefined(name: string): Value {
    const state = this.evaluation.lookup(name);
    return state.kind === 'body' || state.kind === 'function' ? 1 : state.kind === 'absent' ? 0 : this.atom(name);
  }
  /** Puts the words of a macro's text in the place of those from `from` on that were read, and reads on there. */
  replace(from: number, text: string): Value {
    if (this.replaced++ >= MAX_REPLACED) return undefined;
    this.words.splice(from, this.at - from, ...wordsOf(text));
    this.at = from;
    return this.unary();
  }
  name(name: string): Value {
    const from = this.at - 1;
    const state = this.evaluation.lookup(name);
    if (state.kind === 'body') return this.replace(from, state.text);
    if (this.words[this.at] === '(') {
      let depth = 0;
      do {
        const word = this.words[this.at++];
        if (word === '(') depth++;
        else if (word === ')') depth--;
      } while (depth > 0 && this.at < this.words.length);
      const use = this.words.slice(from, this.at).join(' ');
      if (state.kind !== 'function') return this.atom(use);
      // Only this macro is expanded: its arguments and its body are read like the rest.
      const pieces = expandAll(use, (inner) => (inner === name ? state.macro : undefined));
      return this.replace(from, pieces.map((piece) => piece.text).join(' '));
    }
    return state.kind === 'absent' ? 0 : this.atom(name);
  }
}

/** The truth of a condition, and the atoms that it asked for. `kind` is the directive's name. */
export const evaluate = (
  kind: string,
  text: string,
  lookup: (name: string) => NameState,
  answers: Configuration,
): { readonly truth: boolean | undefined; readonly asked: ReadonlySet<string> } => {
  const asked = new Set<string>();
  const reader = new Reader(text, { lookup, answers, asked });
  const value = /def$/.test(kind) ? reader.isDefined(reader.words[0] ?? '') : reader.expression(0);
  const truth = value === undefined ? undefined : value !== 0;
  return { truth: truth !== undefined && /ndef$/.test(kind) ? !truth : truth, asked };
};
