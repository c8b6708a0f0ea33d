/**
 * The program's own main: where it leads to the function it is run as well, from its beginning, with arguments taken from what the
 * code compares with. It comes to what only main prepares, and what only main looks at counts; a correct program stays correct.
 */
import { describe, expect, test } from 'vitest';
import { type Confirmation, confirm, DEFAULT_KERNELS } from './index.ts';
import { HAZARDS } from './verdict.ts';

const ALL = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];
const HEAD =
  '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/wait.h>\n#include <unistd.h>\n';

const run = (text: string, rules: readonly string[], lines: readonly number[], kernels = ALL): Confirmation => {
  const start = text.search(/^static int run\(/m);
  return confirm({
    subject: { path: '/w/a.c', text, owner: 'run', start, end: text.indexOf('\n}\n', start) + 2 },
    claims: rules.flatMap((rule) => lines.map((line) => ({ rule, line, endLine: line }))),
    reader: { read: () => undefined },
    includePaths: [],
    kernels,
    seed: 0,
  });
};

/** The verdict of a rule on the line that holds `//!`, on each system, and the scenario of the last. */
const verdict = (rule: string, body: string): readonly [string, string | undefined] => {
  const text = HEAD + body;
  const line = text.slice(0, text.indexOf('//!')).split('\n').length;
  const [claim] = run(text, [rule], [line]).claims;
  const kernels = Object.values(claim?.kernels ?? {});
  return [[...new Set(kernels.map((one) => one.verdict))].join(' '), kernels[0]?.tale?.scenario];
};

const FILLED = `static struct { char *path; int level; } conf;
static int run(void) {
  pid_t pid;
  if (conf.path == 0 || conf.level != 7)
    return -1;
  pid = vfork();
  if (pid == 0) {
    execl(conf.path, conf.path, (char *)0);
    exit(1); //!
  }
  return pid;
}
`;

describe('what only main prepares', () => {
  test.each([
    ['filled by main', /^from main, exec fails$/, 'conf.path = argv[0];\n  conf.level = 7;\n  return run() < 0;'],
    [
      'by an option',
      /^from main, .*argv\[1\] is "--seven"$/,
      'if (argc > 1 && !strcmp(argv[1], "--seven")) {\n    conf.level = 7;\n    conf.path = "/no/program";\n  }\n  return run() < 0;',
    ],
    [
      'by options through another function',
      /^from main, .*argv\[\d\] is "-s"$/,
      'int c;\n  while ((c = getopt(argc, argv, "p:s")) != -1)\n    if (c == \'s\') conf.level = 7;\n  conf.path = argv[0];\n  return serve();',
      'static int serve(void) { return run() < 0; }\n',
    ],
    [
      'by a line that it reads',
      /^from main, .*text on standard input, first "seven"$/,
      'char line[20];\n  if (fgets(line, sizeof line, stdin) && !strncmp(line, "seven", 5)) conf.level = 7;\n  conf.path = argv[0];\n  return run() < 0;',
    ],
  ])('%s', (_, how, main, more = '') => {
    const [verdicts, scenario] = verdict(
      'exit-in-child',
      `${FILLED}${more}int main(int argc, char **argv) {\n  printf("mine");\n  ${main}\n}\n`,
    );
    expect(verdicts).toBe('confirmed');
    expect(scenario).toMatch(how);
  });

  test('a main that does not lead there', () => {
    const alone = `${FILLED}int main(int argc, char **argv) {\n  conf.path = argv[0];\n  conf.level = 7;\n  return 0;\n}\n`;
    expect(verdict('exit-in-child', alone)[0]).toBe('not-reached');
  });
});

test('what only main looks at', () => {
  const body = (after: string): string =>
    `static int table[4];\nstatic int run(char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    table[2] = 5; //!\n    execv(argv[0], argv);\n    _exit(1);\n  }\n  return pid;\n}\nint main(int argc, char **argv) {\n  if (run(argv) < 0) return 1;\n  ${after}\n}\n`;
  expect(verdict('parent-visible-write', body('return table[2];'))).toEqual(['confirmed', 'from main, exec fails']);
  expect(verdict('parent-visible-write', body('return table[1];'))[0]).toBe('not-observed');
});

/** Correct programs with a main that leads to the function. */
const CORRECT: readonly (readonly [string, string])[] = [
  [
    'options and a table of jobs',
    `static struct job { char *name; pid_t pid; } jobs[4];
static int count, verbose;
static int run(struct job *job) {
  char *words[2];
  words[0] = job->name;
  words[1] = 0;
  job->pid = vfork();
  if (job->pid == 0) {
    execvp(words[0], words);
    _exit(127);
  }
  return job->pid < 0 ? -1 : 0;
}
int main(int argc, char **argv) {
  int c, status, failed = 0, i;
  while ((c = getopt(argc, argv, "v")) != -1)
    switch (c) {
    case 'v':
      verbose++;
      break;
    default:
      fprintf(stderr, "usage: jobs [-v] name ...\\n");
      return 2;
    }
  for (; optind < argc && count < 4; optind++) {
    jobs[count].name = argv[optind];
    if (verbose)
      printf("%s\\n", jobs[count].name);
    if (run(&jobs[count]) == 0)
      count++;
  }
  for (i = 0; i < count; i++)
    if (waitpid(jobs[i].pid, &status, 0) < 0 || status != 0)
      failed++;
  printf("%d failed\\n", failed);
  return failed != 0;
}
`,
  ],
  [
    'fork and a flush before exit',
    `static int run(const char *what) {
  int status;
  pid_t pid;
  printf("run %s\\n", what);
  fflush(stdout);
  pid = fork();
  if (pid == 0) {
    execl(what, what, (char *)0);
    exit(127);
  }
  if (pid < 0)
    return -1;
  waitpid(pid, &status, 0);
  return status;
}
int main(int argc, char **argv) {
  int i, worst = 0;
  for (i = 1; i < argc; i++)
    if (run(argv[i]) != 0)
      worst = 1;
  puts("done");
  exit(worst);
}
`,
  ],
];

test.each(CORRECT)('correct, and confirmed nowhere: %s', (_, body) => {
  const text = HEAD + body;
  const lines = text.split('\n').map((_, i) => i + 1);
  // After fork and exit the caller's output is in the buffer, but where the program flushes: DESIGN 5.2 asks for it.
  const { claims, runs, footprint } = run(text, Object.keys(HAZARDS), lines);
  const told = claims.flatMap(({ claim, verdict, kernels }) =>
    verdict === 'confirmed'
      ? [
          `${claim.line} ${claim.rule} ${JSON.stringify(Object.values(kernels).find((one) => one.evidence.length > 0)?.evidence[0])}`,
        ]
      : [],
  );
  expect(told).toEqual([]);
  expect(runs).toBeGreaterThan(2 * ALL.length);
  expect(footprint?.beyond.main).toBe(true);
});

test('an edit of main is another program, once it was run', () => {
  const text = `${HEAD}${FILLED}int main(int argc, char **argv) {\n  conf.path = argv[0];\n  conf.level = 7;\n  return run();\n}\n`;
  const line = text.slice(0, text.indexOf('//!')).split('\n').length;
  const key = (content: string): string | undefined => run(content, ['exit-in-child'], [line], ['elks']).footprint?.key;
  expect(key(text.replace('level = 7;', 'level = 7; /* so */'))).toBe(key(text));
  expect(key(text.replace('argv[0]', 'argv[1]'))).not.toBe(key(text));
});
