/**
 * Declaration specifiers (C99 6.7.1 to 6.7.5 without declarators): storage classes, type specifiers, qualifiers, struct,
 * union and enum bodies, typeof, _Alignas.
 */

import type { Position } from '../problem.ts';
import { assumesType } from './assume.ts';
import { type Attributes, attributes, noAttributes, type Specifiers, type StorageClass } from './attributes.ts';
import type { Context } from './context.ts';
import { rvalue } from './conversions.ts';
import { declarator } from './declarators.ts';
import { integerExpression } from './expressions.ts';
import { completes } from './learn.ts';
import { completeRecord, type Field } from './record-layout.ts';
import { typeName } from './relations.ts';
import {
  isStrayCall,
  isStrayWord,
  isTypeCall,
  opensMembers,
  readTypeCall,
  skipAfterName,
  skipBeforeName,
  skipBetweenEnumerators,
  skipOtherStatements,
  skipStrayCall,
  skipStrayMember,
} from './stray.ts';
import {
  alignOf,
  BOOL,
  CHAR,
  DOUBLE,
  FLOAT,
  INT,
  type IntType,
  isVariable,
  LDOUBLE,
  LLONG,
  LONG,
  qualify,
  type RecordDefinition,
  SCHAR,
  SHORT,
  sizeOf,
  type Type,
  UCHAR,
  UINT,
  ULLONG,
  ULONG,
  USHORT,
  unqualified,
  VOID,
  wrap,
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

const recordSpecifier = (cx: Context, keyword: 'struct' | 'union'): Type => {
  cx.next();
  const found = attributes(cx);
  if (cx.assumptions !== undefined && cx.ahead(1).kind === 'identifier' && cx.ahead(2).text === '{') cx.next();
  const token = cx.token;
  const name = token.kind === 'identifier' ? cx.next().text : undefined;
  const body = cx.is('{');
  if (name === undefined && !body) cx.fail(`a tag or '{' after '${keyword}'`);
  let definition: RecordDefinition | undefined;
  if (name !== undefined) {
    const known = cx.tag(name, body || cx.is(';'));
    if (known !== undefined) {
      if (known.kind !== 'record' || known.definition.keyword !== keyword) {
        cx.clash(token.at, `'${name}' is declared as another kind of tag`);
        if (cx.assumptions !== undefined && known.kind === 'record') definition = known.definition;
      } else definition = known.definition;
    }
    if (body && definition?.members !== undefined) {
      cx.clash(token.at, `'${keyword} ${name}' is defined twice`);
      definition = undefined;
    }
  }
  if (definition === undefined) {
    definition = { keyword, tag: name, members: undefined, size: 0, align: 1 };
    if (name !== undefined) cx.declareTag(name, { kind: 'record', definition });
  }
  if (body) recordBody(cx, definition, found);
  return { kind: 'record', definition };
};

const recordBody = (cx: Context, definition: RecordDefinition, found: Attributes): void => {
  cx.expect('{');
  const fields: Field[] = [];
  const names = new Set<string>();
  cx.nested(() => {
    let around = 0;
    while (!cx.is('}')) {
      if (cx.token.kind === 'end') cx.fail("'}'");
      if (cx.accept(';') || skipOtherStatements(cx) || skipStrayMember(cx)) continue;
      if (opensMembers(cx)) {
        around++;
        continue;
      }
      if (around > 0 && cx.accept(')')) {
        around--;
        continue;
      }
      if (cx.is('_Static_assert')) {
        staticAssert(cx);
        continue;
      }
      member(cx, fields, names);
    }
  });
  cx.expect('}');
  attributes(cx, found);
  const flexible = fields.findIndex((field) => field.type.kind === 'array' && field.type.length === undefined);
  if (
    flexible >= 0 &&
    (flexible !== fields.length - 1 || definition.keyword === 'union') &&
    definition.keyword === 'struct'
  ) {
    cx.clash(cx.token.at, 'a flexible array member must come last');
  }
  completeRecord(definition, fields, found.packed, found.align);
  if (definition.size > 0x7fff)
    cx.error(cx.token.at, `the ${definition.keyword} is too large: ${definition.size} bytes`);
};

const member = (cx: Context, fields: Field[], names: Set<string>): void => {
  const base = specifiers(cx);
  if (cx.is(';')) {
    cx.next();
    if (base.type.kind === 'record' && base.type.definition.tag === undefined) {
      const { align, packed } = base.attributes;
      fields.push({ name: undefined, type: base.type, width: undefined, align, packed });
      return;
    }
    cx.warn(base.at, 'declaration of no member');
    return;
  }
  do {
    const at = cx.token.at;
    const declared = cx.is(':') ? { name: undefined, type: base.type, at } : declarator(cx, base.type);
    let width: number | undefined;
    if (cx.accept(':')) width = bitFieldWidth(cx, declared.type, declared.name, at);
    skipAfterName(cx);
    const found = attributes(cx, { ...base.attributes });
    skipAfterName(cx);
    const flexible =
      declared.type.kind === 'array' && declared.type.length === undefined && completes(cx, declared.type.element);
    if (isVariable(declared.type)) cx.error(at, 'a member cannot be a variable-length array');
    else if (!completes(cx, declared.type) && !flexible) {
      cx.error(at, `the member '${declared.name ?? ''}' has the incomplete type '${typeName(declared.type)}'`);
      continue;
    }
    if (declared.name !== undefined) {
      if (names.has(declared.name)) cx.clash(at, `duplicate member '${declared.name}'`);
      names.add(declared.name);
    }
    const type = width === undefined ? declared.type : fieldType(declared.type);
    fields.push({ name: declared.name, type, width, align: found.align, packed: found.packed });
  } while (cx.accept(','));
  cx.expect(';');
};

/** Bit fields of an enumeration have a sign only where one of its values has. */
const fieldType = (type: Type): Type => {
  if (type.kind !== 'int' || type.positive !== true) return type;
  const [unsigned = type] = [UINT, ULONG, ULLONG].filter(({ size }) => size === type.size);
  return qualify(unsigned, type.constant === true, type.volatile === true);
};

const bitFieldWidth = (cx: Context, type: Type, name: string | undefined, at: Position): number => {
  const { value } = integerExpression(cx, 'the width of a bit field');
  if (type.kind !== 'int') {
    cx.error(at, `the bit field '${name ?? ''}' has the type '${typeName(type)}': expected an integer type`);
    return 1;
  }
  const most = type.name === '_Bool' ? 1 : sizeOf(type) * 8;
  if (value < 0n || value > BigInt(most) || (value === 0n && name !== undefined)) {
    cx.error(
      at,
      `the width ${value} of the bit field '${name ?? ''}' is not between ${name === undefined ? 0 : 1} and ${most}`,
    );
    return 1;
  }
  return Number(value);
};

const enumSpecifier = (cx: Context): Type => {
  cx.next();
  attributes(cx);
  const token = cx.token;
  const name = token.kind === 'identifier' ? cx.next().text : undefined;
  if (!cx.is('{')) {
    if (name === undefined) cx.fail("a tag or '{' after 'enum'");
    const known = cx.tag(name, false);
    if (known?.kind === 'enum') return known.type;
    if (known !== undefined) cx.clash(token.at, `'${name}' is declared as another kind of tag`);
    const tag = { kind: 'enum', type: INT } as const;
    if (known === undefined) cx.declareTag(name, tag);
    return INT;
  }
  cx.next();
  let value = 0n;
  let type: IntType = INT;
  let positive = true;
  for (let first = true; ; first = false) {
    if (!first || cx.assumptions !== undefined) skipBetweenEnumerators(cx);
    if (cx.is('}')) break;
    const constant = cx.token;
    if (constant.kind !== 'identifier') cx.fail('an enumerator');
    cx.next();
    attributes(cx);
    if (cx.accept('=')) value = integerExpression(cx, 'an enumerator').value;
    const own =
      wrap(value, INT) === value
        ? INT
        : wrap(value, LONG) === value
          ? LONG
          : wrap(value, ULONG) === value
            ? ULONG
            : LLONG;
    if (own.rank > type.rank || (own.rank === type.rank && !own.signed)) type = own;
    if (cx.inThisScope(constant.text) !== undefined)
      cx.clash(constant.at, `'${constant.text}' is declared twice in this scope`);
    cx.declare(constant.text, { kind: 'enumerator', type: own, value });
    if (value < 0n) positive = false;
    value++;
    if (!cx.is(',') && cx.assumptions === undefined) break;
  }
  cx.expect('}');
  attributes(cx);
  type = { ...type, positive };
  if (name !== undefined) cx.declareTag(name, { kind: 'enum', type });
  return unqualified(type);
};

/** `_Static_assert(expression, "text");` (C11 6.7.10; the text may be left out as in C23). */
export const staticAssert = (cx: Context): void => {
  const { at } = cx.next();
  cx.expect('(');
  const test = rvalue(cx.grammar.conditional(cx));
  let text = '';
  if (cx.accept(',')) {
    const message = cx.token;
    if (message.kind !== 'string') cx.fail('a string');
    text = `: ${String.fromCharCode(...message.units)}`;
    cx.next();
  }
  cx.expect(')');
  cx.expect(';');
  if (test.kind !== 'int') cx.clash(at, '_Static_assert: expected an integer constant expression');
  else if (test.value === 0n) cx.clash(at, `static assertion failed${text}`);
};
