/**
 * Verdicts on small programs: each hazard is confirmed where it happens, with its lines, and gone with its mend; and the
 * correct shape is never confirmed, whatever is claimed of any of its lines.
 */
import { describe, expect, test } from 'vitest';
import { type Claim, type ClaimVerdict, confirm, DEFAULT_KERNELS, type KernelVerdict } from './index.ts';
import { HAZARDS } from './verdict.ts';

const HEAD = '#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include <signal.h>\n';
/** The first line of the text behind HEAD. */
const FIRST = 5;

const claim = (rule: string, line: number): Claim => ({
  rule,
  line: FIRST - 1 + line,
  endLine: FIRST - 1 + line,
});

const run = (
  body: string,
  owner: string,
  claims: readonly Claim[],
  kernels: readonly string[] = ['elks', 'linux-i386', 'solaris'],
) => {
  const text = HEAD + body;
  return confirm({
    subject: { path: '/w/a.c', text, owner, start: text.indexOf(`${owner}(`) - 4, end: text.length },
    claims,
    reader: { read: () => undefined },
    includePaths: [],
    kernels,
    seed: 0,
  });
};

const on = (verdict: ClaimVerdict | undefined, kernel: string): KernelVerdict | undefined => verdict?.kernels[kernel];

const kinds = (verdict: KernelVerdict | undefined): readonly string[] => [
  ...new Set(verdict?.evidence.map(({ kind }) => kind)),
];

const EXIT = `int run(char **argv) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(argv[0], argv);
    exit(1);
  }
  return pid;
}`;

describe('confirmed', () => {
  test('exit in the child: the parent loses its buffered output and runs no exit handler', () => {
    const { claims, compile } = run(EXIT, 'run', [claim('exit-in-child', 5)]);
    expect(compile).toEqual({ ok: true, assumed: [], problem: undefined, generated: true });
    expect(claims[0]?.verdict).toBe('confirmed');
    expect(kinds(claims[0]?.kernels['linux-i386'])).toEqual(
      expect.arrayContaining(['double-flush', 'atexit-in-child']),
    );
    expect(on(claims[0], 'elks')?.evidence[0]?.child).toBe(FIRST + 4);
  });

  test('with _exit in its place nothing is left of it', () => {
    const { claims } = run(EXIT.replace('exit(1)', '_exit(1)'), 'run', [claim('exit-in-child', 5)]);
    expect(claims[0]?.verdict).toBe('not-observed');
  });

  test('a return from the frame that the parent comes back to', () => {
    const { claims } = run(EXIT.replace('exit(1)', 'return -1'), 'run', [claim('return-from-vfork-frame', 5)]);
    expect(claims[0]?.verdict).toBe('confirmed');
    expect(kinds(on(claims[0], 'elks'))).toContain('dead-frame');
  });

  test('a write that the parent reads, with both lines', () => {
    const body = `static int tries;\nint run(char **argv) {\n  if (vfork() == 0) {\n    tries++;\n    _exit(1);\n  }\n  return tries;\n}`;
    const { claims } = run(body, 'run', [claim('parent-visible-write', 4)]);
    expect(claims[0]?.kernels['linux-i386']?.evidence).toEqual([
      {
        kind: 'parent-read-child-write',
        child: FIRST + 3,
        parent: FIRST + 6,
        text: "the parent read 'tries', which the child wrote",
      },
    ]);
  });

  test('a handler in the child: where the table is in shared memory, and where the kernel forces SIG_DFL', () => {
    const body = `static void on(int s) { (void)s; }\nint run(void) {\n  if (vfork() == 0) {\n    signal(SIGHUP, on);\n    _exit(1);\n  }\n  return 0;\n}`;
    const { claims } = run(body, 'run', [claim('signal-in-child', 4)]);
    const verdicts = Object.entries(claims[0]?.kernels ?? {}).map(([name, one]) => `${name} ${one.verdict}`);
    expect(verdicts).toEqual(['elks confirmed', 'linux-i386 not-observed', 'solaris confirmed']);
  });
});

test('the correct shape is confirmed nowhere, whatever is claimed', () => {
  const body = `int run(int in, int out, char **argv) {
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
}`;
  const claims = Object.keys(HAZARDS).flatMap((rule) => [4, 5, 6, 7, 9, 10].map((line) => claim(rule, line)));
  const {
    claims: verdicts,
    compile,
    runs,
  } = run(body, 'run', claims, [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos']);
  expect(compile.ok).toBe(true);
  expect(runs).toBeGreaterThan(0);
  expect(verdicts.filter(({ verdict }) => verdict === 'confirmed')).toEqual([]);
});

test.each([
  ['a loop over watched lines', 'int fd;\n  if (vfork() == 0) {\n    for (fd = 3; fd < 300; fd++)\n      close(fd);'],
  ['a call with an argument to drop', 'int pid;\n  if ((pid = vforkx(1)) == 0) {\n    close(3);\n    close(4);'],
])('%s is no evidence', (_, child) => {
  const body = `extern int vforkx(int);\nint run(void) {\n  ${child}\n    _exit(1);\n  }\n  return 0;\n}`;
  const claims = Object.keys(HAZARDS).flatMap((rule) => [4, 5, 6, 7].map((line) => claim(rule, line)));
  const { claims: verdicts, runs } = run(body, 'run', claims);
  expect(runs).toBeGreaterThan(0);
  expect(verdicts.filter(({ verdict }) => verdict === 'confirmed')).toEqual([]);
});

test('what is missing is made up and told, what cannot be compiled is told with its line', () => {
  const { claims, compile } = run(
    `#include "job.h"\nint run(struct job *j) {\n  j->pid = vfork();\n  if (j->pid == 0) {\n    log_it(j->name, LEVEL);\n    exit(3);\n  }\n  return 0;\n}`,
    'run',
    [claim('exit-in-child', 6)],
    ['elks'],
  );
  expect(compile.assumed).toEqual([
    'header job.h',
    'struct job',
    'member job.pid',
    'function log_it',
    'member job.name',
    'variable LEVEL',
  ]);
  expect(claims[0]?.verdict).toBe('confirmed');
  const broken = run(
    'int run(void) {\n  double _Complex z;\n  return vfork();\n}',
    'run',
    [claim('vfork-wrapper', 3)],
    ['elks'],
  );
  expect(broken.claims[0]?.verdict).toBe('not-runnable');
  expect(broken.claims[0]?.reason).toMatch(`line ${FIRST + 1} had to be left out`);
  expect(broken.compile.assumed).toContain(`line ${FIRST + 1} left out`);
});

test('hostile code ends at a budget', () => {
  const bodies = [
    'int run(void) {\n  if (vfork() == 0)\n    for (;;) ;\n  return 0;\n}',
    'int run(void) {\n  for (;;)\n    fork();\n  return vfork();\n}',
    'int deep(int n) { return deep(n + 1) + 1; }\nint run(void) {\n  if (vfork() == 0) deep(0);\n  return 0;\n}',
  ];
  for (const body of bodies) {
    const { claims } = run(body, 'run', [claim('exit-in-child', 3)], ['elks']);
    expect(['not-observed', 'not-reached']).toContain(claims[0]?.verdict);
  }
});
