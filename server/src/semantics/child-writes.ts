/** The child's writes to what was there before it, each with what the parent makes of the place afterwards. */

import type { Calls } from './calls.ts';
import type { Flow } from './flow.ts';
import { type Call, type Place, placeOf, type Variable } from './ir.ts';
import type { ParentView } from './liveness.ts';
import { parentView } from './liveness.ts';
import { lentTo, pointsTo, throughResults } from './local-pointers.ts';
import { isLocal, type Lowered, spotOf } from './program.ts';
import type { ChildLeave, ChildWrite } from './site.ts';
import { type Write, writesAt } from './writes.ts';

/** What only the child runs, and where it leaves that. */
export interface Walk {
  readonly own: ReadonlySet<number>;
  readonly common: ReadonlySet<number>;
  readonly leaves: readonly ChildLeave[];
}

/** What the analysis of one call stands on. */
export interface Context {
  readonly lowered: Lowered;
  readonly flow: Flow;
  readonly calls: Calls;
  readonly siteId: number;
  readonly call: Call;
}

/** The variables that a write may hit: itself, or what its pointer points to. */
const hit = (
  lowered: Lowered,
  write: Write,
  own: ReadonlySet<number>,
): readonly { readonly root: Variable; readonly write: Write }[] => {
  const { root, pointee } = write.place;
  if (root === undefined) return [];
  if (!pointee || root.storage === 'parameter' || root.storage === 'unknown') return [{ root, write }];
  const targets = pointsTo(lowered.ir, root);
  if (targets === undefined) {
    if (allocated(lowered, root, own)) return [];
    // A pointer of the child's own into memory that is not: that memory is what matters.
    const [lent] = lentTo(lowered.ir, root);
    if (lent?.root === undefined) return [{ root, write }];
    return [{ root: lent.root, write: { ...write, whole: false, place: { ...lent, pointee: true, whole: false } } }];
  }
  return targets.map((target) =>
    target.storage === 'parameter'
      ? { root: target, write }
      : {
          root: target,
          write: {
            ...write,
            whole: false,
            place: { key: `#${target.id};.`, root: target, pointee: false, whole: false },
          },
        },
  );
};

/** Whether a pointer is only ever given memory that the child itself has made, or moved on in it. */
const allocated = ({ ir }: Lowered, pointer: Variable, own: ReadonlySet<number>): boolean => {
  const fresh = new Set(
    ir.nodes.flatMap(({ id, action }) =>
      action.kind === 'call' && own.has(id) && /alloc|strdup|asprintf/.test(action.call.name ?? '')
        ? [action.call.result]
        : [],
    ),
  );
  const seen = new Set<number>();
  const isFresh = (variable: Variable): boolean => {
    if (seen.has(variable.id)) return true;
    seen.add(variable.id);
    const given = ir.nodes.flatMap(({ action }) =>
      action.kind === 'assign' && action.target.kind === 'name' && action.target.symbol.id === variable.id
        ? [throughResults(ir, action.value)]
        : [],
    );
    return (
      given.length > 0 &&
      given.every((value) => {
        if (value.kind === 'constant') return true;
        if (value.kind === 'temp') return fresh.has(value.id);
        const place = placeOf(value);
        return place?.root?.storage === 'local' && !place.pointee && isFresh(place.root);
      })
    );
  };
  return isFresh(pointer);
};

/** Whether a place is declared volatile: the variable, what a pointer leads to, or the member that is meant. */
const isVolatile = (
  { key, pointee }: Place,
  root: Variable,
  declared: boolean,
  isMember: (name: string) => boolean,
): boolean => {
  const member = /(?:->|\.)(\w+)[^>.]*$/.exec(key)?.[1];
  if (declared || (member !== undefined && isMember(member))) return true;
  return pointee ? root.leadsToVolatile === true : root.volatile;
};

/** The writes of the child to what was there before it. */
export const childWrites = (
  { lowered, flow, calls, siteId }: Context,
  walk: Walk,
  viewOf?: (place: Place) => ParentView,
): ChildWrite[] => {
  const { ir, view } = lowered;
  const { strict } = calls.program.options;
  const result: ChildWrite[] = [];
  const declaredInChild = new Set<number>();
  for (const node of ir.nodes)
    if (node.action.kind === 'declare' && walk.own.has(node.id)) declaredInChild.add(node.action.symbol.id);
  const addressed = new Set<number>();
  for (const { action } of ir.nodes)
    for (const expr of action.kind === 'call' ? action.call.args : action.kind === 'assign' ? [action.value] : [])
      if (expr.kind === 'address' && expr.base.kind === 'name') addressed.add(expr.base.symbol.id);
  const from = ir.nodes[siteId]?.next ?? [];
  for (const id of walk.own) {
    const node = ir.nodes[id];
    const state = flow.at[id]?.get('child');
    if (node === undefined || state === undefined) continue;
    for (const raw of writesAt(lowered, node, calls, state.environment, strict))
      for (const { root, write } of hit(lowered, raw, walk.own)) {
        const own = declaredInChild.has(root.id);
        if (own && !strict) continue;
        const { place } = write;
        const parent = viewOf?.(place) ?? parentView(ir, flow, from, place);
        const known = root.storage === 'unknown' ? calls.program.declared(view.file, root.name) : undefined;
        const errno = root.name === 'errno' && root.storage === 'unknown';
        const storage: ChildWrite['storage'] = errno
          ? 'errno'
          : place.pointee
            ? 'pointee'
            : root.storage === 'unknown' || root.storage === 'function'
              ? known?.isStatic === true
                ? 'static'
                : 'global'
              : root.storage;
        result.push({
          at: spotOf(lowered, write.at),
          place: write.shown,
          name: root.name,
          storage,
          volatile: isVolatile(place, root, known?.volatile === true, (name) =>
            calls.program.volatileMember(view.file, name),
          ),
          own,
          inMemory: root.shape === 'array' || root.shape === 'struct' || addressed.has(root.id),
          parentRead: parent.read === undefined ? undefined : spotOf(lowered, parent.read),
          restored: parent.written === undefined ? undefined : spotOf(lowered, parent.written),
          outlives: parent.survives && !(isLocal(root) && !place.pointee),
          inner: write.inner,
          depth: write.inner === undefined ? 0 : write.via.length + 1,
          declaration: root.at === undefined ? known?.at : spotOf(lowered, root.at),
        });
      }
  }
  return result;
};
