/**
 * The growing control-flow graph of one function, with its scopes: what the lowering of statements and of expressions
 * share. Names that no scope knows become one symbol each for the whole function.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import type { TextRange } from '../text/range.ts';
import type { Action, CfgNode, Expr, Storage, Variable } from './ir.ts';

interface Draft {
  readonly id: number;
  readonly at: TextRange;
  action: Action;
  next: number[];
}

/** Targets of jumps out of a loop or switch. */
export interface Enclosing {
  readonly breakTo: number;
  readonly continueTo: number | undefined;
  readonly cases: { readonly value: Expr | 'default'; readonly node: number }[] | undefined;
}

/** One function under construction. `current` is the node that the next one follows; undefined in dead code. */
export class Builder {
  readonly text: string;
  readonly nodes: Draft[] = [];
  readonly symbols: Variable[] = [];
  readonly scopes: Map<string, Variable>[] = [new Map()];
  readonly outer: Map<string, Variable> = new Map();
  readonly enclosing: Enclosing[] = [];
  readonly labels: Map<string, number> = new Map();
  current: number | undefined;
  temps = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Adds a node without predecessors. */
  node(action: Action, at: TextRange): number {
    const id = this.nodes.length;
    this.nodes.push({ id, at: { start: at.start, end: at.end }, action, next: [] });
    return id;
  }

  link(from: number | undefined, to: number): void {
    if (from !== undefined) this.nodes[from]?.next.push(to);
  }

  /** Adds a node behind the current one and makes it the current one. */
  emit(action: Action, at: TextRange): number {
    const id = this.node(action, at);
    this.link(this.current, id);
    this.current = id;
    return id;
  }

  /** Goes on at a node: the current one leads there, and it becomes the current one. */
  enter(id: number): void {
    this.link(this.current, id);
    this.current = id;
  }

  textOf(node: TextRange): string {
    return this.text.slice(node.start, node.end);
  }

  temp(): number {
    return this.temps++;
  }

  declare(
    name: string,
    storage: Storage,
    facts: Pick<Variable, 'volatile' | 'leadsToVolatile' | 'shape'>,
    at: TextRange,
    index = -1,
  ): Variable {
    const symbol: Variable = {
      id: this.symbols.length,
      name,
      storage,
      ...facts,
      index,
      at,
    };
    this.symbols.push(symbol);
    this.scopes.at(-1)?.set(name, symbol);
    return symbol;
  }

  /** The symbol that a name stands for here. */
  resolve(name: string): Variable {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const symbol = this.scopes[i]?.get(name);
      if (symbol !== undefined) return symbol;
    }
    const known = this.outer.get(name);
    if (known !== undefined) return known;
    const symbol: Variable = {
      id: this.symbols.length,
      name,
      storage: 'unknown',
      volatile: false,
      shape: 'scalar',
      index: -1,
      at: undefined,
    };
    this.symbols.push(symbol);
    this.outer.set(name, symbol);
    return symbol;
  }

  /** The node of a label, made at its first mention. */
  label(name: string, at: SyntaxNode): number {
    const known = this.labels.get(name);
    if (known !== undefined) return known;
    const id = this.node({ kind: 'join' }, at);
    this.labels.set(name, id);
    return id;
  }

  finish(): readonly CfgNode[] {
    return this.nodes;
  }
}
