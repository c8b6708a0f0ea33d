/** Strings as initialisers of character arrays (C99 6.7.8p14), and names that stand for strings where declarations are missing. */
import { isUnknown } from './assume.ts';
import type { Expr } from './ast.ts';
import type { Context } from './context.ts';
import { moreText } from './primary.ts';
import type { ArrayType, Type } from './types.ts';

/** A string literal in the tree. */
export type StringExpr = Extract<Expr, { kind: 'string' }>;

/** Whether a string of units of this width fills an array of such elements. */
export const fillsString = (element: Type, width: 1 | 2 | 4): boolean =>
  element.kind === 'int' && element.size === width && element.name !== '_Bool';

/** The string, in braces or not, that is all of the initialiser of an array; undefined where there is none, and nothing is read. */
export const stringFor = (cx: Context, type: Type): StringExpr | undefined => {
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
export const unknownText = (cx: Context, type: ArrayType): StringExpr | undefined => {
  if (!isUnknown(cx, 0) || !fillsString(type.element, 1) || cx.ahead(1).text === '(') return undefined;
  const { at } = cx.token;
  const literal = { units: [...moreText(cx), 0], width: 1 } as const;
  return { kind: 'string', type: { kind: 'array', element: type.element, length: literal.units.length }, at, literal };
};
