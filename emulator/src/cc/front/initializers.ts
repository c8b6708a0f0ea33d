/**
 * Initialisers (C99 6.7.8): braces, brace elision, designators, strings. The result is a flat list of values with offsets, in
 * source order; what a later one initialises as a whole is dropped.
 */
import type { Expr, InitialItem, Initializer } from './ast.ts';
import { integer } from './constants.ts';
import type { Context } from './context.ts';
import { assignable, isLvalue, rvalue } from './conversions.ts';
import { type Designated, designated, isDesignator, type Part } from './designators.ts';
import { completes } from './learn.ts';
import { typeName } from './relations.ts';
import { fillsString, type StringExpr, stringFor, unknownText } from './string-initializers.ts';
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

/** Where values go while an initialiser is read. */
interface Sink {
  items: InitialItem[];
  /** Where the last of the bytes that have a value ends. */
  end: number;
  /** The array whose length the initialiser gives: the object itself, or its flexible member (6.7.2.1p16, as GNU C has it). */
  readonly open: Type | undefined;
  /** The elements that it has got so far. */
  length: number;
}

const put = (sink: Sink, { type, offset, bits }: Part, value: Expr): void => {
  sink.items.push({ offset, type, bits, value });
  sink.end = Math.max(sink.end, offset + sizeOf(type));
};

/** Drops the values of an object that is now initialised as a whole (6.7.8p19). */
const drop = (sink: Sink, start: number, size: number): void => {
  if (start >= sink.end) return;
  sink.items = sink.items.filter(({ offset }) => offset < start || offset >= start + size);
};

/** For values that have no place: they are read, and go nowhere. */
const nowhere = (sink: Sink): Sink => ({ ...sink, items: [], open: undefined });

const isAggregate = ({ type, bits }: Part): boolean =>
  bits === undefined && (type.kind === 'array' || type.kind === 'record');

const whole = (type: Type, offset: number): Part => ({ type, offset, bits: undefined });

/** The members that an initialiser goes through: all of a struct, the first of a union; unnamed bit fields do not count. */
const membersOf = (type: RecordType): readonly Member[] => {
  const members = type.definition.members ?? [];
  return type.definition.keyword === 'union' ? members.slice(0, 1) : members;
};

/** The part of an object with this index; undefined behind the last one. A scalar is its own only part. */
const partOf = (sink: Sink, type: Type, offset: number, index: number): Part | undefined => {
  if (type.kind === 'array') {
    const fits = type.length === undefined ? sink.open === type : index < type.length;
    return fits ? whole(type.element, offset + index * sizeOf(type.element)) : undefined;
  }
  if (type.kind !== 'record') return index === 0 ? whole(type, offset) : undefined;
  const member = membersOf(type)[index];
  return member && { type: member.type, offset: offset + member.offset, bits: member.bits };
};

const fitsWhole = (type: Type, value: Expr): boolean =>
  type.kind === 'record' && value.type.kind === 'record' && value.type.definition === type.definition;

const placeValue = (cx: Context, sink: Sink, part: Part, value: Expr): void => {
  put(sink, part, assignable(cx, value, part.type, 'initialiser'));
};

/** One element: braced, a string, a whole struct, or the first of the scalars inside (brace elision). */
const element = (cx: Context, sink: Sink, part: Part): void => {
  const { type, offset } = part;
  if (!isAggregate(part)) {
    scalar(cx, sink, part);
    return;
  }
  const text = stringFor(cx, type);
  if (text !== undefined) string(cx, sink, type as ArrayType, offset, text);
  else if (cx.is('{')) cx.nested(() => braced(cx, sink, type, offset));
  else if (holdsStringFirst(cx, type)) cx.nested(() => elided(cx, sink, type, offset, undefined));
  else {
    const value = cx.grammar.assignment(cx);
    if (fitsWhole(type, value)) put(sink, part, value);
    else cx.nested(() => elided(cx, sink, type, offset, value));
  }
};

const scalar = (cx: Context, sink: Sink, part: Part): void => {
  const { type } = part;
  if (!cx.accept('{')) {
    placeValue(cx, sink, part, cx.grammar.assignment(cx));
    return;
  }
  if (cx.is('}')) {
    cx.next();
    put(sink, part, integer(0, type.kind === 'int' ? type : INT, cx.token.at));
    return;
  }
  cx.nested(() => element(cx, sink, part));
  if (cx.accept(',') && !cx.is('}')) {
    cx.warn(cx.token.at, 'more values than the scalar takes');
    skipRest(cx);
  }
  cx.expect('}');
};

