/**
 * Linter and machine agree on the rule fixtures (issue 7): in a `good` one nothing is confirmed, whatever is claimed of any of
 * its lines. Where they may differ is data here, with the reason.
 */
import { describe, expect, test } from 'vitest';
import { type ConfirmOptions, confirmFile, type SiteReport } from '../ide/confirm.ts';
import { type Config, createWorkspace } from '../ide/index.ts';
import { filesOf } from '../testing/annotations.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { type Claim, confirm, DEFAULT_KERNELS } from './index.ts';
import { HAZARDS } from './verdict.ts';

const KERNELS = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];

const reportsOf = async (
  text: string,
  config: Config | undefined,
  options: ConfirmOptions = {},
): Promise<{ readonly reports: readonly SiteReport[]; readonly texts: ReadonlyMap<string, string> }> => {
  const texts = new Map(filesOf(text).map((file) => [`/fixture/${file.path}`, file.text]));
  const workspace = await createWorkspace({
    reader: {
      read: (path) => texts.get(path),
      exists: (path) => texts.has(path),
      list: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)),
    },
    ...(config === undefined ? {} : { config }),
  });
  return { reports: [...texts.keys()].flatMap((path) => confirmFile(workspace, path, options)), texts };
};

/** Lines of `good` fixtures where a system does what they rely on it not to do, with the reason. */
const DIFFERENT: Readonly<Record<string, { readonly kernels: readonly string[]; readonly because: string }>> = {
  'exit-in-child/good-guarded': {
    kernels: ['cygwin'],
    because:
      'the child has the process id of its parent until exec (claim D1), so that the guard by getpid lets exit through',
  },
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
