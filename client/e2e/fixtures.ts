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

/** Of each rule that a machine can prove, a fixture in which it does. Of other rules the first one is run as well. */
const PROVED: Readonly<Record<string, string>> = {
  'blocking-call-in-child': 'bad-pipe',
  'child-reaches-parent-code': 'bad-falls-out',
  'exit-in-child': 'bad-after-failed-exec',
  'exit-in-fork-child': 'bad-exec-failed',
  'missing-exit-after-exec': 'bad-case-break',
  'parent-visible-write': 'bad-array-and-pointee',
  'register-dependent-write': 'bad-plain-errno',
  'return-from-vfork-frame': 'bad-after-switch',
  'signal-in-child': 'bad-handler',
  'unsafe-call-in-child': 'bad-stdio-heap-environment',
  'vfork-wrapper': 'bad-checked',
};

/** A fixture to run: the first annotated finding of its rule, counted from 1, and whether the machine proves it. */
export interface Runnable {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly proved: boolean;
}

/** One fixture of each rule, for the emulator. */
export const runnable = (): readonly Runnable[] => {
  const byRule = new Map<string, Runnable>();
  for (const { rule, name, kind, text, config } of ruleFixtures()) {
    if (kind !== 'bad' || config !== undefined || /^\/\/- /m.test(text) || !/\bv?fork\w*\s*\(/.test(text)) continue;
    const proved = PROVED[rule] === name;
    if (byRule.has(rule) && !proved) continue;
    const [first] = annotationsOf(text)
      .filter((one) => one.rule === rule)
      .toSorted((a, b) => a.range.start - b.range.start);
    if (first === undefined) continue;
    const column = first.range.start - text.lastIndexOf('\n', first.range.start - 1);
    byRule.set(rule, { rule, file: `run-${rule}.c`, text, line: first.line + 1, column, proved });
  }
  return [...byRule.values()];
};
