/**
 * Edits that keep C in shape: statements before and behind a statement, with braces where it is a whole branch. Texts only; what
 * is to be written is the rules' to say.
 */
import type { Site, Spot } from '../semantics/site.ts';
import type { RuleFix } from './rule.ts';

type Edit = RuleFix['edits'][number];

const insert = (path: string, at: number, text: string): Edit => ({ path, start: at, end: at, text });

/** Works something out of a text, once for the text that was asked for last: the sites of a file come one after the other. */
const ofLatest = <T>(work: (text: string) => T): ((text: string) => T) => {
  let latest: { readonly text: string; readonly made: T } | undefined;
  return (text) => {
    if (latest?.text !== text) latest = { text, made: work(text) };
    return latest.made;
  };
};

/** What is no code of a statement, and literals, in which nothing of it begins. */
const NO_CODE =
  /^[ \t]*#(?:[^\n\\]|\\[\s\S])*|\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/gm;

const masked = ofLatest((text) =>
  text.replaceAll(NO_CODE, (part) => (/^["']/.test(part) ? part : part.replaceAll(/[^\n]/g, ';'))),
);

/** The text before an offset in code, with what is no code of a statement made into ends of statements: directives and comments. */
export const codeBefore = (text: string, offset: number): string => masked(text).slice(0, offset);

/** How a statement stands: in a list of others, alone as a branch, or not at all at this offset. */
export const standingAt = (text: string, offset: number): 'in a list' | 'alone' | 'none' => {
  const before = codeBefore(text, offset).trimEnd();
  if (/[;{}:]$/.test(before)) return 'in a list';
  return /\)$|\b(?:else|do)$/.test(before) ? 'alone' : 'none';
};

/** The white space before an offset in its line. */
export const indentAt = (text: string, offset: number): string =>
  /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';

/** The white space that starts a new statement in the line of an offset. */
const gapAt = (text: string, offset: number): string => {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*$/.test(line) ? `\n${line}` : ' ';
};

/** The headers that a text includes, each with its name and the ends of its line, in order. */
interface Included {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const includesOf = ofLatest((text): readonly Included[] =>
  [...text.matchAll(/^[ \t]*#[ \t]*include\b[ \t]*([^\n]*)\n?/gm)].map(({ 0: line, 1: name = '', index }) => ({
    name,
    start: index,
    end: index + line.length,
  })),
);

/** Whether a text includes a system header by itself, in whatever branch of it. */
export const includes = (text: string, header: string): boolean =>
  includesOf(text).some(({ name }) => name.startsWith(`<${header}>`));

/** Includes headers behind the last include that starts before an offset. */
export const addIncludes = (
  { path, text }: Site,
  headers: readonly string[],
  before: number = Number.POSITIVE_INFINITY,
): readonly Edit[] => {
  const last = includesOf(text).findLast(({ start, end }) => start < before && text[end - 1] === '\n');
  return headers.length === 0
    ? []
    : [insert(path, last?.end ?? 0, headers.map((name) => `#include <${name}>\n`).join(''))];
};

/** Adds a statement behind the one that starts at `start` and ends before `end`; none where that is no statement. */
export const addBehind = ({ path, text }: Site, start: number, end: number, statement: string): readonly Edit[] => {
  const gap = gapAt(text, start);
  const standing = standingAt(text, start);
  if (standing === 'in a list') return [insert(path, end, `${gap}${statement}`)];
  if (standing === 'alone') return [insert(path, start, '{ '), insert(path, end, `${gap}${statement} }`)];
  return [];
};

/** Puts statements in the place of one that ends with the semicolon after `spot`; none where that is no statement. */
export const replaceStatement = ({ path, text }: Site, spot: Spot, statements: readonly string[]): readonly Edit[] => {
  const { start, end } = spot.range;
  const semicolon = /^\s*;/.exec(text.slice(end));
  const standing = standingAt(text, start);
  if (spot.path !== path || semicolon === null || standing === 'none') return [];
  const together = statements.join(standing === 'alone' ? ' ' : gapAt(text, start));
  return [{ path, start, end: end + semicolon[0].length, text: standing === 'alone' ? `{ ${together} }` : together }];
};
