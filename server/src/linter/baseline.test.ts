/** Baselines: old findings stay accepted when lines move, new and repeated ones come through. */
import { expect, test } from 'vitest';
import { applyBaseline, type BaselineSubject, makeBaseline, parseBaseline } from './baseline.ts';

const subjects = (text: string): readonly BaselineSubject[] =>
  [...text.matchAll(/exit/g)].map(({ index }) => ({
    file: 'a.c',
    text,
    finding: {
      path: '/a.c',
      rule: 'exit-in-child',
      severity: 'error',
      range: { start: index, end: index + 4 },
      message: 'm',
      function: 'run',
      related: [],
      claims: [],
      fixes: [],
    },
  }));
const fresh = (text: string, accepted: string): number =>
  applyBaseline(subjects(text), makeBaseline(subjects(accepted))).fresh.length;

test.each([
  ['the same text', 'exit(1);\n', 'exit(1);\n', 0],
  ['moved and indented', '\n\n    exit(1);\n', 'exit(1);\n', 0],
  ['one more of the same', 'exit(1);\nexit(1);\n', 'exit(1);\n', 1],
  ['another line', 'exit(2);\n', 'exit(1);\n', 1],
  ['fewer', '', 'exit(1);\n', 0],
])('%s', (_, text, accepted, expected) => {
  expect(fresh(text, accepted)).toBe(expected);
});

test('findings that are gone are counted', () => {
  expect(applyBaseline(subjects('exit(1);'), makeBaseline(subjects('exit(1);\nexit(1);\nexit(2);'))).gone).toBe(2);
});

test('what is written can be read', () => {
  const baseline = makeBaseline(subjects('exit(1);\nexit(2);\n'));
  expect(parseBaseline(JSON.stringify(baseline))).toEqual(baseline);
});

test.each(['', '[]', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"file":1}]}'])(
  '%j is refused',
  (text) => {
    expect(typeof parseBaseline(text)).toBe('string');
  },
);
