/**
 * What the use of an expression says about its type, where a declaration is missing: asked by the conversions and operators,
 * which know what they need. What is learnt is kept in facts.ts for the next parse.
 */
import type { Expr } from './ast.ts';
import type { Context } from './context.ts';
import type { Shape } from './facts.ts';
import { INT, isComplete, isScalar, type Type, unqualified } from './types.ts';

/** Finds a declared or assumed struct by its tag. */
export const tagsOf =
  (cx: Context): ((name: string) => Type | undefined) =>
  (name) => {
    const tag = cx.tag(name, false);
    return tag?.kind === 'record' ? { kind: 'record', definition: tag.definition } : undefined;
  };

/** The type that is known so far of the thing with this key. */
export const assumedType = (cx: Context, key: string): Type => cx.assumptions?.typeFor(key, tagsOf(cx)) ?? INT;

/** The key of what an expression of unknown type stands for; undefined where its type is known. */
export const keyOf = (type: Type): string | undefined => (type.kind === 'int' ? type.assumed : undefined);

/** Learns what an expression of unknown type is; true where the next parse will know. */
export const learn = (cx: Context, expr: { readonly type: Type }, shape: Shape, type?: Type): boolean => {
  const key = keyOf(expr.type);
  return key !== undefined && cx.assumptions?.learn(key, shape, type) === true;
};

/** The struct behind an assumed name that turns out to hold a number: its members are never named. */
export const learnScalar = (cx: Context, type: Type): boolean => {
  const { assumptions } = cx;
  if (assumptions === undefined || type.kind !== 'record') return false;
  const { definition } = type;
  if (!assumptions.isOpen(definition) || (definition.members ?? []).length > 0 || definition.tag === undefined)
    return false;
  return assumptions.learn(definition.tag, 'int');
};

/** Whether an object of this type can be made; a struct that nobody defines is opened for its members. */
export const completes = (cx: Context, type: Type): boolean => {
  if (isComplete(type)) return true;
  if (cx.assumptions === undefined) return false;
  if (type.kind === 'array') return completes(cx, type.element);
  if (type.kind !== 'record') return false;
  cx.assumptions.open(type.definition, tagsOf(cx));
  return true;
};

/** A value meets the type of what it is assigned, passed or compared to: each tells of the other. */
export const learnTypes = (cx: Context, value: { readonly type: Type }, to: Type): void => {
  const from = unqualified(value.type);
  if (from.kind !== 'int' || from.assumed === undefined || to.kind === 'pointer' || to.kind === 'float')
    if (isScalar(to) && (to.kind !== 'int' || to.size > 2)) learn(cx, value, 'known', to);
  if (
    from.kind === 'int' &&
    from.assumed !== undefined &&
    (to.kind === 'pointer' || to.kind === 'float' || to.kind === 'record')
  )
    learn(cx, value, 'known', to);
  if (
    to.kind === 'int' &&
    to.assumed !== undefined &&
    (from.kind === 'pointer' || from.kind === 'float' || from.kind === 'record')
  )
    learn(cx, { type: to }, 'known', from);
};

/** Whether a value that does not fit what is wanted is explained by an unknown type, which the next parse will know. */
export const learnMisfit = (cx: Context, value: Expr, to: Type): boolean => {
  if (cx.assumptions === undefined) return false;
  const from = value.type;
  if (keyOf(from) !== undefined || keyOf(to) !== undefined) return true;
  return learnScalar(cx, from) || learnScalar(cx, to);
};
