/** Code that would run for ever, grow without end or choke a compiler: each ends in a clear verdict, at a budget of ours. */
import { expect, test } from 'vitest';
import { confirm } from './index.ts';

const HEAD = '#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n';

const run = (text: string, files: Readonly<Record<string, string>> = {}) => {
  const line = text.split('\n').findIndex((one) => one.includes('vfork()')) + 1;
  return confirm({
    subject: { path: '/w/a.c', text, owner: 'run', start: text.indexOf('int run('), end: text.length },
    claims: [{ rule: 'exit-in-child', line, endLine: line + 1 }],
    reader: { read: (path) => files[path] },
    includePaths: [],
    kernels: ['elks', 'cygwin'],
    seed: 0,
  });
};

const CHILD = (child: string): string => `int run(char **argv) {\n  if (vfork() == 0)\n    ${child}\n  return 0;\n}`;

const RUNS: Readonly<Record<string, string>> = {
  'an endless loop': CHILD('for (;;) ;'),
  'a flood of output': CHILD('for (;;) printf("0123456789012345678901234567890123456789\\n");'),
  'an exec loop': CHILD('for (;;) execv(argv[0], argv);'),
  'a heap that grows': CHILD('for (;;) malloc(100);'),
  'a bomb of forks': 'int run(char **argv) {\n  for (;;)\n    fork();\n  return vfork();\n}',
  'a bomb of vforks': 'int run(char **argv) {\n  for (;;)\n    if (vfork() == 0) run(argv);\n  return 0;\n}',
  'endless recursion': `int deep(int n) { int a[40]; a[0] = n; return deep(n + 1) + a[0]; }\n${CHILD('deep(0);')}`,
  'a jump into nowhere': CHILD('((void (*)(void))0x1234)();'),
  'writes through wild pointers': CHILD('{ char *p = 0; for (;;) *p++ = 1; }'),
};

test.each(Object.entries(RUNS))('%s', (_, body) => {
  const { claims, compile, runs } = run(HEAD + body);
  expect(compile.problem).toBeUndefined();
  expect(runs).toBeGreaterThan(0);
  // What a child does that overwrites all memory may well be seen as this or that.
  expect(['confirmed', 'not-observed', 'not-reached']).toContain(claims[0]?.verdict);
});

/** x0 = 1, x1 = x0 + x0, … : 2^40 tokens. */
const BOMB = `#define x0 1\n${Array.from({ length: 40 }, (_, i) => `#define x${i + 1} x${i} + x${i}`).join('\n')}\n`;

const TEXTS: Readonly<Record<string, readonly [text: string, files?: Readonly<Record<string, string>>]>> = {
  'an array larger than memory': [`static char big[1000000];\n${CHILD('{ big[5] = 1; _exit(1); }')}`],
  'a macro that grows without end': [`${BOMB}${CHILD('_exit(x40);')}`],
  'a header that includes itself': [
    `#include "self.h"\n${CHILD('_exit(1);')}`,
    { '/w/self.h': '#include "self.h"\nint a;\n' },
  ],
  'very deep nesting': [CHILD(`_exit(${'('.repeat(3000)}1${')'.repeat(3000)});`)],
  'a very long function': [CHILD(`{ ${'close(3); '.repeat(20_000)} _exit(1); }`)],
  'half a function': ['int run(char **argv) {\n  if (vfork() == 0) { {{{ (('],
  'no C at all': ['int run( vfork() \u0000\u0001 ;;; }}} """ \\'],
};

test.each(Object.entries(TEXTS))('%s', (_, [text, files]) => {
  const { claims, compile } = run(HEAD + text, files);
  expect(['not-observed', 'not-reached', 'not-runnable']).toContain(claims[0]?.verdict);
  if (claims[0]?.verdict === 'not-runnable') expect(compile.problem?.message ?? claims[0].reason).toBeTruthy();
});
