/** The machine formats beside JSON: SARIF against the parts of its specification that readers rely on, workflow commands. */

import pc from 'picocolors';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Finding, FindingVerdict } from '../../ide/index.ts';
import { type CheckResult, makeView } from '../result.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';

const text = 'int a;\r\nint äb = exit(1);\n';
const finding: Finding = {
  path: '/w/a b%.c',
  rule: 'exit-in-child',
  severity: 'info',
  range: { start: text.indexOf('exit'), end: text.indexOf('exit') + 4 },
  message: 'two\nlines, 100%',
  function: 'f',
  related: [{ path: '/x.c', range: { start: 0, end: 3 }, message: 'here' }],
  claims: ['A5'],
  fixes: [{ title: 'mend', safe: true, edits: [{ path: '/w/a b%.c', start: 0, end: 0, text: '_' }] }],
};
const result: CheckResult = {
  findings: [finding],
  problems: [{ file: 'c.c', message: 'gone', fatal: true }],
  files: 1,
  view: makeView('/w', () => text),
  fixed: 0,
  baselined: 0,
  failLevel: 'error',
};

test('sarif', () => {
  const { runs } = JSON.parse(formatSarif(result, '1.2.3')) as Log;
  const run = runs[0];
  const rules = run?.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toContain('exit-in-child');
  expect(run?.columnKind).toBe('utf16CodeUnits');
  expect(run?.invocations?.[0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
  const entry = run?.results?.[0];
  expect(rules[entry?.ruleIndex ?? -1]?.id).toBe(entry?.ruleId);
  expect(entry).toMatchObject({
    level: 'note',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b%25.c', uriBaseId: 'SRCROOT' },
          region: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 14 },
        },
      },
    ],
    relatedLocations: [{ physicalLocation: { artifactLocation: { uri: '../x.c' } }, message: { text: 'here' } }],
    fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: '_' } }] }] }],
  });
});

test('workflow commands', () => {
  expect(formatGithub(result)).toBe(
    '::notice file=a b%25.c,line=2,endLine=2,col=10,endColumn=14,title=vfork-lint exit-in-child::two%0Alines, 100%25\n' +
      '::error file=c.c,title=vfork-lint::gone\n',
  );
});

const verdict: FindingVerdict = {
  claim: { rule: 'exit-in-child', line: 2, endLine: 2 },
  verdict: 'confirmed',
  reason: undefined,
  fixVerified: true,
  kernels: {
    elks: {
      verdict: 'confirmed',
      runs: 1,
      evidence: [{ kind: 'double-flush', child: 2, parent: 1, text: 'written "a"' }],
      tale: undefined,
    },
    solaris: { verdict: 'not-observed', runs: 5, evidence: [], tale: undefined },
  },
};
const confirmed: CheckResult = { ...result, verdicts: new Map([[finding, verdict]]) };
const VERDICT_JSON = {
  verdict: 'confirmed',
  fixVerified: true,
  kernels: {
    elks: {
      verdict: 'confirmed',
      runs: 1,
      evidence: [{ kind: 'double-flush', child: { line: 2 }, parent: { line: 1 }, text: 'written "a"' }],
    },
    solaris: { verdict: 'not-observed', runs: 5, evidence: [] },
  },
};

test('a verdict is in every format', () => {
  const report = JSON.parse(formatJson(confirmed)) as { readonly findings: readonly object[] };
  expect(report.findings[0]).toMatchObject(VERDICT_JSON);
  expect(formatGithub(confirmed)).toContain(
    '100%25%0AIn the emulator: confirmed on elks; with the fix applied the evidence is gone',
  );
  const colours = pc.createColors(false);
  const pretty = formatPretty(confirmed, { colours, quiet: false });
  expect(pretty).toContain('run confirmed on elks; with the fix applied the evidence is gone\n');
  expect(pretty).toContain('double-flush: written "a" (child at line 2; parent at line 1; elks)\n');
  expect(pretty).toContain('1 of 1 confirmed in the emulator.');
});

test('in sarif a verdict is a flow through child and parent', () => {
  const { runs } = JSON.parse(formatSarif(confirmed, '1.2.3')) as Log;
  const entry = runs[0]?.results?.[0];
  expect(entry?.properties).toEqual({ claims: ['A5'], ...VERDICT_JSON });
  expect(entry?.codeFlows).toHaveLength(1);
  expect(entry?.codeFlows?.[0]?.message?.text).toBe('double-flush on elks');
  const steps = entry?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  expect(steps.map(({ location }) => location?.physicalLocation?.region?.startLine)).toEqual([2, 1]);
});

test('without --confirm no format speaks of verdicts', () => {
  expect(formatJson(result)).not.toContain('verdict');
  expect(formatSarif(result, '1')).not.toContain('codeFlows');
});
