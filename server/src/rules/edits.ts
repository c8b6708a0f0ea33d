/**
 * Edits that keep C in shape: statements before and behind a statement, with braces where it is a whole branch. Texts only; what
 * is to be written is the rules' to say.
 */
import type { Site, Spot } from '../semantics/site.ts';
import type { RuleFix } from './rule.ts';

type Edit = RuleFix['edits'][number];

const insert = (path: string, at: number, text: string): Edit => ({ path, start: at, end: at, text });

/** The text before an offset, with what is no code of a statement made into ends of statements: directives and comments. */
export const codeBefore = (text: string, offset: number): string =>
  text
    .slice(0, offset)
    .replaceAll(/^[ \t]*#(?:[^\n\\]|\\[\s\S])*|\/\*[\s\S]*?\*\/|\/\/[^\n]*/gm, (part) =>
      part.replaceAll(/[^\n]/g, ';'),
    );

/** How a statement stands: in a list of others, alone as a branch, or not at all at this offset. */
export const standingAt = (text: string, offset: number): 'in a list' | 'alone' | 'none' => {
  const before = codeBefore(text, offset).trimEnd();
  if (/[;{}:]$/.test(before)) return 'in a list';
  return /\)$|\b(?:else|do)$/.test(before) ? 'alone' : 'none';
};

/** The white space that starts a new statement in the line of an offset. */
const gapAt = (text: string, offset: number): string => {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*$/.test(line) ? `\n${line}` : ' ';
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
