/**
 * Lines that are only come to with something on standard input: text that is read, a terminal that is asked for. And what nobody
 * types is no deadlock: correct programs that read are confirmed nowhere.
 */
import { describe, expect, test } from 'vitest';
import { confirm, DEFAULT_KERNELS } from './index.ts';
import { typedLines } from './standard-input.ts';
import { HAZARDS } from './verdict.ts';

const ALL = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];
const HEAD =
  '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/wait.h>\n#include <termios.h>\n#include <unistd.h>\n';

const run = (text: string, rules: readonly string[], lines: readonly number[], kernels: readonly string[]) => {
  const owner = /\bint main\(/.test(text) ? 'main' : 'run';
  return confirm({
    subject: { path: '/w/a.c', text, owner, start: text.indexOf(`int ${owner}(`), end: text.length },
    claims: rules.flatMap((rule) => lines.map((line) => ({ rule, line, endLine: line }))),
    reader: { read: () => undefined },
    includePaths: [],
    kernels,
    seed: 0,
  });
};

const spawn = 'if (vfork() == 0) {\n    execl("/no/program", "x", (char *)0);\n    exit(1);\n  }\n  return 0;\n}\n';

describe('a line behind input is come to', () => {
  test.each([
    ['read', 'int run(void) {\n  char c;\n  if (read(0, &c, 1) != 1) return 1;\n  ', 'text on standard input'],
    [
      'a line',
      'int run(void) {\n  char line[40];\n  if (!fgets(line, sizeof line, stdin)) return 1;\n  ',
      'text on standard input',
    ],
    [
      'a word of the program',
      'int run(void) {\n  char line[40];\n  while (fgets(line, sizeof line, stdin))\n    if (!strncmp(line, "start", 5)) goto found;\n  return 1;\nfound:\n  ',
      'text on standard input',
    ],
    [
      'the answer to a question',
      'int run(void) {\n  char line[40];\n  puts("start");\n  if (!fgets(line, sizeof line, stdin) || line[0] != \'y\') return 1;\n  ',
      'on standard input',
    ],
    [
      'in main',
      'int main(int argc, char **argv) {\n  char line[40];\n  if (scanf("%39s", line) != 1) return 1;\n  ',
      'text on standard input',
    ],
    [
      'settings of a terminal',
      'int run(void) {\n  struct termios t;\n  if (tcgetattr(0, &t) < 0) return 1;\n  t.c_lflag &= ~ECHO;\n  if (tcsetattr(0, TCSANOW, &t) < 0) return 1;\n  ',
      'a terminal on standard input',
    ],
    [
      'a terminal, and a line from it',
      'int run(void) {\n  char line[40];\n  struct termios t;\n  if (tcgetattr(0, &t) < 0 || !fgets(line, sizeof line, stdin)) return 1;\n  ',
      'a terminal on standard input',
    ],
  ])('%s', (_, before, how) => {
    const text = HEAD + before + spawn;
    const line = text.slice(0, text.indexOf('exit(1)')).split('\n').length;
    const [claim] = run(text, ['exit-in-child'], [line], ALL).claims;
    expect(Object.values(claim?.kernels ?? {}).map(({ verdict }) => verdict)).toEqual(ALL.map(() => 'confirmed'));
    expect(claim?.kernels['linux-i386']?.tale?.scenario).toContain(how);
  });
});

/** Correct programs that read what is typed. */
const CORRECT: readonly (readonly [string, string])[] = [
  [
    'the parent reads commands and runs them',
    'int main(void) {\n  char line[60];\n  pid_t pid;\n  if (isatty(0)) write(2, "> ", 2);\n  while (fgets(line, sizeof line, stdin)) {\n    line[strcspn(line, "\\n")] = 0;\n    pid = vfork();\n    if (pid == 0) {\n      execl(line, line, (char *)0);\n      _exit(127);\n    }\n    if (pid > 0) waitpid(pid, 0, 0);\n  }\n  return 0;\n}\n',
  ],
  [
    'the child execs what reads on',
    'int run(char **argv) {\n  struct termios t;\n  int own = tcgetattr(0, &t) == 0;\n  pid_t pid = vfork();\n  if (pid < 0) return -1;\n  if (pid == 0) {\n    execl("/bin/cat", "cat", (char *)0);\n    _exit(127);\n  }\n  waitpid(pid, 0, 0);\n  if (own) tcsetattr(0, TCSADRAIN, &t);\n  return 0;\n}\n',
  ],
  [
    'raw mode, byte by byte, for ever',
    'int run(void) {\n  struct termios t;\n  char c;\n  pid_t pid;\n  if (tcgetattr(0, &t) < 0) return 1;\n  t.c_lflag &= ~(ICANON | ECHO);\n  tcsetattr(0, TCSANOW, &t);\n  for (;;) {\n    if (read(0, &c, 1) != 1) continue;\n    pid = vfork();\n    if (pid == 0) {\n      execl("/bin/echo", "echo", "key", (char *)0);\n      _exit(127);\n    }\n    if (pid > 0) waitpid(pid, 0, 0);\n  }\n}\n',
  ],
];

test.each(CORRECT)('correct, and confirmed nowhere: %s', (_, body) => {
  const text = HEAD + body;
  const lines = text.split('\n').map((_, i) => i + 1);
  const { claims, runs } = run(text, Object.keys(HAZARDS), lines, ALL);
  const told = claims.flatMap(({ claim, verdict, kernels }) =>
    verdict === 'confirmed'
      ? [`${claim.line} ${claim.rule} ${JSON.stringify(Object.values(kernels)[0]?.evidence[0])}`]
      : [],
  );
  expect(told).toEqual([]);
  expect(runs).toBeGreaterThan(ALL.length);
});

test('what is typed are words of the source that can be, then what any program may look for', () => {
  expect(typedLines(['"go"', '"a b"', '"%d"', '"\\n"', '""', '"1"'])).toEqual(['go', 'a b', '1', '/bin/true a', 'y']);
});
