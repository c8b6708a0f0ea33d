/**
 * Expressions to nodes: calls, assignments and short circuits in C's order of evaluation, what is left as a value free of
 * side effects. Where C leaves the order open, left to right.
 */
import { childIn, childOf, type SyntaxNode } from '../syntax/node.ts';
import type { TextRange } from '../text/range.ts';
import type { Builder } from './builder.ts';
import { type Expr, textOf } from './ir.ts';
import { PURE } from './library.ts';
import { characterOf, numberOf } from './literals.ts';

/** What expressions need of statements; given by lower-statement.ts, which needs this file. */
export interface StatementsWithin {
  /** Lowers a block of a statement expression; gives its value. */
  readonly block: (block: SyntaxNode) => Expr | undefined;
  /** Lowers a call of a nested function in place; undefined where the name is no such function. */
  readonly inline: (name: string, args: readonly Expr[], at: SyntaxNode) => Expr | undefined;
}

type Initialisers = readonly { readonly field: string; readonly value: Expr; readonly at: SyntaxNode }[];

const constant = (value: number, at: TextRange): Expr => ({ kind: 'constant', value, at });

const TYPE_NAME = /_t$|^(?:int|long|char|void|unsigned|short|pid_t|bool|BOOL)$/;

/** Removes parentheses that hold one expression. */
export const strip = (node: SyntaxNode): SyntaxNode => {
  let inner = node;
  while (
    inner.kind === 'parenthesized_expression' &&
    inner.children.length === 1 &&
    inner.children[0] !== undefined &&
    inner.children[0].kind !== 'compound_statement'
  )
    inner = inner.children[0];
  return inner;
};

/** Whether evaluating does anything but give a value. */
const hasEffects = (node: SyntaxNode): boolean => {
  switch (node.kind) {
    case 'call_expression':
    case 'assignment_expression':
    case 'update_expression':
    case 'compound_statement':
    case 'gnu_asm_expression':
      return true;
    case 'sizeof_expression':
      return false;
    default:
      return node.children.some(hasEffects);
  }
};

/** Lowers expressions into a builder. */
export class ExpressionLowering {
  readonly builder: Builder;
  readonly within: StatementsWithin;
  /** The members that the braces behind an expression name. */
  readonly #named = new WeakMap<Expr, Initialisers>();
  constructor(builder: Builder, within: StatementsWithin) {
    this.builder = builder;
    this.within = within;
  }

  /** The value of an expression; its effects become nodes. */
  value(raw: SyntaxNode): Expr {
    const node = strip(raw);
    const at: TextRange = { start: node.start, end: node.end };
    const { builder } = this;
    switch (node.kind) {
      case 'identifier':
        return { kind: 'name', symbol: builder.resolve(builder.textOf(node)), at };
      case 'number_literal':
        return constant(numberOf(builder.textOf(node)), at);
      case 'char_literal':
        return constant(characterOf(builder.textOf(node)), at);
      case 'true':
        return constant(1, at);
      case 'false':
      case 'null':
        return constant(0, at);
      case 'string_literal':
      case 'concatenated_string':
        return { kind: 'text', at };
      case 'sizeof_expression':
      case 'alignof_expression':
      case 'offsetof_expression':
        return { kind: 'text', at };
      case 'assignment_expression':
        return this.assignment(node);
      case 'update_expression':
        return this.update(node);
      case 'call_expression':
        return this.call(node);
      case 'binary_expression':
        return this.binary(node);
      case 'conditional_expression':
        return this.conditional(node);
      case 'unary_expression': {
        const base = this.part(node, 'argument');
        const operator = node.operator ?? '';
        if (operator === '-' && base.kind === 'constant') return constant(-base.value, at);
        return { kind: 'unary', operator, base, at };
      }
      case 'pointer_expression': {
        const base = this.part(node, 'argument');
        if (node.operator === '*') return base.kind === 'address' ? base.base : { kind: 'target', base, at };
        return base.kind === 'target' ? base.base : { kind: 'address', base, at };
      }
      case 'field_expression': {
        const field = childIn(node, 'field');
        const base = this.part(node, 'argument');
        return {
          kind: 'member',
          base,
          field: field === undefined ? '' : builder.textOf(field),
          arrow: node.operator === '->',
          at,
        };
      }
      case 'subscript_expression':
        return { kind: 'element', base: this.part(node, 'argument'), index: this.part(node, 'index'), at };
      case 'cast_expression': {
        const inner = childIn(node, 'value');
        return inner === undefined ? { kind: 'opaque', parts: [], at } : this.value(inner);
      }
      case 'comma_expression': {
        const left = childIn(node, 'left');
        const right = childIn(node, 'right');
        if (left !== undefined) this.effect(left);
        return right === undefined ? { kind: 'opaque', parts: [], at } : this.value(right);
      }
      case 'parenthesized_expression': {
        const block = childOf(node, 'compound_statement');
        if (block !== undefined) return this.within.block(block) ?? { kind: 'opaque', parts: [], at };
        return { kind: 'opaque', parts: node.children.map((child) => this.value(child)), at };
      }
      case 'initializer_list':
        return this.braces(node);
      case 'compound_literal_expression':
        return this.part(node, 'value');
      case 'type_descriptor':
      case 'primitive_type':
      case 'comment':
        return { kind: 'opaque', parts: [], at };
      default:
        return { kind: 'opaque', parts: node.children.map((child) => this.value(child)), at };
    }
  }

