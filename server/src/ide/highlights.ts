/** Places that belong together: a vfork call, the region that its child runs, and every way out of it. */
import type { Site } from '../semantics/site.ts';
import { covers, type TextRange } from '../text/range.ts';
import { outline } from './region.ts';
import type { Workspace } from './workspace.ts';

/** A place; `vfork` is the call, `exit` a way out of the child, `child` a part of what the child runs. */
export interface HighlightItem {
  readonly kind: 'vfork' | 'exit' | 'child';
  readonly range: TextRange;
}

/** What belongs with the vfork call at an offset, or with the way out there: for that the call and the other ways only. */
export const highlights = (workspace: Workspace, path: string, offset: number): readonly HighlightItem[] => {
  const at = { start: offset, end: offset };
  const sites = workspace.sites(path).filter((site) => site.path === path);
  const called = sites.find(({ call }) => call.path === path && covers(call.range, at));
  if (called !== undefined)
    return [...ends(called), ...outline(called).map((range) => ({ kind: 'child' as const, range }))];
  const left = sites.find((site) => ends(site).some(({ range }) => covers(range, at)));
  return left === undefined ? [] : ends(left);
};

const ends = ({ path, call, calls, leaves }: Site): readonly HighlightItem[] => {
  const ways = [
    ...calls
      .filter(({ name, effects }) => name === '_exit' || effects.some(({ kind }) => kind === 'exit' || kind === 'exec'))
      .map(({ callee }) => callee),
    ...leaves.map(({ at }) => at),
  ];
  const exits = ways.filter((way) => way.path === path).map(({ range }) => ({ kind: 'exit' as const, range }));
  return [...(call.path === path ? [{ kind: 'vfork' as const, range: call.range }] : []), ...exits];
};
