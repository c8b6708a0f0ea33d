/**
 * What the local pointers of a function point to, by its assignments alone: variables, and functions. Not what pointers of a
 * file hold (pointers.ts), nor what a caller hands over: that the dataflow tells.
 */
import type { Expr, FunctionIr, Variable } from './ir.ts';
import { placeOf } from './ir.ts';
import { isLocal } from './program.ts';

/** The names of the functions that a local pointer is given; undefined where it is given something else, too. */
export const functionsOf = (ir: FunctionIr, variable: Variable): readonly string[] | undefined => {
  const names = new Set<string>();
  const collect = (value: Expr, depth: number): boolean => {
    if (depth > 6) return false;
    if (value.kind === 'address') return collect(value.base, depth + 1);
    if (value.kind === 'constant' && value.value === 0) return true;
    if (value.kind === 'name' && value.symbol.storage === 'unknown') {
      names.add(value.symbol.name);
      return true;
    }
    if (value.kind !== 'temp') return false;
    const given = ir.nodes.flatMap(({ action }) =>
      action.kind === 'assign' && action.target.kind === 'temp' && action.target.id === value.id ? [action.value] : [],
    );
    return given.length > 0 && given.every((one) => collect(one, depth + 1));
  };
  let known = true;
  for (const { action } of ir.nodes)
    if (action.kind === 'assign' && action.target.kind === 'name' && action.target.symbol.id === variable.id)
      known = collect(action.value, 0) && known;
  return known ? [...names] : names.has('vfork') ? ['vfork'] : undefined;
};

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
    const { value } = action;
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
