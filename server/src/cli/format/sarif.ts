/** `--format sarif`: SARIF 2.1.0, as code-scanning services take it (OASIS, "Static Analysis Results Interchange Format"). */
import type { ArtifactLocation, Fix, Location, Log, Notification, Region, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Severity } from '../../ide/index.ts';
import { RULE_PAGES } from '../../ide/index.ts';
import type { TextRange } from '../../text/range.ts';
import { type CheckResult, reaches, span, type View } from '../result.ts';

const LEVEL: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** The log of one run; `version` is the program's. */
export const formatSarif = ({ findings, problems, view, failLevel }: CheckResult, version: string): string => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vfork-lint', version, semanticVersion: version, rules: RULE_PAGES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The working directory of the run' } } },
        invocations: [
          {
            executionSuccessful: !problems.some(({ fatal }) => fatal),
            exitCode: problems.some(({ fatal }) => fatal)
              ? 2
              : Number(findings.some(({ severity }) => reaches(severity, failLevel))),
            toolExecutionNotifications: problems.map(
              ({ file, line, column, message, fatal }): Notification => ({
                level: fatal ? 'error' : 'warning',
                message: { text: message },
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: artifact(file),
                      ...(line === undefined
                        ? {}
                        : { region: { startLine: line, ...(column && { startColumn: column }) } }),
                    },
                  },
                ],
              }),
            ),
          },
        ],
        results: findings.map((finding) => result(finding, view)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const descriptor = ({ id, severity, summary, markdown }: (typeof RULE_PAGES)[number]): ReportingDescriptor => ({
  id,
  shortDescription: { text: summary },
  help: { text: markdown, markdown },
  defaultConfiguration: { level: LEVEL[severity as Severity] },
});

const result = (finding: Finding, view: View): Result => ({
  ruleId: finding.rule,
  ruleIndex: RULE_PAGES.findIndex(({ id }) => id === finding.rule),
  level: LEVEL[finding.severity],
  message: { text: finding.message },
  locations: [
    {
      ...location(view, finding.path, finding.range),
      ...(finding.function === undefined ? {} : { logicalLocations: [{ name: finding.function, kind: 'function' }] }),
    },
  ],
  relatedLocations: finding.related.map(({ path, range, message }, id) => ({
    id,
    ...location(view, path, range),
    message: { text: message },
  })),
  fixes: finding.fixes.map((fix): Fix => {
    const paths = [...new Set(fix.edits.map(({ path }) => path))];
    return {
      description: { text: fix.title },
      artifactChanges: paths.map((path) => ({
        artifactLocation: artifact(view.shown(path)),
        replacements: fix.edits
          .filter((edit) => edit.path === path)
          .map((edit) => ({ deletedRegion: region(view, path, edit), insertedContent: { text: edit.text } })),
      })),
    };
  }),
  properties: { claims: finding.claims },
});

const location = (view: View, path: string, range: TextRange): Location => ({
  physicalLocation: { artifactLocation: artifact(view.shown(path)), region: region(view, path, range) },
});

const artifact = (shown: string): ArtifactLocation => ({
  uri: shown.split('/').map(encodeURIComponent).join('/'),
  ...(shown.startsWith('/') ? {} : { uriBaseId: 'SRCROOT' }),
});

const region = (view: View, path: string, range: TextRange): Region => {
  const { start, end } = span(view, path, range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
};
