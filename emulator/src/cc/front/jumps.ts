/** Labels of the function that is being parsed, and the statements that leave their place (C99 6.8.6): goto, break, continue, return. */
import type { Position } from '../problem.ts';
import type { Label, Stmt } from './ast.ts';
import type { Context, FunctionState } from './context.ts';
import { assignable, convert, rvalue } from './conversions.ts';
import { typeName } from './relations.ts';
import { pointerTo, VOID } from './types.ts';

/** The function whose body is being parsed. */
export const current = (cx: Context): FunctionState => cx.fn!;

/** The label of a name in the current function, defined or not. */
export const labelOf = (cx: Context, name: string, at: Position): Label => {
  const { labels } = current(cx);
  const label = labels.get(name) ?? cx.label(name, at);
  labels.set(name, label);
  return label;
};

/** `name:` stands here. */
export const defineLabel = (cx: Context, name: string, at: Position): Label => {
  const fn = current(cx);
  const label = labelOf(cx, name, at);
  if (label.defined) cx.error(at, `the label '${name}' is defined twice`);
  label.defined = true;
  label.at = at;
  label.depth = fn.stacks;
  return label;
};

/** A label of the compiler's own that stands here. */
export const newLabel = (cx: Context, at: Position): Label => {
  const label = cx.label('', at);
  label.defined = true;
  label.depth = current(cx).stacks;
  return label;
};

/** `return`, behind the word. */
export const returnStatement = (cx: Context, at: Position): Stmt => {
  const { result } = current(cx).symbol.type;
  if (cx.accept(';')) {
    if (result.kind !== 'void')
      cx.warn(at, `'return' without a value in a function that returns '${typeName(result)}'`);
    return { kind: 'return', at, value: undefined };
  }
  const value = rvalue(cx.grammar.expression(cx));
  cx.expect(';');
  if (result.kind === 'void') {
    if (value.type.kind !== 'void') cx.warn(at, "'return' with a value in a function that returns void");
    return {
      kind: 'block',
      at,
      stack: undefined,
      body: [
        { kind: 'expression', at, expr: value },
        { kind: 'return', at, value: undefined },
      ],
    };
  }
  return { kind: 'return', at, value: assignable(cx, value, result, 'return') };
};

/** `goto name;` or GNU's `goto *address;`, behind the word. */
export const gotoStatement = (cx: Context, at: Position): Stmt => {
  if (cx.accept('*')) {
    const target = convert(rvalue(cx.grammar.expression(cx)), pointerTo(VOID));
    cx.expect(';');
    return { kind: 'goto-computed', at, target };
  }
  const token = cx.token;
  if (token.kind !== 'identifier') cx.fail('a label');
  cx.next();
  cx.expect(';');
  const label = labelOf(cx, token.text, token.at);
  return { kind: 'goto', at, label, depth: current(cx).stacks };
};

/** `break` and `continue`: jumps to the ends of the innermost loop or switch. */
export const exitStatement = (cx: Context, at: Position, word: 'break' | 'continue'): Stmt => {
  cx.expect(';');
  const exits = current(cx).loops.at(-1);
  const label = word === 'break' ? exits?.leave : exits?.again;
  if (label === undefined) {
    cx.error(at, `'${word}' outside a loop${word === 'break' ? " or 'switch'" : ''}`);
    return { kind: 'empty', at };
  }
  return { kind: 'goto', at, label, depth: current(cx).stacks };
};
