/**
 * Types of code whose declarations are not all there: what the parser asks where it meets something of unknown type. It
 * learns from the use and goes on with a guess; the next parse knows better (facts.ts). For code cut out of its program,
 * never for a program that is to be compiled as it stands. Words that the grammar does not know are in stray.ts.
 */
import type { Position } from '../problem.ts';
import type { Expr } from './ast.ts';
import { integer } from './constants.ts';
import type { Context } from './context.ts';
import { addressOf, cast, convert, isLvalue } from './conversions.ts';
import { assumedType, keyOf, learnScalar, tagsOf } from './learn.ts';
import {
  arrayOf,
  BOOL,
  CHAR,
  INT,
  pointerTo,
  type RecordDefinition,
  type RecordType,
  type Type,
  VOID,
} from './types.ts';

/** Names that some header would give, where none does: the code is meant to be C of any age. */
const WELL_KNOWN_VALUES: Readonly<Record<string, bigint>> = {
  NULL: 0n,
  nullptr: 0n,
  true: 1n,
  false: 0n,
  TRUE: 1n,
  FALSE: 0n,
};
const WELL_KNOWN_TYPES: Readonly<Record<string, Type>> = { bool: BOOL, boolean: INT, BOOL: INT, uint: INT };

/** A name that a macro would have: capitals only. */
const CAPITALS = /^_*[A-Z][A-Z0-9_]+$/;
/** Names of constants that say where a program or file is. */
const PROGRAM = /SHELL|PATH|BIN|PROG|CMD|EXEC|COMMAND|TOOL|_SH$|EDITOR|PAGER|MAILER/;

/** An int of unknown origin that is used as a pointer, as that pointer; undefined where nothing is to be assumed. */
export const asPointer = (
  cx: Context,
  expr: Expr,
  to: 'record' | 'int' | 'function',
  at: Position,
): Expr | undefined => {
  const { assumptions } = cx;
  const { type } = expr;
  if (assumptions === undefined) return undefined;
  const opaque =
    type.kind === 'int' || (type.kind === 'pointer' && (type.target.kind === 'void' || type.target.kind === 'int'));
  if (!opaque) return undefined;
  const inner = type.kind === 'pointer' ? type.target : undefined;
  const key = keyOf(type) ?? (inner === undefined ? undefined : keyOf(inner)?.replace(/\*$/, '')) ?? pathOf(expr);
  if (to === 'function') {
    assumptions.learn(key, 'function');
    const result = assumedType(cx, `${key}()`);
    return cast(
      cx,
      expr,
      pointerTo({ kind: 'function', result, parameters: [], variadic: false, prototype: false }),
      at,
    );
  }
  assumptions.learn(key, 'pointer');
  if (to === 'record') assumptions.learn(`${key}*`, 'record');
  const target = to === 'record' ? assumptions.record(`${key}*`, tagsOf(cx)) : assumedType(cx, `${key}*`);
  return cast(cx, expr, pointerTo(target), at);
};

/** A name for what an expression stands for, the same for each use, so that all uses share one assumed type. */
const pathOf = (expr: Expr): string => {
  switch (expr.kind) {
    case 'member':
      return `${pathOf(expr.object)}.${expr.member.name ?? ''}`;
    case 'variable':
      return expr.variable.name;
    case 'call':
      return `${pathOf(expr.callee)}()`;
    case 'function':
      return expr.function.name;
    case 'dereference':
    case 'convert':
    case 'address':
      return expr.type.kind === 'record' ? (expr.type.definition.tag ?? pathOf(expr.operand)) : pathOf(expr.operand);
    default:
      return `${expr.at.line}:${expr.at.column}`;
  }
};

/** A member of an object whose type is not known to be a struct; undefined where nothing is to be assumed. */
export const asRecord = (cx: Context, object: Expr): Expr | undefined => {
  const { assumptions } = cx;
  if (assumptions === undefined) return undefined;
  const lvalue = asLvalue(cx, object);
  if (lvalue !== undefined && object.kind === 'call')
    return lvalue.type.kind === 'record' ? lvalue : asRecord(cx, lvalue);
  const key = keyOf(object.type);
  if (key === undefined) return undefined;
  assumptions.learn(key, 'record');
  const type: RecordType = assumptions.record(key, tagsOf(cx));
  return { ...object, type };
};

/** A member that a struct of the program or of our library has not: one object for all, under a name of its own. */
export const missingMember = (cx: Context, { tag }: RecordDefinition, member: string, at: Position): Expr => {
  const name = `${tag ?? 'struct'}.${member}`;
  cx.assumptions?.note('member', name);
  const known = cx.lookup(name);
  if (known?.kind === 'variable') return { kind: 'variable', type: known.type, at, variable: known };
  const type = assumedType(cx, name);
  const symbol = `_${name.replaceAll('.', '__')}`;
  const variable = cx.variable(name, type, at, 'static', {
    symbol,
    external: true,
    definition: 'none',
    referenced: true,
  });
  cx.variables.push(variable);
  cx.declareGlobally(name, variable);
  return { kind: 'variable', type, at, variable };
};

