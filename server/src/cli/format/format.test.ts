/** The machine formats beside JSON: SARIF against the parts of its specification that readers rely on, workflow commands. */

import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Finding } from '../../ide/index.ts';
import { type CheckResult, makeView } from '../result.ts';
import { formatGithub } from './github.ts';
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
