/**
 * Statements and declarations to nodes: all of C's control flow, old-style definitions, statement expressions and case
 * labels at any depth. What did not parse is lowered as far as its parts make sense.
 */
import { childIn, childOf, type SyntaxNode } from '../syntax/node.ts';
import type { FunctionView } from '../syntax/view.ts';
import { Builder } from './builder.ts';
import { declared, qualifiers } from './declarators.ts';
import type { Expr, FunctionIr, Variable } from './ir.ts';
import { ExpressionLowering, strip } from './lower-expression.ts';

class StatementLowering {
  readonly builder: Builder;
  readonly expressions: ExpressionLowering;

  /** Functions defined inside this one (a GNU extension), by name, and the ends of those that are being called. */
  readonly nested: Map<string, SyntaxNode> = new Map();
  readonly callers: { readonly result: Expr; readonly end: number }[] = [];
  /** Gotos to a computed place: they may lead to every label whose address is taken. */
  readonly computed: number[] = [];

  constructor(builder: Builder) {
    this.builder = builder;
    this.expressions = new ExpressionLowering(builder, {
      block: (block) => this.block(block, true),
      inline: (name, args, at) => this.inline(name, args, at),
    });
  }

  /** Lowers a call of a nested function as its body in place; undefined where the name is none or calls itself. */
  inline(name: string, args: readonly Expr[], at: SyntaxNode): Expr | undefined {
    const { builder } = this;
    const definition = this.nested.get(name);
    if (definition === undefined || this.callers.length > 2) return undefined;
    const result: Expr = { kind: 'temp', id: builder.temp(), text: '', parts: [], at };
    const end = builder.node({ kind: 'join' }, { start: at.end, end: at.end });
    const body = childOf(definition, 'compound_statement');
    let declarator = childIn(definition, 'declarator');
    while (declarator !== undefined && declarator.kind !== 'function_declarator')
      declarator = childIn(declarator, 'declarator') ?? declarator.children[0];
    builder.scopes.push(new Map());
    for (const [i, parameter] of (childIn(declarator, 'parameters')?.children ?? []).entries()) {
      const inner = childIn(parameter, 'declarator');
      const found = inner === undefined ? undefined : declared(inner);
      const value = args[i];
      if (found === undefined || value === undefined) continue;
      const shape = found.pointer || found.array ? 'pointer' : 'scalar';
      const symbol = builder.declare(builder.textOf(found.node), 'local', { volatile: false, shape }, found.node);
      builder.emit({ kind: 'declare', symbol }, at);
      const target: Expr = { kind: 'name', symbol, at };
      builder.emit({ kind: 'assign', target, value, update: false, initial: true }, at);
    }
    this.callers.push({ result: { ...result, text: `t${result.id};` }, end });
    if (body !== undefined) this.block(body);
    this.callers.pop();
    builder.scopes.pop();
    builder.enter(end);
    return { ...result, text: `t${result.id};` };
  }

  /** Lowers a block in a scope of its own; gives the value of its last expression where that is wanted. */
  block(block: SyntaxNode, wanted = false): Expr | undefined {
    const { builder } = this;
    builder.scopes.push(new Map());
    let value: Expr | undefined;
    for (const [i, child] of block.children.entries()) {
      const last = wanted && i === block.children.length - 1 ? child : undefined;
      const inner = last?.kind === 'expression_statement' ? last.children[0] : undefined;
      if (inner !== undefined) value = this.expressions.value(inner);
      else this.statement(child);
    }
    builder.scopes.pop();
    return value;
  }

  /** Whether a statement is the place of `goto *place;`, which the grammar does not know: it reads an error and an expression. */
  isComputedGoto({ start }: SyntaxNode): boolean {
    return /\bgoto\s*$/.test(this.builder.text.slice(Math.max(0, start - 20), start));
  }

