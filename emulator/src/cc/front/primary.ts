/**
 * Primary expressions (C99 6.5.1): names, constants, strings, `__func__`, parentheses, _Generic, and GNU's statement
 * expressions. A name that nothing declares is a call, a guess where declarations are missing, or an error.
 */

import type { Position } from '../problem.ts';
import { assumedName, isUnknown, textOf } from './assume.ts';
import type { Expr, Stmt } from './ast.ts';
import { builtinCall, isBuiltin } from './builtins.ts';
import { implicitFunction } from './calls.ts';
import { integer, zero } from './constants.ts';
import { type Context, SyntaxFault } from './context.ts';
import { rvalue } from './conversions.ts';
import { compatible, typeName } from './relations.ts';
import { arrayOf, CHAR, INT, type IntType, UINT, ULONG, unqualified, VOID } from './types.ts';

const STRING_ELEMENT: Readonly<Record<1 | 2 | 4, IntType>> = { 1: CHAR, 2: INT, 4: ULONG };

/** A primary expression (6.5.1): a name, a constant, a string, what stands in parentheses, _Generic. */
export const primary = (cx: Context): Expr => {
  const token = cx.token;
  const { at } = token;
  switch (token.kind) {
    case 'int':
      cx.next();
      return integer(token.value, token.type, at);
    case 'float':
      cx.next();
      return { kind: 'float', type: token.type, at, value: token.value };
    case 'string': {
      cx.next();
      const element = token.text.startsWith('u"') ? UINT : STRING_ELEMENT[token.width];
      const literal = { units: [...token.units, ...moreText(cx), 0], width: token.width };
      return { kind: 'string', type: arrayOf(element, literal.units.length), at, literal };
    }
    case 'identifier':
      cx.next();
      return name(cx, token.text, at);
    case 'keyword':
      if (token.text === '_Generic') return generic(cx);
      break;
    case 'punctuator':
      if (token.text === '(') {
        cx.next();
        if (cx.is('{')) return statementExpression(cx, at);
        const inner = cx.nested(() => cx.grammar.expression(cx));
        cx.expect(')');
        return inner;
      }
      break;
    default:
  }
  return cx.fail('an expression');
};

/** What follows a string in code with unknown macros, as in `"<" VERSION ">"`: their texts and further strings. */
export const moreText = (cx: Context): readonly number[] => {
  const units: number[] = [];
  while (cx.assumptions !== undefined && (isUnknown(cx, 0) || (cx.token.kind === 'string' && units.length > 0))) {
    const token = cx.next();
    if (token.kind !== 'string') cx.assumptions.note('text', token.text);
    units.push(...(token.kind === 'string' ? token.units : textOf(token.text)));
  }
  return units;
};

const name = (cx: Context, text: string, at: Position): Expr => {
  const entry = cx.lookup(text);
  switch (entry?.kind) {
    case 'variable':
      entry.referenced = true;
      return { kind: 'variable', type: entry.type, at, variable: entry };
    case 'function':
      // A declaration of a builtin changes nothing about it.
      if (isBuiltin(text) && cx.is('(')) return builtinCall(cx, text, at);
      entry.referenced = true;
      return { kind: 'function', type: entry.type, at, function: entry };
    case 'enumerator':
      return integer(entry.value, entry.type, at);
    case 'typedef':
      cx.error(at, `expected an expression but found the type '${text}'`);
      return zero(at);
    case undefined:
  }
  if ((text === '__func__' || text === '__FUNCTION__' || text === '__PRETTY_FUNCTION__') && cx.fn !== undefined) {
    const units = [...cx.fn.symbol.name].map((char) => char.charCodeAt(0));
    return {
      kind: 'string',
      type: arrayOf({ ...CHAR, constant: true }, units.length + 1),
      at,
      literal: { units: [...units, 0], width: 1 },
    };
  }
  if (isBuiltin(text) && cx.is('(')) return builtinCall(cx, text, at);
  if (cx.is('(')) {
    const symbol = implicitFunction(cx, text, at);
    return { kind: 'function', type: symbol.type, at, function: symbol };
  }
  if (cx.assumptions !== undefined && cx.token.kind === 'string') {
    cx.assumptions.note('text', text);
    const units = [...textOf(text), ...cx.token.units];
    cx.next();
    const literal = { units: [...units, ...moreText(cx), 0], width: 1 } as const;
    return { kind: 'string', type: arrayOf(CHAR, literal.units.length), at, literal };
  }
  const assumed = assumedName(cx, text, at);
  if (assumed !== undefined) return assumed;
  cx.error(at, `'${text}' is not declared`);
  const variable = cx.variable(text, INT, at, 'auto', { hidden: true });
  cx.declare(text, variable);
  return { kind: 'variable', type: INT, at, variable };
};

const statementExpression = (cx: Context, at: Position): Expr => {
  if (cx.fn === undefined) {
    cx.error(at, 'a statement expression is only allowed in a function');
    throw new SyntaxFault();
  }
  const block = cx.grammar.block(cx);
  cx.expect(')');
  const body: Stmt[] = block.kind === 'block' ? [...block.body] : [block];
  let last = body.at(-1);
  while (last?.kind === 'label') {
    body.splice(-1, 1, { ...last, body: { kind: 'empty', at: last.at } }, last.body);
    last = last.body;
  }
  if (last?.kind !== 'expression' || (block.kind === 'block' && block.stack !== undefined)) {
    return { kind: 'statements', type: VOID, at, body: [block], value: undefined };
  }
  body.pop();
  const value = rvalue(last.expr);
  return { kind: 'statements', type: unqualified(value.type), at, body, value };
};

const generic = (cx: Context): Expr => {
  const { at } = cx.next();
  cx.expect('(');
  const control = rvalue(cx.grammar.assignment(cx)).type;
  let chosen: Expr | undefined;
  let fallback: Expr | undefined;
  while (cx.accept(',')) {
    const isDefault = cx.accept('default');
    const type = isDefault ? undefined : cx.grammar.typeName(cx);
    cx.expect(':');
    const value = cx.grammar.assignment(cx);
    if (type === undefined) fallback = value;
    else if (chosen === undefined && compatible(unqualified(control), type)) chosen = value;
  }
  cx.expect(')');
  const result = chosen ?? fallback;
  if (result !== undefined) return result;
  cx.error(at, `no association of '_Generic' fits '${typeName(control)}'`);
  return zero(at);
};
