/**
 * Initialisers (C99 6.7.8): braces, brace elision, designators (with GNU ranges and the old `name:` form), strings. The result
 * is a flat list of values with offsets, in source order.
 */
import { isUnknown } from './assume.ts';
import type { Expr, InitialItem, Initializer } from './ast.ts';
import { integer } from './constants.ts';
import type { Context } from './context.ts';
import { assignable, isLvalue, rvalue } from './conversions.ts';
import { fillsString, integerExpression } from './expressions.ts';
import { completes } from './learn.ts';
import { moreText } from './primary.ts';
import { typeName } from './relations.ts';
import {
  type ArrayType,
  INT,
  isVariable,
  type Member,
  type RecordType,
  sizeOf,
  type Type,
  unqualified,
} from './types.ts';

interface Sink {
  readonly items: InitialItem[];
  /** Elements that an array without a length has got so far, at the outermost level. */
  length: number;
  readonly open: Type | undefined;
}

const put = (sink: Sink, offset: number, type: Type, value: Expr, bits?: InitialItem['bits']): void => {
  sink.items.push({ offset, type, bits, value });
};

/** The members that an initialiser goes through: all of a struct, the first of a union; unnamed bit fields do not count. */
const membersOf = (type: RecordType): readonly Member[] => {
  const members = type.definition.members ?? [];
  return type.definition.keyword === 'union' ? members.slice(0, 1) : members;
};

const stringFor = (cx: Context, type: Type): Extract<Expr, { kind: 'string' }> | undefined => {
  if (type.kind !== 'array') return undefined;
  const braces = cx.is('{') && cx.ahead(1).kind === 'string' ? 1 : 0;
  const token = cx.ahead(braces);
  if (token.kind !== 'string' || !fillsString(type.element, token.width)) return undefined;
  const after = cx.ahead(braces + 1).text;
  if (braces === 1 && after !== '}' && after !== ',') return undefined;
  const joined = cx.assumptions !== undefined && braces === 0 && isUnknown(cx, 1);
  if (!joined && braces === 0 && after !== ',' && after !== ';' && after !== '}' && after !== ')') return undefined;
  if (braces === 1) cx.next();
  cx.next();
  if (braces === 1) {
    cx.accept(',');
    cx.expect('}');
  }
  const literal = { units: [...token.units, ...(joined ? moreText(cx) : []), 0], width: token.width };
  return {
    kind: 'string',
    type: { kind: 'array', element: type.element, length: literal.units.length },
    at: token.at,
    literal,
  };
};

/** A name that nothing declares, for an array of characters: it stands for a text. */
const unknownText = (cx: Context, type: ArrayType): Extract<Expr, { kind: 'string' }> | undefined => {
  if (!isUnknown(cx, 0) || !fillsString(type.element, 1) || cx.ahead(1).text === '(') return undefined;
  const { at } = cx.token;
  const literal = { units: [...moreText(cx), 0], width: 1 } as const;
  return { kind: 'string', type: { kind: 'array', element: type.element, length: literal.units.length }, at, literal };
};

/** Puts one already parsed value where an object of `type` begins, going down into its first scalar if need be. */
const placeValue = (
  cx: Context,
  sink: Sink,
  type: Type,
  offset: number,
  value: Expr,
  bits?: InitialItem['bits'],
): void => {
  put(sink, offset, type, assignable(cx, value, type, 'initialiser'), bits);
};

const fitsWhole = (type: Type, value: Expr): boolean =>
  type.kind === 'record' && value.type.kind === 'record' && value.type.definition === type.definition;

