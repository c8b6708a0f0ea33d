/**
 * The intermediate form of a function: a control-flow graph whose nodes do one thing each, over expressions without side
 * effects. Calls, assignments and short circuits inside expressions have become nodes of their own, in C's order. Ranges are
 * of the view's text (syntax/view.ts).
 */
import type { TextRange } from '../text/range.ts';

/** How a name is stored. `unknown` names are declared nowhere in sight: globals of a header, constants, functions. */
export type Storage = 'local' | 'parameter' | 'static' | 'global' | 'function' | 'unknown';

/** A name with its declaration. `id` is unique within the function. */
export interface Variable {
  readonly id: number;
  readonly name: string;
  readonly storage: Storage;
  readonly volatile: boolean;
  /** Of a pointer: whether what it leads to is volatile. */
  readonly leadsToVolatile?: boolean;
  readonly shape: 'scalar' | 'pointer' | 'array' | 'struct';
  readonly index: number;
  readonly at: TextRange | undefined;
}

/** Expressions free of side effects. `temp` holds what a call or a choice gave. */
export type Expr = { readonly at: TextRange } & (
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'name'; readonly symbol: Variable }
  | { readonly kind: 'temp'; readonly id: number; readonly text: string; readonly parts: readonly Expr[] }
  | { readonly kind: 'member'; readonly base: Expr; readonly field: string; readonly arrow: boolean }
  | { readonly kind: 'element'; readonly base: Expr; readonly index: Expr }
  | { readonly kind: 'target'; readonly base: Expr }
  | { readonly kind: 'address'; readonly base: Expr }
  | { readonly kind: 'unary'; readonly operator: string; readonly base: Expr }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'opaque'; readonly parts: readonly Expr[] }
);

/** A call. `name` is undefined where the callee is not a plain name. */
export interface Call {
  readonly name: string | undefined;
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly result: number;
  readonly at: TextRange;
  readonly nameAt: TextRange;
}

/** What a node does. `branch` has the successors [true, false], `switch` one for each of `cases`. */
export type Action =
  | { readonly kind: 'join' }
  | { readonly kind: 'declare'; readonly symbol: Variable }
  | {
      readonly kind: 'assign';
      readonly target: Expr;
      readonly value: Expr;
      readonly update: boolean;
      readonly initial: boolean;
    }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'evaluate'; readonly value: Expr }
  | { readonly kind: 'branch'; readonly condition: Expr }
  | { readonly kind: 'switch'; readonly value: Expr; readonly cases: readonly (Expr | 'default')[] }
  | { readonly kind: 'return'; readonly value: Expr | undefined }
  | { readonly kind: 'jump'; readonly how: 'break' | 'continue' | 'goto' }
  /** A macro whose definition is not there, as the last statement of a block. */
  | { readonly kind: 'macro' }
  | { readonly kind: 'end' };

/** A node; `next` holds the ids of its successors. */
export interface CfgNode {
  readonly id: number;
  readonly at: TextRange;
  readonly action: Action;
  readonly next: readonly number[];
}

/** A function ready for analysis. Node 0 is the entry. */
export interface FunctionIr {
  readonly name: string;
  readonly nameAt: TextRange;
  readonly parameters: readonly Variable[];
  readonly symbols: readonly Variable[];
  readonly nodes: readonly CfgNode[];
  readonly isVoid: boolean;
  readonly noreturn: boolean;
}

/** A place in memory as a key: of its symbol and the way from there. `pointee` says that the way goes through a pointer. */
export interface Place {
  readonly key: string;
  readonly root: Variable | undefined;
  readonly pointee: boolean;
  /** Whether the whole of the root is meant, and no part of it. */
  readonly whole: boolean;
}

