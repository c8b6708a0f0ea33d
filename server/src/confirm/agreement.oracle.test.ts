/**
 * Linter and machine agree on the rule fixtures (issue 7). What a `bad` one is flagged for is confirmed, on every system that its
 * claim is about, with evidence on the flagged line; in a `good` one nothing is confirmed, whatever is claimed of any of its
 * lines. Where they may differ is data here, with the reason.
 */

import { type Personality, personalityOf } from '@vfork-lint/emulator/kernel';
import { describe, expect, test } from 'vitest';
import { type ConfirmOptions, confirmFile, type SiteReport } from '../ide/confirm.ts';
import type { Config } from '../ide/index.ts';
import type { Finding } from '../linter/finding.ts';
import { filesOf } from '../testing/annotations.ts';
import { workspaceOf } from '../testing/check.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { type Claim, confirm, DEFAULT_KERNELS } from './index.ts';
import { HAZARDS, NOT_SHOWN } from './verdict.ts';

const KERNELS = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];

const reportsOf = async (
  text: string,
  config: Config | undefined,
  options: ConfirmOptions = {},
): Promise<{ readonly reports: readonly SiteReport[]; readonly texts: ReadonlyMap<string, string> }> => {
  const texts = new Map(filesOf(text).map((file) => [`/fixture/${file.path}`, file.text]));
  const workspace = await workspaceOf(texts, config);
  return { reports: [...texts.keys()].flatMap((path) => confirmFile(workspace, path, options)), texts };
};

/** Lines of `good` fixtures where a system does what they rely on it not to do, with the reason. */
const SAME_ID = {
  kernels: ['cygwin'],
  because:
    'the child has the process id of its parent until exec (claim D1), so that a guard by getpid lets it through',
};
const DIFFERENT: Readonly<Record<string, { readonly kernels: readonly string[]; readonly because: string }>> = {
  'exit-in-child/good-guarded': SAME_ID,
  'longjmp-out-of-child/good-child-flag': SAME_ID,
};

const fixtures = ruleFixtures().map((fixture) => ({ ...fixture, title: `${fixture.rule}/${fixture.name}` }));

/** The shape that DESIGN §1 calls correct. */
const CANONICAL = `#include <unistd.h>
extern char **environ;
int run(int in, int out, char **argv) {
  pid_t pid;
  if (!(pid = vfork())) {
    close(in);
    if (out != 1) {
      dup2(out, 1);
      close(out);
    }
    execve(argv[0], argv, environ);
    _exit(255);
  }
  close(out);
  return pid < 0 ? -1 : 0;
}
`;

describe('what is correct is never confirmed, whatever is claimed of any line', () => {
  const good = fixtures.filter(({ kind }) => kind === 'good');
  test.each([...good, { title: 'canonical', text: CANONICAL, config: undefined }])(
    '$title',
    async ({ title, text, config }) => {
      const kernels = KERNELS.filter((name) => DIFFERENT[title]?.kernels.includes(name) !== true);
      const { reports, texts } = await reportsOf(text, config, { kernels });
      expect(reports.filter(({ confirmation }) => confirmation.runs === 0)).toEqual([]);
      for (const { findings, confirmation } of reports) {
        const { subject, claims: flagged } = confirmation;
        const reported = new Set(
          flagged.flatMap(({ claim: { line, endLine } }, i) =>
            findings[i]?.severity === 'hint' ? [] : Array.from({ length: endLine - line + 1 }, (_, n) => line + n),
          ),
        );
        const lines = subject.text.split('\n').flatMap((_, i) => (reported.has(i + 1) ? [] : [i + 1]));
        const claims = Object.keys(HAZARDS).flatMap((rule) =>
          lines.map((line): Claim => ({ rule, line, endLine: line })),
        );
        const result = confirm({
          subject,
          claims,
          reader: { read: (path) => texts.get(path) },
          includePaths: [],
          kernels,
          seed: 0,
        });
        const told = [...result.claims, ...flagged.filter((_, i) => /error|warning/.test(findings[i]?.severity ?? ''))]
          .filter(({ verdict }) => verdict === 'confirmed')
          .map(({ claim, kernels }) => {
            const on = Object.entries(kernels).filter(([, { verdict }]) => verdict === 'confirmed');
            return `${claim.line} ${claim.rule}: ${on.map(([name]) => name).join(' ')}: ${on[0]?.[1].evidence[0]?.kind} ${on[0]?.[1].evidence[0]?.text}`;
          });
        expect(told).toEqual([]);
      }
    },
  );
});

