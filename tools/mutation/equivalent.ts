/**
 * Matches mutants with the arguments of tools/mutation/arguments. An argument names its change exactly: a piece of the
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

/** One reason for changes to one or more sources. */
export interface Reason {
  /** Ends of paths. */
  readonly files: readonly string[];
  readonly because: string;
  readonly changes: readonly (readonly [before: string, after: string])[];
}

/** Whether the argument is about this mutant of `text`. */
export const isAbout = ({ file, before, after }: Argument, mutant: Mutant, text: string): boolean => {
  if (!mutant.file.endsWith(file)) return false;
  const { start, end, to } = mutant;
  const first = Math.max(0, end - before.length);
  const around = text.slice(first, start + before.length);
  for (let at = around.indexOf(before); at >= 0; at = around.indexOf(before, at + 1)) {
    const [from, until] = [start - first - at, end - first - at];
    if (before.slice(0, from) + to + before.slice(until) === after) return true;
  }
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
