/** The bundled sample workspace: what its README calls wrong is found, what it calls right is silent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '../testing/fixtures.ts';
import { run } from './program.ts';

const cwd = join(FIXTURES, 'workspaces/sample');

test('each file of the table is as it says', async () => {
  let out = '';
  await run(
    ['check', '--format', 'json', '--no-cache'],
    {
      cwd,
      env: {},
      out: (text) => {
        out += text;
      },
      err: () => undefined,
      interactive: false,
      colour: false,
      stdin: async () => Buffer.from(''),
    },
    '0',
  );
  const { findings, problems } = JSON.parse(out) as { findings: { file: string; severity: string }[]; problems: [] };
  const alarmed = new Set(findings.filter(({ severity }) => severity !== 'hint').map(({ file }) => file));
  const rows = [...readFileSync(join(cwd, 'README.md'), 'utf8').matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(4);
  expect(problems).toEqual([]);
  for (const [, file = '', wrong] of rows) {
    if (wrong === 'nothing') expect(alarmed).not.toContain(file);
    else expect(alarmed).toContain(file);
  }
});
