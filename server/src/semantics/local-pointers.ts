/**
 * What the local pointers of a function point to, by its assignments alone: variables, and functions. Not what pointers of a
 * file hold (pointers.ts), nor what a caller hands over: that the dataflow tells.
 */
import type { Call, Expr, FunctionIr, Place, Variable } from './ir.ts';
import { placeOf } from './ir.ts';
import { INTO_ARGUMENT } from './library.ts';
import { isLocal } from './program.ts';

const results = new WeakMap<FunctionIr, ReadonlyMap<number, Call>>();

/** The call whose result a temp holds. */
const callOf = (ir: FunctionIr, temp: number): Call | undefined => {
  let known = results.get(ir);
  if (known === undefined) {
    known = new Map(
      ir.nodes.flatMap(({ action }) => (action.kind === 'call' ? [[action.call.result, action.call] as const] : [])),
    );
    results.set(ir, known);
  }
  return known.get(temp);
};

/** An expression in which results that point into an argument of their call, as strchr's does, stand as that argument. */
export const throughResults = (ir: FunctionIr, expr: Expr, depth = 0): Expr => {
  switch (expr.kind) {
    case 'temp': {
      const call = callOf(ir, expr.id);
      const index = INTO_ARGUMENT.get(call?.name ?? '');
      const argument = index === undefined ? undefined : call?.args[index];
      if (argument === undefined || depth > 4) return expr;
      const left = throughResults(ir, argument, depth + 1);
      return { kind: 'binary', operator: '+', left, right: { kind: 'text', at: expr.at }, at: expr.at };
    }
    case 'member':
    case 'element':
    case 'target':
    case 'address': {
      const base = throughResults(ir, expr.base, depth);
      return base === expr.base ? expr : { ...expr, base };
    }
    case 'binary': {
      const left = throughResults(ir, expr.left, depth);
      return left === expr.left ? expr : { ...expr, left };
    }
    default:
      return expr;
  }
};

/**
 * Where a pointer of the function's own gets memory that was there before: the places of parameters, of globals and of what
 * lies behind them that it is given. Empty where it is only given addresses of locals, fresh memory, or nothing known.
 */
export const lentTo = (ir: FunctionIr, pointer: Variable): readonly Place[] => {
  const found: Place[] = [];
  const seen = new Set([pointer.id]);
  const work = [pointer];
  for (let next = work.pop(); next !== undefined; next = work.pop())
    for (const { action } of ir.nodes) {
      if (action.kind !== 'assign' || action.target.kind !== 'name' || action.target.symbol.id !== next.id) continue;
      const value = throughResults(ir, action.value);
      const place = placeOf(value.kind === 'address' ? value.base : value);
      const { root } = place ?? {};
      if (place === undefined || root === undefined || (root.storage === 'local' && !place.pointee && !place.whole))
        continue;
      if (root.storage !== 'local') found.push(place);
      else if (!seen.has(root.id)) {
        seen.add(root.id);
        work.push(root);
      }
    }
  return found;
};

/** The names of the functions that a local pointer, or a choice between names, holds; undefined where it may be another. */
export const functionsOf = (ir: FunctionIr, pointer: Expr): readonly string[] | undefined => {
  const names = new Set<string>();
  const collect = (value: Expr, depth: number): boolean => {
    if (depth > 6) return false;
    if (value.kind === 'address') return collect(value.base, depth + 1);
    if (value.kind === 'constant' && value.value === 0) return true;
    if (value.kind === 'name' && value.symbol.storage === 'unknown') {
      names.add(value.symbol.name);
      return true;
    }
    if (value.kind !== 'temp' && (depth > 0 || value.kind !== 'name')) return false;
    const given = ir.nodes.flatMap(({ action }) =>
      action.kind === 'assign' && isSame(action.target, value) ? [action.value] : [],
    );
    // All are collected, so that vfork is seen among whatever else there is.
    return given.map((one) => collect(one, depth + 1)).every(Boolean) && (given.length > 0 || value.kind === 'name');
  };
  return collect(pointer, 0) ? [...names] : names.has('vfork') ? ['vfork'] : undefined;
};

const isSame = (a: Expr, b: Expr): boolean =>
  a.kind === 'temp'
    ? b.kind === 'temp' && a.id === b.id
    : a.kind === 'name' && b.kind === 'name' && a.symbol.id === b.symbol.id;

/** The variables that a pointer of this function may point to; undefined where it may be anything. */
export const pointsTo = (
  ir: FunctionIr,
  pointer: Variable,
  seen: Set<number> = new Set(),
): readonly Variable[] | undefined => {
  if (!isLocal(pointer) && pointer.storage !== 'static') return undefined;
  if (seen.has(pointer.id)) return [];
  seen.add(pointer.id);
  const result: Variable[] = pointer.storage === 'parameter' ? [pointer] : [];
  for (const { action } of ir.nodes) {
    if (
      action.kind !== 'assign' ||
      action.target.kind !== 'name' ||
      action.target.symbol.id !== pointer.id ||
      action.update
    )
      continue;
    const value = throughResults(ir, action.value);
    const place = placeOf(value.kind === 'address' ? value.base : value);
    if (value.kind === 'constant' || value.kind === 'text') continue;
    if (place?.root === undefined) return undefined;
    if (value.kind === 'address' || place.root.shape === 'array') {
      if (place.pointee) return undefined;
      result.push(place.root);
    } else {
      const further = pointsTo(ir, place.root, seen);
      if (further === undefined || !place.key.replace(/\++$/, '').endsWith(';')) return undefined;
      result.push(...further);
    }
  }
  return result;
};
