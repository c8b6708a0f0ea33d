/**
 * The search comes to lines behind conditions on all kinds of input, and the evidence that only it finds: a call that fails, a
 * vfork that fails, a child that waits for ever. Beside each the correct form, which stays unproved.
 */
import { describe, expect, test } from 'vitest';
import type { ClaimVerdict } from './index.ts';
import { confirmMarked } from './testing.ts';

const HEAD = `#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
`;

const check = (rule: string, mark: string, body: string, kernels: readonly string[] = ['linux-i386']): ClaimVerdict =>
  confirmMarked(rule, { text: HEAD + body, mark, owner: 'run', kernels });

const IN_CHILD = (parameters: string, condition: string, before = '', leave = 'exit(1);'): string => `${before}
int run(${parameters}) {
  pid_t pid = vfork();
  if (pid == 0) {
    if (${condition}) {
      ${leave}
    }
    _exit(0);
  }
  return pid;
}
`;

describe('lines are come to by', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a number of the code', IN_CHILD('int mode', 'mode == 42')],
    ['two numbers, one after the other', IN_CHILD('int a, int b', 'a == 7 && b == 300')],
    ['a negative number', IN_CHILD('long size', 'size < 0')],
    [
      'a case',
      `int run(int c) { if (vfork() == 0) switch (c) {\n case 'x':\n exit(1);\n default: _exit(0); }\n return 0; }`,
    ],
    ['no pointer', IN_CHILD('const char *dir', '!dir')],
    ['a string of the code', IN_CHILD('const char *mode', 'strcmp(mode, "daemon") == 0')],
    ['an argument in a vector', IN_CHILD('char **argv', 'argv[1] && !strcmp(argv[1], "-d")')],
    ['a vector in a vector', IN_CHILD('char ***jobs', 'jobs[1] && jobs[1][0]')],
    ['a member', IN_CHILD('struct job *j', 'j->flags & 4', 'struct job { char *name; int flags; struct job *next; };')],
    [
      'a member behind a link',
      IN_CHILD('struct job *j', 'j->next && j->next->n == 9', 'struct job { int n; struct job *next; };'),
    ],
    ['a global of other files', IN_CHILD('void', 'debug > 1', 'extern int debug;')],
    ['what an unknown function answers', IN_CHILD('void', 'prepare() == 3', 'extern int prepare(void);')],
    ['a system call that fails', IN_CHILD('int fd', 'dup2(fd, 0) < 0')],
    ['no memory', IN_CHILD('void', 'malloc(10) == NULL')],
    ['the first argument of main', IN_CHILD('int argc, char **argv', 'argc < 2')],
  ];
  test.each(cases)('%s', (_, body) => {
    expect(check('exit-in-child', 'exit(1)', body).verdict).toBe('confirmed');
    expect(check('exit-in-child', '_exit(1)', body.replace('exit(1)', '_exit(1)')).verdict).toBe('not-observed');
  });
});

test('a line that one system comes to by itself is searched for on the others', () => {
  // On Cygwin the child is the session leader itself, whose setpgid fails.
  const { kernels } = check('exit-in-child', 'exit(1)', IN_CHILD('void', 'setpgid(0, 0) < 0'), [
    'linux-i386',
    'cygwin',
  ]);
  expect(Object.values(kernels).map(({ verdict }) => verdict)).toEqual(['confirmed', 'confirmed']);
});

test('a flag that the file only ever sets to 0 or 1 has no other value', () => {
  const body = (value: number): string =>
    IN_CHILD('void', `state == ${value}`, 'static int state;\nvoid set(int on) { if (on) state = 1; else state = 0; }');
  expect(check('exit-in-child', 'exit(1)', body(1)).verdict).toBe('confirmed');
  expect(check('exit-in-child', 'exit(1)', body(2)).verdict).toBe('not-reached');
});

describe('evidence of', () => {
  test('a failed vfork whose -1 goes to kill', () => {
    const body = (guard: string): string =>
      `void run(char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) _exit(0);\n  ${guard}kill(pid, SIGTERM);\n}`;
    const bad = check('unchecked-vfork-failure', 'pid = vfork', body(''));
    expect(bad.kernels['linux-i386']?.evidence[0]).toMatchObject({ kind: 'failure-unnoticed', child: 10, parent: 12 });
    expect(check('unchecked-vfork-failure', 'pid = vfork', body('if (pid > 0) ')).verdict).toBe('not-observed');
  });

  test('a child that looks at a flag for ever', () => {
    const body =
      'extern volatile int ready;\nvoid run(void) {\n  if (vfork() == 0) {\n    while (!ready) ;\n    _exit(0);\n  }\n}';
    const { verdict, kernels } = check('blocking-call-in-child', 'while', body);
    expect(verdict).toBe('confirmed');
    expect(kernels['linux-i386']?.evidence[0]).toMatchObject({ kind: 'deadlock', child: 12 });
  });

  test('a jump out, whose buffer the caller has filled', () => {
    const body = (leave: string): string =>
      `extern jmp_buf top;\nvoid run(void) {\n  if (vfork() == 0) {\n    ${leave}\n  }\n}`;
    expect(check('longjmp-out-of-child', 'longjmp', body('longjmp(top, 1);')).verdict).toBe('confirmed');
  });

  test('a child that returns although its parent never does', () => {
    const body = 'int run(void) {\n  if (vfork() != 0)\n    _exit(0);\n  return 1;\n}';
    expect(check('return-from-vfork-frame', 'return 1', body).verdict).toBe('confirmed');
  });

  test('a bit that vforkx does not know, where there is vforkx', () => {
    const body =
      '#include <sys/fork.h>\nint run(void) {\n  pid_t pid = vforkx(0x10);\n  if (pid == 0) _exit(0);\n  return pid;\n}';
    const { solaris, 'linux-i386': linux } = check('invalid-vforkx-flags', 'vforkx(', body, [
      'solaris',
      'linux-i386',
    ]).kernels;
    expect(solaris?.evidence[0]?.kind).toBe('call-refused');
    expect(linux?.verdict).toBe('not-observed');
  });

  test('a reset of a signal: nothing where the parent had no handler', () => {
    const body = (signal: string): string =>
      `void run(void) {\n  if (vfork() == 0) {\n    signal(${signal}, SIG_DFL);\n    _exit(0);\n  }\n}`;
    const on = ['elks', 'cygwin', 'linux-i386'];
    const verdicts = (signal: string): readonly (string | undefined)[] => {
      const { kernels } = check('signal-in-child', 'signal(SIG', body(signal), on);
      return on.map((name) => kernels[name]?.verdict);
    };
    expect(verdicts('SIGHUP')).toEqual(['confirmed', 'confirmed', 'not-observed']);
    expect(verdicts('SIGALRM')).toEqual(['not-observed', 'not-observed', 'not-observed']);
  });
});
