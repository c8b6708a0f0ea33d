/**
 * Declaration specifiers (C99 6.7.1 to 6.7.5 without declarators): storage classes, type words, qualifiers, typeof, _Alignas.
 * Structs and unions are read by `records.ts`, enumerations by `enums.ts`.
 */
import { assumesType } from './assume.ts';
import { attributes, noAttributes, type Specifiers, type StorageClass } from './attributes.ts';
import type { Context } from './context.ts';
import { enumSpecifier } from './enums.ts';
import { integerExpression } from './expressions.ts';
import { recordSpecifier } from './records.ts';
import { typeName } from './relations.ts';
import { isStrayCall, isStrayWord, isTypeCall, readTypeCall, skipBeforeName, skipStrayCall } from './stray.ts';
import {
  alignOf,
  BOOL,
  CHAR,
  DOUBLE,
  FLOAT,
  INT,
  LDOUBLE,
  LLONG,
  LONG,
  qualify,
  SCHAR,
  SHORT,
  type Type,
  UCHAR,
  UINT,
  ULLONG,
  ULONG,
  USHORT,
  VOID,
} from './types.ts';

const BASIC: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['void', VOID],
  ['_Bool', BOOL],
  ['char', CHAR],
  ['char signed', SCHAR],
  ['char unsigned', UCHAR],
  ['float', FLOAT],
  ['double', DOUBLE],
  ['double long', LDOUBLE],
  ...[
    ['short', SHORT, USHORT],
    ['', INT, UINT],
    ['long', LONG, ULONG],
    ['long long', LLONG, ULLONG],
  ].flatMap(([length, plain, unsigned]): [string, Type][] =>
    ['', 'int'].flatMap((int): [string, Type][] =>
      ['', 'signed', 'unsigned'].map((sign): [string, Type] => [
        [int, length as string, sign].filter((word) => word !== '').join(' '),
        (sign === 'unsigned' ? unsigned : plain) as Type,
      ]),
    ),
  ),
]);

const TYPE_WORDS = new Set(['void', 'char', 'short', 'int', 'long', 'float', 'double', 'signed', 'unsigned', '_Bool']);

const STORAGE = new Set<string>(['typedef', 'extern', 'static', 'auto', 'register']);

const START = new Set([
  ...TYPE_WORDS,
  ...STORAGE,
  ...['const', 'volatile', 'restrict', 'inline', '_Noreturn', 'struct', 'union', 'enum', 'typeof', '__auto_type'],
  ...['_Complex', '_Imaginary', '_Atomic', '_Alignas', '_Thread_local', '__attribute__'],
]);

/** Whether declaration specifiers (or a type name) begin at the token `ahead` of the current one. */
export const startsType = (cx: Context, ahead = 0): boolean => {
  const token = cx.ahead(ahead);
  if (token.kind === 'keyword')
    return START.has(token.text) || (token.text === '__extension__' && startsType(cx, ahead + 1));
  return (
    token.kind === 'identifier' &&
    (cx.lookup(token.text)?.kind === 'typedef' ||
      token.text === '__builtin_va_list' ||
      (cx.assumptions !== undefined && startsAssumedType(cx, ahead)))
  );
};

/** The same for a name that nothing declares. */
const startsAssumedType = (cx: Context, ahead: number): boolean => {
  if (assumesType(cx, ahead) || isTypeCall(cx, ahead) !== undefined) return true;
  if (ahead > 0) return false;
  const starts = (next: number): boolean => startsType(cx, next);
  return isStrayWord(cx, starts) || isStrayCall(cx, starts);
};

const sorted = (words: readonly string[]): string => [...words].sort().join(' ');

