/**
 * The `__builtin_*` names that system headers and programs use. Some become plain tree (va_arg, expect, offsetof), some a
 * call of the library or the run-time routines, a few a node of their own (alloca).
 */
import type { Position } from '../problem.ts';
import { dereference } from './access.ts';
import { assign } from './assignments.ts';
import type { BuiltinName, Expr } from './ast.ts';
import { argumentList, bringArguments, declareFunction } from './calls.ts';
import { integer, zero } from './constants.ts';
import type { Context } from './context.ts';
import { addressOf, cast, convert, isLvalue, rvalue, takeAddress } from './conversions.ts';
import { completes } from './learn.ts';
import { binary, conditional } from './operators.ts';
import { compatible, findMember, typeName } from './relations.ts';
import {
  CHAR,
  CHAR_POINTER,
  DOUBLE,
  FLOAT,
  type FunctionType,
  INT,
  LLONG,
  LONG,
  pointerTo,
  qualify,
  sizeOf,
  type Type,
  UINT,
  ULLONG,
  ULONG,
  unqualified,
  VOID,
  VOID_POINTER,
} from './types.ts';

type Maker = (cx: Context, at: Position) => Expr;

const fn = (result: Type, ...types: readonly Type[]): FunctionType => ({
  kind: 'function',
  result,
  parameters: types.map((type) => ({ name: undefined, type })),
  variadic: false,
  prototype: true,
});
const variadic = (result: Type, ...types: readonly Type[]): FunctionType => ({
  ...fn(result, ...types),
  variadic: true,
});

const TEXT = pointerTo(qualify(CHAR, true, false));
const ANY = pointerTo(qualify(VOID, true, false));

/** Builtins that are calls: of the library function of the same name, or of a run-time routine. */
const CALLS: ReadonlyMap<string, { readonly name: string; readonly type: FunctionType }> = new Map(
  Object.entries({
    memcpy: fn(VOID_POINTER, VOID_POINTER, ANY, UINT),
    memmove: fn(VOID_POINTER, VOID_POINTER, ANY, UINT),
    memset: fn(VOID_POINTER, VOID_POINTER, INT, UINT),
    memcmp: fn(INT, ANY, ANY, UINT),
    memchr: fn(VOID_POINTER, ANY, INT, UINT),
    strlen: fn(UINT, TEXT),
    strcpy: fn(CHAR_POINTER, CHAR_POINTER, TEXT),
    strncpy: fn(CHAR_POINTER, CHAR_POINTER, TEXT, UINT),
    strcat: fn(CHAR_POINTER, CHAR_POINTER, TEXT),
    strcmp: fn(INT, TEXT, TEXT),
    strncmp: fn(INT, TEXT, TEXT, UINT),
    strchr: fn(CHAR_POINTER, TEXT, INT),
    strrchr: fn(CHAR_POINTER, TEXT, INT),
    abs: fn(INT, INT),
    labs: fn(LONG, LONG),
    malloc: fn(VOID_POINTER, UINT),
    calloc: fn(VOID_POINTER, UINT, UINT),
    free: fn(VOID, VOID_POINTER),
    abort: fn(VOID),
    exit: fn(VOID, INT),
    _exit: fn(VOID, INT),
    printf: variadic(INT, TEXT),
    puts: fn(INT, TEXT),
    putchar: fn(INT, INT),
    sprintf: variadic(INT, CHAR_POINTER, TEXT),
    snprintf: variadic(INT, CHAR_POINTER, UINT, TEXT),
    fabs: fn(DOUBLE, DOUBLE),
    setjmp: fn(INT, VOID_POINTER),
    longjmp: fn(VOID, VOID_POINTER, INT),
    bswap16: fn(UINT, UINT),
    bswap32: fn(ULONG, ULONG),
    bswap64: fn(ULLONG, ULLONG),
    clz: fn(INT, UINT),
    clzl: fn(INT, ULONG),
    clzll: fn(INT, ULLONG),
    ctz: fn(INT, UINT),
    ctzl: fn(INT, ULONG),
    ctzll: fn(INT, ULLONG),
    popcount: fn(INT, UINT),
    popcountl: fn(INT, ULONG),
    popcountll: fn(INT, ULLONG),
    parity: fn(INT, UINT),
    parityl: fn(INT, ULONG),
    parityll: fn(INT, ULLONG),
    ffs: fn(INT, INT),
    ffsl: fn(INT, LONG),
    isnan: fn(INT, DOUBLE),
    isinf: fn(INT, DOUBLE),
    isfinite: fn(INT, DOUBLE),
    signbit: fn(INT, DOUBLE),
  } satisfies Record<string, FunctionType>).map(([name, type]) => [`__builtin_${name}`, { name: nameOf(name), type }]),
);

/** Bit and float inspection are routines of the run-time archive, the rest are functions of the library. */
function nameOf(name: string): string {
  return /^(bswap|clz|ctz|popcount|parity|ffs|isnan|isinf|isfinite|signbit)/.test(name) ? `__${name}` : name;
}

const closing = (cx: Context): void => {
  cx.expect(')');
};

const lvalueArgument = (cx: Context, what: string): Expr => {
  const expr = cx.grammar.assignment(cx);
  if (isLvalue(expr)) return expr;
  if (expr.type.kind === 'pointer') return expr;
  cx.error(expr.at, `${what}: expected a variable of type va_list`);
  return dereference(cx, integer(0, pointerTo(CHAR_POINTER), expr.at), expr.at);
};

const builtin = (name: BuiltinName, type: Type, at: Position, args: readonly Expr[] = []): Expr => ({
  kind: 'builtin',
  name,
  type,
  at,
  args,
});

const roundUp = (size: number): number => (size + 1) & ~1;

const vaStart: Maker = (cx, at) => {
  const list = lvalueArgument(cx, 'va_start');
  let last: Expr | undefined;
  if (cx.accept(',')) last = cx.grammar.assignment(cx);
  closing(cx);
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

const vaArg: Maker = (cx, at) => {
  const list = lvalueArgument(cx, 'va_arg');
  cx.expect(',');
  const type = cx.grammar.typeName(cx);
  closing(cx);
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
  closing(cx);
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
    closing(cx);
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
  [
    '__builtin_va_end',
    (cx, at): Expr => {
      const list = lvalueArgument(cx, 'va_end');
      closing(cx);
      return cast(cx, list, VOID, at);
    },
  ],
  [
    '__builtin_va_copy',
    (cx, at): Expr => {
      const to = lvalueArgument(cx, 'va_copy');
      cx.expect(',');
      const from = cx.grammar.assignment(cx);
      closing(cx);
      return cast(cx, assign(cx, to, from, at), VOID, at);
    },
  ],
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
      closing(cx);
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
export const isBuiltin = (name: string): boolean => MAKERS.has(name) || CALLS.has(name);

/** A use of a builtin; the current token is the opening parenthesis. */
export const builtinCall = (cx: Context, name: string, at: Position): Expr => {
  cx.expect('(');
  const maker = MAKERS.get(name);
  if (maker !== undefined) return cx.nested(() => maker(cx, at));
  const target = CALLS.get(name)!;
  const args = bringArguments(cx, target.type, argumentList(cx), `'${name}'`, at);
  const known = cx.linked.get(target.name);
  const symbol = known?.kind === 'function' ? known : declareFunction(cx, target.name, target.type, at, false);
  symbol.referenced = true;
  const callee: Expr = { kind: 'function', type: target.type, at, function: symbol };
  return { kind: 'call', type: target.type.result, at, callee, args };
};
