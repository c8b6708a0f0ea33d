/**
 * From code whose surroundings are lost to a program that runs: for each kind of completion a function in the manner of real
 * ones. Its flagged line, a call of exit in the child, is reached and proved, so that what was made up did not stand in the
 * way. And code with random pieces gone either runs or says why not.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf } from '../testing/annotations.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { type Confirmation, confirm } from './index.ts';
import type { Neighbours } from './unit.ts';

const PATH = '/w/src/run.c';

const run = (text: string, owner: string, files: Readonly<Record<string, string>> = {}): Confirmation => {
  const line = text.slice(0, text.indexOf('exit(1)')).split('\n').length;
  const start = text.slice(0, text.search(new RegExp(`\\b${owner} ?\\(`))).lastIndexOf('\n') + 1;
  const neighbours: Neighbours = {
    header: (name) => Object.keys(files).find((path) => path.endsWith(`/${name}`)),
    defines: '',
  };
  return confirm({
    subject: { path: PATH, text, owner, start, end: text.length, call: text.indexOf('vfork') },
    claims: [{ rule: 'exit-in-child', line, endLine: line }],
    reader: { read: (path) => files[path] },
    includePaths: [],
    neighbours,
    kernels: ['linux-i386'],
    seed: 0,
  });
};

/** Each a text with a function `run`, and what must be among the assumptions. */
const CASES: Readonly<Record<string, readonly [string, string, Readonly<Record<string, string>>?]>> = {
  'types of lost headers': [
    '#include "job.h"\nint run(job_t *j, flags f) {\n  if (f & WAIT) j->waits++;\n  if ((j->pid = vfork()) == 0) {\n    execv(j->path, j->argv);\n    exit(1);\n  }\n  return j->pid;\n}',
    'type job_t',
  ],
  'names of lost system headers': [
    'int run(char **argv) {\n  int status;\n  pid_t pid = vfork();\n  if (pid == 0) {\n    dup2(STDERR_FILENO, STDOUT_FILENO);\n    execv(argv[0], argv);\n    exit(1);\n  }\n  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) ;\n  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;\n}',
    '',
  ],
  'a global struct behind a macro': [
    '#include <unistd.h>\nint run(char **argv) {\n  if (!G.shell) G.shell = argv[0];\n  if (vfork() == 0) {\n    execv(G.shell, argv);\n    exit(1);\n  }\n  return G.status;\n}',
    'member G.shell',
  ],
  'attributes that are macros': [
    '#include <unistd.h>\nint run(char **argv) FAST_FUNC;\nstatic void NOINLINE fail(const char *m UNUSED) NORETURN;\nstatic void fail(const char *m) { exit(1); }\nint FAST_FUNC run(char **argv)\n{\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    fail("exec");\n  }\n  return 0;\n}',
    'word NOINLINE',
  ],
  'an old-style definition with a prototype macro': [
    '#include <unistd.h>\nint run __P((char *, char **));\nint\nrun(name, argv)\n\tchar *name;\n\tregister char **argv;\n{\n\tif (vfork() == 0) {\n\t\texecv(name, argv);\n\t\texit(1);\n\t}\n\treturn (0);\n}',
    '',
  ],
  'loops and statements that are macros': [
    '#include <unistd.h>\nint run(struct list *l) {\n  struct job *j;\n  LOCK_JOBS(l)\n  FOR_EACH(j, l) {\n    if (j->done) continue;\n    kill(j->pid, 9);\n  }\n  UNLOCK_JOBS\n  if (vfork() == 0) {\n    execl("/no/program", "x", (char *)0);\n    exit(1);\n  }\n  return 0;\n}',
    'word UNLOCK_JOBS',
  ],
  'unknown constants in labels, sizes and enumerators': [
    '#include <unistd.h>\nenum { OPT_A = 1 << 0, OPT_B = (1 << 1) * ENABLE_B };\nint run(int how) {\n  char buffer[MAX_NAME];\n  buffer[0] = 0;\n  switch (how) {\n  case HOW_FORK: return 1;\n  case HOW_SPAWN: return 2;\n  default:\n    if (vfork() == 0) {\n      execl(BIN_PATH "/x", "x", (char *)0);\n      exit(1);\n    }\n  }\n  return OPT_B + sizeof buffer;\n}',
    'constant HOW_FORK',
  ],
  'structs of the system that we have not': [
    '#include <unistd.h>\n#include <sys/socket.h>\n#include <netinet/in.h>\nint run(int s) {\n  struct sockaddr_in from;\n  socklen_t n = sizeof from;\n  int fd = accept(s, (struct sockaddr *)&from, &n);\n  if (vfork() == 0) {\n    dup2(fd, 0);\n    execl("/no/daemon", "d", (char *)0);\n    exit(1);\n  }\n  return ntohs(from.sin_port);\n}',
    'struct sockaddr_in',
  ],
  'helpers that cannot be compiled': [
    '#include <unistd.h>\nstatic int fast(int a) { int inner(int b) { return b + a; } return inner(a); }\nstatic void cpu(void) { asm("movl %%eax, %0" : : "r"(0)); }\nstatic double _Complex wave;\nint run(char **argv) {\n  if (argv == 0) { cpu(); wave = fast(3); }\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return 0;\n}',
    '',
  ],
  'giant tables': [
    '#include <unistd.h>\nstatic char heap[1 << 20];\nstatic const long table[40000] = { 1, 2, 3 };\nint run(char **argv) {\n  heap[0] = table[1];\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return heap[0];\n}',
    'limit',
  ],
  'a configuration that has to be guessed': [
    '#include "config.h"\n#include <unistd.h>\n#if !defined(USE_SPAWN) && LEVEL > 2\nint run(char **argv) {\n#ifndef HAVE_FANCY\n  return -1;\n#else\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return 0;\n#endif\n}\n#endif',
    'define LEVEL 3',
  ],
  'headers of the project': [
    '#include "proj.h"\nint run(struct job *j) {\n  if ((j->pid = VFORK()) == 0) {\n    execv(j->argv[0], j->argv);\n    exit(1);\n  }\n  return j->pid;\n}',
    '',
    {
      '/w/include/proj.h':
        '#include <unistd.h>\n#include <stdlib.h>\n#define VFORK() vfork()\nstruct job { pid_t pid; char **argv; };\n',
    },
  ],
  "a program's own function with the name of one of ours": [
    '#include <unistd.h>\n#include <stdlib.h>\nextern void error(const char *, ...);\nchar *getcwd(char *b, unsigned n) { return b; }\nint run(char **argv) {\n  char b[8];\n  getcwd(b, 8);\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    error("cannot run %s", argv[0]);\n    exit(1);\n  }\n  return 0;\n}',
    'function error',
  ],
  'macros that name places': [
    '#include <unistd.h>\nint run(int i) {\n  SLOT(i).state = 1;\n  FLAGS(i) |= BUSY;\n  if ((PID(i) = vfork()) == 0) {\n    execl("/no/x", "x", (char *)0);\n    exit(1);\n  }\n  return SLOT(i).state;\n}',
    'function SLOT',
  ],
  'a wrapper around the call that nobody has': [
    '#include <unistd.h>\npid_t wrap(pid_t p);\nint run(char **argv) {\n  pid_t pid = wrap(vfork());\n  if (!pid) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return pid;\n}',
    'function wrap',
  ],
  'a macro before the head': [
    '#include <unistd.h>\nEXPORT_SYMBOL(run)\nSTATIC int run(char **argv) {\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return 0;\n}',
    '',
  ],
};

