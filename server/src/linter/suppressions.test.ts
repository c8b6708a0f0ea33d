/** Suppression comments: what each form silences, on hand-made findings at every occurrence of `BAD`. */
import { expect, test } from 'vitest';
import { c } from '../testing/c.ts';
import type { Finding } from './finding.ts';
import { applySuppressions } from './suppressions.ts';

const findingsIn = (text: string): readonly Finding[] =>
  [...text.matchAll(/BAD(\d)/g)].map((match) => ({
    path: '/a.c',
    rule: `rule-${match[1]}`,
    severity: 'error',
    range: { start: match.index, end: match.index + 4 },
    message: 'bad',
    related: [],
    claims: [],
    fixes: [],
  }));

const known = new Set(['rule-1', 'rule-2', 'rule-3']);

/** What is left: `rule@line`, and for comments without effect `unused@line text`. */
const left = (text: string, ran: ReadonlySet<string> = known): readonly string[] =>
  applySuppressions(findingsIn(text), { path: '/a.c', text, known, ran, unused: 'warning' }).map((finding) => {
    const line = text.slice(0, finding.range.start).split('\n').length;
    if (finding.rule !== 'unused-suppression') return `${finding.rule}@${line}`;
    return `unused@${line} ${text.slice(finding.range.start, finding.range.end)}`;
  });

test.each([
  ['a line', 'BAD1; // vfork-lint-disable-line rule-1\nBAD1;\n', ['rule-1@2']],
  ['only the named rule', 'BAD1; BAD2; // vfork-lint-disable-line rule-2 -- a reason, rule-1\n', ['rule-1@1']],
  ['several rules', 'BAD1; BAD2; // vfork-lint-disable-line rule-1, rule-2\n', []],
  ['all rules', 'BAD1; BAD2; /* vfork-lint-disable-line */\n', []],
  ['all rules, with a reason', 'BAD1; // vfork-lint-disable-line -- rule-9 is no id here\n', []],
  ['the next line', '/* vfork-lint-disable-next-line rule-1 */\nBAD1;\nBAD1;\n', ['rule-1@3']],
  ['the line behind a block comment', '/*\n * vfork-lint-disable-next-line rule-1\n * -- why\n */\nBAD1;\n', []],
  [
    'a region',
    'BAD1\n// vfork-lint-disable rule-1\nBAD1\n// vfork-lint-enable rule-1\nBAD1\n',
    ['rule-1@1', 'rule-1@5'],
  ],
  ['a region closed for all', '// vfork-lint-disable rule-1\nBAD1\n// vfork-lint-enable\nBAD1\n', ['rule-1@4']],
  [
    'a region closed for one of two rules',
    '// vfork-lint-disable rule-1 rule-2\nBAD1 BAD2\n// vfork-lint-enable rule-1\nBAD1 BAD2\n',
    ['rule-1@4'],
  ],
  ['a region to the end', 'BAD1\n// vfork-lint-disable\nBAD1 BAD2\n', ['rule-1@1']],
  ['a file', 'BAD1 BAD2\n/* vfork-lint-disable-file rule-1 */\n', ['rule-2@1']],
  ['nothing, in a string', 'BAD1 "// vfork-lint-disable-line";\n', ['rule-1@1']],
  ['nothing, in a multi-line string', 'BAD1 "\\\n// vfork-lint-disable-line";\n', ['rule-1@1']],
  ['nothing, as a longer word', 'BAD1 // vfork-lint-disable-lines\n', ['rule-1@1']],
  ['nothing, in the middle of prose', 'BAD1 // see vfork-lint-disable-line\n', ['rule-1@1']],
])('silences %s', (_, text, expected) => {
  expect(left(text)).toEqual(expected);
});

test.each([
  ['a rule that found nothing', 'x; // vfork-lint-disable-line rule-1\n', ['unused@1 rule-1']],
  ['one of two rules', 'BAD1; // vfork-lint-disable-line rule-1, rule-2\n', ['unused@1 rule-2']],
  ['a misspelt rule', 'x; // vfork-lint-disable-line rule-x\n', ['unused@1 rule-x']],
  ['a comment for all rules', 'x; /* vfork-lint-disable-file */\n', ['unused@1 /* vfork-lint-disable-file */']],
  ['the last line of a file', 'x; // vfork-lint-disable-next-line rule-1', ['unused@1 rule-1']],
])('reports %s as unused', (_, text, expected) => {
  expect(left(text)).toEqual(expected);
});

test('says nothing of rules that did not run', () => {
  const ran = new Set(['rule-1']);
  expect(left('x; // vfork-lint-disable-line rule-2\nx; // vfork-lint-disable-line\n', ran)).toEqual([]);
});

test('offers to remove an unused comment, with its line where it stands alone', () => {
  const text = c`
    int x; // vfork-lint-disable-line rule-1
    // vfork-lint-disable-next-line rule-2
    int y;
  `;
  const edits = applySuppressions([], { path: '/a.c', text, known, ran: known, unused: 'warning' })
    .flatMap(({ fixes }) => fixes)
    .flatMap((fix) => fix.edits);
  let result = text;
  for (const { start, end, text: by } of edits.toReversed()) result = result.slice(0, start) + by + result.slice(end);
  expect(result).toBe('int x;\nint y;\n');
});
