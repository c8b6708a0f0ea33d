/** `--format sarif`: SARIF 2.1.0, as code-scanning services take it (OASIS, "Static Analysis Results Interchange Format"). */
import type {
  ArtifactLocation,
  CodeFlow,
  Fix,
  Location,
  Log,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
  ThreadFlowLocation,
} from 'sarif';
import { type Finding, type FindingVerdict, proofsOf, RULE_PAGES, type Severity } from '../../ide/index.ts';
import type { TextRange } from '../../text/range.ts';
import { type CheckResult, reaches, span, type View } from '../result.ts';
import { verdictJson } from './verdict.ts';

const LEVEL: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** The log of one run; `version` is the program's. */
export const formatSarif = (
  { findings, problems, view, failLevel, verdicts }: CheckResult,
  version: string,
): string => {
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
        results: findings.map((finding) => result(finding, view, verdicts?.get(finding))),
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

const result = (finding: Finding, view: View, verdict: FindingVerdict | undefined): Result => ({
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
  ...(verdict?.verdict === 'confirmed' ? { codeFlows: codeFlows(finding.path, view, verdict) } : {}),
  properties: { claims: finding.claims, ...(verdict === undefined ? {} : verdictJson(verdict)) },
});

/** Each piece of evidence as the steps of a flow: what the child did, then what the parent found. */
const codeFlows = (path: string, view: View, { kernels }: FindingVerdict): CodeFlow[] =>
  proofsOf(kernels).flatMap(({ proof: { kind, text, child, parent }, on }): CodeFlow[] => {
    const step = (line: number | undefined, message: string): ThreadFlowLocation[] =>
      line === undefined ? [] : [{ location: lineLocation(view, path, line, message) }];
    const locations = [...step(child, `the child: ${text}`), ...step(parent, 'the parent')];
    const message = { text: `${kind} on ${on.join(', ')}` };
    return locations.length === 0 ? [] : [{ message, threadFlows: [{ locations }] }];
  });

const lineLocation = (view: View, path: string, line: number, text: string): Location => ({
  physicalLocation: { artifactLocation: artifact(view.shown(path)), region: { startLine: line } },
  message: { text },
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