test.each(Object.entries(CASES))('%s', (_, [text, assumed, files]) => {
  const { compile, claims, runs } = run(text, 'run', files);
  expect(compile.problem).toBeUndefined();
  expect(runs).toBeGreaterThan(0);
  expect(compile.assumed.join('; ')).toContain(assumed);
  expect(claims.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['confirmed']);
});

test('a head that is a macro', () => {
  const text =
    '#include <unistd.h>\nDEFUN(run)\n{\n  if (vfork() == 0) {\n    execl(SHELL_PATH, "sh", "-c", "true", (char *)0);\n    exit(1);\n  }\n  return 0;\n}';
  const { claims, compile } = run(text, 'DEFUN');
  expect(compile.assumed).toContain('text SHELL_PATH');
  expect(claims[0]?.verdict).toBe('confirmed');
});

test.each([
  'extern void fail(const char *) __attribute__((noreturn));\n',
  '#define NORETURN __attribute__((noreturn))\nextern void fail(const char *) NORETURN;\n',
  'NORETURN void fail(const char *);\n',
  '#define fail xexec_or_die\n',
])('a function that nobody has, and that does not come back, proves nothing: %s', (head) => {
  const text = `#include <unistd.h>\n${head}int run(char **argv) {\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    fail("exec"); /* exit(1) */\n  }\n  return 0;\n}`;
  const line = text.slice(0, text.indexOf('exit(1)')).split('\n').length;
  const claims = ['exit-in-child', 'missing-exit-after-exec', 'child-reaches-parent-code'].map((rule) => ({
    rule,
    line,
    endLine: line,
  }));
  const { claims: verdicts, runs } = confirm({
    subject: { path: PATH, text, owner: 'run', start: text.indexOf('int run'), end: text.length },
    claims,
    reader: { read: () => undefined },
    includePaths: [],
    kernels: ['linux-i386', 'elks'],
    seed: 0,
  });
  expect(runs).toBeGreaterThan(0);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['not-observed', 'not-observed', 'not-observed']);
});

