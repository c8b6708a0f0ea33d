/**
 * glibc's `clone(fn, stack, flags, arg)` with CLONE_VM and CLONE_VFORK (clone(2)): the child runs `fn` on a stack of its own
 * while the caller sleeps, in the same memory. Its end is the end of `fn`; returning from it is no fault. Only functions of
 * the file itself are looked into.
 */
import type { Calls } from './calls.ts';
import { type Context, childWrites, type Walk } from './child-writes.ts';
import { failureOf } from './failure.ts';
import type { Call, Expr } from './ir.ts';
import { type ParentView, parentView } from './liveness.ts';
import { isLocal, type Lowered, spotOf } from './program.ts';
import { childCalls } from './region.ts';
import type { Site } from './site.ts';
import { evaluateIn } from './values.ts';
import { waitingOf } from './waiting.ts';

const CLONE = /^(?:__)?clone$/;
const [VM, SUSPENDS] = [0x100, 0x4000];

/** Whether the flags of a clone call hold a bit, by name or by number. */
const holds = ({ view }: Lowered, flags: Expr, name: string, bit: number): boolean => {
  const value = evaluateIn(flags, new Map())?.exact;
  return new RegExp(`\\b${name}\\b`).test(view.text.slice(flags.at.start, flags.at.end)) || ((value ?? 0) & bit) !== 0;
};

/** The name of the function that a clone call of this kind runs in the child. */
const childOf = (lowered: Lowered, call: Call): string | undefined => {
  const [fn, , flags] = call.args;
  if (!CLONE.test(call.name ?? '') || fn === undefined || flags === undefined) return undefined;
  if (!holds(lowered, flags, 'CLONE_VM', VM) || !holds(lowered, flags, 'CLONE_VFORK', SUSPENDS)) return undefined;
  const name = fn.kind === 'address' ? fn.base : fn;
  return name.kind === 'name' ? name.symbol.name : undefined;
};

/** The site of a clone call that borrows the caller's memory; undefined for every other call. */
export const cloneSiteOf = (
  caller: Lowered,
  calls: Calls,
  id: number,
  facts: Pick<Site, 'threads' | 'headers'>,
): Site | undefined => {
  const action = caller.ir.nodes[id]?.action;
  if (action?.kind !== 'call') return undefined;
  const { call } = action;
  const { view } = caller;
  const { program } = calls;
  const name = childOf(caller, call);
  const definition = name === undefined ? undefined : program.own(view.file, name);
  const lowered = definition && program.functions(definition, view.configuration, 3)[0];
  if (lowered === undefined || lowered.ir === caller.ir) return undefined;
  const flow = calls.flowInChild(lowered);
  const parent = calls.flowFrom(caller, id);
  const { nodes } = lowered.ir;
  const own = new Set(nodes.flatMap((node) => (flow.at[node.id]?.has('child') === true ? [node.id] : [])));
  const walk: Walk = { own, common: new Set(), leaves: [] };
  const context: Context = { lowered, flow, calls, siteId: -1, call };
  // The child's own frame is out of the parent's sight; globals are looked for in the caller by their names.
  const viewOf = (place: Parameters<typeof parentView>[3]): ParentView => {
    const { root } = place;
    if (root === undefined || (!place.pointee && (isLocal(root) || root.storage === 'static')))
      return { read: undefined, written: undefined, survives: false };
    if (place.pointee) return { read: undefined, written: undefined, survives: true };
    const outer = { key: `g${root.name};`, root: { ...root, id: -1 }, pointee: false, whole: false };
    return parentView(caller.ir, parent, caller.ir.nodes[id]?.next ?? [], outer);
  };
  const found = childCalls(context, walk);
  return {
    path: view.file.path,
    kind: 'vfork',
    owner: caller.ir.name,
    ownerName: view.sourceOf(caller.ir.nameAt),
    isMain: caller.ir.name === 'main',
    call: spotOf(caller, call.at),
    spelling: call.name ?? 'clone',
    calls: found,
    writes: childWrites(context, walk, viewOf),
    leaves: [],
    failure: failureOf(caller, parent, call),
    ends: { exec: found.some(({ effects }) => effects.some(({ kind }) => kind === 'exec')), quits: true },
    ...waitingOf(lowered, own),
    targets: program.options.targets,
    strict: program.options.strict,
    text: view.file.text,
    region: [...own].map((node) => lowered.view.sourceOf(nodes[node]?.at ?? call.at)),
    headers: facts.headers,
    threads: facts.threads,
    spawn: undefined,
    argumentsText: call.args.map((arg) => view.text.slice(arg.at.start, arg.at.end)),
  };
};