/** A struct that is used as a number, such as the `union wait` of old: its first word. */
export const asScalar = (cx: Context, expr: Expr): Expr => {
  if (cx.assumptions === undefined || expr.type.kind !== 'record' || !isLvalue(expr)) return expr;
  if (learnScalar(cx, expr.type)) return expr;
  return { kind: 'dereference', type: INT, at: expr.at, operand: convert(addressOf(expr, expr.at), pointerTo(INT)) };
};

/** A call that is written to, as `FIELD(x) = 1`: a macro that names a place. */
export const asLvalue = (cx: Context, expr: Expr): Expr | undefined => {
  if (cx.assumptions === undefined || expr.kind !== 'call' || expr.callee.kind !== 'function') return undefined;
  if (!expr.callee.function.implicit) return undefined;
  const key = `${expr.callee.function.name}()`;
  cx.assumptions.learn(key, 'pointer');
  const type = pointerTo(assumedType(cx, `${key}*`));
  return { kind: 'dereference', type: type.target, at: expr.at, operand: cast(cx, expr, type, expr.at) };
};

/** Visits the nodes of an expression, as many as a reasonable one has. */
const visit = (expr: Expr, each: (node: Expr) => boolean): void => {
  const queue: unknown[] = [expr];
  for (let steps = 0; queue.length > 0 && steps < 2000; steps++) {
    const node = queue.pop();
    if (typeof node !== 'object' || node === null || !('kind' in node)) continue;
    if (each(node as Expr)) queue.push(...Object.values(node).flat());
  }
};

/** The names of unknown variables in an expression that has to be constant. */
const unknownsIn = (expr: Expr): ReadonlySet<string> => {
  const names = new Set<string>();
  visit(expr, (node) => {
    if (node.kind !== 'variable' || node.variable === undefined) return true;
    const { variable } = node;
    if (variable.definition === 'none' && keyOf(variable.type) === variable.name) names.add(variable.name);
    return false;
  });
  return names;
};

/** Whether an expression calls a function or macro that nobody declares. */
export const callsUnknown = (expr: Expr): boolean => {
  let found = false;
  visit(expr, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'function' && node.callee.function.implicit) found = true;
    return node.kind !== 'variable';
  });
  return found;
};

/** Makes the unknown names of an expression constants; true where there were any. */
export const learnConstants = (cx: Context, expr: Expr, what: 'case' | 'size' | 'value'): boolean => {
  const { assumptions } = cx;
  if (assumptions === undefined) return false;
  const names = unknownsIn(expr);
  for (const name of names) assumptions.learnConstant(name, what === 'size' ? 64n : what === 'value' ? 0n : undefined);
  return names.size > 0;
};

/** What an undeclared name stands for: a constant, a text, or an external object of a type found from its use. */
export const assumedName = (cx: Context, name: string, at: Position): Expr | undefined => {
  const { assumptions } = cx;
  if (assumptions === undefined) return undefined;
  if (Object.hasOwn(WELL_KNOWN_VALUES, name)) {
    const pointer = name === 'NULL' || name === 'nullptr';
    return integer(WELL_KNOWN_VALUES[name] ?? 0n, pointer ? pointerTo(VOID) : INT, at);
  }
  const constant = assumptions.constant(name);
  if (constant !== undefined) {
    assumptions.note('constant', name);
    return integer(constant, INT, at);
  }
  const type = assumedType(cx, name);
  if (CAPITALS.test(name) && type.kind === 'pointer' && type.target.kind === 'int' && type.target.size === 1)
    return assumedText(cx, name, at);
  const variable = cx.variable(name, type, at, 'static', {
    symbol: `_${name}`,
    external: true,
    definition: 'none',
    referenced: true,
  });
  cx.variables.push(variable);
  cx.declareGlobally(name, variable);
  assumptions.note('variable', name);
  return { kind: 'variable', type, at, variable };
};

/** The units of a text that stands for an unknown constant; one that names a program is a program. */
export const textOf = (name: string): readonly number[] =>
  Array.from(PROGRAM.test(name) ? '/bin/sh' : name.toLowerCase(), (char) => char.charCodeAt(0));

const assumedText = (cx: Context, name: string, at: Position): Expr => {
  cx.assumptions?.note('text', name);
  const units = [...textOf(name), 0];
  return { kind: 'string', type: arrayOf(CHAR, units.length), at, literal: { units, width: 1 } };
};

