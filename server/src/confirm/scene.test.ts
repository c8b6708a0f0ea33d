/**
 * What the scene may stand for: output that the program made before it called a function, where it may have made some. What the
 * evidence says of such output names it as the caller's; in main, before which there is nothing, only what main itself did counts.
 */
import { describe, expect, test } from 'vitest';
import { type ClaimVerdict, DEFAULT_KERNELS } from './index.ts';
import { confirmMarked } from './testing.ts';

const ALL = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];
const HEAD =
  '#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include <sys/wait.h>\n';

/** The verdict of a rule on the line that holds `//!`. */
const verdict = (rule: string, body: string, kernels: readonly string[] = ['linux-i386', 'elks']): ClaimVerdict =>
  confirmMarked(rule, { text: HEAD + body, mark: '//!', owner: /\bint main\(/.test(body) ? 'main' : 'run', kernels });

const texts = ({ kernels }: ClaimVerdict, kind: string): readonly string[] => [
  ...new Set(
    Object.values(kernels).flatMap(({ evidence }) => evidence.flatMap((one) => (one.kind === kind ? [one.text] : []))),
  ),
];

const CALLERS = "the caller's: it stands for what the program printed before this call";

describe('a function', () => {
  const body = (call: string, before: string, child = ''): string =>
    `int run(char **argv) {\n  int status = 0;\n  pid_t pid;\n  ${before}\n  pid = ${call}();\n  if (pid == 0) {\n    ${child}\n    execv(argv[0], argv);\n    exit(127); //!\n  }\n  waitpid(pid, &status, 0);\n  return status;\n}\n`;
  const rule = { fork: 'exit-in-fork-child', vfork: 'exit-in-child' };

  test('text of the caller alone is named as that', () => {
    expect(texts(verdict(rule.fork, body('fork', '')), 'double-flush')).toEqual([
      `buffered output was written by the child and by its parent: "before the call\\n" (${CALLERS})`,
    ]);
    expect(texts(verdict(rule.vfork, body('vfork', '')), 'double-flush')).toEqual([
      `the child wrote out 16 bytes of its parent's output buffer: "before the call\\n" (${CALLERS})`,
    ]);
  });

  test('text of its own is told apart from it', () => {
    expect(texts(verdict(rule.fork, body('fork', 'printf("mine\\n");')), 'double-flush')).toEqual([
      `buffered output was written by the child and by its parent: "before the call\\nmine\\n" (the first line is ${CALLERS})`,
    ]);
  });

  test('what it flushed, and what only the child printed, was not buffered before', () => {
    expect(verdict(rule.fork, body('fork', 'fflush(stdout);', 'printf("child");')).verdict).toBe('not-observed');
    expect(texts(verdict(rule.fork, body('fork', '', 'printf("child");')), 'double-flush')).toEqual([
      `buffered output was written by the child and by its parent: "before the call\\n" (${CALLERS})`,
    ]);
    const own = 'fflush(stdout);\n  printf("mine\\n");';
    expect(texts(verdict(rule.fork, body('fork', own)), 'double-flush')).toEqual([
      'buffered output was written by the child and by its parent: "mine\\n"',
    ]);
  });

  test('an exit handler of the caller is named as that', () => {
    expect(texts(verdict(rule.vfork, body('vfork', '')), 'atexit-in-child')).toEqual([
      "exit in the child ran an exit handler of its parent (the caller's: it stands for those that the program registered)",
    ]);
  });
});

test.each(['setpgid(0, 0)', 'setsid()'])('on every system the child may lead: %s', (lead) => {
  const body = `int run(char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    ${lead};\n    if (getpgrp() == getpid())\n      exit(1); //!\n    _exit(127);\n  }\n  return pid;\n}\n`;
  const { kernels } = verdict('exit-in-child', body, ALL);
  expect(Object.values(kernels).map((one) => one.verdict)).toEqual(ALL.map(() => 'confirmed'));
});

test('a program may be process 1, which others are not', () => {
  const body = (test: string): string =>
    `int run(char **argv) {\n  if (${test})\n    return -1;\n  if (vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1); //!\n  }\n  return 0;\n}\n`;
  for (const test of ['getpid() != 1', 'getpid() == 1']) {
    const { kernels } = verdict('exit-in-child', body(test), ALL);
    expect(Object.values(kernels).map((one) => one.verdict)).toEqual(ALL.map(() => 'confirmed'));
  }
  expect(verdict('exit-in-child', body('getpid() != 1 || getpid() == 1')).verdict).toBe('not-reached');
});

describe('main', () => {
  const body = (call: string, before: string, child: string, after = '', globals = ''): string =>
    `static int count;\n${globals}int main(int argc, char **argv) {\n  int status = 0;\n  pid_t pid;\n  ${before}\n  pid = ${call}();\n  if (pid == 0) {\n    ${child}\n    execv(argv[1], argv + 1);\n    _exit(127);\n  }\n  waitpid(pid, &status, 0);\n  ${after}\n  return status + argc;\n}\n`;

  test('after plain fork only its own output can be written twice', () => {
    const on = (before: string): ClaimVerdict =>
      verdict('exit-in-fork-child', body('fork', before, 'exit(1); //!'), ALL);
    expect(on('').verdict).toBe('not-observed');
    expect(on('printf("mine\\n"); fflush(stdout);').verdict).toBe('not-observed');
    const own = on('printf("mine\\n");');
    expect(Object.values(own.kernels).map((one) => one.verdict)).toEqual(ALL.map(() => 'confirmed'));
    expect(texts(own, 'double-flush')).toEqual([
      'buffered output was written by the child and by its parent: "mine\\n"',
    ]);
  });

  test('exit in a vfork child is wrong whatever is buffered: what could be is put there', () => {
    const bare = verdict('exit-in-child', body('vfork', '', 'exit(1); //!'), ALL);
    expect(Object.values(bare.kernels).map((one) => one.verdict)).toEqual(ALL.map(() => 'confirmed'));
    expect(texts(bare, 'double-flush')).toEqual([
      `the child wrote out 16 bytes of its parent's output buffer: "before the call\\n" (${CALLERS})`,
    ]);
    const own = verdict('exit-in-child', body('vfork', 'printf("mine\\n");', 'exit(1); //!'));
    expect(texts(own, 'double-flush')).toEqual([
      'the child wrote out 5 bytes of its parent\'s output buffer: "mine\\n"',
    ]);
  });

  test('nobody reads a variable, and nothing was caught, but by main itself', () => {
    const write = (after: string): string => body('vfork', '', 'count++; //!', after);
    expect(verdict('parent-visible-write', write(''), ALL).verdict).toBe('not-observed');
    expect(verdict('parent-visible-write', write('if (count) return 1;')).verdict).toBe('confirmed');
    const shown = (before: string): string =>
      body('vfork', before, 'signal(SIGINT, SIG_DFL); //!', '', 'static void on(int s) { count += s; }\n');
    expect(verdict('signal-in-child', shown(''), ALL).verdict).toBe('not-observed');
    expect(verdict('signal-in-child', shown('signal(SIGINT, on);'), ALL).verdict).toBe('confirmed');
  });

  test('it is given as many arguments as it is told', () => {
    const text = `int main(int argc, char **argv) {\n  if (argc < 2 || argv[argc] || !argv[argc - 1]) return 2;\n  if (vfork() == 0) {\n    execvp(argv[1], argv + 1);\n    exit(1); //!\n  }\n  return 0;\n}\n`;
    expect(verdict('exit-in-child', text).verdict).toBe('confirmed');
    const beyond = text.replace('exit(1); //!', 'if (argc > 5 || argv[argc])\n      exit(1); //!\n    _exit(1);');
    expect(verdict('exit-in-child', beyond).verdict).toBe('not-reached');
  });
});
