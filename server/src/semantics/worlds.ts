/**
 * Programs in which parent and child swap their work by a flag: `(pid != 0 && d) || (pid == 0 && !d)`. Both roles then come
 * to the same lines, but never in the same run; whether a line is the child's alone can only be said for each value of the
 * flag. This finds such a flag and gives one dataflow for each case.
 */
import type { Calls } from './calls.ts';
import type { Flow } from './flow.ts';
import { placeOf } from './ir.ts';
import type { Lowered } from './program.ts';
import { NEGATIVE, POSITIVE, type Value, ZERO } from './values.ts';

/** The place of a flag that the roles disagree on at some node though neither has written it, and what the child takes it for. */
const flagOf = (
  { ir }: Lowered,
  flow: Flow,
  site: number,
): { readonly key: string; readonly signs: number } | undefined => {
  const before = flow.at[site]?.get('before')?.environment;
  const written = new Set(
    ir.nodes.flatMap(({ id, action }) =>
      action.kind === 'assign' && (flow.at[id]?.has('child') === true || flow.at[id]?.has('parent') === true)
        ? (placeOf(action.target)?.key ?? [])
        : [],
    ),
  );
  for (const roles of flow.at) {
    const child = roles.get('child')?.environment;
    const parent = roles.get('parent')?.environment;
    if (child === undefined || parent === undefined) continue;
    for (const [key, value] of child) {
      const other = parent.get(key);
      const free = key.startsWith('#') && before?.get(key) === undefined && !written.has(key);
      if (!free || other === undefined || (value.signs & other.signs) !== 0) continue;
      if (value.origin === undefined && other.origin === undefined) return { key, signs: value.signs };
    }
  }
  return undefined;
};

/** The dataflows of a site, one for each case of its flag; the plain one where there is no flag. */
export const worldsOf = (lowered: Lowered, calls: Calls, site: number): readonly Flow[] => {
  const flow = calls.flowFrom(lowered, site);
  const flag = flagOf(lowered, flow, site);
  if (flag === undefined) return [flow];
  const value = (signs: number): Value => ({ signs, ...(signs === ZERO ? { exact: 0 } : {}) });
  return [flag.signs, (NEGATIVE | ZERO | POSITIVE) & ~flag.signs].map((signs) =>
    calls.flowFrom(lowered, site, new Map([[flag.key, value(signs)]])),
  );
};
