/**
 * Statements (C99 6.8) with the GNU additions: case ranges, computed goto, local labels, asm with operands. A broken
 * statement is reported and skipped up to its end, and parsing goes on.
 */
import type { Position } from '../problem.ts';
import { asmStatement } from './asm.ts';
import type { Expr, Label, LoopExits, Stmt } from './ast.ts';
import { attributes } from './attributes.ts';
import { integer } from './constants.ts';
import { type Context, SyntaxFault } from './context.ts';
import { condition, promoted } from './conversions.ts';
import { localDeclaration } from './declarations.ts';
import { integerExpression } from './expressions.ts';
import { current, defineLabel, exitStatement, gotoStatement, newLabel, returnStatement } from './jumps.ts';
import { learnScalar } from './learn.ts';
import { typeName } from './relations.ts';
import { startsType } from './specifiers.ts';
import { staticAssert } from './static-assert.ts';
import { endsWithoutSemicolon, opensStatements, skipOtherStatements, skipStrayStatement } from './stray.ts';
import { INT, type IntType, isInteger, wrap } from './types.ts';

/** Skips to where a statement can begin: behind the next `;`, or before the `}` that closes the block. */
const skipStatement = (cx: Context): void => {
  let depth = 0;
  for (;;) {
    const token = cx.token;
    if (token.kind === 'end') return;
    if (token.kind === 'punctuator') {
      if (token.text === ';' && depth <= 0) {
        cx.next();
        return;
      }
      if (token.text === '{') depth++;
      if (token.text === '}') {
        if (depth === 0) return;
        depth--;
        if (depth === 0) {
          cx.next();
          return;
        }
      }
    }
    cx.next();
  }
};

const pending = (cx: Context, statement: Stmt): Stmt[] => {
  const { before } = current(cx);
  return before.length === 0 ? [statement] : [...before.splice(0), statement];
};

/** `__attribute__((...));` alone; else nothing is read. */
const attributeStatement = (cx: Context): boolean => {
  if (!cx.is('__attribute__')) return false;
  const start = cx.index;
  attributes(cx);
  if (cx.accept(';')) return true;
  cx.index = start;
  return false;
};

const blockItem = (cx: Context, body: Stmt[]): void => {
  const start = cx.index;
  const fn = current(cx);
  const { loops, switches, stacks } = fn;
  const depths = [loops.length, switches.length] as const;
  try {
    if (cx.is('_Static_assert')) staticAssert(cx);
    else if (cx.is('__label__')) {
      while (!cx.accept(';')) {
        if (cx.token.kind === 'end') cx.fail("';'");
        cx.next();
      }
    } else if (attributeStatement(cx)) {
      // such as [[fallthrough]] in its GNU spelling
    } else if (skipOtherStatements(cx)) {
      // what another configuration has here
    } else if (opensStatements(cx)) {
      while (!cx.is(')') && !cx.is('}') && cx.token.kind !== 'end') blockItem(cx, body);
      cx.expect(')');
      cx.accept(';');
    } else if (cx.assumptions !== undefined && skipStrayStatement(cx)) {
      // a macro whose statement is not known
    } else if (startsType(cx) && !(cx.token.kind === 'identifier' && cx.ahead(1).text === ':')) {
      const made = localDeclaration(cx);
      body.push(...fn.before.splice(0), ...made);
    } else body.push(...pending(cx, statement(cx)));
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    loops.length = depths[0];
    switches.length = depths[1];
    fn.stacks = stacks;
    fn.before.length = 0;
    if (cx.index === start && !cx.is('}')) cx.next();
    skipStatement(cx);
  }
};

/** `{ ... }`; the scope is opened by the caller where it is a function's body. */
export const blockBody = (cx: Context): Stmt => {
  const { at } = cx.expect('{');
  const fn = current(cx);
  const outer = fn.stacks;
  const body: Stmt[] = [];
  while (!cx.is('}') && cx.token.kind !== 'end') blockItem(cx, body);
  const stack = fn.stacks.length > outer.length ? fn.stacks[outer.length] : undefined;
  fn.stacks = outer;
  cx.expect('}');
  return { kind: 'block', at, body, stack };
};