const SIMPLE = /^(?:const|volatile|restrict|__restrict|__restrict__)$/;
const AFTER_NAME = /^[;=,)[(:]$/;

/** The index behind the parenthesis that closes the one `ahead`; undefined where none does. */
export const behind = (cx: Context, ahead: number, holdsStatements = false): number | undefined => {
  let depth = 0;
  for (let i = ahead; i < ahead + 400; i++) {
    const { kind, text } = cx.ahead(i);
    if (kind === 'end') return undefined;
    if (kind !== 'punctuator') continue;
    if (text === '(') depth++;
    else if (text === ')' && --depth === 0) return i + 1;
    else if ((text === '{' || text === ';') && !holdsStatements) return undefined;
  }
  return undefined;
};

/** Whether a name is one that nothing declares. */
export const isUnknown = (cx: Context, ahead: number): boolean => {
  const token = cx.ahead(ahead);
  if (cx.assumptions === undefined || token.kind !== 'identifier') return false;
  const entry = cx.lookup(token.text);
  return entry === undefined || (entry.kind === 'function' && entry.implicit && !entry.defined);
};

/** The same, or one that was taken for a variable before. */
const mayBeType = (cx: Context, ahead: number): boolean => {
  if (isUnknown(cx, ahead)) return true;
  const token = cx.ahead(ahead);
  const entry = token.kind === 'identifier' && cx.assumptions !== undefined ? cx.lookup(token.text) : undefined;
  return entry?.kind === 'variable' && entry.definition === 'none' && keyOf(entry.type) === token.text;
};

const starsAt = (cx: Context, ahead: number): { readonly stars: number; readonly at: number } => {
  let at = ahead;
  let stars = 0;
  while (cx.ahead(at).text === '*' || SIMPLE.test(cx.ahead(at).text)) {
    if (cx.ahead(at).text === '*') stars++;
    at++;
  }
  return { stars, at };
};

/** Whether an unknown identifier stands where only a type makes sense; then it is declared as one. */
export const assumesType = (cx: Context, ahead: number): boolean => {
  const { assumptions } = cx;
  const token = cx.ahead(ahead);
  if (assumptions === undefined || !mayBeType(cx, ahead)) return false;
  if (assumptions.isType(token.text)) {
    declareType(cx, token.text, starsAt(cx, ahead + 1).stars > 0);
    return true;
  }
  const { stars, at } = starsAt(cx, ahead + 1);
  const next = cx.ahead(at);
  const after = cx.ahead(at + 1);
  // A word alone on its line before a call is a macro that is a statement.
  const sameLine = cx.fn === undefined || next.at.line === token.at.line || after.text !== '(';
  const plain = next.kind === 'identifier' && (AFTER_NAME.test(after.text) || after.kind === 'identifier') && sameLine;
  const names = plain && (stars > 0 ? !multiplies(cx, at) : at === ahead + 1 || SIMPLE.test(cx.ahead(ahead + 1).text));
  const pointsTo = stars > 0 && next.text === '(' && cx.ahead(at + 1).text === '*';
  const abstract = stars > 0 && (next.text === ')' || (next.text === ',' && ahead === 0));
  const casts =
    stars === 0 &&
    ahead === 1 &&
    cx.is('(') &&
    next.text === ')' &&
    (after.kind === 'identifier' ||
      after.kind === 'int' ||
      after.kind === 'string' ||
      (after.text === '{' && cx.fn !== undefined && cx.ahead(0).text === '('));
  const declaresFunction =
    stars === 0 && next.text === '(' && cx.ahead(at + 1).text === '*' && isPointerDeclarator(cx, at);
  if (!names && !abstract && !casts && !declaresFunction && !pointsTo) return false;
  declareType(cx, token.text, stars > 0);
  return true;
};

/** `T (*name)(`: a pointer to a function, and no call. */
const isPointerDeclarator = (cx: Context, open: number): boolean => {
  const name = cx.ahead(open + 2);
  return name.kind === 'identifier' && cx.ahead(open + 3).text === ')' && cx.ahead(open + 4).text === '(';
};

/** `a * b)` and `a * b,` in an expression: a product, not a declaration; only in a statement's first place a declaration. */
const multiplies = (cx: Context, name: number): boolean => {
  if (cx.fn === undefined) return false;
  const before = cx.tokens[cx.index - 1];
  const opens =
    before === undefined ||
    (before.kind === 'keyword' ? !/^(?:return|case|sizeof)$/.test(before.text) : /^[;{}(:)]$/.test(before.text));
  return !opens || (cx.lookup(cx.ahead(name).text) !== undefined && cx.ahead(name + 1).text === ')');
};

/** Declares an unknown name as a type: what is known of it, else a struct behind `*` and an int by value. */
export const declareType = (cx: Context, name: string, behindStar: boolean): void => {
  const { assumptions } = cx;
  if (assumptions === undefined) return;
  if (cx.lookup(name) !== undefined) assumptions.learnType(name);
  const shape = assumptions.shapeOf(name);
  const type =
    shape === undefined && Object.hasOwn(WELL_KNOWN_TYPES, name)
      ? (WELL_KNOWN_TYPES[name] ?? INT)
      : shape === undefined && behindStar
        ? assumptions.record(name, tagsOf(cx))
        : assumedType(cx, name);
  assumptions.note('type', name);
  cx.declareGlobally(name, { kind: 'typedef', type });
};
