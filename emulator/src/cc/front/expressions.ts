/**
 * The expression grammar from commas down to postfix operators (C99 6.5) with the GNU additions `?:` without a middle and
 * `&&label`. Precedence climbing; operands come from `primary.ts`, the typed nodes from `operators.ts`, `access.ts` and
 * `assignments.ts`.
 */

import type { Position } from '../problem.ts';
import { address, arrow, dereference, member } from './access.ts';
import { assign, compoundAssign, step } from './assignments.ts';
import { asPointer, learnConstants } from './assume.ts';
import type { BinaryOp, CompareOp, Expr } from './ast.ts';
import { call } from './calls.ts';
import { integer, zero } from './constants.ts';
import type { Context } from './context.ts';
import { cast, rvalue } from './conversions.ts';
import { labelOf } from './jumps.ts';
import { completes, keyOf } from './learn.ts';
import { binary, compare, conditional, logical, sizeExpr, unary } from './operators.ts';
import { primary } from './primary.ts';
import { typeName } from './relations.ts';
import { skipBeforeOperand } from './stray.ts';
import { alignOf, INT, type IntType, pointerTo, type Type, UINT, VOID } from './types.ts';

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

/** `assignment-expression` (6.5.16): what stands between commas. */
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

/** `conditional-expression` (6.5.15), the form of constant expressions; GNU's `a ?: b` computes a once. */
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

const castExpression = (cx: Context): Expr => {
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
  const { initial, type } = cx.grammar.initializer(cx, written, cx.fn === undefined ? 'static' : 'auto');
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

const alignofExpression = (cx: Context, at: Position): Expr => {
  if (!cx.is('(') || !cx.grammar.startsType(cx, 1))
    return integer(alignOf(cx.nested(() => unaryExpression(cx)).type), UINT, at);
  cx.next();
  const type = cx.grammar.typeName(cx);
  cx.expect(')');
  return integer(alignOf(type), UINT, at);
};

const unaryExpression = (cx: Context): Expr => {
  const { text, kind, at } = cx.token;
  if (kind === 'identifier' && cx.assumptions !== undefined && skipBeforeOperand(cx))
    return cx.nested(() => unaryExpression(cx));
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
      return alignofExpression(cx, at);
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
  const label = labelOf(cx, name, at);
  label.addressTaken = true;
  return { kind: 'label-address', type: pointerTo(VOID), at, label };
};

const identifier = (cx: Context, what: string): string => {
  if (cx.token.kind !== 'identifier') cx.fail(what);
  return cx.next().text;
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
  return zero(at);
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
