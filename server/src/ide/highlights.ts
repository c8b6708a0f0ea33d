/** Places that belong together: a vfork call with every place where its child leaves. */
import { covers, type TextRange } from '../text/range.ts';
import type { Workspace } from './workspace.ts';

/** A place; `vfork` is the call, `exit` a way out of the child. */
export interface HighlightItem {
  readonly kind: 'vfork' | 'exit';
  readonly range: TextRange;
}

/** What belongs with the vfork call, or the way out, at an offset. */
export const highlights = (workspace: Workspace, path: string, offset: number): readonly HighlightItem[] => {
  const at = { start: offset, end: offset };
  for (const site of workspace.sites(path)) {
    const ways = [
      ...site.calls
        .filter(({ effects }) => effects.some(({ kind }) => kind === 'exit' || kind === 'exec'))
        .map(({ callee }) => callee),
      ...site.leaves.map(({ at: leave }) => leave),
    ];
    const exits = ways.filter((way) => way.path === path).map(({ range }) => ({ kind: 'exit' as const, range }));
    const items = [...(site.call.path === path ? [{ kind: 'vfork' as const, range: site.call.range }] : []), ...exits];
    if (items.some(({ range }) => covers(range, at))) return items;
  }
  return [];
};
