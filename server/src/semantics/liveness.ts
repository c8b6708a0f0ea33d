/**
 * The parent's view of a place that the child wrote: on the ways that the parent can take from the vfork call on, is the
 * place read before it is written again, and can code behind the function still see it?
 */

import type { TextRange } from '../text/range.ts';
import type { Flow } from './flow.ts';
import { type CfgNode, type Expr, eachPart, type FunctionIr, type Place, placeOf, readsOf } from './ir.ts';
import { EXEC, EXIT, NEVER, QUIET_EXIT, STATUS_EXIT, WRITES } from './library.ts';

/** What the parent does with a place. */
export interface ParentView {
  readonly read: TextRange | undefined;
  readonly written: TextRange | undefined;
  /** Whether some way of the parent leaves the function with the place as the child left it. */
  readonly survives: boolean;
}

const normal = (key: string): string => key.replaceAll(/\++/g, '');

/** Whether an expression reads a place, or part of it. */
const mentions = (expr: Expr, place: Place): boolean => {
  let found = false;
  eachPart(expr, (part) => {
    if (found) return;
    if (part.kind === 'temp') return;
    const other = placeOf(part);
    if (other?.root === undefined || place.root === undefined) return;
    if (other.root.id !== place.root.id && !(place.root.id === -1 && other.root.name === place.root.name)) return;
    // Of a pointer's target only the same way counts, and what it leads on to; the pointer itself is not changed.
    if (place.pointee)
      found =
        normal(other.key) === normal(place.key) ||
        other.key.startsWith(place.key) ||
        (place.key.startsWith('*') && normal(other.key).startsWith(`${normal(place.key).slice(1)}[`));
    else
      found =
        place.whole ||
        other.whole ||
        other.key === place.key ||
        other.key.startsWith(place.key) ||
        place.key.startsWith(other.key);
  });
  return found;
};

type Touch = { readonly read?: TextRange; readonly write?: TextRange };

/** What a node does to a place. */
const touch = (node: CfgNode, place: Place): Touch => {
  const { action } = node;
  let write: TextRange | undefined;
  const skipped = new Set<Expr>();
  if (action.kind === 'call' && action.call.name !== undefined) {
    for (const i of WRITES.get(action.call.name) ?? []) {
      const argument = action.call.args[i];
      const root =
        argument === undefined ? undefined : placeOf(argument.kind === 'address' ? argument.base : argument)?.root;
      if (
        argument !== undefined &&
        root !== undefined &&
        root.id === place.root?.id &&
        (!place.pointee || root.shape === 'pointer')
      ) {
        skipped.add(argument);
        write = action.call.at;
      }
    }
  }
  if (
    action.kind === 'assign' &&
    action.update &&
    action.value.kind === 'binary' &&
    /^[&|^]$/.test(action.value.operator)
  ) {
    // Bits that the child set are masked out again: the old value is put back.
    if (normal(placeOf(action.target)?.key ?? '') === normal(place.key)) return { write: node.at };
  }
  // Memory behind a pointer is read by what is handed the pointer.
  if (action.kind === 'call' && place.pointee && place.key.startsWith('*') && action.call.name !== 'free')
    for (const argument of action.call.args)
      if (!skipped.has(argument) && normal(placeOf(argument)?.key ?? '') === normal(place.key).slice(1))
        return { read: argument.at };
  for (const expr of readsOf(action)) {
    if (skipped.has(expr)) continue;
    if (mentions(expr, place)) return { read: expr.at };
  }
  if (action.kind === 'assign') {
    const target = placeOf(action.target);
    if (target?.root !== undefined && place.root !== undefined) {
      const sameRoot =
        target.root.id === place.root.id || (place.root.id === -1 && target.root.name === place.root.name);
      if (
        sameRoot &&
        (normal(target.key) === normal(place.key) || (target.whole && !target.pointee) || place.root.id === -1)
      )
        write = node.at;
    }
  }
  if (action.kind === 'declare' && action.symbol.id === place.root?.id) write = node.at;
  return write === undefined ? {} : { write };
};

/** Whether a library function ends the process, so that nothing of the program sees its memory any more. */
const ends = (name: string): boolean =>
  [EXEC, EXIT, QUIET_EXIT, STATUS_EXIT, NEVER].some((functions) => functions.has(name));

/** Follows the parent from the successors of the call on. */
export const parentView = (ir: FunctionIr, flow: Flow, from: readonly number[], place: Place): ParentView => {
  const seen = new Set<number>();
  const work = from.filter((id) => flow.at[id]?.has('parent') === true);
  let read: TextRange | undefined;
  let written: TextRange | undefined;
  let survives = false;
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = ir.nodes[id];
    if (node === undefined) continue;
    const { read: reads, write } = touch(node, place);
    if (reads !== undefined) {
      if (read === undefined || reads.start < read.start) read = reads;
      continue;
    }
    if (write !== undefined) {
      written ??= write;
      continue;
    }
    if (node.action.kind === 'return' || node.action.kind === 'end') survives = true;
    const next = flow.next(node, 'parent');
    // A helper of the program that does not come back is code behind the function, too.
    if (next.length === 0 && node.action.kind === 'call' && !ends(node.action.call.name ?? '')) survives = true;
    for (const to of next) if (flow.at[to]?.has('parent') === true) work.push(to);
  }
  return { read, written, survives };
};