  /** What stands in braces: one opaque value, of which `members` tells the parts that a designator names. */
  braces(node: SyntaxNode): Expr {
    const parts: Expr[] = [];
    const named: { field: string; value: Expr; at: SyntaxNode }[] = [];
    for (const child of node.children) {
      const designators = child.kind === 'initializer_pair' ? child.children.slice(0, -1) : [];
      const value = child.kind === 'initializer_pair' ? this.part(child, 'value') : this.value(child);
      const [only] = designators;
      if (only?.kind === 'field_designator' && designators.length === 1)
        named.push({ field: this.builder.textOf(only.children[0] ?? only), value, at: child });
      else parts.push(value);
    }
    const result: Expr = { kind: 'opaque', parts, at: { start: node.start, end: node.end } };
    if (named.length > 0) this.#named.set(result, named);
    return result;
  }

  /** Assigns the members that an initialiser names, behind the assignment of the whole. */
  members(target: Expr, given: Expr): void {
    for (const { field, value, at } of this.#named.get(given) ?? []) {
      const member: Expr = { kind: 'member', base: target, field, arrow: false, at };
      this.builder.emit({ kind: 'assign', target: member, value, update: false, initial: true }, at);
      this.members(member, value);
    }
  }

  part(node: SyntaxNode, field: 'argument' | 'index' | 'left' | 'right' | 'condition' | 'value'): Expr {
    const inner = childIn(node, field);
    return inner === undefined ? { kind: 'opaque', parts: [], at: node } : this.value(inner);
  }

  /** Evaluates for its effects; the value is read and dropped. */
  effect(raw: SyntaxNode): void {
    const node = strip(raw);
    if (node.kind === 'binary_expression' && (node.operator === '&&' || node.operator === '||')) {
      const behind = this.builder.node({ kind: 'join' }, { start: node.end, end: node.end });
      this.condition(node, behind, behind);
      this.builder.current = behind;
      return;
    }
    const value = this.value(node);
    if (value.kind !== 'temp' && value.kind !== 'constant' && value.kind !== 'opaque')
      this.builder.emit({ kind: 'evaluate', value }, node);
  }

