/**
 * Function calls (C99 6.5.2.2): arguments against the prototype, promotions where there is none. A function that nothing
 * declares is assumed to return int, with a warning, as old code needs.
 */

import type { Position } from '../problem.ts';
import { asPointer } from './assume.ts';
import type { Expr, FunctionSymbol } from './ast.ts';
import { integer, zero } from './constants.ts';
import { type Context, SyntaxFault } from './context.ts';
import { assignable, defaultArgument, rvalue } from './conversions.ts';
import { assumedType, completes } from './learn.ts';
import { typeName } from './relations.ts';
import { skipAfterArgument } from './stray.ts';
import { type FunctionType, INT, type Type, unqualified } from './types.ts';

/** The function an undeclared name stands for in a call (C90 3.3.2.2). */
export const implicitFunction = (cx: Context, name: string, at: Position): FunctionSymbol => {
  const known = cx.linked.get(name);
  if (known?.kind === 'function') {
    cx.warn(at, `'${name}' is not declared in this scope; an earlier declaration is used`);
    known.referenced = true;
    return known;
  }
  cx.assumptions?.note('function', name);
  cx.warn(at, `'${name}' is not declared; it is taken as a function that returns int`);
  const result = cx.assumptions === undefined ? INT : assumedType(cx, `${name}()`);
  const type: FunctionType = { kind: 'function', result, parameters: [], variadic: false, prototype: false };
  return declareFunction(cx, name, type, at, true);
};

/** A function of the library that a builtin calls. */
export const declareFunction = (
  cx: Context,
  name: string,
  type: FunctionType,
  at: Position,
  implicit: boolean,
): FunctionSymbol => {
  const symbol: FunctionSymbol = {
    kind: 'function',
    name,
    symbol: `_${name}`,
    at,
    type,
    external: true,
    inlineOnly: false,
    noreturn: false,
    weak: false,
    referenced: true,
    defined: false,
    implicit,
  };
  cx.symbols.push(symbol);
  cx.linked.set(name, symbol);
  if (implicit) cx.declareGlobally(name, symbol);
  return symbol;
};

/** Arguments up to the closing parenthesis, as written. */
export const argumentList = (cx: Context): Expr[] => {
  const list: Expr[] = [];
  if (!cx.is(')')) {
    do {
      list.push(cx.grammar.assignment(cx));
      skipAfterArgument(cx);
    } while (cx.accept(','));
  }
  cx.expect(')');
  return list;
};

/** Brings arguments to what the function's type asks for. */
export const bringArguments = (
  cx: Context,
  type: FunctionType,
  list: readonly Expr[],
  called: string,
  at: Position,
): Expr[] => {
  const wanted = type.parameters;
  if (type.prototype && (list.length < wanted.length || (list.length > wanted.length && !type.variadic))) {
    const many = list.length < wanted.length ? 'few' : 'many';
    cx.clash(at, `too ${many} arguments for ${called}: expected ${wanted.length} but found ${list.length}`);
  }
  return list.map((expr, i) => {
    const parameter = type.prototype ? wanted[i] : undefined;
    if (parameter !== undefined) return assignable(cx, expr, parameter.type, `argument ${i + 1} of ${called}`);
    const value = defaultArgument(expr);
    if (value.type.kind === 'float') cx.loose.add('value');
    if (value.type.kind === 'pointer' && value.type.target.kind === 'float') cx.loose.add('address');
    if (value.type.kind !== 'void') return value;
    cx.error(value.at, `argument ${i + 1} of ${called} is void`);
    return integer(0, INT, value.at);
  });
};

/** An argument of a function that may be a macro: a type or anything between commas, which then counts as 0. */
const looseArgument = (cx: Context): Expr => {
  const { at } = cx.token;
  const start = cx.index;
  const known = cx.mark();
  try {
    if (!cx.grammar.startsType(cx)) {
      const expr = cx.grammar.assignment(cx);
      if ((cx.is(',') || cx.is(')')) && cx.mark().errors === known.errors) return expr;
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
  }
  cx.back(known);
  cx.index = start;
  for (let depth = 0; cx.token.kind !== 'end'; cx.next()) {
    if (cx.is('(') || cx.is('[') || cx.is('{')) depth++;
    else if (depth === 0 && (cx.is(',') || cx.is(')'))) break;
    else if (cx.is(')') || cx.is(']') || cx.is('}')) depth--;
    else if (cx.is(';') && depth === 0) break;
  }
  return zero(at);
};

const looseArguments = (cx: Context): Expr[] => {
  const list: Expr[] = [];
  if (!cx.is(')')) {
    do list.push(looseArgument(cx));
    while (cx.accept(','));
  }
  cx.expect(')');
  return list;
};

/** The call of `callee`, whose opening parenthesis has been read. */
export const call = (cx: Context, callee: Expr, at: Position): Expr => {
  const loose = cx.assumptions !== undefined && callee.kind === 'function' && callee.function.implicit;
  const list = loose ? looseArguments(cx) : argumentList(cx);
  const assumed = calledType(callee.type) === undefined ? asPointer(cx, rvalue(callee), 'function', at) : undefined;
  if (assumed !== undefined) return callOf(cx, assumed, list, at);
  return callOf(cx, callee, list, at);
};

const callOf = (cx: Context, callee: Expr, list: readonly Expr[], at: Position): Expr => {
  const type = calledType(callee.type);
  if (type === undefined) {
    cx.error(at, `expected a function before '(' but found '${typeName(callee.type)}'`);
    return zero(at);
  }
  const called = callee.kind === 'function' ? `'${callee.function.name}'` : 'the function';
  const args = bringArguments(cx, type, list, called, at);
  if (type.result.kind !== 'void' && !completes(cx, type.result)) {
    cx.error(at, `${called} returns the incomplete type '${typeName(type.result)}'`);
    return zero(at);
  }
  const target = callee.kind === 'function' ? callee : rvalue(callee);
  return { kind: 'call', type: unqualified(type.result), at: callee.at, callee: target, args };
};

const calledType = (type: Type): FunctionType | undefined => {
  if (type.kind === 'function') return type;
  return type.kind === 'pointer' && type.target.kind === 'function' ? type.target : undefined;
};
