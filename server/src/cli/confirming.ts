/**
 * `check --confirm`: the functions that findings lie in, run on the emulated machine, and for each finding the verdict. One function
 * after the other, each within its time; findings in C inside another language have none.
 */
import { confirmFile, DEFAULT_KERNELS, type Finding, type FindingVerdict, type Workspace } from '../ide/index.ts';
import { LineIndex } from '../text/line-index.ts';

/** How findings are confirmed. Without `kernels` the configuration of each file says on which systems. */
export interface Confirming {
  readonly kernels: readonly string[] | undefined;
  /** Milliseconds for one function. */
  readonly budget: number;
  /** Milliseconds of a clock. */
  readonly now: () => number;
  /** Told before each function: how many findings are through, of how many, and the file. */
  readonly step: (done: number, all: number, path: string) => void;
}

/** The kernels of a configuration, or the usual ones where it names none. */
export const kernelsFor = (workspace: Workspace, path: string): readonly string[] => {
  const { kernels = [] } = workspace.config(path).config;
  return kernels.length > 0 ? kernels : DEFAULT_KERNELS;
};

/** The verdicts on findings, as far as there are any. */
export const confirmFindings = (
  workspace: Workspace,
  findings: readonly Finding[],
  { kernels, budget, now, step }: Confirming,
): ReadonlyMap<Finding, FindingVerdict> => {
  const verdicts = new Map<Finding, FindingVerdict>();
  const through = new Set<Finding>();
  for (const finding of findings) {
    const text = workspace.text(finding.path);
    if (through.has(finding) || text === undefined || !/\.[a-z]*[ch]$/i.test(finding.path)) continue;
    step(through.size, findings.length, finding.path);
    const line = new LineIndex(text).positionAt(finding.range.start).line + 1;
    let end = Number.POSITIVE_INFINITY;
    const reports = confirmFile(workspace, finding.path, {
      line,
      kernels: kernels ?? kernelsFor(workspace, finding.path),
      stopped: () => now() > end,
      // Compiling does not count, of which the first time takes longest.
      kernel: () => {
        end = Math.min(end, now() + budget);
      },
    });
    const late = now() > end ? `stopped after ${budget / 1000} s` : undefined;
    through.add(finding);
    for (const { findings: own, confirmation } of reports)
      for (const [i, verdict] of confirmation.claims.entries())
        for (const same of findings.filter((one) => isSame(one, own[i]))) {
          through.add(same);
          verdicts.set(
            same,
            late === undefined || verdict.verdict === 'confirmed' ? verdict : { ...verdict, reason: late },
          );
        }
  }
  return verdicts;
};

const isSame = (one: Finding, other: Finding | undefined): boolean =>
  one.path === other?.path &&
  one.rule === other.rule &&
  one.range.start === other.range.start &&
  one.range.end === other.range.end;