test('a statement of the function itself that cannot be compiled keeps everything from being proved', () => {
  const text =
    '#include <unistd.h>\n#include <stdlib.h>\nint run(char **argv) {\n  double _Complex z;\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1);\n  }\n  return 0;\n}';
  const { claims, compile } = run(text, 'run');
  expect(compile.ok).toBe(true);
  expect(claims[0]?.verdict).toBe('not-runnable');
  expect(claims[0]?.reason).toMatch(/^line 4 had to be left out/);
});

const programs = ruleFixtures()
  .filter(({ rule }) => rule === 'exit-in-child' || rule === 'parent-visible-write')
  .flatMap(({ text }) => filesOf(text))
  .filter(({ path, text }) => path.endsWith('.c') && /\bvfork ?\(/.test(text));

/** Lines without which a program is still one that somebody could have cut off: includes, macros, types, declarations. */
const OUTER = /^(?:#include|#define|typedef|struct .*;|static .*;|extern .*;|[a-z].*\);)/;

test('with random pieces of its surroundings gone a function runs, or there is a reason', () => {
  expect(programs.length).toBeGreaterThan(4);
  fc.assert(
    fc.property(
      fc.constantFrom(...programs),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      ({ text }, gone) => {
        let outer = 0;
        const kept = text
          .split('\n')
          .filter((line) => !OUTER.test(line) || !gone[outer++ % gone.length])
          .join('\n');
        const call = kept.search(/\bvfork ?\(/);
        if (call < 0) return;
        const start = kept.lastIndexOf('\n}', call) + 2;
        const end = kept.indexOf('\n}', call) + 2;
        const owner = /([A-Za-z_]\w*)\s*\([^;{]*\)\s*\{/.exec(kept.slice(start, end))?.[1] ?? 'run';
        const { compile, runs } = confirm({
          subject: { path: PATH, text: kept, owner, start, end: Math.max(end, call), call },
          claims: [],
          reader: { read: () => undefined },
          includePaths: [],
          kernels: ['linux-i386'],
          seed: 0,
        });
        if (compile.ok) expect(runs).toBeGreaterThan(0);
        else expect(compile.problem?.message).toMatch(/./);
      },
    ),
    { numRuns: 25 },
  );
});
