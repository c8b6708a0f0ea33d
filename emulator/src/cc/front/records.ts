/**
 * Struct and union specifiers (C99 6.7.2.1): tags, members, bit fields, flexible arrays. Where the members lie is
 * `record-layout.ts`' business.
 */
import type { Position } from '../problem.ts';
import { type Attributes, attributes } from './attributes.ts';
import type { Context } from './context.ts';
import { declarator } from './declarators.ts';
import { integerExpression } from './expressions.ts';
import { completes } from './learn.ts';
import { completeRecord, type Field } from './record-layout.ts';
import { typeName } from './relations.ts';
import { staticAssert } from './static-assert.ts';
import { opensMembers, skipAfterName, skipOtherStatements, skipStrayMember } from './stray.ts';
import { isVariable, qualify, type RecordDefinition, sizeOf, type Type, UINT, ULLONG, ULONG } from './types.ts';

/** `struct` or `union`, a tag, members: what has been declared before is completed here. */
export const recordSpecifier = (cx: Context, keyword: 'struct' | 'union'): Type => {
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
  const base = cx.grammar.specifiers(cx);
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
