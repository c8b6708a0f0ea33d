/** The examples in the rules' doc comments are true: incorrect ones are found, correct ones are silent. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { annotationsOf } from '../testing/annotations.ts';
import { compare, lintFixture } from '../testing/check.ts';
import { exampleFile, ruleDoc } from '../testing/rule-doc.ts';
import { RULES } from './registry.generated.ts';

for (const { id } of RULES) {
  describe(id, () => {
    const { examples } = ruleDoc(readFileSync(fileURLToPath(new URL(`${id}.ts`, import.meta.url)), 'utf8'));

    test('has an incorrect and a correct example', () => {
      expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['incorrect', 'correct']));
    });

    test.each(examples)('$kind: $text', async ({ kind, text, config }) => {
      const source = exampleFile(text);
      const files = [{ path: 'main.c', text: source }];
      const findings = (await lintFixture(files, config as object)).get('main.c') ?? [];
      const annotations = annotationsOf(source);
      if (kind === 'incorrect') expect(findings.map(({ rule }) => rule)).toContain(id);
      if (kind === 'correct' || annotations.length > 0)
        expect(compare(source, findings, annotations, { about: id })).toEqual([]);
    });
  });
}
