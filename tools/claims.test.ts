/**
 * Both halves of the product on the programs of the claims (`fixtures/claims`), and the page that tells of them: no cell is empty; where
 * rules stand for a claim, one of them reports its program, and none of them the safe form.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERSONALITIES } from '../emulator/src/kernel/personalities.ts';
import { CLAIMS } from '../emulator/src/trace/claims/table.ts';
import { createWorkspace, lint } from '../server/src/ide/index.ts';
import { RULES } from '../server/src/rules/registry.generated.ts';
import { claimRows } from './generate-claims.ts';
import { root } from './root.ts';

test.each(claimRows())('$id has no empty cell', (row) => {
  expect(Object.entries(row).filter(([, cell]) => cell.trim() === '')).toEqual([]);
});

const rulesIn = async (file: string, defines: readonly string[]): Promise<string[]> => {
  const path = `/claims/${file}`;
  const head = defines.map((name) => `#define ${name}\n`).join('');
  const text = head + readFileSync(join(root, 'fixtures/claims', file), 'utf8');
  const workspace = await createWorkspace({ reader: { read: (at) => (at === path ? text : undefined) } });
  return lint(workspace, path).findings.map(({ rule }) => rule);
};

const claims = CLAIMS.flatMap(({ claims: all }) => all);
const withRules = claims
  .map(({ id, programs }) => ({
    id,
    programs,
    rules: RULES.filter((rule) => rule.claims.includes(id)).map((rule) => rule.id),
  }))
  .filter(({ rules }) => rules.length > 0);

describe.each(withRules)('$id, for which rules stand', ({ programs, rules }) => {
  test('one of its programs is reported', async () => {
    const found = await Promise.all(programs.map(({ file }) => rulesIn(file, [])));
    expect(found.flat()).toSatisfy((all: string[]) => all.some((rule) => rules.includes(rule)));
  });

  test.each(programs)(
    '$file in its safe form is run, on each kernel that stands for it, and not reported',
    async ({ file, runs }) => {
      expect(runs.map(({ form }) => form)).toContain('safe');
      const found = await rulesIn(file, ['SAFE']);
      expect(found.filter((rule) => rules.includes(rule))).toEqual([]);
    },
  );
});

test('where rules stand for a claim, the safe form runs on every kernel that stands for it', () => {
  const missing = withRules.flatMap(({ id, programs }) => {
    const kernels = programs.flatMap(({ runs }) =>
      runs.filter(({ form }) => form === 'safe').flatMap((run) => run.kernels),
    );
    return PERSONALITIES.filter((one) => one.claims.includes(id) && !kernels.includes(one.name)).map(
      ({ name }) => `${id} on ${name}`,
    );
  });
  expect(missing).toEqual([]);
});