const string = (cx: Context, sink: Sink, type: ArrayType, offset: number, text: StringExpr): void => {
  const { units } = text.literal;
  if (type.length !== undefined && units.length - 1 > type.length)
    cx.warn(text.at, 'the string is longer than the array');
  if (type.length === undefined && sink.open === type) sink.length = units.length;
  else if (type.length === undefined) flexible(cx, text);
  drop(sink, offset, sizeOf(type));
  const kept = type.length === undefined ? units : units.slice(0, type.length);
  put(sink, whole({ ...type, length: kept.length }, offset), { ...text, literal: { ...text.literal, units: kept } });
};

/** Reports values for a flexible array member of an object whose room is fixed. */
const flexible = (cx: Context, { at }: { readonly at: Expr['at'] }): void => {
  cx.clash(at, 'a flexible array member can be initialised in a static object only');
};

/** Whether the next token is a string that the first array inside of `type` takes as a whole (C99 6.7.8p20). */
const holdsStringFirst = (cx: Context, type: Type): boolean => {
  if (cx.token.kind !== 'string') return false;
  if (type.kind === 'array') return fillsString(type.element, cx.token.width) || holdsStringFirst(cx, type.element);
  const [first] = type.kind === 'record' ? membersOf(type) : [];
  return first !== undefined && holdsStringFirst(cx, first.type);
};

/**
 * An aggregate without braces: `pending` is the value already read for its first scalar, undefined where the first element is
 * still to be read.
 */
const elided = (cx: Context, sink: Sink, type: Type, offset: number, pending: Expr | undefined): void => {
  const { at } = pending ?? cx.token;
  const first = partOf(sink, type, offset, 0);
  if (first === undefined) {
    const empty = type.kind === 'record' ? `'${typeName(type)}' has no members to initialise` : undefined;
    cx.error(at, empty ?? 'too many values in the initialiser');
    return;
  }
  if (pending === undefined) element(cx, sink, first);
  else if (isAggregate(first) && !fitsWhole(first.type, pending)) elided(cx, sink, first.type, first.offset, pending);
  else placeValue(cx, sink, first, pending);
  goOn(cx, sink, type, offset, 1);
};

