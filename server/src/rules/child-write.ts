/** How a write of the child is to be judged: which of the rules about writes speaks of it, and how loudly. */
import type { ChildWrite, Site } from '../semantics/site.ts';
import type { Severity } from './rule.ts';

/** The verdict on a write; `silent` where the parent cannot notice. */
export type WriteVerdict =
  | { readonly kind: 'silent' }
  | { readonly kind: 'channel' }
  | { readonly kind: 'register' }
  | { readonly kind: 'visible'; readonly severity: Severity };

/** Judges a write by where it goes and what the parent does with the place afterwards. */
export const judge = (write: ChildWrite): WriteVerdict => {
  const { storage, parentRead, restored, outlives, volatile: channel } = write;
  if (write.own) return { kind: 'silent' };
  if (storage === 'local' || storage === 'parameter') {
    if (parentRead === undefined) return { kind: 'silent' };
    if (channel) return { kind: 'channel' };
    return write.inMemory ? { kind: 'visible', severity: 'warning' } : { kind: 'register' };
  }
  if (parentRead !== undefined)
    return channel ? { kind: 'channel' } : { kind: 'visible', severity: write.depth > 3 ? 'info' : 'warning' };
  if (restored !== undefined || !outlives || write.undone === true) return { kind: 'silent' };
  if (channel) return { kind: 'channel' };
  return {
    kind: 'visible',
    severity: storage === 'pointee' || storage === 'errno' || write.depth > 2 ? 'info' : 'warning',
  };
};

/** The writes of a site that a verdict is asked of: of several to one variable on a line only the first. */
export const writesOf = (site: Site): readonly ChildWrite[] => {
  const seen = new Set<string>();
  return site.writes
    .toSorted((a, b) => a.at.range.start - b.at.range.start)
    .filter(({ at, name }) => {
      const line = site.text.lastIndexOf('\n', at.range.start);
      const key = `${at.path} ${line} ${name}`;
      return seen.size < seen.add(key).size;
    });
};