/** One element: braced, a string, a whole struct, or the first of the scalars inside (brace elision). */
const element = (cx: Context, sink: Sink, type: Type, offset: number, bits?: InitialItem['bits']): void => {
  if (bits === undefined && (type.kind === 'array' || type.kind === 'record')) {
    const text = stringFor(cx, type);
    if (text !== undefined) {
      string(cx, sink, type as ArrayType, offset, text);
      return;
    }
    if (cx.is('{')) {
      cx.nested(() => braced(cx, sink, type, offset));
      return;
    }
    if (holdsStringFirst(cx, type)) {
      cx.nested(() => elided(cx, sink, type, offset, undefined));
      return;
    }
    const value = cx.grammar.assignment(cx);
    if (fitsWhole(type, value)) put(sink, offset, type, value);
    else cx.nested(() => elided(cx, sink, type, offset, value));
    return;
  }
  if (cx.accept('{')) {
    if (cx.is('}')) {
      cx.next();
      put(sink, offset, type, integer(0, type.kind === 'int' ? type : INT, cx.token.at), bits);
      return;
    }
    cx.nested(() => element(cx, sink, type, offset, bits));
    if (cx.accept(',') && !cx.is('}')) {
      cx.warn(cx.token.at, 'more values than the scalar takes');
      skipRest(cx);
    }
    cx.expect('}');
    return;
  }
  placeValue(cx, sink, type, offset, cx.grammar.assignment(cx), bits);
};

const string = (
  cx: Context,
  sink: Sink,
  type: ArrayType,
  offset: number,
  text: Extract<Expr, { kind: 'string' }>,
): void => {
  const count = text.literal.units.length;
  if (type.length !== undefined && count - 1 > type.length) cx.warn(text.at, 'the string is longer than the array');
  const kept = type.length === undefined ? text.literal.units : text.literal.units.slice(0, type.length);
  if (type.length === undefined && sink.open === type) sink.length = count;
  const literal = { ...text.literal, units: kept };
  put(sink, offset, { ...type, length: kept.length }, { ...text, literal });
};

/** Whether the next token is a string that the first array inside of `type` takes as a whole (C99 6.7.8p20). */
const holdsStringFirst = (cx: Context, type: Type): boolean => {
  if (cx.token.kind !== 'string') return false;
  if (type.kind === 'array') return fillsString(type.element, cx.token.width) || holdsStringFirst(cx, type.element);
  const [first] = type.kind === 'record' ? membersOf(type) : [];
  return first !== undefined && holdsStringFirst(cx, first.type);
};

/**
 * Goes on with elements without braces: `pending` is the value already read for the first scalar, undefined where the
 * first element is still to be read.
 */
const elided = (cx: Context, sink: Sink, type: Type, offset: number, pending: Expr | undefined): void => {
  const { at: start } = pending ?? cx.token;
  let value: Expr | undefined = pending;
  let unread = pending === undefined;
  const each = (inner: Type, at: number, bits?: InitialItem['bits']): boolean => {
    if (unread) {
      unread = false;
      element(cx, sink, inner, at, bits);
      return true;
    }
    if (value !== undefined) {
      const first: Expr = value;
      value = undefined;
      if (bits === undefined && (inner.kind === 'array' || inner.kind === 'record') && !fitsWhole(inner, first)) {
        elided(cx, sink, inner, at, first);
      } else placeValue(cx, sink, inner, at, first, bits);
      return true;
    }
    if (!cx.is(',') || cx.ahead(1).text === '}' || isDesignator(cx, 1)) return false;
    cx.next();
    element(cx, sink, inner, at, bits);
    return true;
  };
  if (type.kind === 'array') {
    const length = type.length ?? 0;
    const size = sizeOf(type.element);
    if (length === 0) cx.error(start, 'too many values in the initialiser');
    for (let i = 0; i < length; i++) if (!each(type.element, offset + i * size)) return;
  } else if (type.kind === 'record') {
    const members = membersOf(type);
    if (members.length === 0) cx.error(start, `'${typeName(type)}' has no members to initialise`);
    for (const member of members) if (!each(member.type, offset + member.offset, member.bits)) return;
  }
};

const isDesignator = (cx: Context, ahead: number): boolean => {
  const token = cx.ahead(ahead);
  if (token.kind === 'punctuator') return token.text === '.' || token.text === '[';
  return token.kind === 'identifier' && cx.ahead(ahead + 1).text === ':' && cx.ahead(ahead + 1).kind === 'punctuator';
};

