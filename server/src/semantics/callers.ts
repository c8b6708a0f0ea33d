/**
 * What the callers of a function that makes a child do around the call: whether they keep a global's value before it and put
 * it back afterwards, so that what the child wrote there is gone. By the text of the file alone, and anew in every version.
 */
import type { SourceFile } from '../syntax/source-file.ts';
import type { Site } from './site.ts';

const LONGEST = 30_000;

/** `kept = name; … owner(…) … name = kept;` */
const around = (name: string, owner: string): RegExp =>
  new RegExp(`\\b(\\w+)\\s*=\\s*${name}\\s*[;,][\\s\\S]*?\\b${owner}\\s*\\([\\s\\S]*?\\b${name}\\s*=\\s*\\1\\s*[;,]`);

/** A site with the writes marked that every caller in the file undoes. `mentions` are the names in each item of the outline. */
export const withUndone = (
  site: Site,
  file: SourceFile,
  index: number,
  mentions: ReadonlyMap<number, ReadonlySet<string>>,
): Site => {
  const owner = file.outline.items[index]?.name ?? '';
  if (owner === '' || !site.writes.some(({ outlives, storage }) => outlives && /^(?:global|static)$/.test(storage)))
    return site;
  const callers = file.outline.items.filter(
    ({ kind, start, end }, i) =>
      i !== index && kind === 'function' && end - start < LONGEST && mentions.get(i)?.has(owner) === true,
  );
  const isUndone = (name: string): boolean => {
    const pattern = around(name, owner);
    return callers.length > 0 && callers.every(({ start, end }) => pattern.test(file.text.slice(start, end)));
  };
  return {
    ...site,
    writes: site.writes.map(({ undone: _, ...write }) =>
      write.outlives && /^(?:global|static)$/.test(write.storage) && isUndone(write.name)
        ? { ...write, undone: true }
        : write,
    ),
  };
};
