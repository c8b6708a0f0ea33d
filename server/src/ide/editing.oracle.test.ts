/**
 * Ten thousand random edits to real files of the labelled corpus and to the fixtures: after each one what is reused is what a
 * fresh analysis of the same text says, and nothing throws.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edited, editSession } from '../testing/edit-session.ts';
import { randomEdit } from '../testing/edits.ts';
import { ruleFixtures } from '../testing/fixtures.ts';

const [SESSIONS, EDITS] = [1000, 10];
/** Larger files take seconds for each fresh analysis and hold nothing else. */
const LARGEST = 100_000;

interface Labelled {
  readonly pkg: string;
  readonly path: string;
  readonly dir_in_tarball?: string;
}

const realFiles = (): readonly Edited[] => {
  const { VFORK_CORPUS: corpus = '', VFORK_SHARED: shared = '' } = process.env;
  const labels = JSON.parse(readFileSync(join(shared, 'data/corpus-open.json'), 'utf8')) as { sites: Labelled[] };
  const paths = labels.sites.map(({ pkg, dir_in_tarball: folder = '.', path }) => join(corpus, pkg, folder, path));
  return [...new Set(paths)].flatMap((path) => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return text === '' || text.length > LARGEST ? [] : [{ path, text, others: new Map<string, string>() }];
  });
};

test('10,000 edits', { timeout: 3_600_000 }, async () => {
  const real = realFiles();
  expect(real.length).toBeGreaterThan(40);
  const fixtures = ruleFixtures().map(({ rule, name, text }) => ({
    path: `/w/${rule}-${name}.c`,
    text,
    others: new Map(),
  }));
  let made = 0;
  const session = fc.record({
    file: fc.oneof(fc.constantFrom(...real), fc.constantFrom(...fixtures)),
    edits: fc.array(randomEdit, { minLength: EDITS, maxLength: EDITS }),
  });
  await fc.assert(
    fc.asyncProperty(session, async ({ file, edits }) => {
      made += await editSession(file, edits);
    }),
    { numRuns: SESSIONS },
  );
  expect(made).toBe(SESSIONS * EDITS);
});
