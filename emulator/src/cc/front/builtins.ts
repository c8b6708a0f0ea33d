/**
 * The `__builtin_*` names that system headers and programs use, by what they become: plain tree (expect, offsetof), a call
 * (`library-calls.ts`), or a node of their own (alloca).
 */
import type { Position } from '../problem.ts';
import { dereference } from './access.ts';
import { assign } from './assignments.ts';
import type { BuiltinName, Expr } from './ast.ts';
import { argumentList, bringArguments, declareFunction } from './calls.ts';
import { integer, zero } from './constants.ts';
import type { Context } from './context.ts';
import { cast, convert, rvalue } from './conversions.ts';
import { completes } from './learn.ts';
import { LIBRARY_CALLS } from './library-calls.ts';
import { binary, conditional } from './operators.ts';
import { compatible, findMember, typeName } from './relations.ts';
import { DOUBLE, FLOAT, INT, LLONG, sizeOf, type Type, UINT, unqualified, VOID, VOID_POINTER } from './types.ts';
import { type Maker, vaArg, vaCopy, vaEnd, vaStart } from './varargs.ts';

const builtin = (name: BuiltinName, type: Type, at: Position, args: readonly Expr[] = []): Expr => ({
  kind: 'builtin',
  name,
  type,
  at,
  args,
});

const offsetOf: Maker = (cx, at) => {
  let type = cx.grammar.typeName(cx);
  cx.expect(',');
  let offset: Expr = integer(0, UINT, at);
  const name = (): void => {
    const token = cx.token;
    if (token.kind !== 'identifier') cx.fail('a member name');
    cx.next();
    if (type.kind === 'record' && completes(cx, type) && findMember(type.definition, token.text) === undefined)
      cx.assumptions?.addMember(type.definition, token.text);
    const member = type.kind === 'record' ? findMember(type.definition, token.text) : undefined;
    if (member === undefined) {
      cx.error(token.at, `'${typeName(type)}' has no member '${token.text}'`);
      return;
    }
    offset = binary(cx, 'add', offset, integer(member.offset, UINT, at), at);
    type = member.type;
  };
  name();
  for (;;) {
    if (cx.accept('.')) name();
    else if (cx.accept('[')) {
      const index = cx.grammar.expression(cx);
      cx.expect(']');
      if (type.kind === 'array') type = type.element;
      offset = binary(
        cx,
        'add',
        offset,
        binary(cx, 'mul', convert(index, UINT), integer(sizeOf(type), UINT, at), at),
        at,
      );
    } else break;
  }
  cx.expect(')');
  return convert(offset, UINT);
};

const isConstant = (expr: Expr): boolean =>
  expr.kind === 'int' || expr.kind === 'float' || (expr.kind === 'address' && expr.operand.kind === 'string');

const nan =
  (type: Type): Maker =>
  (cx, at) => {
    argumentList(cx);
    return { kind: 'float', type, at, value: Number.NaN };
  };

const infinity =
  (type: Type): Maker =>
  (cx, at) => {
    argumentList(cx);
    return { kind: 'float', type, at, value: Number.POSITIVE_INFINITY };
  };

const nothing =
  (name: BuiltinName): Maker =>
  (cx, at) => {
    cx.expect(')');
    return builtin(name, VOID, at);
  };

const firstArgument: Maker = (cx) => rvalue(argumentList(cx)[0] ?? cx.fail('an argument'));

const depth =
  (name: BuiltinName): Maker =>
  (cx, at) => {
    const level = firstArgument(cx, at);
    if (level.kind !== 'int' || level.value !== 0n) cx.error(at, `unsupported: __builtin_${name} of a caller`);
    return builtin(name, VOID_POINTER, at);
  };

