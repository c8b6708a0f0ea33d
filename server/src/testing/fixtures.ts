/**
 * Reads the rule fixtures, `fixtures/rules/RULE/{bad,good}-*.c`: annotated C (annotations.ts), one file or several behind
 * `//- name` lines. A first line `// config: {…}` gives the configuration. Files of another kind are an error.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../ide/index.ts';

/** A rule fixture; `name` is the file's without its ending. */
export interface RuleFixture {
  readonly rule: string;
  readonly name: string;
  readonly kind: 'bad' | 'good';
  readonly text: string;
  readonly config?: Config;
}

/** The folder of all fixtures. */
export const FIXTURES: string = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** Every rule fixture, by rule and name. */
export const ruleFixtures = (): readonly RuleFixture[] => {
  const folder = join(FIXTURES, 'rules');
  return readdirSync(folder)
    .toSorted()
    .flatMap((rule) =>
      readdirSync(join(folder, rule))
        .toSorted()
        .map((file): RuleFixture => {
          const match = /^(bad|good)-([\w-]+)\.c$/.exec(file);
          if (match === null) throw new Error(`fixtures/rules/${rule}/${file}: not named bad-*.c or good-*.c`);
          const text = readFileSync(join(folder, rule, file), 'utf8');
          const config = /^\/\/ config: (\{.*\})\s*$/m.exec(text)?.[1];
          return {
            rule,
            name: file.slice(0, -2),
            kind: match[1] === 'good' ? 'good' : 'bad',
            text,
            ...(config === undefined ? {} : { config: JSON.parse(config) as Config }),
          };
        }),
    );
};
