/** The findings of one file of the workspace, and why there may be none. */
import type { Finding } from '../linter/finding.ts';
import { runRules } from '../linter/lint.ts';
import type { Problem } from '../text/problem.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import type { Workspace } from './workspace.ts';

/** Lints a file of the workspace, or what touches a range of it; a file that cannot be read is a problem, not an error. */
export const lint = (
  workspace: Workspace,
  path: string,
  range?: TextRange,
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } => {
  const text = workspace.text(path);
  if (text === undefined)
    return { findings: [], problems: [{ file: path, message: 'cannot be read: check the path and its permissions' }] };
  const findings = runRules(workspace.sites(path), { path, text, config: workspace.config() });
  return {
    findings: range === undefined ? findings : findings.filter((found) => overlaps(found.range, range)),
    problems: [],
  };
};
