/**
 * What every fixture must bear: its safe fixes come to an end, mend what they promise and break nothing new; and the comment
 * that the quick fix writes silences its finding and no other.
 */
import { expect, test } from 'vitest';
import { createWorkspace, type Finding, fixAll, lint } from '../ide/index.ts';
import { suppressLine } from '../linter/suppress-fix.ts';
import { filesOf } from '../testing/annotations.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { applyEdits } from '../text/edit.ts';

const PATH = '/fixture/main.c';
const single = ruleFixtures().filter(({ text, kind }) => kind === 'bad' && filesOf(text).length === 1);

const linter = async (config: object): Promise<(text: string) => { findings: readonly Finding[]; fixed: string }> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined }, config });
  return (text) => {
    workspace.open(PATH, text);
    return { findings: lint(workspace, PATH).findings, fixed: applyEdits(text, fixAll(workspace, PATH)) };
  };
};

const safe = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ fixes }) => fixes.some((fix) => fix.safe));
const keys = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

test.each(single)('$rule/$name: safe fixes mend and do no harm', async ({ text, config }) => {
  const run = await linter(config ?? {});
  const before = run(text).findings;
  let current = text;
  for (let round = 0; round < 5; round++) current = run(current).fixed;
  const after = run(current).findings;
  expect(keys(safe(after))).toEqual([]);
  // What is left was there before: fixing one fault does not make another.
  const left = [...keys(before)];
  for (const key of keys(after)) {
    expect(left).toContain(key);
    left.splice(left.indexOf(key), 1);
  }
});

test.each(single)('$rule/$name: a suppression silences its rule on its line', async ({ text, config }) => {
  const run = await linter(config ?? {});
  const before = run(text).findings;
  const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;
  for (const finding of before) {
    const silenced = applyEdits(text, suppressLine(text, finding.range.start, finding.rule));
    const added = lineOf(silenced, silenced.length) - lineOf(text, text.length);
    const line = lineOf(text, finding.range.start);
    const expected = before
      .filter((one) => one.rule !== finding.rule || lineOf(text, one.range.start) !== line)
      .map(
        (one) => `${one.rule} ${lineOf(text, one.range.start) + (lineOf(text, one.range.start) >= line ? added : 0)}`,
      );
    const after = run(silenced).findings.map((one) => `${one.rule} ${lineOf(silenced, one.range.start)}`);
    expect(after.toSorted()).toEqual(expected.toSorted());
  }
});
