/**
 * Designators (C99 6.7.8p6, p7): `[index]` and `.name`, with GNU's ranges `[a ... b]` and the old `name:`. They say where a value
 * goes; what follows it without a designator goes on from there.
 */
import type { InitialItem } from './ast.ts';
import type { Context } from './context.ts';
import { integerExpression } from './expressions.ts';
import { typeName } from './relations.ts';
import { type RecordType, sizeOf, type Type } from './types.ts';

/** A part of an aggregate, or an object as a whole: where a value goes. */
export interface Part {
  readonly type: Type;
  readonly offset: number;
  readonly bits: InitialItem['bits'];
}

/** One step on the way to a part: the aggregate that it is in, and which of its elements or members it is. */
export interface Step {
  readonly type: Type;
  readonly offset: number;
  readonly index: number;
}

/** Where a designation leads. */
export interface Designated extends Part {
  /** From the object of the list inwards; never empty. */
  readonly steps: readonly Step[];
  /** Further copies of the value for a range, and the distance between them. */
  readonly copies: number;
  readonly stride: number;
}

/** Whether a designator begins at the token `ahead` of the current one. */
export const isDesignator = (cx: Context, ahead: number): boolean => {
  const token = cx.ahead(ahead);
  if (token.kind === 'punctuator') return token.text === '.' || token.text === '[';
  return token.kind === 'identifier' && cx.ahead(ahead + 1).text === ':' && cx.ahead(ahead + 1).kind === 'punctuator';
};

/** The member of a name, anonymous structs and unions on the way to it as steps of their own. */
const memberOf = (type: RecordType, start: number, name: string): (Part & { readonly steps: Step[] }) | undefined => {
  for (const [index, member] of (type.definition.members ?? []).entries()) {
    const offset = start + member.offset;
    const step = { type, offset: start, index };
    if (member.name === name) return { type: member.type, offset, bits: member.bits, steps: [step] };
    if (member.name !== undefined || member.type.kind !== 'record') continue;
    const inner = memberOf(member.type, offset, name);
    if (inner !== undefined) return { ...inner, steps: [step, ...inner.steps] };
  }
  return undefined;
};

const byIndex = (cx: Context, from: Designated): Designated | undefined => {
  const { at } = cx.expect('[');
  const low = integerExpression(cx, 'an array designator').value;
  const high = cx.accept('...') ? integerExpression(cx, 'an array designator').value : low;
  cx.expect(']');
  if (from.type.kind !== 'array') {
    cx.error(at, `an array designator in '${typeName(from.type)}'`);
    return undefined;
  }
  const { element, length } = from.type;
  if (low < 0n || high < low || (length !== undefined && high >= BigInt(length)) || high > 0x7fffn) {
    cx.error(at, `the designator [${low === high ? low : `${low} ... ${high}`}] is outside the array`);
    return undefined;
  }
  const stride = sizeOf(element);
  return {
    type: element,
    offset: from.offset + Number(low) * stride,
    bits: undefined,
    steps: [...from.steps, { type: from.type, offset: from.offset, index: Number(high) }],
    copies: Number(high - low),
    stride,
  };
};

const byName = (cx: Context, from: Designated): Designated | undefined => {
  const token = cx.token;
  if (token.kind !== 'identifier') cx.fail('a member name');
  cx.next();
  const { type } = from;
  const known = type.kind === 'record' ? memberOf(type, from.offset, token.text) : undefined;
  const added = known === undefined && type.kind === 'record' && cx.assumptions?.addMember(type.definition, token.text);
  const found = added === true && type.kind === 'record' ? memberOf(type, from.offset, token.text) : known;
  if (found === undefined) {
    cx.error(token.at, `'${typeName(type)}' has no member '${token.text}'`);
    return undefined;
  }
  return { ...from, ...found, steps: [...from.steps, ...found.steps] };
};

/** Reads designators and the `=` behind them; `type` at `offset` is the object of the list. Undefined after an error. */
export const designated = (cx: Context, type: Type, offset: number): Designated | undefined => {
  let place: Designated | undefined = { type, offset, bits: undefined, steps: [], copies: 0, stride: 0 };
  while (place !== undefined && isDesignator(cx, 0)) {
    if (cx.is('[')) place = byIndex(cx, place);
    else if (cx.accept('.')) place = byName(cx, place);
    else {
      place = byName(cx, place);
      cx.expect(':');
      return place;
    }
  }
  if (place !== undefined) cx.expect('=');
  return place;
};