  /** Whether a statement is nothing but a name that nobody declares, and the last of its block. */
  isLastMacro({ children: [only], end }: SyntaxNode): boolean {
    const { builder } = this;
    if (only?.kind !== 'identifier' || !/^\s*\}/.test(builder.text.slice(end, end + 200))) return false;
    return builder.resolve(builder.textOf(only)).storage === 'unknown';
  }

  computedGoto(place: SyntaxNode): void {
    this.expressions.effect(place.children[0] ?? place);
    this.computed.push(this.builder.emit({ kind: 'jump', how: 'goto' }, place));
    this.builder.current = undefined;
  }

  /** Leads computed gotos to every label whose address is taken; to all where none is. */
  finish(): void {
    const { builder } = this;
    const taken = [...builder.labels].filter(([name]) => new RegExp(`&&\\s*${name}\\b`).test(builder.text));
    for (const from of this.computed)
      for (const [, to] of taken.length > 0 ? taken : builder.labels) builder.link(from, to);
  }

  statement(node: SyntaxNode): void {
    const { builder } = this;
    switch (node.kind) {
      case 'compound_statement':
        this.block(node);
        return;
      case 'expression_statement':
        if (this.isComputedGoto(node)) this.computedGoto(node);
        else if (this.isLastMacro(node)) this.builder.emit({ kind: 'macro' }, node);
        else for (const child of node.children) this.expressions.effect(child);
        return;
      case 'declaration':
        this.declaration(node);
        return;
      case 'if_statement':
        this.ifStatement(node);
        return;
      case 'while_statement':
        this.loop(node, childIn(node, 'condition'), undefined, false);
        return;
      case 'do_statement':
        this.loop(node, childIn(node, 'condition'), undefined, true);
        return;
      case 'for_statement': {
        builder.scopes.push(new Map());
        const initializer = childIn(node, 'initializer');
        if (initializer?.kind === 'declaration') this.declaration(initializer);
        else if (initializer !== undefined) this.expressions.effect(initializer);
        this.loop(node, childIn(node, 'condition'), childIn(node, 'update'), false);
        builder.scopes.pop();
        return;
      }
      case 'switch_statement':
        this.switchStatement(node);
        return;
      case 'case_statement':
        this.caseStatement(node);
        return;
      case 'labeled_statement': {
        const label = childIn(node, 'label');
        if (label !== undefined) builder.enter(builder.label(builder.textOf(label), label));
        for (const child of node.children) if (child !== label) this.statement(child);
        return;
      }
      case 'goto_statement': {
        const label = childIn(node, 'label');
        const id = builder.emit({ kind: 'jump', how: 'goto' }, node);
        if (label !== undefined) builder.link(id, builder.label(builder.textOf(label), label));
        builder.current = undefined;
        return;
      }
      case 'break_statement':
        this.jump(node, 'break', builder.enclosing.at(-1)?.breakTo);
        return;
      case 'continue_statement':
        this.jump(
          node,
          'continue',
          builder.enclosing.findLast(({ continueTo }) => continueTo !== undefined)?.continueTo,
        );
        return;
      case 'return_statement': {
        const inner = node.children[0];
        const value = inner === undefined ? undefined : this.expressions.value(inner);
        const caller = this.callers.at(-1);
        if (caller === undefined) builder.emit({ kind: 'return', value }, node);
        else {
          if (value !== undefined)
            builder.emit({ kind: 'assign', target: caller.result, value, update: false, initial: true }, node);
          builder.link(builder.current, caller.end);
        }
        builder.current = undefined;
        return;
      }
      case 'else_clause':
      case 'attributed_statement':
      case 'ERROR':
        for (const child of node.children) this.statement(child);
        return;
      case 'function_definition': {
        const name = childIn(childIn(node, 'declarator'), 'declarator');
        if (name !== undefined) this.nested.set(builder.textOf(name), node);
        return;
      }
      case 'type_definition':
      case 'struct_specifier':
      case 'union_specifier':
      case 'enum_specifier':
      case 'statement_identifier':
      case 'primitive_type':
      case 'type_identifier':
      case 'preproc_call':
        return;
      default:
        if (/_expression$|^identifier$/.test(node.kind)) this.expressions.effect(node);
    }
  }

  jump(node: SyntaxNode, how: 'break' | 'continue', target: number | undefined): void {
    const id = this.builder.emit({ kind: 'jump', how }, node);
    if (target !== undefined) this.builder.link(id, target);
    this.builder.current = undefined;
  }

  ifStatement(node: SyntaxNode): void {
    const { builder } = this;
    const condition = childIn(node, 'condition');
    const consequence = childIn(node, 'consequence');
    const alternative = childIn(node, 'alternative');
    const yes = builder.node({ kind: 'join' }, consequence ?? node);
    const end = builder.node({ kind: 'join' }, { start: node.end, end: node.end });
    const no = alternative === undefined ? end : builder.node({ kind: 'join' }, alternative);
    if (condition !== undefined) this.expressions.condition(condition, yes, no);
    builder.current = yes;
    if (consequence !== undefined) this.statement(consequence);
    builder.link(builder.current, end);
    if (alternative !== undefined) {
      builder.current = no;
      this.statement(alternative);
      builder.link(builder.current, end);
    }
    builder.current = end;
  }

  loop(node: SyntaxNode, condition: SyntaxNode | undefined, update: SyntaxNode | undefined, bodyFirst: boolean): void {
    const { builder } = this;
    const head = builder.node({ kind: 'join' }, { start: node.start, end: node.start });
    const body = builder.node({ kind: 'join' }, childIn(node, 'body') ?? node);
    const step = builder.node({ kind: 'join' }, update ?? { start: node.end, end: node.end });
    const end = builder.node({ kind: 'join' }, { start: node.end, end: node.end });
    builder.enter(bodyFirst ? body : head);
    const test = (): void => {
      builder.current = head;
      if (condition === undefined) builder.link(head, body);
      else this.expressions.condition(condition, body, end);
      builder.current = undefined;
    };
    if (!bodyFirst) test();
    builder.enclosing.push({ breakTo: end, continueTo: step, cases: undefined });
    builder.current = body;
    const inner = childIn(node, 'body');
    if (inner !== undefined) this.statement(inner);
    builder.enclosing.pop();
    builder.link(builder.current, step);
    builder.current = step;
    if (update !== undefined) this.expressions.effect(update);
    builder.link(builder.current, head);
    if (bodyFirst) test();
    builder.current = end;
  }

  switchStatement(node: SyntaxNode): void {
    const { builder } = this;
    const condition = childIn(node, 'condition');
    const body = childIn(node, 'body');
    const value = condition === undefined ? undefined : this.expressions.value(condition);
    const test =
      value === undefined ? undefined : builder.emit({ kind: 'switch', value, cases: [] }, condition ?? node);
    const end = builder.node({ kind: 'join' }, { start: node.end, end: node.end });
    const cases: { value: Expr | 'default'; node: number }[] = [];
    builder.enclosing.push({ breakTo: end, continueTo: undefined, cases });
    builder.current = undefined;
    if (body !== undefined) this.statement(body);
    builder.enclosing.pop();
    builder.link(builder.current, end);
    if (!cases.some((entry) => entry.value === 'default')) cases.push({ value: 'default', node: end });
    const draft = test === undefined ? undefined : builder.nodes[test];
    if (draft !== undefined && value !== undefined) {
      draft.action = { kind: 'switch', value, cases: cases.map((entry) => entry.value) };
      draft.next = cases.map((entry) => entry.node);
    }
    builder.current = end;
  }

  caseStatement(node: SyntaxNode): void {
    const { builder } = this;
    const label = childIn(node, 'value');
    const id = builder.node({ kind: 'join' }, node);
    const before = builder.current;
    builder.current = undefined;
    const value = label === undefined ? 'default' : this.expressions.value(label);
    builder.current = before;
    builder.enter(id);
    builder.enclosing.findLast(({ cases }) => cases !== undefined)?.cases?.push({ value, node: id });
    for (const child of node.children) if (child !== label) this.statement(child);
  }

  declaration(node: SyntaxNode): void {
    const { builder } = this;
    const words = qualifiers(node, (child) => builder.textOf(child));
    const type = childIn(node, 'type');
    const record = type?.kind === 'struct_specifier' || type?.kind === 'union_specifier';
    for (const child of node.children) {
      if (child.field !== 'declarator') continue;
      const inner = child.kind === 'init_declarator' ? childIn(child, 'declarator') : child;
      const found = inner === undefined ? undefined : declared(inner);
      if (found === undefined) continue;
      const name = builder.textOf(found.node);
      if (found.isFunction || /\bextern\b/.test(words)) {
        builder.scopes.at(-1)?.delete(name);
        continue;
      }
      const volatileHere = found.pointer
        ? /\*\s*(?:const\s+)?volatile\b/.test(builder.textOf(child))
        : /\bvolatile\b/.test(words);
      const storage = /\bstatic\b/.test(words) ? 'static' : 'local';
      const shape: Variable['shape'] = found.array ? 'array' : found.pointer ? 'pointer' : record ? 'struct' : 'scalar';
      const symbol = builder.declare(
        name,
        storage,
        { volatile: volatileHere, leadsToVolatile: found.pointer && /\bvolatile\b/.test(words), shape },
        found.node,
      );
      builder.emit({ kind: 'declare', symbol }, child);
      const value = child.kind === 'init_declarator' ? childIn(child, 'value') : undefined;
      if (value === undefined) continue;
      const given = this.expressions.value(value);
      if (storage === 'static') continue;
      const target: Expr = { kind: 'name', symbol, at: found.node };
      builder.emit({ kind: 'assign', target, value: given, update: false, initial: true }, child);
      this.expressions.members(target, given);
    }
  }

  /** Parameters of either style of definition. */
  parameters(definition: SyntaxNode, declarator: SyntaxNode): Variable[] {
    const { builder } = this;
    const list = childIn(declarator, 'parameters')?.children ?? [];
    const result: Variable[] = [];
    for (const parameter of list) {
      const inner = parameter.kind === 'identifier' ? parameter : childIn(parameter, 'declarator');
      const found = inner === undefined ? undefined : declared(inner);
      if (found === undefined) continue;
      const pointer = found.pointer || found.array || found.isFunction;
      const words = qualifiers(parameter, (child) => builder.textOf(child));
      result.push(
        builder.declare(
          builder.textOf(found.node),
          'parameter',
          {
            volatile: !pointer && /\bvolatile\b/.test(words),
            leadsToVolatile: pointer && /\bvolatile\b/.test(words),
            shape: pointer ? 'pointer' : 'scalar',
          },
          found.node,
          result.length,
        ),
      );
    }
    for (const old of definition.children.filter(({ kind }) => kind === 'declaration'))
      for (const child of old.children.filter(({ field }) => field === 'declarator')) {
        const found = declared(child);
        const name = found === undefined ? '' : builder.textOf(found.node);
        const at = result.findIndex((symbol) => symbol.name === name);
        const known = result[at];
        if (found === undefined || known === undefined) continue;
        const typed: Variable = { ...known, shape: found.pointer || found.array ? 'pointer' : 'scalar' };
        result[at] = typed;
        builder.symbols[typed.id] = typed;
        builder.scopes[0]?.set(name, typed);
      }
    return result;
  }
}

