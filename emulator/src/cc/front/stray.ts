/**
 * Words that the grammar of C does not know, in code cut out of its program: macros whose definition is not there. They
 * stand for attributes, for qualifiers, for types, for parameter lists, or for statements; each place where one can stand
 * has a function here that reads over it, or says what to take it for. Only while missing declarations are made up.
 */
import { behind, declareType, isUnknown } from './assume.ts';
import type { Context } from './context.ts';

type Starts = (ahead: number) => boolean;

const note = (cx: Context, name: string): void => cx.assumptions?.note('word', name);

/** Reads over `WORD` or `WORD(...)`. */
const skipWord = (cx: Context): void => {
  note(cx, cx.next().text);
  const end = cx.is('(') ? behind(cx, 0) : undefined;
  for (let i = 0; i < (end ?? 0); i++) cx.next();
};

/** `name __attribute__((x)) f(`: the name is a type, the attribute no sign of another. */
const isTypeBeforeAttribute = (cx: Context): boolean => {
  if (cx.ahead(1).text !== '__attribute__') return false;
  const end = behind(cx, 2);
  if (end === undefined || cx.ahead(end).kind !== 'identifier' || isStarOrName(cx, end + 1)) return false;
  declareType(cx, cx.token.text, false);
  return true;
};

const isStarOrName = (cx: Context, ahead: number): boolean =>
  cx.ahead(ahead).text === '*' || cx.ahead(ahead).kind === 'identifier';

/** Whether an unknown identifier before a type is a word without a meaning here, such as a macro for an attribute. */
export const isStrayWord = (cx: Context, startsType: Starts): boolean => {
  if (!isUnknown(cx, 0)) return false;
  let words = 1;
  while (words < 6 && isUnknown(cx, words)) words++;
  if (words > 1 && cx.ahead(words).kind === 'keyword' && startsType(words)) {
    note(cx, cx.token.text);
    return true;
  }
  const next = cx.ahead(1);
  if (next.text === '(' && next.kind === 'punctuator') return false;
  if (next.kind !== 'keyword' && !(next.kind === 'identifier' && startsType(1))) return false;
  if (!startsType(1) || isTypeBeforeAttribute(cx)) return false;
  note(cx, cx.token.text);
  return true;
};

/** Whether `WORD(...)` stands before a type. */
export const isStrayCall = (cx: Context, startsType: Starts): boolean => {
  if (!isUnknown(cx, 0) || cx.ahead(1).text !== '(') return false;
  const end = behind(cx, 1);
  if (end === undefined || cx.ahead(end).text === '(') return false;
  return startsType(end) && (cx.fn === undefined || cx.ahead(end).at.line === cx.token.at.line);
};

/** Reads over such a word; true where one was. */
export const skipStrayCall = (cx: Context, startsType: Starts): boolean => {
  if (!isStrayCall(cx, startsType)) return false;
  skipWord(cx);
  return true;
};

/** What stands between enumerators: commas, and in code with unknown macros the words and parentheses of their uses. */
export const skipBetweenEnumerators = (cx: Context): void => {
  if (cx.assumptions === undefined) {
    cx.accept(',');
    return;
  }
  for (;;) {
    if (cx.accept(',') || cx.accept(')')) continue;
    if (!isUnknown(cx, 0) || cx.ahead(1).text !== '(') return;
    note(cx, cx.next().text);
    cx.next();
  }
};

/** `(WINAPI *f)`: whether a word for a calling convention stands before the star. */
export const isConvention = (cx: Context): boolean =>
  isUnknown(cx, 1) &&
  cx.ahead(2).text === '*' &&
  cx.ahead(3).kind === 'identifier' &&
  cx.ahead(4).text === ')' &&
  cx.ahead(5).text === '(';

/** Reads over such a word. */
export const skipConvention = (cx: Context): void => {
  if (isUnknown(cx, 0) && cx.ahead(1).text === '*') skipWord(cx);
};

