/**
 * What had to be assumed proves nothing: functions that nobody has and that may not return, or flush, or give pointers to nowhere;
 * lists that only we made round. Each beside a program in which the same line is a fault, so that it is not silence that passes.
 */
import { describe, expect, test } from 'vitest';
import { type Claim, confirm, type VerdictName } from './index.ts';
import type { Neighbours } from './unit.ts';

const PATH = '/w/run.c';

/** The verdict on the line that holds `//!` under a rule. `files` are other files of the project. */
const verdict = (rule: string, text: string, files: Readonly<Record<string, string>> = {}): VerdictName | undefined => {
  const line = text.slice(0, text.indexOf('//!')).split('\n').length;
  const start = text.search(/\bint run\(/);
  const neighbours: Neighbours = {
    header: (name) => Object.keys(files).find((path) => path.endsWith(`/${name}`)),
    defines: '',
    definitions: (name) =>
      Object.entries(files).flatMap(([path, content]) => {
        const at = content.search(new RegExp(`^\\w[\\w *]*\\b${name}\\(`, 'm'));
        return at < 0 ? [] : [{ path, text: content, start: at, end: content.length }];
      }),
  };
  const claim: Claim = { rule, line, endLine: line };
  const { claims, compile } = confirm({
    subject: { path: PATH, text, owner: 'run', start, end: text.length, call: text.search(/\bv?fork\(/) },
    claims: [claim],
    reader: { read: (path) => files[path] },
    includePaths: [],
    neighbours,
    kernels: ['linux-i386', 'elks'],
    seed: 0,
  });
  expect(compile.problem).toBeUndefined();
  return claims[0]?.verdict;
};

const HEAD = '#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include <sys/wait.h>\n';

describe('a function that nobody has, behind which the child has nothing to do, may be one that never returns', () => {
  const body = (call: string, more: string, head = ''): string =>
    `${HEAD}${head}int run(char **argv) {\n  int status = 0;\n  pid_t pid = vfork();\n  if (pid == 0) {\n    ${call}\n${more}  }\n  waitpid(pid, &status, 0);\n  return status;\n}\n`;
  const rule = 'child-reaches-parent-code';

  test('nothing follows', () => expect(verdict(rule, body('become(argv); //!', ''))).toBe('not-observed'));
  test('declared to give nothing', () =>
    expect(verdict(rule, body('become(argv); //!', '', 'void become(char **);\n'))).toBe('not-observed'));
  test('declared to give a number', () =>
    expect(verdict(rule, body('become(argv); //!', '', 'int become(char **);\n'))).toBe('confirmed'));
  test('its result is looked at', () =>
    expect(verdict(rule, body('if (become(argv) < 0) _exit(1); //!', ''))).toBe('confirmed'));
  test('more of the child follows', () =>
    expect(verdict(rule, body('prepare(argv);', '    execv(argv[0], argv); //!\n'))).toBe('confirmed'));
  test('the project has it, and it never returns', () =>
    expect(
      verdict(rule, body('become(argv); //!', ''), {
        '/w/become.c': '#include <unistd.h>\nvoid become(char **argv) {\n  execv(argv[0], argv);\n  _exit(127);\n}\n',
      }),
    ).toBe('not-observed'));
  test('the project has it, and what it calls never returns', () =>
    expect(
      verdict(rule, body('become(argv);', '    execv(argv[1], argv); //!\n'), {
        '/w/become.c':
          '#include <unistd.h>\nvoid gone(int);\nvoid become(char **argv) {\n  execv(argv[0], argv);\n  gone(127);\n}\n',
        '/w/gone.c': '#include <unistd.h>\nvoid gone(int code) {\n  _exit(code);\n}\n',
      }),
    ).toBe('not-observed'));
  test('the project has it, and it returns', () =>
    expect(
      verdict(rule, body('become(argv); //!', ''), {
        '/w/become.c': '#include <unistd.h>\nvoid become(char **argv) {\n  execv(argv[0], argv);\n}\n',
      }),
    ).toBe('confirmed'));
});

describe('a child that makes a call of its parent’s own has gone astray before it', () => {
  const body = (branch: string, rest: string): string =>
    `${HEAD}void show(char **);\nvoid run(char **argv) {\n  ${branch}\n  ${rest}\n}\n`;
  test('the exec of a branch without an end fails', () =>
    expect(
      verdict('missing-exit-after-exec', body('if (vfork() == 0) execv("/no/such", argv); //!', 'show(argv);')),
    ).toBe('confirmed'));
  test('the call is the child’s own, beside one of the parent on its line', () =>
    expect(
      verdict(
        'missing-exit-after-exec',
        body('if (vfork() == 0) { execv("/no/such", argv); show(argv); } //!', 'wait(0);'),
      ),
    ).toBe('not-observed'));
});

test('what is buffered before a function of the program that flushes is not flushed twice', () => {
  const body = (before: string): string =>
    `${HEAD}int run(char **argv) {\n  pid_t pid;\n  ${before}\n  pid = fork();\n  if (pid == 0) {\n    execv(argv[0], argv);\n    exit(1); //!\n  }\n  return pid;\n}\n`;
  expect(verdict('exit-in-fork-child', body('log_note(argv);'))).toBe('confirmed');
  expect(verdict('exit-in-fork-child', body('log_flush(argv, 0);'))).toBe('not-observed');
  expect(verdict('exit-in-child', body('log_flush(argv, 0);').replace('fork()', 'vfork()'))).toBe('confirmed');
});

test('a pointer that an unknown function gave leads nowhere', () => {
  const body = (from: string): string =>
    `${HEAD}char *get_name();\nextern char **environ;\nchar given[8];\nint run(char **argv) {\n  char *name;\n  pid_t pid = vfork();\n  if (pid == 0) {\n    name = ${from};\n    name[0] = '/'; //!\n    execv(argv[0], argv);\n    _exit(1);\n  }\n  return pid > 0 && given[0];\n}\n`;
  expect(verdict('parent-visible-write', body('get_name()'))).not.toBe('confirmed');
  expect(verdict('parent-visible-write', body('given'))).toBe('confirmed');
});

test('what the child puts back, or writes as it was, the parent does not see', () => {
  const body = (write: string): string =>
    `${HEAD}static int depth;\nint run(char **argv) {\n  pid_t pid;\n  int kept = depth;\n  pid = vfork();\n  if (pid == 0) {\n    ${write}\n    execv(argv[0], argv);\n    _exit(1);\n  }\n  return depth + (kept & 1);\n}\n`;
  expect(verdict('parent-visible-write', body('depth = kept; //!'))).toBe('not-observed');
  expect(verdict('parent-visible-write', body('depth++; depth--; //!'))).toBe('not-observed');
  expect(verdict('parent-visible-write', body('depth++; //!'))).toBe('confirmed');
});

test('a list goes round only because we made it so', () => {
  const body = (condition: string): string =>
    `${HEAD}struct op { int fd; struct op *next; };\nstatic int go;\nint run(struct op *ops, char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    while (${condition}) ops = ops ? ops->next : 0; //!\n    execv(argv[0], argv);\n    _exit(1);\n  }\n  return pid;\n}\n`;
  expect(verdict('blocking-call-in-child', body('ops'))).toBe('not-observed');
  expect(verdict('blocking-call-in-child', body('!go'))).toBe('confirmed');
});

test('what an argument leads to is there', () => {
  const text = `${HEAD}struct screen { int (*attr)(int); int on; };\nstruct view { char name[8]; struct screen *screen; struct view *next; };\nstruct window { int id; struct view *view; };\nint run(struct window *w, char **argv) {\n  if (w->view->screen->attr(1) || w->view->next)\n    return -1;\n  if (w->view->screen->on == 7 && vfork() == 0) {\n    execv(argv[0], argv);\n    exit(1); //!\n  }\n  return 0;\n}\n`;
  expect(verdict('exit-in-child', text)).toBe('confirmed');
});
