/** What a caller passes to a function, as far as it can make a difference to what the function does. */
import type { Expr } from './ir.ts';
import type { Lowered, Program } from './program.ts';
import { parametersOf } from './summaries.ts';
import { type Environment, evaluateIn, type Value } from './values.ts';

/** The value of an argument; of a function's name that it is this function. */
export const argumentOf = (
  program: Program,
  caller: Lowered,
  arg: Expr,
  environment: Environment,
): Value | undefined => {
  // What is worked out anew for each call, as in a recursion that counts, would make summaries without end.
  const known = isComputed(arg) ? undefined : evaluateIn(arg, environment);
  if (known?.callee !== undefined || known?.exact !== undefined) return known;
  const name = arg.kind === 'address' ? arg.base : arg;
  if (name.kind !== 'name') return known;
  const { file } = caller.view;
  if (name.symbol.storage === 'unknown' && program.own(file, name.symbol.name) !== undefined)
    return { signs: 4, callee: name.symbol.name };
  return known;
};

/** Of what a caller passes that which can make a difference to the callee. */
export const relevantOf = (
  functions: readonly Lowered[],
  given: readonly (Value | undefined)[],
): readonly (Value | undefined)[] =>
  given.map((value, i) => {
    const matters =
      value !== undefined &&
      functions.some(({ ir }) => {
        const { tested, handedOn } = parametersOf(ir);
        const telling = value.exact !== undefined || value.callee !== undefined || value.origin !== undefined;
        return tested.has(i) || (telling && handedOn.has(i));
      });
    return matters ? value : undefined;
  });

/** A value as a part of a summary's key. */
export const shown = (value: Value | undefined): string =>
  value === undefined ? '' : `${value.signs}/${value.exact ?? ''}/${value.origin ?? ''}/${value.callee ?? ''}`;

/** Whether a value is worked out from variables. */
const isComputed = (expr: Expr): boolean =>
  expr.kind === 'binary'
    ? !isLiteral(expr)
    : (expr.kind === 'unary' || expr.kind === 'address') && isComputed(expr.base);

const isLiteral = (expr: Expr): boolean =>
  expr.kind === 'constant' || (expr.kind === 'binary' && isLiteral(expr.left) && isLiteral(expr.right));