/** Where the hazard of a rule is there, as far as the systems differ. */
const always = (): boolean => true;
const HOLDS: Readonly<Record<string, (system: Personality, finding: Finding, line: string) => boolean>> = {
  // The library's table of handlers is in shared memory (ELKS, A7), or the table is the parent's own (D4). Where the kernel
  // forces SIG_DFL (C8) a handler is lost, and a reset is what it does anyway.
  'signal-in-child': ({ vfork, name }, { message }) =>
    name.startsWith('elks') ||
    vfork.handlers === 'shared' ||
    (vfork.newHandlers === 'forced-default' && /handler/.test(message)),
  // The sixth word that this ELKS puts back is the top of the caller's frame: a local there is the parent's again (reference §1.7).
  'parent-visible-write': ({ vfork }, { message }) =>
    !(
      vfork.frame.kind === 'words' &&
      vfork.frame.count > 5 &&
      /\b(?:local|variable of|pointee|through)\b/.test(message)
    ),
  'register-dependent-write': ({ vfork }) => !(vfork.frame.kind === 'words' && vfork.frame.count > 5),
  // A child of a child is refused only here (reference §4.1); elsewhere it is outside what is promised (A3), and works.
  'nested-vfork': ({ vfork }) => vfork.nested === 'EINVAL',
  'invalid-vforkx-flags': ({ vforkx }) => vforkx,
  // There the call itself never fails (D1).
  'unchecked-vfork-failure': ({ vfork }) => vfork.process === 'new',
};

/** Flagged lines that no run can show, by rule and text of the line, with the reason. */
const NOT_ON_THE_LINE: readonly (readonly [rule: string, line: RegExp, because: string])[] = [
  ['blocking-call-in-child', /\bwait(?:pid)?\s*\(/, 'the child has no children: wait returns at once with ECHILD'],
  ['blocking-call-in-child', /\b(?:flock|lockf|fcntl)\s*\(/, 'nobody else holds the lock'],
  [
    'invalid-vforkx-flags',
    /\b[A-Z]+\b(?<!FORK_WAITPID|FORK_NOSIGCHLD)/,
    'the number of another flag is the business of its system',
  ],
  ['unchecked-vfork-failure', /^\s*(?:\w+->\w+|current)\s*=/, 'what was kept is used by other functions'],
  ['longjmp-out-of-child', /\braise_error\s*\(/, 'nothing of the file sets the place to jump to'],
  ['unsafe-call-in-child', /\b(?:note|move|perror|syslog)\s*\(/, 'it writes at once and keeps nothing in memory'],
];

describe('what is flagged in a bad fixture is confirmed where its claim holds', () => {
  // The letter of POSIX forbids what does no harm.
  const bad = fixtures.filter(
    ({ kind, rule, config, text }) =>
      kind === 'bad' &&
      HAZARDS[rule] !== undefined &&
      config?.strict !== 'posix' &&
      // These systems have no clone.
      !/\bclone\s*\(/.test(text),
  );
  test.each(bad)('$title', async ({ text, config, rule }) => {
    const { reports, texts } = await reportsOf(text, config, { kernels: KERNELS });
    const missing: string[] = [];
    let seen = 0;
    for (const { findings, confirmation } of reports)
      for (const [i, { claim, kernels }] of confirmation.claims.entries()) {
        const finding = findings[i];
        const line = texts.get(confirmation.subject.path)?.split('\n')[claim.line - 1] ?? '';
        if (finding?.rule !== rule) continue;
        seen++;
        if (NOT_ON_THE_LINE.some(([of, pattern]) => of === rule && pattern.test(line))) continue;
        for (const name of KERNELS) {
          const system = personalityOf(name);
          if (system === undefined || !(HOLDS[rule] ?? always)(system, finding, line)) continue;
          const verdict = kernels[name];
          const kinds = Object.keys(HAZARDS[rule]?.kinds ?? {});
          if (verdict?.verdict !== 'confirmed' || !verdict.evidence.every(({ kind }) => kinds.includes(kind)))
            missing.push(
              `${claim.line} on ${name}: ${verdict?.verdict} ${confirmation.compile.problem?.message ?? ''}`,
            );
        }
      }
    expect(missing).toEqual([]);
    expect(seen).toBeGreaterThan(0);
  });
});

test('every rule is shown, or says why not', () => {
  const rules = new Set(fixtures.map(({ rule }) => rule));
  const told = [...rules].filter((rule) => (HAZARDS[rule] === undefined) === (NOT_SHOWN[rule] === undefined));
  expect(told).toEqual([]);
});