export const block = (cx: Context): Stmt => cx.nested(() => cx.scoped(() => blockBody(cx)));

const parenthesized = (cx: Context): Expr => {
  cx.expect('(');
  const expr = cx.grammar.expression(cx);
  cx.expect(')');
  return expr;
};

const loopBody = (cx: Context, exits: LoopExits): Stmt => {
  const { loops } = current(cx);
  loops.push(exits);
  const body = cx.nested(() => statement(cx));
  loops.pop();
  return body;
};

const loopExits = (cx: Context, at: Position): LoopExits => ({ leave: newLabel(cx, at), again: newLabel(cx, at) });

const whileStatement = (cx: Context, at: Position): Stmt => {
  const test = condition(cx, parenthesized(cx));
  const exits = loopExits(cx, at);
  return { kind: 'while', at, test, body: loopBody(cx, exits), exits };
};

const doStatement = (cx: Context, at: Position): Stmt => {
  const exits = loopExits(cx, at);
  const body = loopBody(cx, exits);
  if (!cx.accept('while')) cx.fail("'while'");
  const test = condition(cx, parenthesized(cx));
  cx.expect(';');
  return { kind: 'do', at, test, body, exits };
};

const forStatement = (cx: Context, at: Position): Stmt =>
  cx.scoped(() => {
    cx.expect('(');
    const first: Stmt[] = [];
    const fn = current(cx);
    const outer = fn.stacks;
    if (startsType(cx)) first.push(...localDeclaration(cx));
    else if (!cx.accept(';')) {
      const expr = cx.grammar.expression(cx);
      first.push({ kind: 'expression', at: expr.at, expr });
      cx.expect(';');
    }
    first.unshift(...fn.before.splice(0));
    const exits = loopExits(cx, at);
    const test = cx.is(';') ? undefined : condition(cx, cx.grammar.expression(cx));
    cx.expect(';');
    const step = cx.is(')') ? undefined : cx.grammar.expression(cx);
    cx.expect(')');
    const body = loopBody(cx, exits);
    const stack = fn.stacks.length > outer.length ? fn.stacks[outer.length] : undefined;
    fn.stacks = outer;
    return { kind: 'block', at, stack, body: [...first, { kind: 'for', at, test, step, body, exits }] };
  });

const switchStatement = (cx: Context, at: Position): Stmt => {
  let value = promoted(parenthesized(cx));
  if (!isInteger(value.type)) {
    if (!learnScalar(cx, value.type))
      cx.error(value.at, `expected an integer after 'switch' but found '${typeName(value.type)}'`);
    value = integer(0, INT, value.at);
  }
  const fn = current(cx);
  const outerLoop = fn.loops.at(-1);
  const exits: LoopExits = { leave: newLabel(cx, at), again: outerLoop?.again };
  const state = { type: value.type as IntType, cases: [], fallback: undefined };
  fn.switches.push(state);
  const body = loopBody(cx, exits);
  fn.switches.pop();
  return { kind: 'switch', at, value, body, cases: state.cases, fallback: state.fallback, exits };
};

/** The statement behind a label; a `}` may follow directly (C23, and old code). */
const labelled = (cx: Context, label: Label, at: Position): Stmt => {
  attributes(cx);
  if (cx.is('}')) return { kind: 'label', at, label, body: { kind: 'empty', at } };
  if (startsType(cx)) {
    const made = localDeclaration(cx);
    return {
      kind: 'block',
      at,
      stack: undefined,
      body: [{ kind: 'label', at, label, body: { kind: 'empty', at } }, ...made],
    };
  }
  return { kind: 'label', at, label, body: cx.nested(() => statement(cx)) };
};

const caseStatement = (cx: Context, at: Position): Stmt => {
  const state = current(cx).switches.at(-1);
  const type = state?.type ?? INT;
  const low = wrap(integerExpression(cx, "'case'").value, type);
  const high = cx.accept('...') ? wrap(integerExpression(cx, "'case'").value, type) : low;
  cx.expect(':');
  const label = newLabel(cx, at);
  if (state === undefined) cx.error(at, "'case' outside a 'switch'");
  else if (state.cases.some((other) => low <= other.high && other.low <= high))
    cx.clash(at, `duplicate case value ${low}`);
  else if (low > high) cx.warn(at, 'empty case range');
  else state.cases.push({ low, high, label });
  return labelled(cx, label, at);
};