/** Where a designator leads: the object, and what of the enclosing list comes next. */
interface Place {
  readonly type: Type;
  readonly offset: number;
  readonly bits: InitialItem['bits'];
  /** Further copies of the value for a GNU range `[a ... b]`. */
  readonly repeat: number;
  readonly stride: number;
  /** Index of the top-level element or member. */
  readonly index: number;
}

/** The path of member indices to a name, through anonymous members. */
const memberPath = (type: RecordType, name: string): { index: number; member: Member; offset: number } | undefined => {
  const members = type.definition.members ?? [];
  for (const [index, member] of members.entries()) {
    if (member.name === name) return { index, member, offset: member.offset };
    if (member.name === undefined && member.type.kind === 'record') {
      const inner = memberPath(member.type, name);
      if (inner !== undefined) return { index, member: inner.member, offset: member.offset + inner.offset };
    }
  }
  return undefined;
};

const designator = (cx: Context, sink: Sink, outer: Type, start: number): Place | undefined => {
  let place: Place = { type: outer, offset: start, bits: undefined, repeat: 0, stride: 0, index: -1 };
  let top = true;
  while (isDesignator(cx, 0)) {
    const at = cx.token.at;
    if (cx.accept('[')) {
      const low = integerExpression(cx, 'an array designator').value;
      const high = cx.accept('...') ? integerExpression(cx, 'an array designator').value : low;
      cx.expect(']');
      if (place.type.kind !== 'array') {
        cx.error(at, `an array designator in '${typeName(place.type)}'`);
        return undefined;
      }
      const { element: inner, length } = place.type;
      if (low < 0n || high < low || (length !== undefined && high >= BigInt(length)) || high > 0x7fffn) {
        cx.error(at, `the designator [${low === high ? low : `${low} ... ${high}`}] is outside the array`);
        return undefined;
      }
      const size = sizeOf(inner);
      place = {
        type: inner,
        offset: place.offset + Number(low) * size,
        bits: undefined,
        repeat: Number(high - low),
        stride: size,
        index: top ? Number(high) : place.index,
      };
      if (top && sink.open === outer) sink.length = Math.max(sink.length, Number(high) + 1);
    } else {
      const old = !cx.accept('.');
      const token = cx.token;
      if (token.kind !== 'identifier') cx.fail('a member name');
      cx.next();
      if (old) cx.expect(':');
      if (place.type.kind === 'record' && memberPath(place.type, token.text) === undefined)
        cx.assumptions?.addMember(place.type.definition, token.text);
      const found = place.type.kind === 'record' ? memberPath(place.type, token.text) : undefined;
      if (found === undefined) {
        cx.error(token.at, `'${typeName(place.type)}' has no member '${token.text}'`);
        return undefined;
      }
      const { member, offset, index } = found;
      place = {
        ...place,
        type: member.type,
        offset: place.offset + offset,
        bits: member.bits,
        index: top ? index : place.index,
      };
      if (old) return place;
    }
    top = false;
  }
  cx.expect('=');
  return place;
};

const skipRest = (cx: Context): void => {
  while (!cx.is('}') && cx.token.kind !== 'end') {
    if (cx.is('{')) {
      cx.next();
      skipRest(cx);
      cx.expect('}');
    } else cx.next();
  }
};

