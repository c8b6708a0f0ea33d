/**
 * Rule fixtures for the editor: of each rule the first bad example, with its annotations as the Problems view would show
 * them. The same files drive the tests of the rules and of the server.
 */
import { annotationsOf } from '../../server/src/testing/annotations.ts';
import { ruleFixtures } from '../../server/src/testing/fixtures.ts';

/** A fixture; `findings` are `rule line:column`, counted from 1, in order of their places. */
export interface Annotated {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly string[];
}

/** How many rules are shown in the editor: it takes seconds for each, and the server's tests go through all. */
const RULES = 6;

/** One fixture of each of the first rules; those of several files or with a configuration are left to the server's tests. */
export const annotated = (): readonly Annotated[] => {
  const byRule = new Map<string, Annotated>();
  for (const { rule, name, kind, text, config } of ruleFixtures()) {
    if (kind !== 'bad' || byRule.has(rule) || config !== undefined || /^\/\/- /m.test(text)) continue;
    const findings = annotationsOf(text)
      .toSorted((a, b) => a.range.start - b.range.start)
      .map((one) => `${one.rule} ${one.line + 1}:${one.range.start - text.lastIndexOf('\n', one.range.start - 1)}`);
    byRule.set(rule, { file: `fixture-${rule}-${name}.c`, text, findings });
  }
  return [...byRule.values()].slice(0, RULES);
};