/** The place that an expression names; undefined where it is none. */
export const placeOf = (expr: Expr): Place | undefined => {
  switch (expr.kind) {
    case 'name':
      return { key: `#${expr.symbol.id};`, root: expr.symbol, pointee: false, whole: true };
    case 'temp':
      return { key: `t${expr.id};`, root: undefined, pointee: false, whole: true };
    case 'member': {
      const base = placeOf(expr.base);
      if (base === undefined) return undefined;
      return {
        key: `${base.key}${expr.arrow ? '->' : '.'}${expr.field}`,
        root: base.root,
        pointee: base.pointee || expr.arrow,
        whole: false,
      };
    }
    case 'element': {
      const base = placeOf(expr.base);
      if (base === undefined) return undefined;
      const at =
        expr.index.kind === 'constant'
          ? String(expr.index.value)
          : expr.index.kind === 'name'
            ? expr.index.symbol.name
            : '*';
      // What a name of elsewhere is, array or pointer, cannot be told: its elements count as its own.
      const through = base.whole && base.root?.shape !== 'array' && base.root?.storage !== 'unknown';
      return { key: `${base.key}[${at}]`, root: base.root, pointee: base.pointee || through, whole: false };
    }
    case 'target': {
      const base = placeOf(expr.base);
      if (base === undefined) return undefined;
      return {
        key: `*${base.key}`,
        root: base.root,
        pointee: base.pointee || base.root?.shape !== 'array',
        whole: false,
      };
    }
    case 'binary': {
      const base = placeOf(expr.left) ?? placeOf(expr.right);
      return base === undefined ? undefined : { ...base, key: `${base.key}+`, whole: false };
    }
    default:
      return undefined;
  }
};

/** Calls `visit` for every part of an expression, itself first. */
export const eachPart = (expr: Expr, visit: (part: Expr) => void): void => {
  visit(expr);
  switch (expr.kind) {
    case 'member':
    case 'target':
    case 'address':
    case 'unary':
      eachPart(expr.base, visit);
      break;
    case 'element':
      eachPart(expr.base, visit);
      eachPart(expr.index, visit);
      break;
    case 'binary':
      eachPart(expr.left, visit);
      eachPart(expr.right, visit);
      break;
    case 'opaque':
      for (const part of expr.parts) eachPart(part, visit);
      break;
    default:
      break;
  }
};

/** A text that is the same for expressions that mean the same as long as their symbols keep their values. */
export const textOf = (expr: Expr): string => {
  switch (expr.kind) {
    case 'constant':
      return String(expr.value);
    case 'text':
      return '""';
    case 'name':
      return `#${expr.symbol.id};`;
    case 'temp':
      return expr.text;
    case 'member':
      return `${textOf(expr.base)}${expr.arrow ? '->' : '.'}${expr.field}`;
    case 'element':
      return `${textOf(expr.base)}[${textOf(expr.index)}]`;
    case 'target':
      return `*${textOf(expr.base)}`;
    case 'address':
      return `&${textOf(expr.base)}`;
    case 'unary':
      return `${expr.operator}(${textOf(expr.base)})`;
    case 'binary':
      return `(${textOf(expr.left)}${expr.operator}${textOf(expr.right)})`;
    case 'opaque':
      return `?${expr.at.start}`;
  }
};

/** What a node reads, in order. Targets of assignments count for the pointers and indices on the way only. */
export const readsOf = (action: Action): readonly Expr[] => {
  switch (action.kind) {
    case 'assign': {
      const way: Expr[] = [];
      const { target } = action;
      if (target.kind === 'member' || target.kind === 'target') way.push(target.base);
      else if (target.kind === 'element') way.push(target.index, target.base);
      return action.update
        ? [action.value, target]
        : [
            action.value,
            ...way.filter(
              (part) => part.kind !== 'name' || part.symbol.shape === 'pointer' || part.symbol.storage !== 'local',
            ),
          ];
    }
    case 'call':
      return [...(action.call.name === undefined ? [action.call.callee] : []), ...action.call.args];
    case 'evaluate':
      return [action.value];
    case 'branch':
      return [action.condition];
    case 'switch':
      return [action.value];
    case 'return':
      return action.value === undefined ? [] : [action.value];
    default:
      return [];
  }
};