/** `WORD(...)` that stands for a type, as `LIST_ENTRY(job) link;`; declared under the word, which is then a type. */
export const isTypeCall = (cx: Context, ahead: number): number | undefined => {
  if (!isUnknown(cx, ahead) || cx.ahead(ahead + 1).text !== '(') return undefined;
  const end = behind(cx, ahead + 1);
  if (end === undefined) return undefined;
  let at = end;
  while (cx.ahead(at).text === '*' || cx.ahead(at).text === 'const') at++;
  const name = cx.ahead(at);
  const after = cx.ahead(at + 1);
  if (name.text === ')' && at > end) return end;
  if (name.kind !== 'identifier' || !/^[;=,)[(:]$/.test(after.text)) return undefined;
  if (cx.fn !== undefined && name.at.line !== cx.ahead(end - 1).at.line) return undefined;
  return end;
};

/** Reads a type written as a macro's use, and declares it. */
export const readTypeCall = (cx: Context): string | undefined => {
  const end = isTypeCall(cx, 0);
  if (end === undefined) return undefined;
  const words: string[] = [];
  for (let i = 0; i < end; i++) words.push(cx.next().text);
  const name = words.join('');
  if (cx.lookup(name) === undefined) declareType(cx, name, true);
  return name;
};

/** A name that a macro would have. */
const CAPITALS = /^_*[A-Z][A-Z0-9_]*$/;

/** Reads over words between a type and a declarator, as in `void FAST_FUNC f(void)`; false where there is none. */
export const skipBeforeName = (cx: Context): boolean => {
  if (!isUnknown(cx, 0)) return false;
  const called = cx.ahead(1).text === '(' ? behind(cx, 1) : undefined;
  const follows = cx.ahead(called ?? 1);
  if (called !== undefined && cx.ahead(2).text === '*' && cx.ahead(called).text === '(') {
    // `char *FAST_FUNC (*name)(int)`: the word stands before the declarator in parentheses.
  } else if (called !== undefined) {
    if (follows.kind !== 'identifier' || cx.ahead(called + 1).text !== '(') return false;
    if (!CAPITALS.test(cx.token.text) || CAPITALS.test(follows.text)) return false;
  } else if (follows.kind === 'identifier') {
    if (CAPITALS.test(follows.text) && !CAPITALS.test(cx.token.text)) return false;
  } else if (follows.text !== '*' && follows.kind !== 'keyword') return false;
  else if (
    follows.kind === 'keyword' &&
    !/^(?:const|volatile|inline|static|extern|struct|union|enum|int|char|long|short|unsigned|signed)$/.test(
      follows.text,
    )
  )
    return false;
  skipWord(cx);
  return true;
};

/** Words behind a declarator, as in `int f(void) NORETURN;` and `char name[] ALIGN1 = "x"`. */
export const skipAfterName = (cx: Context, declared?: { readonly names?: readonly unknown[] }): void => {
  const oldStyle = (declared?.names?.length ?? 0) > 0;
  while (cx.assumptions !== undefined && cx.token.kind === 'identifier') {
    if (oldStyle && (cx.grammar.startsType(cx) || cx.ahead(1).kind === 'identifier')) return;
    skipWord(cx);
  }
};

/** Words behind a `*`, as in `job *NONVOLATILE j` and `(WINAPI *f)`. */
export const skipQualifier = (cx: Context): boolean => {
  if (!isUnknown(cx, 0)) return false;
  const nested = cx.ahead(1).text === '(' && cx.ahead(2).text === '*' && cx.ahead(4).text === ')';
  if (nested && cx.ahead(3).kind === 'identifier' && cx.ahead(5).text === '(') {
    note(cx, cx.next().text);
    return true;
  }
  if (cx.ahead(1).kind !== 'identifier') return false;
  if (cx.ahead(1).at.line !== cx.token.at.line) return false;
  skipWord(cx);
  return true;
};

/** `f __P((int a))`: the macro around a parameter list; the current token becomes the inner parenthesis. True where it was. */
export const opensPrototype = (cx: Context): boolean => {
  if (cx.assumptions === undefined || cx.token.kind !== 'identifier') return false;
  if (cx.ahead(1).text !== '(' || cx.ahead(2).text !== '(') return false;
  const end = behind(cx, 1);
  if (end === undefined || behind(cx, 2) !== end - 1) return false;
  note(cx, cx.next().text);
  cx.next();
  return true;
};

/** `IF_FEATURE(int a)` in a parameter list: whether the macro's argument is to be read as parameters. */
export const opensParameters = (cx: Context): boolean => {
  if (!isUnknown(cx, 0) || cx.ahead(1).text !== '(') return false;
  const end = behind(cx, 1);
  if (end === undefined) return false;
  const after = cx.ahead(end);
  const another = after.kind === 'identifier' && cx.ahead(end + 1).text === '(';
  if (after.text !== ')' && after.text !== ',' && !another) return false;
  note(cx, cx.next().text);
  cx.next();
  return true;
};

/** A further macro of that kind without a comma before it is the other configuration: it is read over. */
export const skipOtherParameters = (cx: Context): void => {
  while (isUnknown(cx, 0) && cx.ahead(1).text === '(' && behind(cx, 1) !== undefined) skipWord(cx);
};

/** `IF_FEATURE(int a; char *b;)` among members; then its word and parenthesis are read. */
export const opensMembers = (cx: Context): boolean => opensStatements(cx);

/** `PREFIX(a ? b : ) c`: a macro before an operand, which is no expression by itself; read over. */
export const skipBeforeOperand = (cx: Context): boolean => {
  if (!isUnknown(cx, 0) || cx.ahead(1).text !== '(') return false;
  const end = behind(cx, 1);
  if (end === undefined) return false;
  const { kind, at } = cx.ahead(end);
  if (kind !== 'identifier' && kind !== 'int' && kind !== 'string') return false;
  if (
    at.line !== cx.ahead(end - 1).at.line ||
    (kind === 'identifier' && isTypeCall(cx, 0) !== undefined && cx.ahead(end + 1).text === '=')
  )
    return false;
  skipWord(cx);
  return true;
};

/** A member list's `MACRO(...)` or `MACRO` that declares nothing that we could know. */
export const skipStrayMember = (cx: Context): boolean => {
  if (!isUnknown(cx, 0)) return false;
  const next = cx.ahead(1);
  const end = next.text === '(' ? behind(cx, 1) : undefined;
  const follows = cx.ahead(end ?? 1);
  if (end === undefined && follows.text !== ';' && follows.text !== '}') return false;
  if (end !== undefined && isTypeCall(cx, 0) !== undefined) return false;
  if (
    follows.text !== ';' &&
    follows.text !== '}' &&
    follows.at.line === cx.ahead(end === undefined ? 0 : end - 1).at.line
  )
    return false;
  skipWord(cx);
  cx.accept(';');
  return true;
};

/** Words behind an argument, where no name can stand: macros that add more arguments, or none. */
export const skipAfterArgument = (cx: Context): void => {
  while (isUnknown(cx, 0)) skipWord(cx);
};

/** `IF_FEATURE(int a = 0; f();)`: whether statements stand in a macro's use; then its word and parenthesis are read. */
export const opensStatements = (cx: Context): boolean => {
  if (!isUnknown(cx, 0) || cx.ahead(1).text !== '(') return false;
  let depth = 0;
  for (let i = 1; i < 400; i++) {
    const { kind, text } = cx.ahead(i);
    if (kind === 'end') return false;
    if (kind !== 'punctuator') continue;
    if (text === '(' || text === '{') depth++;
    else if (text === ')' || text === '}') depth--;
    else if (text === ';' && depth === 1) break;
    if (depth === 0) return false;
  }
  if (NEVER.test(cx.token.text)) return false;
  note(cx, cx.next().text);
  cx.next();
  return true;
};

/** Words for what is there where an unknown feature is not, or the other way round: of both only one can be read. */
const NEVER = /^(?:IF_NOT|UNLESS|SKIP)_/;

/** `IF_NOT_FEATURE(enum { a };)`: read over, since what belongs to the feature is read; true where one was. */
export const skipOtherStatements = (cx: Context): boolean => {
  if (!isUnknown(cx, 0) || !NEVER.test(cx.token.text) || cx.ahead(1).text !== '(') return false;
  const end = behind(cx, 1, true);
  if (end === undefined) return false;
  for (let i = 0; i < end; i++) cx.next();
  cx.accept(';');
  return true;
};

/** A statement that is one unknown word, with its `;` in the macro: `UNBLOCK` before a line of its own. */
export const skipStrayStatement = (cx: Context): boolean => {
  if (!isUnknown(cx, 0)) return false;
  const { token } = cx;
  const next = cx.ahead(1);
  if (next.text === '{' || next.text === '}') {
    skipWord(cx);
    return true;
  }
  if (next.at.line === token.at.line || next.kind === 'punctuator') return false;
  skipWord(cx);
  return true;
};

/** Whether an expression statement may end here without `;`: it is the use of a macro that has one, or opens a block. */
export const endsWithoutSemicolon = (cx: Context, word: string): boolean => {
  if (cx.assumptions === undefined || cx.is(';')) return false;
  const before = cx.tokens[cx.index - 1];
  if (before?.text !== ')') return false;
  const entry = cx.lookup(word);
  if (entry !== undefined && !(entry.kind === 'function' && entry.implicit)) return false;
  return cx.is('{') || cx.is('}') || cx.token.at.line !== before.at.line;
};
