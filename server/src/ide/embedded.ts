/**
 * Findings in C that lies inside JavaScript and TypeScript: each piece is linted as a file of its own beside the host, and
 * what is found is mapped back, fixes included. A fix that would touch computed text is dropped.
 */
import { findEmbedded, isHost } from '../embedded/find.ts';
import type { FileEdit, Finding, Fix } from '../linter/finding.ts';
import type { Problem } from '../text/problem.ts';
import { lint } from './lint.ts';
import type { Workspace } from './workspace.ts';

export interface LintResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Lints a file of any kind that can hold C. Rejects only where the parser of the host language cannot be loaded. */
export const lintAny = async (workspace: Workspace, path: string): Promise<LintResult> =>
  isHost(path) ? lintHost(workspace, path) : lint(workspace, path);

const lintHost = async (workspace: Workspace, path: string): Promise<LintResult> => {
  const text = workspace.text(path);
  const { ignored, problems } = workspace.config(path);
  if (text === undefined)
    return { findings: [], problems: [{ file: path, message: 'cannot be read: check the path and its permissions' }] };
  if (ignored) return { findings: [], problems };
  const { sources, problem } = await findEmbedded(path, text);
  const findings = sources.flatMap((source, i) => {
    const virtual = `${path}#${i + 1}.c`;
    workspace.open(virtual, source.text);
    try {
      return lint(workspace, virtual).findings.map(
        (finding): Finding => ({
          ...finding,
          path: finding.path === virtual ? path : finding.path,
          range: finding.path === virtual ? source.toHost(finding.range) : finding.range,
          related: finding.related.map((place) =>
            place.path === virtual ? { ...place, path, range: source.toHost(place.range) } : place,
          ),
          fixes: finding.fixes.flatMap((fix): readonly Fix[] => {
            const edits = fix.edits.map((edit): FileEdit | undefined => {
              if (edit.path !== virtual) return edit;
              const mapped = source.toHostEdit(edit);
              return mapped === undefined ? undefined : { ...mapped, path };
            });
            return edits.includes(undefined) ? [] : [{ ...fix, edits: edits.filter((edit) => edit !== undefined) }];
          }),
        }),
      );
    } finally {
      workspace.close(virtual);
    }
  });
  return { findings, problems: problem === undefined ? problems : [...problems, { file: path, message: problem }] };
};