const ifStatement = (cx: Context, at: Position): Stmt => {
  const test = condition(cx, parenthesized(cx));
  const then = cx.nested(() => statement(cx));
  const other = cx.accept('else') ? cx.nested(() => statement(cx)) : undefined;
  return { kind: 'if', at, test, then, else: other };
};

/** The use of an unknown macro as a statement, or as the head of one: `FOR_EACH(job) { ... }` runs its body if it is true. */
const macroStatement = (cx: Context, expr: Expr, at: Position): Stmt => {
  if (!cx.is('{')) return { kind: 'expression', at, expr };
  const test = condition(cx, expr);
  const exits = loopExits(cx, at);
  const inner = loopBody(cx, exits);
  const end = (label: Label): Stmt => ({ kind: 'label', at, label, body: { kind: 'empty', at } });
  const then: Stmt = {
    kind: 'block',
    at,
    stack: undefined,
    body: exits.again === undefined ? [inner] : [inner, end(exits.again)],
  };
  return {
    kind: 'block',
    at,
    stack: undefined,
    body: [{ kind: 'if', at, test, then, else: undefined }, end(exits.leave)],
  };
};

/** One statement. */
const statement = (cx: Context): Stmt => {
  const { at, kind, text } = cx.token;
  if (kind === 'identifier' && cx.ahead(1).text === ':' && cx.ahead(1).kind === 'punctuator') {
    cx.next();
    cx.next();
    return labelled(cx, defineLabel(cx, text, at), at);
  }
  if (kind === 'keyword') {
    const own = KEYWORDS.get(text);
    if (own !== undefined) {
      cx.next();
      return own(cx, at);
    }
    if (text === '__attribute__') {
      attributes(cx);
      cx.expect(';');
      return { kind: 'empty', at };
    }
    if (text === 'else' && cx.assumptions !== undefined) {
      cx.next();
      return statement(cx);
    }
    if (text === 'else') cx.fail("a statement ('else' has no 'if')");
  }
  if (cx.is('{')) return block(cx);
  if (cx.accept(';')) return { kind: 'empty', at };
  if (opensStatements(cx)) {
    const body: Stmt[] = [];
    while (!cx.is(')') && !cx.is('}') && cx.token.kind !== 'end') blockItem(cx, body);
    cx.expect(')');
    cx.accept(';');
    return { kind: 'block', at, body, stack: undefined };
  }
  if (cx.assumptions !== undefined && skipStrayStatement(cx)) return cx.is('}') ? { kind: 'empty', at } : statement(cx);
  if (startsType(cx) && text !== '__extension__') cx.fail('a statement');
  const expr = cx.grammar.expression(cx);
  if (endsWithoutSemicolon(cx, text)) return macroStatement(cx, expr, at);
  cx.expect(';');
  return { kind: 'expression', at, expr };
};

const KEYWORDS: ReadonlyMap<string, (cx: Context, at: Position) => Stmt> = new Map<
  string,
  (cx: Context, at: Position) => Stmt
>([
  ['if', ifStatement],
  ['while', whileStatement],
  ['do', doStatement],
  ['for', forStatement],
  ['switch', switchStatement],
  ['case', caseStatement],
  [
    'default',
    (cx, at): Stmt => {
      cx.expect(':');
      const label = newLabel(cx, at);
      const state = current(cx).switches.at(-1);
      if (state === undefined) cx.error(at, "'default' outside a 'switch'");
      else if (state.fallback !== undefined) cx.error(at, "second 'default' in a 'switch'");
      else state.fallback = label;
      return labelled(cx, label, at);
    },
  ],
  ['return', returnStatement],
  ['goto', gotoStatement],
  ['break', (cx, at): Stmt => exitStatement(cx, at, 'break')],
  ['continue', (cx, at): Stmt => exitStatement(cx, at, 'continue')],
  ['asm', asmStatement],
]);
