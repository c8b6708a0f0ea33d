/** From a file of a program to the places where it makes children: the entry of the semantics. */

import { namesIn } from '../syntax/names.ts';
import { type SourceFile, simulate } from '../syntax/source-file.ts';
import { isStandardHeader } from '../syntax/standard-headers.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { withUndone } from './callers.ts';
import { Calls } from './calls.ts';
import { cloneSiteOf } from './clone.ts';
import { laterUse } from './failure.ts';
import { FORK, LIKE_VFORK, THREADS, VFORK } from './library.ts';
import type { Program } from './program.ts';
import { siteOf } from './region.ts';
import { type Analysis, reuseOf } from './reuse.ts';
import type { Site, Spot } from './site.ts';

const MAX_NODES = 6000;

const shared = new WeakMap<Program, Calls>();

/** The summaries of a program: those of one file serve the others. */
const callsOf = (program: Program): Calls => {
  const known = shared.get(program) ?? new Calls(program);
  shared.set(program, known);
  return known;
};

/** Names that may stand for vfork or fork in a file: the functions, configured aliases, macros that mention them, and pointers. */
const spawnNames = (program: Program, file: SourceFile): ReadonlySet<string> => {
  const names = new Set<string>([
    ...VFORK,
    ...FORK,
    ...program.options.aliases.keys(),
    'SYS_vfork',
    '__NR_vfork',
    'CLONE_VFORK',
    ...(file.text.match(/\w*vfork\b/gi) ?? []).filter((name) => LIKE_VFORK.test(name)),
  ]);
  const macros: { name: string; body: ReadonlySet<string> }[] = [];
  for (const part of [...program.sources.headers(file.path), file])
    for (const directive of part.outline.directives) {
      if (directive.name !== 'define') continue;
      const text = part.text.slice(directive.body.start, directive.body.end);
      if (!/fork/i.test(text)) continue;
      const name = /^\s*([A-Za-z_]\w*)/.exec(text)?.[1];
      if (name !== undefined) macros.push({ name, body: namesIn(text.slice(text.indexOf(name) + name.length)) });
    }
  for (let grown = true; grown; ) {
    grown = false;
    for (const { name, body } of macros)
      if (!names.has(name) && [...body].some((inner) => names.has(inner))) {
        names.add(name);
        grown = true;
      }
  }
  for (const [pointer, targets] of program.pointees(file))
    if (targets.some((target) => names.has(target))) names.add(pointer);
  return names;
};

