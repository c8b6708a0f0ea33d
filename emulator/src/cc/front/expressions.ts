/**
 * The expression grammar (C99 6.5) with the GNU additions: statement expressions, `?:` without a middle, `&&label`, ranges
 * are statements' business. Precedence climbing; the typed nodes come from `operators.ts`.
 */

import type { Position } from '../problem.ts';
import { asPointer, assumedName, isUnknown, learnConstants, textOf } from './assume.ts';
import type { BinaryOp, CompareOp, Expr, Stmt } from './ast.ts';
import { builtinCall, isBuiltin } from './builtins.ts';
import { call, implicitFunction } from './calls.ts';
import { integer } from './constants.ts';
import { type Context, SyntaxFault } from './context.ts';
import { cast, rvalue } from './conversions.ts';
import { completes, keyOf } from './learn.ts';
import {
  address,
  arrow,
  assign,
  binary,
  compare,
  compoundAssign,
  conditional,
  dereference,
  logical,
  member,
  sizeExpr,
  step,
  unary,
} from './operators.ts';
import { compatible, typeName } from './relations.ts';
import { skipBeforeOperand } from './stray.ts';
import {
  alignOf,
  arrayOf,
  CHAR,
  INT,
  type IntType,
  pointerTo,
  type Type,
  UINT,
  ULONG,
  unqualified,
  VOID,
} from './types.ts';

type Infix =
  | { readonly kind: 'binary'; readonly op: BinaryOp }
  | { readonly kind: 'compare'; readonly op: CompareOp }
  | { readonly kind: 'logical'; readonly op: 'and' | 'or' };

const infix = new Map<string, { readonly level: number; readonly what: Infix }>();
const level = (number: number, what: (op: string) => Infix, operators: Readonly<Record<string, string>>): void => {
  for (const [text, op] of Object.entries(operators)) infix.set(text, { level: number, what: what(op) });
};
const asBinary = (op: string): Infix => ({ kind: 'binary', op: op as BinaryOp });
const asCompare = (op: string): Infix => ({ kind: 'compare', op: op as CompareOp });
const asLogical = (op: string): Infix => ({ kind: 'logical', op: op as 'and' | 'or' });
level(10, asBinary, { '*': 'mul', '/': 'div', '%': 'rem' });
level(9, asBinary, { '+': 'add', '-': 'sub' });
level(8, asBinary, { '<<': 'shl', '>>': 'shr' });
level(7, asCompare, { '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge' });
level(6, asCompare, { '==': 'eq', '!=': 'ne' });
level(5, asBinary, { '&': 'and' });
level(4, asBinary, { '^': 'xor' });
level(3, asBinary, { '|': 'or' });
level(2, asLogical, { '&&': 'and' });
level(1, asLogical, { '||': 'or' });

const ASSIGNMENTS: ReadonlyMap<string, BinaryOp | undefined> = new Map<string, BinaryOp | undefined>([
  ['=', undefined],
  ['+=', 'add'],
  ['-=', 'sub'],
  ['*=', 'mul'],
  ['/=', 'div'],
  ['%=', 'rem'],
  ['&=', 'and'],
  ['|=', 'or'],
  ['^=', 'xor'],
  ['<<=', 'shl'],
  ['>>=', 'shr'],
]);

/** `expression`: assignments joined by commas. */
export const expression = (cx: Context): Expr => {
  let left = assignment(cx);
  while (cx.is(',')) {
    const { at } = cx.next();
    const right = rvalue(assignment(cx));
    left = { kind: 'comma', type: right.type, at, left: rvalue(left), right };
  }
  return left;
};

export const assignment = (cx: Context): Expr =>
  cx.nested(() => {
    const left = conditionalExpression(cx);
    const { text, kind, at } = cx.token;
    if (kind !== 'punctuator' || !ASSIGNMENTS.has(text)) return left;
    const op = ASSIGNMENTS.get(text);
    cx.next();
    const right = assignment(cx);
    return op === undefined ? assign(cx, left, right, at) : compoundAssign(cx, op, left, right, at);
  });

export const conditionalExpression = (cx: Context): Expr => {
  const test = infixExpression(cx, 1);
  if (!cx.is('?')) return test;
  const { at } = cx.next();
  if (cx.accept(':')) {
    const other = cx.nested(() => conditionalExpression(cx));
    const value = rvalue(test);
    if (value.kind === 'int' || value.kind === 'variable') return conditional(cx, value, value, other, at);
    const saved = cx.hidden('', value.type, at);
    const variable: Expr = { kind: 'variable', type: value.type, at, variable: saved };
    const set: Expr = { kind: 'assign', type: value.type, at, target: variable, value };
    return conditional(cx, set, variable, other, at);
  }
  const then = cx.nested(() => expression(cx));
  cx.expect(':');
  const other = cx.nested(() => conditionalExpression(cx));
  return conditional(cx, test, then, other, at);
};

