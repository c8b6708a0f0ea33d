/** Enumerations (C99 6.7.2.2): their constants and the integer type that holds them all. */
import { attributes } from './attributes.ts';
import type { Context } from './context.ts';
import { integerExpression } from './expressions.ts';
import { skipBetweenEnumerators } from './stray.ts';
import { INT, type IntType, LLONG, LONG, type Type, ULONG, unqualified, wrap } from './types.ts';

/** `enum`, a tag, enumerators. The type is int, or long or long long where a value needs it. */
export const enumSpecifier = (cx: Context): Type => {
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