/** The first place of a file where it starts a thread or speaks of handlers for fork. */
const threadsOf = (file: SourceFile): Spot | undefined => {
  if (!/thread|thr_create|thrd_create/.test(file.text)) return undefined;
  for (const match of file.text.matchAll(/\b([a-z_]+)\s*\(/g)) {
    const name = match[1] ?? '';
    if (THREADS.has(name)) return { path: file.path, range: { start: match.index, end: match.index + name.length } };
  }
  return undefined;
};

/** The headers that declare vfork and its kin. */
const DECLARES = /^(?:unistd|sys\/fork|vfork)\.h$/;

/** With more open questions than this an answer would cost too much. */
const QUESTIONS = 5;

/** Whether a directive stands where no configuration comes to: under `#if 0`, or for a system that has no vfork. */
const isLeftOut = (program: Program, file: SourceFile, at: number): boolean => {
  const { directives } = file.outline;
  if (!directives.some(({ name, start }) => start < at && name.startsWith('if'))) return false;
  const outside = program.outside(file);
  const { asked } = simulate(file, 0, at + 1, new Map(), outside);
  const atoms = [...asked];
  if (atoms.length > QUESTIONS) return false;
  for (let bits = 0; bits < 1 << atoms.length; bits++) {
    const answers = new Map(atoms.map((atom, i) => [atom, (bits & (1 << i)) !== 0]));
    // The directive itself is left out in any case, from its own start on.
    const { inactive } = simulate(file, 0, at + 1, answers, outside);
    if (!inactive.some(({ start, end }) => start < at && at < end)) return false;
  }
  return true;
};

/** The headers that a file includes by name; undefined where one of them was not found and may include any other. */
const headersOf = (program: Program, file: SourceFile): ReadonlySet<string> | undefined => {
  const found = program.sources.headers(file.path);
  const names = new Set<string>();
  for (const part of [file, ...found])
    for (const { name, system, directive } of part.includes) {
      if (DECLARES.test(name) && part === file && isLeftOut(program, file, directive.start)) continue;
      names.add(name);
      const known = (system && isStandardHeader(name)) || found.some(({ path }) => path.endsWith(`/${name}`));
      if (!known && part === file) return undefined;
    }
  return names;
};

/**
 * The sites of a file, by the outline's items. Only functions that may make a child are parsed at all, and of those only
 * what `before`, the analysis of an earlier version under the same settings and other files, does not tell already. With `within`
 * only functions that touch one of the ranges are looked at: their sites are the same as in an analysis of the whole.
 */
export const analyze = (
  program: Program,
  path: string,
  before?: Analysis,
  within?: readonly TextRange[],
): Analysis | undefined => {
  const file = program.sources.file(path);
  if (file === undefined || (!/fork/i.test(file.text) && program.options.aliases.size === 0)) return undefined;
  const headers = program.sources.headers(path);
  const pointees = program.pointees(file);
  const reuse = before && reuseOf(before, { file, headers, pointees });
  const names = spawnNames(program, file);
  const calls = callsOf(program);
  calls.begin();
  const facts = { threads: threadsOf(file), headers: headersOf(program, file) };
  const mentions = new Map<number, ReadonlySet<string>>();
  for (const [index, { kind, start, end }] of file.outline.items.entries())
    if (kind === 'function') mentions.set(index, reuse?.mentions(index) ?? namesIn(file.text.slice(start, end)));
  const nameOf = (index: number): string => file.outline.items[index]?.name ?? '';
  // A function that mentions a name of the set may itself be a wrapper: its callers make children, too.
  const wanted = new Set(names);
  for (const [index, used] of mentions)
    if (nameOf(index) !== '' && [...used].some((name) => names.has(name))) wanted.add(nameOf(index));
  const sites = new Map<number, readonly Site[]>();
  for (const [index, used] of mentions) {
    const own = nameOf(index);
    if (![...wanted].some((name) => name !== own && used.has(name))) continue;
    if (VFORK.has(own) || FORK.has(own)) continue;
    const item = file.outline.items[index];
    if (item !== undefined && within?.some((range) => overlaps(range, item)) === false) continue;
    const found = reuse?.sites(index, facts) ?? sitesOf(program, calls, { file, index }, facts);
    // What other functions do with a kept result may have changed though the site has not.
    sites.set(
      index,
      found.map((analysed) => {
        const site = withUndone(analysed, file, index, mentions);
        const { keptIn, later: _, ...failure } = site.failure;
        if (keptIn === undefined) return site;
        const later = laterUse(program, file, { owner: index, kept: keptIn, mentions });
        return { ...site, failure: { ...failure, keptIn, ...(later === undefined ? {} : { later }) } };
      }),
    );
  }
  const foreign = calls.foreign || (reuse !== undefined && before?.foreign === true);
  return { file, headers, sites, mentions, pointees, foreign };
};

const sitesOf = (
  program: Program,
  calls: Calls,
  { file, index }: { readonly file: SourceFile; readonly index: number },
  facts: Pick<Site, 'threads' | 'headers'>,
): readonly Site[] => {
  const sites: Site[] = [];
  const item = file.outline.items[index];
  if (item === undefined) return sites;
  for (const lowered of program.functions({ file, item })) {
    if (lowered.ir.nodes.length > MAX_NODES) continue;
    for (const { id, action } of lowered.ir.nodes) {
      if (action.kind !== 'call') continue;
      const clone = cloneSiteOf(lowered, calls, id, facts);
      if (clone !== undefined) sites.push(clone);
      const { kind } = calls.callee(lowered, action.call, false);
      if (kind !== 'vfork' && kind !== 'fork') continue;
      const site = siteOf(lowered, calls, id, kind, facts);
      if (site !== undefined) sites.push(site);
    }
  }
  return sites;
};
