/** `--format json`: the stable machine format of DESIGN §6. */
import type { Finding } from '../../ide/index.ts';
import { type CheckResult, span } from '../result.ts';
import { verdictJson } from './verdict.ts';

/** The result as one JSON object and a line break. */
export const formatJson = ({ files, findings, problems, view, verdicts }: CheckResult): string => {
  const report = {
    version: 1,
    files,
    findings: findings.map((finding) => ({
      file: view.shown(finding.path),
      rule: finding.rule,
      severity: finding.severity,
      range: span(view, finding.path, finding.range),
      message: finding.message,
      ...(finding.function === undefined ? {} : { function: finding.function }),
      related: finding.related.map(({ path, range, message }) => ({
        file: view.shown(path),
        ...view.position(path, range.start),
        message,
      })),
      claims: finding.claims,
      ...verdictOf(finding, verdicts),
      fixes: finding.fixes.map(({ title, safe, edits }) => ({
        title,
        safe,
        edits: edits.map(({ path, start, end, text }) => ({ file: view.shown(path), start, end, text })),
      })),
    })),
    problems: problems.map(({ file, message, line, column }) => ({
      file,
      message,
      ...(line === undefined ? {} : { line, column }),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

const verdictOf = (finding: Finding, verdicts: CheckResult['verdicts']): object => {
  const verdict = verdicts?.get(finding);
  return verdict === undefined ? {} : verdictJson(verdict);
};