  /** Branches on an expression to one of two nodes; afterwards there is no current node. */
  condition(raw: SyntaxNode, yes: number, no: number): void {
    const node = strip(raw);
    const { builder } = this;
    if (node.kind === 'unary_expression' && node.operator === '!') {
      const inner = childIn(node, 'argument');
      if (inner !== undefined) {
        this.condition(inner, no, yes);
        return;
      }
    }
    if (node.kind === 'binary_expression' && (node.operator === '&&' || node.operator === '||')) {
      const left = childIn(node, 'left');
      const right = childIn(node, 'right');
      if (left !== undefined && right !== undefined) {
        const middle = builder.node({ kind: 'join' }, right);
        if (node.operator === '&&') this.condition(left, middle, no);
        else this.condition(left, yes, middle);
        builder.current = middle;
        this.condition(right, yes, no);
        return;
      }
    }
    if (node.kind === 'comma_expression') {
      const left = childIn(node, 'left');
      const right = childIn(node, 'right');
      if (left !== undefined && right !== undefined) {
        this.effect(left);
        this.condition(right, yes, no);
        return;
      }
    }
    if (node.kind === 'call_expression') {
      const name = childIn(node, 'function');
      const args = childIn(node, 'arguments')?.children ?? [];
      const only = args[0];
      if (name !== undefined && /^__builtin_expect|^(?:un)?likely$/i.test(builder.textOf(name)) && only !== undefined) {
        this.condition(only, yes, no);
        return;
      }
    }
    const condition = this.value(node);
    const id = builder.emit({ kind: 'branch', condition }, node);
    builder.link(id, yes);
    builder.link(id, no);
    builder.current = undefined;
  }

  assignment(node: SyntaxNode): Expr {
    const { builder } = this;
    const operator = node.operator ?? '=';
    const left = childIn(node, 'left');
    const right = childIn(node, 'right');
    if (left === undefined || right === undefined) return { kind: 'opaque', parts: [], at: node };
    const target = this.value(left);
    const given = this.value(right);
    const value: Expr =
      operator === '='
        ? given
        : { kind: 'binary', operator: operator.slice(0, -1), left: target, right: given, at: node };
    builder.emit({ kind: 'assign', target, value, update: operator !== '=', initial: false }, node);
    this.members(target, given);
    return operator === '=' && (given.kind === 'temp' || given.kind === 'constant') ? given : target;
  }

  update(node: SyntaxNode): Expr {
    const target = this.part(node, 'argument');
    const operator = node.operator === '--' ? '-' : '+';
    const value: Expr = { kind: 'binary', operator, left: target, right: constant(1, node), at: node };
    this.builder.emit({ kind: 'assign', target, value, update: true, initial: false }, node);
    return target;
  }

  call(node: SyntaxNode): Expr {
    const { builder } = this;
    const raw = childIn(node, 'function');
    const list = childIn(node, 'arguments')?.children ?? [];
    if (raw === undefined) return { kind: 'opaque', parts: [], at: node };
    let callee = strip(raw);
    while (callee.kind === 'pointer_expression' && callee.operator === '*')
      callee = strip(childIn(callee, 'argument') ?? callee.children[0] ?? callee);
    const name = callee.kind === 'identifier' ? builder.textOf(callee) : undefined;
    if (raw.kind === 'parenthesized_expression' && name !== undefined && TYPE_NAME.test(name) && list[0] !== undefined)
      return this.value(list[0]);
    if (name === '__builtin_expect' && list[0] !== undefined) return this.value(list[0]);
    const target = this.value(callee);
    const args = list.filter((arg) => arg.kind !== 'ERROR' || arg.children.length > 0).map((arg) => this.value(arg));
    const inlined = name === undefined ? undefined : this.within.inline(name, args, node);
    if (inlined !== undefined) return inlined;
    const result = builder.temp();
    builder.emit(
      {
        kind: 'call',
        call: {
          name,
          callee: target,
          args,
          result,
          at: { start: node.start, end: node.end },
          nameAt: { start: callee.start, end: callee.end },
        },
      },
      node,
    );
    const text = `${textOf(target)}(${args.map((arg, i) => (arg.kind === 'text' && list[i] !== undefined ? builder.textOf(list[i]) : textOf(arg))).join(',')})`;
    return {
      kind: 'temp',
      id: result,
      text: name !== undefined && PURE.has(name) ? text : `t${result};`,
      parts: args,
      at: { start: node.start, end: node.end },
    };
  }

