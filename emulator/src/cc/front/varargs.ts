/**
 * Variable arguments (C99 7.15) as plain tree: arguments lie on the stack in order, so a va_list is a pointer to the next one.
 */
import type { Position } from '../problem.ts';
import { dereference } from './access.ts';
import { assign } from './assignments.ts';
import type { Expr } from './ast.ts';
import { integer, zero } from './constants.ts';
import type { Context } from './context.ts';
import { addressOf, cast, convert, isLvalue, takeAddress } from './conversions.ts';
import { completes } from './learn.ts';
import { binary } from './operators.ts';
import { typeName } from './relations.ts';
import { CHAR_POINTER, INT, pointerTo, sizeOf, VOID } from './types.ts';

/** Reads the arguments of a builtin, whose opening parenthesis has been read, and gives what it stands for. */
export type Maker = (cx: Context, at: Position) => Expr;

/** The argument that is a va_list. */
const listArgument = (cx: Context, what: string): Expr => {
  const expr = cx.grammar.assignment(cx);
  if (isLvalue(expr)) return expr;
  if (expr.type.kind === 'pointer') return expr;
  cx.error(expr.at, `${what}: expected a variable of type va_list`);
  return dereference(cx, integer(0, pointerTo(CHAR_POINTER), expr.at), expr.at);
};

/** What an argument takes on the stack. */
const roundUp = (size: number): number => (size + 1) & ~1;

/** Points behind the last named parameter. */
export const vaStart: Maker = (cx, at) => {
  const list = listArgument(cx, 'va_start');
  let last: Expr | undefined;
  if (cx.accept(',')) last = cx.grammar.assignment(cx);
  cx.expect(')');
  const parameter = cx.fn?.parameters.at(-1);
  if (cx.fn === undefined || !cx.fn.symbol.type.variadic || parameter === undefined) {
    cx.error(at, "'va_start' in a function that takes no variable arguments");
    return zero(at);
  }
  if (last !== undefined && (last.kind !== 'variable' || last.variable !== parameter)) {
    cx.warn(at, "the second argument of 'va_start' is not the last named parameter");
  }
  const name: Expr = { kind: 'variable', type: parameter.type, at, variable: parameter };
  takeAddress(name);
  const start = cast(cx, addressOf(name, at), CHAR_POINTER, at);
  return cast(
    cx,
    assign(cx, list, binary(cx, 'add', start, integer(roundUp(sizeOf(parameter.type)), INT, at), at), at),
    VOID,
    at,
  );
};

/** The next argument: moves the list on, and reads what it pointed to. */
export const vaArg: Maker = (cx, at) => {
  const list = listArgument(cx, 'va_arg');
  cx.expect(',');
  const type = cx.grammar.typeName(cx);
  cx.expect(')');
  if (!completes(cx, type)) {
    cx.error(at, `'va_arg' with the incomplete type '${typeName(type)}'`);
    return zero(at);
  }
  if (type.kind === 'float' && type.size === 4) cx.warn(at, "'float' is passed as 'double' through '...'");
  const size = roundUp(sizeOf(type));
  const moved: Expr = {
    kind: 'compound',
    op: 'add',
    type: CHAR_POINTER,
    at,
    target: list,
    value: integer(size, INT, at),
    computation: CHAR_POINTER,
  };
  const before = binary(cx, 'sub', moved, integer(size, INT, at), at);
  return { kind: 'dereference', type, at, operand: convert(before, pointerTo(type)) };
};

/** Nothing is to be done; the list is computed. */
export const vaEnd: Maker = (cx, at) => {
  const list = listArgument(cx, 'va_end');
  cx.expect(')');
  return cast(cx, list, VOID, at);
};

/** A copy of the pointer. */
export const vaCopy: Maker = (cx, at) => {
  const to = listArgument(cx, 'va_copy');
  cx.expect(',');
  const from = cx.grammar.assignment(cx);
  cx.expect(')');
  return cast(cx, assign(cx, to, from, at), VOID, at);
};