const infixExpression = (cx: Context, minimum: number): Expr => {
  let left = castExpression(cx);
  for (;;) {
    const { text, kind, at } = cx.token;
    const entry = kind === 'punctuator' ? infix.get(text) : undefined;
    if (entry === undefined || entry.level < minimum) return left;
    cx.next();
    const right = infixExpression(cx, entry.level + 1);
    const { what } = entry;
    if (what.kind === 'binary') left = binary(cx, what.op, left, right, at);
    else if (what.kind === 'compare') left = compare(cx, what.op, left, right, at);
    else left = logical(cx, what.op, left, right, at);
  }
};

export const castExpression = (cx: Context): Expr => {
  if (!cx.is('(') || !cx.grammar.startsType(cx, 1)) return unaryExpression(cx);
  const { at } = cx.next();
  const type = cx.grammar.typeName(cx);
  cx.expect(')');
  if (cx.is('{')) return postfix(cx, compoundLiteral(cx, type, at));
  const operand = cx.nested(() => castExpression(cx));
  if (type.kind === 'record' && operand.type.kind === 'record' && type.definition === operand.type.definition)
    return operand;
  return cast(cx, operand, type, at);
};

const compoundLiteral = (cx: Context, written: Type, at: Position): Expr => {
  const { initial, type } = cx.grammar.initializer(cx, written);
  const isStatic = cx.fn === undefined;
  const id = cx.newId();
  const variable = cx.variable('', type, at, isStatic ? 'static' : 'auto', {
    hidden: true,
    initial,
    addressTaken: true,
    symbol: isStatic ? `literal.${id}` : '',
  });
  if (isStatic) cx.variables.push(variable);
  return { kind: 'compound-literal', type, at, variable, initial: isStatic ? undefined : initial };
};

const sizeofExpression = (cx: Context, at: Position): Expr => {
  let type: Type;
  if (cx.is('(') && cx.grammar.startsType(cx, 1)) {
    const open = cx.next();
    type = cx.grammar.typeName(cx);
    cx.expect(')');
    if (cx.is('{')) type = postfix(cx, compoundLiteral(cx, type, open.at)).type;
  } else {
    const operand = cx.nested(() => unaryExpression(cx));
    if (operand.kind === 'member' && operand.member.bits !== undefined) cx.error(at, "'sizeof' of a bit field");
    type = operand.type;
  }
  if (type.kind !== 'void' && type.kind !== 'function' && !completes(cx, type)) {
    cx.error(at, `'sizeof' of the incomplete type '${typeName(type)}'`);
  }
  return sizeExpr(cx, type, at);
};

const unaryExpression = (cx: Context): Expr => {
  const { text, kind, at } = cx.token;
  if (kind === 'punctuator') {
    switch (text) {
      case '++':
      case '--':
        cx.next();
        return step(
          cx,
          cx.nested(() => unaryExpression(cx)),
          text === '++' ? 1 : -1,
          false,
          at,
        );
      case '&':
        cx.next();
        return address(
          cx,
          cx.nested(() => castExpression(cx)),
          at,
        );
      case '*':
        cx.next();
        return dereference(
          cx,
          cx.nested(() => castExpression(cx)),
          at,
        );
      case '+':
      case '-':
      case '~':
      case '!':
        cx.next();
        return unary(
          cx,
          text,
          cx.nested(() => castExpression(cx)),
          at,
        );
      case '&&':
        cx.next();
        return labelAddress(cx, at);
      default:
        return postfix(cx, primary(cx));
    }
  }
  if (kind === 'keyword') {
    if (text === 'sizeof') {
      cx.next();
      return sizeofExpression(cx, at);
    }
    if (text === '_Alignof') {
      cx.next();
      if (cx.is('(') && cx.grammar.startsType(cx, 1)) {
        cx.next();
        const type = cx.grammar.typeName(cx);
        cx.expect(')');
        return integer(alignOf(type), UINT, at);
      }
      return integer(alignOf(cx.nested(() => unaryExpression(cx)).type), UINT, at);
    }
    if (text === '__extension__') {
      cx.next();
      return cx.nested(() => castExpression(cx));
    }
  }
  return postfix(cx, primary(cx));
};

const labelAddress = (cx: Context, at: Position): Expr => {
  const name = identifier(cx, 'a label');
  if (cx.fn === undefined) {
    cx.error(at, "'&&' takes the address of a label outside a function");
    return integer(0, pointerTo(VOID), at);
  }
  let label = cx.fn.labels.get(name);
  if (label === undefined) {
    label = cx.label(name, at);
    cx.fn.labels.set(name, label);
  }
  label.addressTaken = true;
  return { kind: 'label-address', type: pointerTo(VOID), at, label };
};

