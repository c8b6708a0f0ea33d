/** The lens above each function that calls vfork, through which it is run on the machine. One per function. */
import type { TextRange } from '../text/range.ts';
import type { Workspace } from './workspace.ts';

/** A lens; `range` is the function's name. */
export interface CodeLensItem {
  readonly title: string;
  readonly function: string;
  readonly range: TextRange;
}

/** The lenses of a file, in order. */
export const codeLenses = (workspace: Workspace, path: string): readonly CodeLensItem[] => {
  const byStart = new Map<number, CodeLensItem>();
  for (const { path: at, kind, owner, ownerName } of workspace.sites(path))
    if (at === path && kind === 'vfork' && !byStart.has(ownerName.start))
      byStart.set(ownerName.start, { title: 'Run in emulator', function: owner, range: ownerName });
  return [...byStart.values()].toSorted((a, b) => a.range.start - b.range.start);
};
