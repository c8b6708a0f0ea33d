/**
 * Fixes against gcc: every fix of every fixture, applied alone, leaves a text that gcc accepts as it did the text before; and
 * when all safe ones are applied no finding with a safe fix is left.
 */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createWorkspace, type Finding, lint } from '../ide/index.ts';
import { fixText } from '../linter/fixes.ts';
import { filesOf } from '../testing/annotations.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { applyEdits } from '../text/edit.ts';

const PATH = '/w/a.c';

const linter = async (): Promise<(text: string) => readonly Finding[]> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  return (text) => {
    workspace.open(PATH, text);
    return lint(workspace, PATH).findings;
  };
};

/** What gcc has against a text; empty where it takes it. */
const refused = (text: string): string => {
  const words = ['-x', 'c', '-std=gnu11', '-fsyntax-only', '-w', '-D_GNU_SOURCE', '-'];
  const { status, stderr } = spawnSync('gcc', words, { input: text, encoding: 'utf8' });
  return status === 0 ? '' : stderr.slice(0, 2000);
};

const texts = ruleFixtures().flatMap(({ rule, name, text }) => {
  const files = filesOf(text);
  return files.length === 1 ? [{ name: `${rule}/${name}`, text }] : [];
});
// vforkx has a header that no other system has.
const compiled = texts.filter(({ text }) => !/\bvforkx\b/.test(text) && refused(text) === '');

test('most fixtures are C that gcc takes', () => {
  expect(compiled.length).toBeGreaterThan(0.8 * texts.length);
});

test.each(compiled)('each fix of $name', async ({ text }) => {
  const find = await linter();
  for (const { rule, fixes } of find(text))
    for (const { title, edits } of fixes) {
      const fixed = applyEdits(text, edits);
      expect(fixed, `${rule}: ${title}`).not.toBe(text);
      expect(refused(fixed), `${rule}: ${title}\n${fixed}`).toBe('');
    }
});

test.each(compiled)('all safe fixes of $name', async ({ text }) => {
  const find = await linter();
  const fixed = fixText(PATH, text, find);
  expect(refused(fixed.text), fixed.text).toBe('');
  const left = find(fixed.text).filter(({ fixes }) => fixes.some(({ safe }) => safe));
  expect(left.map(({ rule }) => rule)).toEqual([]);
});