const identifier = (cx: Context, what: string): string => {
  if (cx.token.kind !== 'identifier') cx.fail(what);
  return cx.next().text;
};

const STRING_ELEMENT: Readonly<Record<1 | 2 | 4, IntType>> = { 1: CHAR, 2: INT, 4: ULONG };

const primary = (cx: Context): Expr => {
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
      if (cx.assumptions !== undefined && skipBeforeOperand(cx)) return cx.nested(() => unaryExpression(cx));
      cx.next();
      return name(cx, token.text, at);
    case 'keyword':
      if (token.text === '_Generic') return generic(cx);
      break;
    case 'punctuator':
      if (token.text === '(') {
        cx.next();
        if (cx.is('{')) return statementExpression(cx, at);
        const inner = cx.nested(() => expression(cx));
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
      entry.referenced = true;
      return { kind: 'function', type: entry.type, at, function: entry };
    case 'enumerator':
      return integer(entry.value, entry.type, at);
    case 'typedef':
      cx.error(at, `expected an expression but found the type '${text}'`);
      return integer(0, INT, at);
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
  const control = rvalue(assignment(cx)).type;
  let chosen: Expr | undefined;
  let fallback: Expr | undefined;
  while (cx.accept(',')) {
    const isDefault = cx.accept('default');
    const type = isDefault ? undefined : cx.grammar.typeName(cx);
    cx.expect(':');
    const value = assignment(cx);
    if (type === undefined) fallback = value;
    else if (chosen === undefined && compatible(unqualified(control), type)) chosen = value;
  }
  cx.expect(')');
  const result = chosen ?? fallback;
  if (result !== undefined) return result;
  cx.error(at, `no association of '_Generic' fits '${typeName(control)}'`);
  return integer(0, INT, at);
};

const postfix = (cx: Context, first: Expr): Expr => {
  let expr = first;
  for (;;) {
    const { text, kind, at } = cx.token;
    if (kind !== 'punctuator') return expr;
    switch (text) {
      case '[': {
        cx.next();
        const index = cx.nested(() => expression(cx));
        cx.expect(']');
        expr = subscript(cx, expr, index, at);
        break;
      }
      case '(':
        cx.next();
        expr = cx.nested(() => call(cx, expr, at));
        break;
      case '.':
        cx.next();
        expr = member(cx, expr, identifier(cx, 'a member name'), at);
        break;
      case '->':
        cx.next();
        expr = arrow(cx, expr, identifier(cx, 'a member name'), at);
        break;
      case '++':
      case '--':
        cx.next();
        expr = step(cx, expr, text === '++' ? 1 : -1, true, at);
        break;
      default:
        return expr;
    }
  }
};

const subscript = (cx: Context, base: Expr, index: Expr, at: Position): Expr => {
  const [a, b] = [rvalue(base), rvalue(index)];
  if ((a.type.kind === 'pointer' && b.type.kind === 'int') || (a.type.kind === 'int' && b.type.kind === 'pointer')) {
    return dereference(cx, binary(cx, 'add', a, b, at), at);
  }
  const key = keyOf(a.type);
  if (key !== undefined && base.kind !== 'call' && a.kind === 'variable') cx.assumptions?.learn(key, 'array');
  const assumed = a.type.kind === 'int' && b.type.kind === 'int' ? asPointer(cx, a, 'int', at) : undefined;
  if (assumed !== undefined) return subscript(cx, assumed, b, at);
  cx.error(at, `expected an array or pointer and an integer but found '${typeName(a.type)}' and '${typeName(b.type)}'`);
  return integer(0, INT, at);
};

/** A constant expression (6.6) that must be an integer; `what` names its use for the message. */
export const integerExpression = (cx: Context, what: string): { value: bigint; type: IntType } => {
  const { at } = cx.token;
  const expr = rvalue(conditionalExpression(cx));
  if (expr.kind === 'int' && expr.type.kind === 'int') return { value: expr.value, type: expr.type };
  if (expr.kind === 'int') return { value: expr.value, type: UINT };
  if (learnConstants(cx, expr, what === "'case'" ? 'case' : what === 'an array designator' ? 'size' : 'value'))
    return { value: 1n, type: INT };
  cx.error(at, `${what}: expected an integer constant expression`);
  return { value: 1n, type: INT };
};

/** The types of the elements that a string literal can fill. */
export const fillsString = (element: Type, width: 1 | 2 | 4): boolean =>
  element.kind === 'int' && element.size === width && element.name !== '_Bool';
