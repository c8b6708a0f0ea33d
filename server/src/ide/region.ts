/** Which vfork child runs a place of a file: the innermost call whose child may come there, and the statement around it. */
import type { Site } from '../semantics/site.ts';
import { covers, type TextRange } from '../text/range.ts';
import type { Workspace } from './workspace.ts';

/** A place in a child: `range` is the smallest part of the region around it. */
export interface ChildPlace {
  readonly site: Site;
  readonly range: TextRange;
}

/** The child that runs what stands at an offset; undefined where only the parent does. */
export const childAt = (workspace: Workspace, path: string, offset: number): ChildPlace | undefined => {
  const at = { start: offset, end: offset };
  let best: ChildPlace | undefined;
  for (const site of workspace.sites(path)) {
    if (site.kind !== 'vfork' || site.path !== path) continue;
    for (const range of site.region)
      if (covers(range, at) && (best === undefined || length(range) < length(best.range))) best = { site, range };
  }
  return best;
};

/** The parts of a region that lie in no other part, in order. */
export const outline = ({ region }: Site): readonly TextRange[] => {
  const parts: TextRange[] = [];
  for (const range of region.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = parts.at(-1);
    if (range.end > range.start && (last === undefined || !covers(last, range))) parts.push(range);
  }
  return parts;
};

const length = ({ start, end }: TextRange): number => end - start;
