/**
 * Applying fixes: which of many edits go together, and repeating until nothing is left to mend. A fix is applied whole or
 * not at all; of two that touch the same text the one that starts first wins and the other has its turn in the next pass.
 */
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { overlaps } from '../text/range.ts';
import type { FileEdit, Finding, Fix } from './finding.ts';

/** Edits by file and how many findings they mend. */
export interface FixPlan {
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly fixed: number;
}

/** Chooses the first safe fix of each finding (with `unsafe` any first fix) that does not clash with one chosen before. */
export const planFixes = (findings: readonly Finding[], options: { readonly unsafe?: boolean } = {}): FixPlan => {
  const chosen = new Map<string, FileEdit[]>();
  let fixed = 0;
  const ordered = findings.toSorted((a, b) => a.range.start - b.range.start);
  for (const { fixes } of ordered) {
    const fix = fixes.find(({ safe }) => safe || options.unsafe === true);
    if (fix === undefined || clashes(fix, chosen)) continue;
    fixed++;
    for (const edit of fix.edits) {
      const edits = chosen.get(edit.path) ?? [];
      if (!edits.some((other) => same(edit, other))) edits.push(edit);
      chosen.set(edit.path, edits);
    }
  }
  return { edits: chosen, fixed };
};

/** Upper bound on passes: each mends at least one finding, and fixes that undo each other must end. */
const PASSES = 10;

/**
 * Mends one text until no fix applies or the passes are spent. `lint` gives the findings of a version of the text; only edits
 * of `path` are applied. Returns the text and the number of findings mended.
 */
export const fixText = (
  path: string,
  text: string,
  lint: (text: string) => readonly Finding[],
  options: { readonly unsafe?: boolean } = {},
): { readonly text: string; readonly fixed: number } => {
  let current = text;
  let total = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const local = lint(current).filter(({ fixes }) =>
      fixes.every((fix) => fix.edits.every((edit) => edit.path === path)),
    );
    const { edits, fixed } = planFixes(local, options);
    const mine = edits.get(path);
    if (mine === undefined || mine.length === 0) break;
    const next = applyEdits(current, mine);
    if (next === current) break;
    current = next;
    total += fixed;
  }
  return { text: current, fixed: total };
};

const same = (a: FileEdit, b: FileEdit): boolean => a.start === b.start && a.end === b.end && a.text === b.text;

/** Two findings may want the very same edit, such as one missing header; then it is made once. */
const clashes = (fix: Fix, chosen: ReadonlyMap<string, readonly FileEdit[]>): boolean =>
  fix.edits.some((edit) => chosen.get(edit.path)?.some((other) => !same(edit, other) && overlaps(edit, other)));
