/** What running a function in a child does that its caller must know of: the effects of a summary, out of the function's flow. */
import type { Calls } from './calls.ts';
import type { Flow } from './flow.ts';
import type { CfgNode } from './ir.ts';
import { type Lowered, spotOf } from './program.ts';
import type { Effect, Spot } from './site.ts';
import { effectKey } from './summaries.ts';
import type { Environment } from './values.ts';
import { writesAt } from './writes.ts';

/** The effects of a function that a child runs, from its flow: those of its calls, and its writes. */
export const effectsOf = (calls: Calls, lowered: Lowered, flow: Flow): readonly Effect[] => {
  const found = new Map<string, Effect>();
  const add = (effect: Effect): void => {
    const key = effectKey(effect);
    const known = found.get(key);
    // Of several ways to one effect the shortest is told.
    if (known === undefined || effect.via.length < known.via.length) found.set(key, effect);
  };
  for (const node of lowered.ir.nodes) {
    const state = flow.at[node.id]?.get('child');
    if (state === undefined) continue;
    for (const effect of outerWrites(calls, lowered, node, state.environment)) add(effect);
    if (node.action.kind !== 'call') continue;
    const call = node.action.call;
    const here = spotOf(lowered, call.at);
    for (const effect of calls.effects(lowered, call, state.environment))
      if (effect.kind !== 'write') add(sameSpot(effect.at, here) ? effect : { ...effect, via: [here, ...effect.via] });
  }
  return [...found.values()];
};

/** The writes of a node that its function's caller can see. */
const outerWrites = (calls: Calls, lowered: Lowered, node: CfgNode, environment: Environment): Effect[] => {
  const result: Effect[] = [];
  for (const write of writesAt(lowered, node, calls, environment)) {
    const { root, pointee } = write.place;
    if (root === undefined) continue;
    const base = {
      kind: 'write' as const,
      detail: write.detail,
      at: write.inner ?? spotOf(lowered, write.at),
      via: write.inner === undefined ? [] : [spotOf(lowered, write.at), ...write.via],
    };
    if (root.storage === 'parameter') {
      if (pointee) result.push({ ...base, name: root.name, parameter: root.index });
    } else if (root.storage === 'unknown') {
      if (!/^(?:errno|optind|opterr|stdin|stdout|stderr)$/.test(root.name)) result.push({ ...base, name: root.name });
    }
  }
  return result;
};

const sameSpot = (a: Spot, b: Spot): boolean =>
  a.path === b.path && a.range.start === b.range.start && a.range.end === b.range.end;