/** Lowers one function under one configuration. */
export const lower = (view: FunctionView): FunctionIr => {
  const { definition } = view;
  const builder = new Builder(view.text);
  const lowering = new StatementLowering(builder);
  let declarator = childIn(definition, 'declarator');
  let pointer = false;
  while (declarator !== undefined && declarator.kind !== 'function_declarator') {
    pointer ||= declarator.kind === 'pointer_declarator';
    declarator = childIn(declarator, 'declarator') ?? declarator.children[0];
  }
  const nameNode = childIn(declarator, 'declarator');
  const body = childOf(definition, 'compound_statement');
  const type = childIn(definition, 'type');
  const head = view.text.slice(definition.start, body?.start ?? definition.end);
  const entry = builder.emit({ kind: 'join' }, { start: definition.start, end: definition.start });
  builder.current = entry;
  const parameters = declarator === undefined ? [] : lowering.parameters(definition, declarator);
  if (body !== undefined) lowering.block(body);
  lowering.finish();
  builder.emit({ kind: 'end' }, { start: Math.max(definition.start, definition.end - 1), end: definition.end });
  return {
    name: view.item.name,
    nameAt: nameNode === undefined ? { start: definition.start, end: definition.start + 1 } : strip(nameNode),
    parameters,
    symbols: builder.symbols,
    nodes: builder.finish(),
    isVoid: !pointer && type?.kind === 'primitive_type' && builder.textOf(type) === 'void',
    noreturn: /\b_Noreturn\b|\bnoreturn\b|__noreturn__|\bNORETURN\b|\bATTRIBUTE_NORETURN\b|attribute_noreturn/.test(
      head,
    ),
  };
};
