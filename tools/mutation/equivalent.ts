/**
 * Matches mutants with the arguments of tools/equivalent-mutants.ts. An argument names its change exactly: a piece of the
 * source, as it is and as the mutant has it. The piece holds the changed place; it is the whole line wherever a line
 * stands for itself, and shorter only for code that stands many times in a generated file.
 */
import type { Mutant } from './mutants.ts';

/** Why no test can tell a change from the original. */
export interface Argument {
  /** End of the path. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly because: string;
}

/** Whether the argument is about this mutant of `text`. */
export const isAbout = ({ file, before, after }: Argument, mutant: Mutant, text: string): boolean => {
  if (!mutant.file.endsWith(file)) return false;
  const { start, end, to } = mutant;
  const first = Math.max(0, end - before.length);
  for (let at = text.indexOf(before, first); at >= 0 && at <= start; at = text.indexOf(before, at + 1))
    if (at + before.length >= end && before.slice(0, start - at) + to + before.slice(end - at) === after) return true;
  return false;
};

/** The whole line of a mutant, trimmed, before and after: what a new argument would name. */
export const linesOf = (
  { start, end, to }: Mutant,
  text: string,
): { readonly before: string; readonly after: string } => {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const last = next < 0 ? text.length : next;
  return {
    before: text.slice(first, last).trim(),
    after: (text.slice(first, start) + to + text.slice(end, last)).trim(),
  };
};