/** `__builtin_add_overflow(a, b, &r)`: computed in 64 bits, stored, and compared with what was stored. */
const overflow =
  (op: 'add' | 'sub' | 'mul'): Maker =>
  (cx, at) => {
    const [a, b, result] = argumentList(cx);
    if (a === undefined || b === undefined || result === undefined) return cx.fail('three arguments');
    const target = dereference(cx, result, at);
    if ([a, b, target].some(({ type }) => type.kind !== 'int' || type.size > 4)) {
      cx.error(at, `unsupported: __builtin_${op}_overflow of more than 32 bits`);
      return zero(at);
    }
    const wide: Expr = { kind: 'variable', type: LLONG, at, variable: cx.hidden('', LLONG, at) };
    const set = assign(cx, wide, binary(cx, op, convert(a, LLONG), convert(b, LLONG), at), at);
    const kept = convert(assign(cx, target, wide, at), LLONG);
    const differs: Expr = { kind: 'compare', op: 'ne', type: INT, at, left: kept, right: wide };
    return { kind: 'comma', type: INT, at, left: set, right: differs };
  };

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['__builtin_va_start', vaStart],
  ['__builtin_va_arg', vaArg],
  ['__builtin_va_end', vaEnd],
  ['__builtin_va_copy', vaCopy],
  ['__builtin_expect', firstArgument],
  ['__builtin_expect_with_probability', firstArgument],
  ['__builtin_assume_aligned', firstArgument],
  ['__builtin_constant_p', (cx, at): Expr => integer(isConstant(firstArgument(cx, at)) ? 1 : 0, INT, at)],
  [
    '__builtin_object_size',
    (cx, at): Expr => {
      argumentList(cx);
      return integer(-1, UINT, at);
    },
  ],
  [
    '__builtin_prefetch',
    (cx, at): Expr => {
      argumentList(cx);
      return cast(cx, zero(at), VOID, at);
    },
  ],
  ['__builtin_offsetof', offsetOf],
  [
    '__builtin_types_compatible_p',
    (cx, at): Expr => {
      const a = cx.grammar.typeName(cx);
      cx.expect(',');
      const b = cx.grammar.typeName(cx);
      cx.expect(')');
      return integer(compatible(unqualified(a), unqualified(b)) ? 1 : 0, INT, at);
    },
  ],
  [
    '__builtin_choose_expr',
    (cx, at): Expr => {
      const [test, a, b] = argumentList(cx);
      if (test?.kind === 'int' && a !== undefined && b !== undefined) return test.value !== 0n ? a : b;
      cx.error(at, "'__builtin_choose_expr': expected a constant and two expressions");
      return zero(at);
    },
  ],
  [
    '__builtin_alloca',
    (cx, at): Expr => {
      const size = convert(firstArgument(cx, at), UINT);
      return builtin('alloca', VOID_POINTER, at, [size]);
    },
  ],
  ['__builtin_add_overflow', overflow('add')],
  ['__builtin_sub_overflow', overflow('sub')],
  ['__builtin_mul_overflow', overflow('mul')],
  ['__builtin_unreachable', nothing('unreachable')],
  ['__builtin_trap', nothing('trap')],
  ['__builtin_frame_address', depth('frame_address')],
  ['__builtin_return_address', depth('return_address')],
  ['__builtin_huge_val', infinity(DOUBLE)],
  ['__builtin_huge_valf', infinity(FLOAT)],
  ['__builtin_inf', infinity(DOUBLE)],
  ['__builtin_inff', infinity(FLOAT)],
  ['__builtin_nan', nan(DOUBLE)],
  ['__builtin_nanf', nan(FLOAT)],
  [
    '__builtin_isunordered',
    (cx, at): Expr => {
      const [a, b] = argumentList(cx);
      if (a === undefined || b === undefined) return cx.fail('two arguments');
      const unordered = (x: Expr): Expr =>
        conditional(
          cx,
          { kind: 'compare', op: 'ne', type: INT, at, left: rvalue(x), right: rvalue(x) },
          integer(1, INT, at),
          zero(at),
          at,
        );
      return binary(cx, 'or', unordered(a), unordered(b), at);
    },
  ],
]);

/** Whether this name is one of the builtins. */
export const isBuiltin = (name: string): boolean => MAKERS.has(name) || LIBRARY_CALLS.has(name);

/** A use of a builtin; the current token is the opening parenthesis. */
export const builtinCall = (cx: Context, name: string, at: Position): Expr => {
  cx.expect('(');
  const maker = MAKERS.get(name);
  if (maker !== undefined) return cx.nested(() => maker(cx, at));
  const target = LIBRARY_CALLS.get(name)!;
  const args = bringArguments(cx, target.type, argumentList(cx), `'${name}'`, at);
  const known = cx.linked.get(target.name);
  const symbol = known?.kind === 'function' ? known : declareFunction(cx, target.name, target.type, at, false);
  symbol.referenced = true;
  const callee: Expr = { kind: 'function', type: target.type, at, function: symbol };
  return { kind: 'call', type: target.type.result, at, callee, args };
};
