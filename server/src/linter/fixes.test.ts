/** Choosing and applying fixes, on a toy linter that finds single letters. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding, Fix } from './finding.ts';
import { fixText, planFixes } from './fixes.ts';

const path = '/a.c';
const finding = (start: number, end: number, fixes: readonly Fix[]): Finding => ({
  path,
  rule: 'r',
  severity: 'error',
  range: { start, end },
  message: 'm',
  related: [],
  claims: [],
  fixes,
});
const fix = (edits: readonly [number, number, string][], safe = true): Fix => ({
  title: 't',
  safe,
  edits: edits.map(([start, end, text]) => ({ path, start, end, text })),
});

test('of two that overlap the first goes in, whole, and the other waits', () => {
  const plan = planFixes([
    finding(4, 5, [
      fix([
        [4, 6, 'Y'],
        [9, 9, '!'],
      ]),
    ]),
    finding(0, 5, [fix([[0, 5, 'X']])]),
    finding(7, 8, [fix([[7, 8, 'Z']])]),
  ]);
  expect(plan.fixed).toBe(2);
  expect(plan.edits.get(path)?.map(({ text }) => text)).toEqual(['X', 'Z']);
});

test('the same edit for two findings is made once', () => {
  const header = [0, 0, '#include <unistd.h>\n'] as const;
  const both = planFixes([finding(3, 4, [fix([[...header]])]), finding(6, 7, [fix([[...header]])])]);
  expect(both.fixed).toBe(2);
  expect(both.edits.get(path)).toHaveLength(1);
});

test('suggestions are applied on demand only', () => {
  const suggestion = [finding(0, 1, [fix([[0, 1, 'x']], false)])];
  expect(planFixes(suggestion).fixed).toBe(0);
  expect(planFixes(suggestion, { unsafe: true }).fixed).toBe(1);
});

test('passes go on until nothing is left, and end where fixes chase each other', () => {
  const at = (text: string, letter: string, by: string): readonly Finding[] =>
    [...text.matchAll(new RegExp(letter, 'g'))].map(({ index }) =>
      finding(index, index + 1, [fix([[index, index + 1, by]])]),
    );
  expect(fixText(path, 'aab', (text) => [...at(text, 'a', 'b'), ...at(text, 'b', 'c')])).toEqual({
    text: 'ccc',
    fixed: 5,
  });
  const chase = fixText(path, 'a', (text) => [...at(text, 'a', 'b'), ...at(text, 'b', 'a')]);
  expect(['a', 'b']).toContain(chase.text);
});

test('chosen edits never overlap', () => {
  const ranges = fc.array(fc.tuple(fc.nat(20), fc.nat(6)), { maxLength: 12 });
  fc.assert(
    fc.property(ranges, (list) => {
      const findings = list.map(([start, length]) =>
        finding(start, start + length, [fix([[start, start + length, '#']])]),
      );
      const edits = (planFixes(findings).edits.get(path) ?? []).toSorted((a, b) => a.start - b.start || a.end - b.end);
      for (const [i, edit] of edits.entries()) {
        const next = edits[i + 1];
        if (next !== undefined) expect(edit.end).toBeLessThanOrEqual(next.start);
      }
    }),
  );
});