/** Reads values without designators for the parts of an aggregate from `index` on. */
const goOn = (cx: Context, sink: Sink, type: Type, offset: number, index: number): void => {
  for (let i = index; cx.is(',') && cx.ahead(1).text !== '}' && !isDesignator(cx, 1); i++) {
    const part = partOf(sink, type, offset, i);
    if (part === undefined) return;
    cx.next();
    element(cx, sink, part);
  }
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

/** Gives the further elements of a range what the first one has got. */
const repeat = (sink: Sink, { type, offset, bits, copies, stride }: Designated): void => {
  const end = offset + sizeOf(type);
  const first = sink.items.filter(
    (item) => offset <= item.offset && item.offset < end && (bits === undefined || item.bits === bits),
  );
  for (let distance = stride; distance <= copies * stride; distance += stride) {
    if (bits === undefined) drop(sink, offset + distance, end - offset);
    for (const item of first) put(sink, { ...item, offset: item.offset + distance }, item.value);
  }
};

/**
 * The value of a designated part, and those behind it in the aggregates inside of the list's own (6.7.8p17). Returns the index of
 * the list's own part.
 */
const placeDesignated = (cx: Context, sink: Sink, place: Designated): number => {
  const [top, ...inner] = place.steps;
  const outside = place.steps.find(
    ({ type }) => type.kind === 'array' && type.length === undefined && type !== sink.open,
  );
  if (outside !== undefined) flexible(cx, cx.token);
  element(cx, outside === undefined ? sink : nowhere(sink), place);
  if (place.copies > 0) repeat(sink, place);
  for (const { type, offset, index } of inner.toReversed()) goOn(cx, sink, type, offset, index + 1);
  return top?.index ?? 0;
};

/** A designator that leads nowhere: its value is read. */
const skipValue = (cx: Context, sink: Sink): void => {
  if (cx.accept('=')) element(cx, nowhere(sink), whole(INT, 0));
  else if (!cx.is(',') && !cx.is('}')) cx.grammar.assignment(cx);
};

const braced = (cx: Context, sink: Sink, type: Type, offset: number): void => {
  const open = cx.expect('{');
  drop(sink, offset, sizeOf(type));
  let index = 0;
  let warned = false;
  while (!cx.is('}')) {
    const { at } = cx.token;
    if (isDesignator(cx, 0)) {
      const place = designated(cx, type, offset);
      if (place === undefined) skipValue(cx, sink);
      else index = placeDesignated(cx, sink, place) + 1;
    } else {
      const part = partOf(sink, type, offset, index);
      if (part !== undefined) element(cx, sink, part);
      else {
        if (!warned) excess(cx, type, at);
        warned = true;
        element(cx, nowhere(sink), whole(type.kind === 'array' ? type.element : INT, 0));
      }
      index++;
    }
    if (sink.open === type) sink.length = Math.max(sink.length, index);
    if (!cx.accept(',')) break;
  }
  if (type.kind !== 'array' && type.kind !== 'record' && index === 0)
    put(sink, whole(type, offset), integer(0, INT, open.at));
  cx.expect('}');
};

const excess = (cx: Context, type: Type, at: Expr['at']): void => {
  if (type.kind === 'array' && type.length === undefined) flexible(cx, { at });
  else if (type.kind === 'array' || type.kind === 'record') cx.warn(at, 'too many values in the initialiser');
  else cx.warn(at, 'more values than the scalar takes');
};

/** The array whose length an initialiser may give. */
const openArray = (type: Type, storage: 'auto' | 'static'): Type | undefined => {
  if (type.kind === 'array') return type.length === undefined ? type : undefined;
  if (type.kind !== 'record' || storage === 'auto' || type.definition.keyword === 'union') return undefined;
  const last = type.definition.members?.at(-1)?.type;
  return last?.kind === 'array' && last.length === undefined ? last : undefined;
};

const recordValue = (expr: Expr): Expr => (isLvalue(expr) ? { ...expr, type: unqualified(expr.type) } : rvalue(expr));

/** An array without braces: a string, or GNU's compound literal, whose initialiser it takes over. */
const arrayValue = (cx: Context, sink: Sink, type: ArrayType, at: Expr['at']): Initializer | undefined => {
  const text = stringFor(cx, type) ?? unknownText(cx, type);
  if (text !== undefined) {
    string(cx, sink, type, 0, text);
    return undefined;
  }
  const value = cx.grammar.assignment(cx);
  if (value.kind === 'compound-literal' && value.type.kind === 'array') {
    const initial = value.initial ?? value.variable.initial;
    if (initial !== undefined) {
      sink.length = value.type.length ?? 0;
      return initial;
    }
  }
  cx.clash(at, 'an array must be initialised with braces or a string');
  return undefined;
};

/** The initialiser after `=` (or of a compound literal), and the type with the length that it gives an open array. */
export const initializer = (
  cx: Context,
  type: Type,
  storage: 'auto' | 'static',
): { initial: Initializer; type: Type } => {
  const { at } = cx.token;
  const sink: Sink = { items: [], end: 0, length: 0, open: openArray(type, storage) };
  const isBraced = cx.is('{');
  const open = type.kind === 'array' && completes(cx, type.element);
  if (isVariable(type)) cx.error(at, 'a variable-length array cannot be initialised');
  else if (!open && !completes(cx, type)) {
    cx.error(at, `cannot initialise the incomplete type '${typeName(type)}'`);
  }
  let taken: Initializer | undefined;
  if (type.kind === 'array' && !isBraced) taken = arrayValue(cx, sink, type, at);
  else if (type.kind === 'array') element(cx, sink, whole(type, 0));
  else if (isBraced) braced(cx, sink, type, 0);
  else if (type.kind === 'record')
    put(sink, whole(type, 0), assignable(cx, recordValue(cx.grammar.assignment(cx)), type, 'initialiser'));
  else placeValue(cx, sink, whole(type, 0), cx.grammar.assignment(cx));
  const completed: Type = type.kind === 'array' && sink.open === type ? { ...type, length: sink.length } : type;
  return { initial: taken ?? { items: sink.items, aggregate: isBraced || type.kind === 'array' }, type: completed };
};