  /** `(pid_t)-1`: a cast of a signed number, which reads like a difference to a grammar that does not know the type. */
  cast(node: SyntaxNode): Expr | undefined {
    const left = childIn(node, 'left');
    const right = childIn(node, 'right');
    const inner = left?.kind === 'parenthesized_expression' ? strip(left) : undefined;
    if (inner?.kind !== 'identifier' || right === undefined || !TYPE_NAME.test(this.builder.textOf(inner)))
      return undefined;
    const at = { start: node.start, end: node.end };
    const base = this.value(right);
    switch (node.operator) {
      case '-':
        return base.kind === 'constant' ? constant(-base.value, at) : { kind: 'unary', operator: '-', base, at };
      case '+':
        return base;
      case '*':
        return base.kind === 'address' ? base.base : { kind: 'target', base, at };
      case '&':
        return base.kind === 'target' ? base.base : { kind: 'address', base, at };
      default:
        return undefined;
    }
  }

  binary(node: SyntaxNode): Expr {
    const operator = node.operator ?? '';
    const cast = /^[-+*&]$/.test(operator) ? this.cast(node) : undefined;
    if (cast !== undefined) return cast;
    const right = childIn(node, 'right');
    if ((operator === '&&' || operator === '||') && right !== undefined && hasEffects(right))
      return this.choice(node, constant(1, node), constant(0, node));
    return {
      kind: 'binary',
      operator,
      left: this.part(node, 'left'),
      right: this.part(node, 'right'),
      at: { start: node.start, end: node.end },
    };
  }

  /** A temp that gets one of two constants as the condition goes. */
  choice(node: SyntaxNode, yes: Expr, no: Expr): Expr {
    const { builder } = this;
    const id = builder.temp();
    const result: Expr = { kind: 'temp', id, text: `t${id};`, parts: [], at: { start: node.start, end: node.end } };
    const end = builder.node({ kind: 'join' }, { start: node.end, end: node.end });
    const onTrue = builder.node({ kind: 'assign', target: result, value: yes, update: false, initial: true }, node);
    const onFalse = builder.node({ kind: 'assign', target: result, value: no, update: false, initial: true }, node);
    this.condition(node, onTrue, onFalse);
    builder.link(onTrue, end);
    builder.link(onFalse, end);
    builder.current = end;
    return result;
  }

  conditional(node: SyntaxNode): Expr {
    const { builder } = this;
    const condition = childIn(node, 'condition');
    const consequence = childIn(node, 'consequence');
    const alternative = childIn(node, 'alternative');
    if (condition === undefined || alternative === undefined)
      return { kind: 'opaque', parts: node.children.map((child) => this.value(child)), at: node };
    const id = builder.temp();
    const result: Expr = { kind: 'temp', id, text: `t${id};`, parts: [], at: { start: node.start, end: node.end } };
    const onTrue = builder.node({ kind: 'join' }, consequence ?? condition);
    const onFalse = builder.node({ kind: 'join' }, alternative);
    const end = builder.node({ kind: 'join' }, { start: node.end, end: node.end });
    if (consequence === undefined) {
      const value = this.value(condition);
      const test = builder.emit({ kind: 'branch', condition: value }, condition);
      builder.link(test, onTrue);
      builder.link(test, onFalse);
      builder.current = onTrue;
      builder.emit({ kind: 'assign', target: result, value, update: false, initial: true }, condition);
    } else {
      this.condition(condition, onTrue, onFalse);
      builder.current = onTrue;
      builder.emit(
        { kind: 'assign', target: result, value: this.value(consequence), update: false, initial: true },
        consequence,
      );
    }
    builder.link(builder.current, end);
    builder.current = onFalse;
    builder.emit(
      { kind: 'assign', target: result, value: this.value(alternative), update: false, initial: true },
      alternative,
    );
    builder.link(builder.current, end);
    builder.current = end;
    return result;
  }
}