/** Specifiers of a declaration. Reports and takes int where no type is named. */
export const specifiers = (cx: Context, implicitInt = false): Specifiers => {
  const { at } = cx.token;
  const words: string[] = [];
  const found = noAttributes();
  let type: Type | undefined;
  let storage: StorageClass | undefined;
  let inline = false;
  let constant = false;
  let volatile = false;
  let inferred = false;
  for (;;) {
    const token = cx.token;
    const { text } = token;
    if (token.kind === 'identifier') {
      if (type !== undefined || words.length > 0 || inferred) {
        if (cx.assumptions === undefined || !skipBeforeName(cx)) break;
        continue;
      }
      if (cx.assumptions !== undefined) {
        const starts = (ahead: number): boolean => startsType(cx, ahead);
        if (isStrayWord(cx, starts)) {
          cx.next();
          continue;
        }
        if (skipStrayCall(cx, starts)) continue;
        const made = readTypeCall(cx);
        if (made !== undefined) {
          const entry = cx.lookup(made);
          type = entry?.kind === 'typedef' ? entry.type : INT;
          continue;
        }
        startsType(cx);
      }
      const entry = cx.lookup(text);
      if (entry?.kind !== 'typedef') break;
      cx.next();
      type = entry.type;
      continue;
    }
    if (token.kind !== 'keyword') break;
    if (TYPE_WORDS.has(text)) words.push(text);
    else if (STORAGE.has(text)) {
      if (storage !== undefined && storage !== text) cx.error(token.at, `'${text}' after '${storage}'`);
      storage = text as StorageClass;
    } else if (text === 'const') constant = true;
    else if (text === 'volatile' || text === '_Atomic') volatile ||= text === 'volatile';
    else if (text === 'inline') inline = true;
    else if (text === '_Noreturn') found.noreturn = true;
    else if (text === '__auto_type') inferred = true;
    else if (text === '_Complex' || text === '_Imaginary')
      cx.error(token.at, `unsupported: complex numbers ('${text}')`);
    else if (text === '_Thread_local') cx.clash(token.at, 'unsupported: thread-local storage');
    else if (text === 'restrict' || text === '__extension__') {
      // no effect here
    } else if (text === '__attribute__') {
      attributes(cx, found);
      continue;
    } else if (text === '_Alignas') {
      found.align = Math.max(found.align ?? 1, alignas(cx));
      continue;
    } else if (text === 'struct' || text === 'union') {
      type = recordSpecifier(cx, text);
      continue;
    } else if (text === 'enum') {
      type = enumSpecifier(cx);
      continue;
    } else if (text === 'typeof') {
      type = typeofSpecifier(cx);
      continue;
    } else break;
    cx.next();
    if (text === '_Atomic' && cx.is('(')) {
      cx.clash(token.at, 'unsupported: _Atomic(type)');
      if (cx.assumptions !== undefined) {
        cx.next();
        type = cx.grammar.typeName(cx);
        cx.expect(')');
      }
    }
  }
  const named = words.length > 0 ? BASIC.get(wordsKey(words)) : undefined;
  if (words.length > 0 && (named === undefined || type !== undefined)) {
    cx.clash(at, `'${words.join(' ')}'${type === undefined ? '' : ` with '${typeName(type)}'`} is no type`);
  }
  if (named === undefined && type === undefined && !inferred) {
    if (implicitInt || storage !== undefined || constant || volatile) cx.warn(at, "no type is named; 'int' is assumed");
    else cx.fail('a declaration');
  }
  return { type: qualify(type ?? named ?? INT, constant, volatile), storage, inline, attributes: found, at, inferred };
};

const wordsKey = (words: readonly string[]): string => {
  const has = (word: string): boolean => words.includes(word);
  const longs = words.filter((word) => word === 'long').length;
  const duplicates = words.length !== new Set(words).size + (longs > 1 ? longs - 1 : 0) || longs > 2;
  if (duplicates) return 'invalid';
  const base = words.find((word) => ['void', 'char', 'int', 'float', 'double', '_Bool'].includes(word)) ?? '';
  const length = longs === 2 ? 'long long' : longs === 1 ? 'long' : has('short') ? (longs > 0 ? '?' : 'short') : '';
  if (longs > 0 && has('short')) return 'invalid';
  const sign = has('signed') ? (has('unsigned') ? '?' : 'signed') : has('unsigned') ? 'unsigned' : '';
  return [base, length, sign].filter((word) => word !== '').join(' ') || sorted(words);
};

const alignas = (cx: Context): number => {
  const { at } = cx.next();
  cx.expect('(');
  let align: number;
  if (startsType(cx)) align = alignOf(cx.grammar.typeName(cx));
  else align = Number(integerExpression(cx, '_Alignas').value);
  cx.expect(')');
  if (align < 0 || (align & (align - 1)) !== 0 || align > 4096) {
    cx.error(at, "expected a power of two in '_Alignas'");
    return 1;
  }
  return Math.max(align, 1);
};

const typeofSpecifier = (cx: Context): Type => {
  cx.next();
  cx.expect('(');
  const type = startsType(cx) ? cx.grammar.typeName(cx) : cx.grammar.expression(cx).type;
  cx.expect(')');
  return type;
};
