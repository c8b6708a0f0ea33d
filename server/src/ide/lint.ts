/** The findings of one file of the workspace, as configuration and suppression comments leave them, and its problems. */
import type { Finding } from '../linter/finding.ts';
import { runRules } from '../linter/lint.ts';
import { UNUSED_SUPPRESSION } from '../linter/suppressions.ts';
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
  const { config, ignored, problems } = workspace.config(path);
  if (text === undefined)
    return { findings: [], problems: [{ file: path, message: 'cannot be read: check the path and its permissions' }] };
  if (ignored) return { findings: [], problems };
  const findings = runRules(workspace.sites(path), { path, text, config });
  return {
    findings: range === undefined ? findings : findings.filter((finding) => overlaps(finding.range, range)),
    problems,
  };
};

/**
 * The findings of some functions of a file, without a look at the others. Whether a suppression is used the others would have to tell,
 * so nothing is said of that.
 */
export const lintFunctions = (
  workspace: Workspace,
  path: string,
  within: readonly TextRange[] | undefined,
): readonly Finding[] => {
  const text = workspace.text(path);
  const { config, ignored } = workspace.config(path);
  if (text === undefined || ignored) return [];
  const rules = { ...config.rules, [UNUSED_SUPPRESSION]: 'off' as const };
  return runRules(workspace.sites(path, within), { path, text, config: { ...config, rules } });
};
