/**
 * What an edit leaves as it was. Typing changes the body of one function; the sites of every function that cannot come to it
 * are kept and moved along with the text. Where there is any doubt (a directive, a head, braces, a macro or another file in
 * between) there is nothing to reuse, and all is analysed anew.
 */
import { namesIn } from '../syntax/names.ts';
import type { Item } from '../syntax/outline.ts';
import type { SourceFile } from '../syntax/source-file.ts';
import type { TextRange } from '../text/range.ts';
import type { Pointees } from './pointers.ts';
import type { Site, Spot } from './site.ts';

/** The analysis of one version of a file. `sites` and `mentions` are by index of the outline's items. */
export interface Analysis {
  readonly file: SourceFile;
  readonly headers: readonly SourceFile[];
  readonly sites: ReadonlyMap<number, readonly Site[]>;
  readonly mentions: ReadonlyMap<number, ReadonlySet<string>>;
  /** What the file's pointers to functions point to. */
  readonly pointees: Pointees;
  /** Whether functions of other files were looked into. */
  readonly foreign: boolean;
}

/** What is the same in the next version: an item's mentions, and its sites as they stand there. */
export interface Reuse {
  mentions(index: number): ReadonlySet<string> | undefined;
  sites(index: number, facts: Pick<Site, 'threads' | 'headers'>): readonly Site[] | undefined;
}

/** The next version, as far as it must be known to tell. */
export type Next = Pick<Analysis, 'file' | 'headers' | 'pointees'>;

/** What of an analysis holds for the next version of its file; undefined where nothing surely does. */
export const reuseOf = (before: Analysis, next: Next): Reuse | undefined => {
  const edit = editBetween(before.file.text, next.file.text);
  const changed = changedFunction(before.file, next.file, edit);
  if (changed === undefined || !sameHeaders(before.headers, next.headers)) return undefined;
  if (!sameEntries(before.pointees, next.pointees)) return undefined;
  const item = next.file.outline.items[changed] as Item;
  const isStatic = /\bstatic\b/.test(next.file.text.slice(item.start, item.bodyStart));
  if ((before.foreign && !isStatic) || mentionedByMacros(item.name, next)) return undefined;
  const affected = reaching(item.name, before);
  return {
    mentions: (index) => (index === changed ? undefined : before.mentions.get(index)),
    sites: (index, facts) => {
      if (index === changed || affected.has(index)) return undefined;
      return before.sites.get(index)?.map((site) => moved(site, next.file, edit, facts));
    },
  };
};

/** A replacement of `start` to `end` in the old text, after which everything lies `by` further. */
interface Edit extends TextRange {
  readonly by: number;
}

const editBetween = (before: string, after: string): Edit => {
  const shorter = Math.min(before.length, after.length);
  const start = sameLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = sameLength(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from),
  );
  return { start, end: before.length - same, by: after.length - before.length };
};

/** How many units are the same, up to `limit`, by comparing slices: ever shorter ones where they begin to differ. */
const sameLength = (limit: number, equal: (from: number, to: number) => boolean): number => {
  let done = 0;
  for (let step = 4096; step >= 1; step >>= 3) while (done + step <= limit && equal(done, done + step)) done += step;
  return done;
};

/** The index of the one function whose body the edit lies in, if both versions agree on all the rest. */
const changedFunction = (before: SourceFile, after: SourceFile, edit: Edit): number | undefined => {
  const [old, now] = [before.outline, after.outline];
  if (!old.balanced || !now.balanced || old.items.length !== now.items.length) return undefined;
  if (old.directives.length !== now.directives.length) return undefined;
  const changed = old.items.findIndex(({ bodyStart, end }) => bodyStart < edit.start && edit.end < end);
  const item = old.items[changed];
  if (item === undefined || item.kind !== 'function' || item.name === '') return undefined;
  const isMoved = (a: TextRange, b: TextRange | undefined): boolean => {
    const by = a.start >= edit.end ? edit.by : 0;
    return b !== undefined && a.start + by === b.start && a.end + by === b.end;
  };
  const agree = old.items.every((a, i) => {
    const b = now.items[i];
    if (b === undefined || a.kind !== b.kind || a.name !== b.name) return false;
    if (i !== changed) return isMoved(a, b) && b.bodyStart - b.start === a.bodyStart - a.start;
    return a.start === b.start && a.bodyStart === b.bodyStart && a.end + edit.by === b.end;
  });
  const outside = old.directives.every((directive, i) => {
    const isOutside = directive.end <= item.start || directive.start >= item.end;
    return isOutside && isMoved(directive, now.directives[i]);
  });
  return agree && outside ? changed : undefined;
};

const sameHeaders = (before: readonly SourceFile[], now: readonly SourceFile[]): boolean =>
  before.length === now.length &&
  before.every((a, i) => a === now[i] || (a.path === now[i]?.path && a.text === now[i]?.text));

const sameEntries = (a: Pointees, b: Pointees): boolean =>
  a.size === b.size && [...a].every(([name, targets]) => b.get(name)?.join() === targets.join());

const directiveNames = new WeakMap<SourceFile, ReadonlySet<string>>();

/** Whether a macro may bring the name to a function that does not write it. */
const mentionedByMacros = (name: string, { file, headers }: Next): boolean =>
  [file, ...headers].some((part) => {
    let names = directiveNames.get(part);
    if (names === undefined) {
      const { directives } = part.outline;
      names = namesIn(directives.map(({ body }) => part.text.slice(body.start, body.end)).join(' '));
      directiveNames.set(part, names);
    }
    return names.has(name);
  });

/** Indices of the functions from which a name can be reached by what they mention. */
const reaching = (target: string, { file, mentions }: Analysis): ReadonlySet<number> => {
  const found = new Set<number>();
  const work = [target];
  for (let name = work.pop(); name !== undefined; name = work.pop())
    for (const [index, names] of mentions) {
      if (found.has(index) || !names.has(name)) continue;
      found.add(index);
      const own = file.outline.items[index]?.name;
      if (own !== undefined && own !== '') work.push(own);
    }
  return found;
};

/** The last offset that a site speaks of in its file. */
const ends = new WeakMap<Site, number>();

/** A site where it stands now. */
const moved = (site: Site, file: SourceFile, edit: Edit, facts: Pick<Site, 'threads' | 'headers'>): Site => {
  const known = ends.get(site);
  if (known !== undefined && known <= edit.start) {
    const kept = { ...site, text: file.text, ...facts };
    ends.set(kept, known);
    return kept;
  }
  let last = 0;
  const shift = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Set) return value;
    if (Array.isArray(value)) return value.map(shift);
    if (isSpot(value) && value.path !== file.path) return value;
    if (isRange(value)) {
      const by = value.start >= edit.end ? edit.by : 0;
      last = Math.max(last, value.end + by);
      return by === 0 ? value : { ...value, start: value.start + by, end: value.end + by };
    }
    const copy: Record<string, unknown> = { ...value };
    for (const key in copy) if (typeof copy[key] === 'object') copy[key] = shift(copy[key]);
    return copy;
  };
  const { text: _, threads: __, headers: ___, ...rest } = site;
  const result = { ...(shift(rest) as typeof rest), text: file.text, ...facts };
  ends.set(result, last);
  return result;
};

const isSpot = (value: object): value is Spot => 'path' in value && 'range' in value;

const isRange = (value: object): value is TextRange =>
  'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