const braced = (cx: Context, sink: Sink, type: Type, offset: number): void => {
  const open = cx.expect('{');
  const members = type.kind === 'record' ? (type.definition.members ?? []) : [];
  const union = type.kind === 'record' && type.definition.keyword === 'union';
  let index = 0;
  let warned = false;
  while (!cx.is('}')) {
    const at = cx.token.at;
    if (isDesignator(cx, 0)) {
      const place = designator(cx, sink, type, offset);
      if (place === undefined) {
        if (cx.accept('=')) element(cx, { ...sink, items: [] }, INT, 0);
        else if (!cx.is(',') && !cx.is('}')) cx.grammar.assignment(cx);
      } else {
        const before = sink.items.length;
        element(cx, sink, place.type, place.offset, place.bits);
        const made = sink.items.slice(before);
        for (let i = 1; i <= place.repeat; i++) {
          for (const item of made) sink.items.push({ ...item, offset: item.offset + i * place.stride });
        }
        index = place.index + 1;
      }
    } else if (type.kind === 'array') {
      const fits = type.length === undefined ? sink.open === type : index < type.length;
      if (!fits && !warned) {
        cx.warn(at, 'too many values in the initialiser');
        warned = true;
      }
      const target = fits ? sink : { ...sink, items: [] };
      element(cx, target, type.element, offset + index * sizeOf(type.element));
      index++;
      if (sink.open === type) sink.length = Math.max(sink.length, index);
    } else if (type.kind === 'record') {
      const member = union && index > 0 ? undefined : members[index];
      if (member === undefined) {
        if (!warned) cx.warn(at, 'too many values in the initialiser');
        warned = true;
        element(cx, { ...sink, items: [] }, INT, 0);
      } else element(cx, sink, member.type, offset + member.offset, member.bits);
      index++;
    } else {
      if (index > 0 && !warned) cx.warn(at, 'more values than the scalar takes');
      element(cx, index === 0 ? sink : { ...sink, items: [] }, type, offset);
      index++;
    }
    if (!cx.accept(',')) break;
  }
  if (type.kind !== 'array' && type.kind !== 'record' && index === 0) put(sink, offset, type, integer(0, INT, open.at));
  cx.expect('}');
};

/** The initialiser after `=` (or of a compound literal), and the type with the length that it gives an open array. */
export const initializer = (cx: Context, type: Type): { initial: Initializer; type: Type } => {
  const { at } = cx.token;
  const sink: Sink = {
    items: [],
    length: 0,
    open: type.kind === 'array' && type.length === undefined ? type : undefined,
  };
  const aggregate = type.kind === 'array' || type.kind === 'record';
  const isBraced = cx.is('{');
  const open = type.kind === 'array' && completes(cx, type.element);
  if (isVariable(type)) cx.error(at, 'a variable-length array cannot be initialised');
  else if (!open && !completes(cx, type)) {
    cx.error(at, `cannot initialise the incomplete type '${typeName(type)}'`);
  }
  if (type.kind === 'array' && !isBraced) {
    const text = stringFor(cx, type);
    const unknown = text === undefined ? unknownText(cx, type) : undefined;
    if (text !== undefined) string(cx, sink, type, 0, text);
    else if (unknown !== undefined) string(cx, sink, type, 0, unknown);
    else {
      const value = cx.grammar.assignment(cx);
      if (value.kind === 'compound-literal' && value.type.kind === 'array' && value.initial !== undefined) {
        return { initial: value.initial, type: type.length === undefined ? value.type : type };
      }
      if (value.kind === 'compound-literal' && value.type.kind === 'array' && value.variable.initial !== undefined) {
        return { initial: value.variable.initial, type: type.length === undefined ? value.type : type };
      }
      cx.clash(at, 'an array must be initialised with braces or a string');
    }
  } else if (type.kind === 'array') element(cx, sink, type, 0);
  else if (isBraced) braced(cx, sink, type, 0);
  else if (aggregate) put(sink, 0, type, assignable(cx, recordValue(cx.grammar.assignment(cx)), type, 'initialiser'));
  else placeValue(cx, sink, type, 0, cx.grammar.assignment(cx));
  const completed: Type = sink.open === undefined ? type : { ...(type as ArrayType), length: sink.length };
  return { initial: { items: sink.items, aggregate: isBraced || type.kind === 'array' }, type: completed };
};

const recordValue = (expr: Expr): Expr => (isLvalue(expr) ? { ...expr, type: unqualified(expr.type) } : rvalue(expr));
