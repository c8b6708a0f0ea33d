/** `--format github`: workflow commands, which GitHub Actions turns into annotations of a change. */
import type { Severity } from '../../ide/index.ts';
import { type CheckResult, span } from '../result.ts';
import { verdictWords } from './verdict.ts';

const COMMAND: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** One line per finding and problem. */
export const formatGithub = ({ findings, problems, view, verdicts }: CheckResult): string =>
  [
    ...findings.map((finding) => {
      const { start, end } = span(view, finding.path, finding.range);
      const verdict = verdicts?.get(finding);
      const told = verdict === undefined ? '' : `\nIn the emulator: ${verdictWords(verdict)}`;
      return command(COMMAND[finding.severity], `${finding.message}${told}`, {
        file: view.shown(finding.path),
        line: start.line,
        endLine: end.line,
        // Columns only hold within one line there.
        ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
        title: `vfork-lint ${finding.rule}`,
      });
    }),
    ...problems.map(({ file, message, line, fatal }) =>
      command(fatal ? 'error' : 'warning', message, {
        file,
        ...(line === undefined ? {} : { line }),
        title: 'vfork-lint',
      }),
    ),
  ].join('');

const command = (name: string, message: string, properties: Readonly<Record<string, string | number>>): string => {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
};

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
