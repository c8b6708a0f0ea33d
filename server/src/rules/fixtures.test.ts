/** All rule fixtures through the whole linter: what they annotate is found, and nothing else. */
import { describe, expect, test } from 'vitest';
import { annotationsOf } from '../testing/annotations.ts';
import { check } from '../testing/check.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { RULES } from './registry.generated.ts';

const fixtures = ruleFixtures();

describe.each(RULES.map(({ id }) => id))('%s', (id) => {
  const own = fixtures.filter(({ rule }) => rule === id);

  test.each(['bad', 'good'])('has at least three %s fixtures', (wanted) => {
    expect(own.filter(({ kind }) => kind === wanted).length).toBeGreaterThanOrEqual(3);
  });

  test.each(own)('$name', async ({ kind, text, config }) => {
    const annotated = annotationsOf(text).some(({ rule }) => rule === id);
    expect(annotated, `a ${kind} fixture`).toBe(kind === 'bad');
    await check(text, { about: id, ...(config === undefined ? {} : { config }) });
  });
});

test('every fixture folder is a rule', () => {
  const ids = new Set(RULES.map(({ id }) => id));
  expect(fixtures.map(({ rule }) => rule).filter((rule) => !ids.has(rule))).toEqual([]);
});
