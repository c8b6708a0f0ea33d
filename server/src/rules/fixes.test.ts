/** What the fixes of the rules make of a text. Each case: a function body before and after the first fix of the rule. */
import { expect, test } from 'vitest';
import { createWorkspace, lint } from '../ide/index.ts';
import { applyEdits } from '../text/edit.ts';

const EXEC = 'execv(argv[0], argv);';
const head = '#include <unistd.h>\n#include <sys/wait.h>\nint f(char **argv)\n{\n';

const cases: readonly (readonly [rule: string, before: string, after: string])[] = [
  ['exit-in-child', `  if (vfork() == 0) { ${EXEC} exit (1); }\n`, `  if (vfork() == 0) { ${EXEC} _exit (1); }\n`],
  [
    'missing-exit-after-exec',
    `  if (vfork() == 0)\n    ${EXEC}\n`,
    `  if (vfork() == 0)\n    { ${EXEC}\n    _exit(127); }\n`,
  ],
  [
    'missing-exit-after-exec',
    `  if (!vfork()) {\n    ${EXEC} /* go */\n  }\n`,
    `  if (!vfork()) {\n    ${EXEC}\n    _exit(127); /* go */\n  }\n`,
  ],
  ['return-from-vfork-frame', `  if (vfork() == 0) return 3;\n`, `  if (vfork() == 0) _exit(3);\n`],
  [
    'exit-in-child',
    `  if (vfork() == 0) {\n    ${EXEC}\n    err(127, "%s", argv[0]);\n  }\n`,
    `  if (vfork() == 0) {\n    ${EXEC}\n    warn("%s", argv[0]);\n    _exit(127);\n  }\n`,
  ],
  [
    'exit-in-child',
    `  if (vfork() == 0) {\n    if (${EXEC.slice(0, -1)})\n      error(126, errno, "no");\n  }\n`,
    `  if (vfork() == 0) {\n    if (${EXEC.slice(0, -1)})\n      { error(0, errno, "no"); _exit(126); }\n  }\n`,
  ],
  [
    'child-reaches-parent-code',
    `  if (vfork() == 0)\n    close(3);\n  wait(0);\n  return 0;\n`,
    `  if (vfork() == 0)\n    { close(3);\n    _exit(0); }\n  wait(0);\n  return 0;\n`,
  ],
  [
    'unchecked-vfork-failure',
    `  int p;\n  if ((p = vfork()) == 0) _exit(1);\n  waitpid(p, 0, 0);\n`,
    `  int p;\n  p = vfork();\n  if (p < 0) return -1;\n  if (p == 0) _exit(1);\n  waitpid(p, 0, 0);\n`,
  ],
  [
    'unchecked-vfork-failure',
    `  int p;\n  switch (p = vfork()) {\n  case 0:\n    _exit(1);\n  }\n  waitpid(p, 0, 0);\n`,
    `  int p;\n  switch (p = vfork()) {\n  case -1:\n    return -1;\n  case 0:\n    _exit(1);\n  }\n  waitpid(p, 0, 0);\n`,
  ],
  [
    'unchecked-vfork-failure',
    `  pid_t pid = vfork();\n  if (!pid) _exit(1);\n  waitpid(pid, 0, 0);\n`,
    `  pid_t pid = vfork();\n  if (pid < 0) return -1;\n  if (!pid) _exit(1);\n  waitpid(pid, 0, 0);\n`,
  ],
  [
    'register-dependent-write',
    `  int bad = 0;\n  if (!vfork()) { bad = 1; _exit(1); }\n  return bad;\n`,
    `  volatile int bad = 0;\n  if (!vfork()) { bad = 1; _exit(1); }\n  return bad;\n`,
  ],
  [
    'register-dependent-write',
    `  char *at = 0;\n  if (!vfork()) { at = *argv; _exit(1); }\n  return at != 0;\n`,
    `  char *volatile at = 0;\n  if (!vfork()) { at = *argv; _exit(1); }\n  return at != 0;\n`,
  ],
];

test.each(cases)('%s: %s', async (rule, before, after) => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  const text = `${head}${before}}\n`;
  workspace.open('/a.c', text);
  const found = lint(workspace, '/a.c').findings.find((finding) => finding.rule === rule);
  expect(applyEdits(text, found?.fixes[0]?.edits ?? [])).toBe(`${head}${after}}\n`);
});

test('the header goes behind the last one', async () => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  const text =
    '#include <stdio.h>\nint f(char **argv)\n{\n  int pid = vfork();\n  if (!pid) _exit(1);\n  return pid;\n}\n';
  workspace.open('/a.c', text);
  const found = lint(workspace, '/a.c').findings.find(({ rule }) => rule === 'missing-vfork-header');
  expect(applyEdits(text, found?.fixes[0]?.edits ?? [])).toBe(text.replace('.h>\n', '.h>\n#include <unistd.h>\n'));
});

const fixOf = async (text: string, rule: string): Promise<string> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open('/a.c', text);
  const found = lint(workspace, '/a.c').findings.find((finding) => finding.rule === rule);
  return applyEdits(text, found?.fixes[0]?.edits ?? []);
};

test('a return from main becomes _exit with its value', async () => {
  const text = `#include <unistd.h>\nint main(int n, char **argv)\n{\n  if (vfork() == 0) {\n    ${EXEC}\n    return 3;\n  }\n  return 0;\n}\n`;
  expect(await fixOf(text, 'exit-in-child')).toBe(text.replace('return 3;', '_exit(3);'));
});

test('a declaration at file scope becomes volatile behind directives and comments', async () => {
  const text = `#include <unistd.h>\n#define MANY \\\n  3\n/* how deep; */ // so far\nstatic int depth;\nint f(char **argv)\n{\n  int p = vfork();\n  if (p == 0) {\n    depth = 3;\n    _exit(1);\n  }\n  return depth;\n}\n`;
  expect(await fixOf(text, 'parent-visible-write')).toBe(text.replace('static int', 'volatile static int'));
});

test('what parent and child both run is left alone', async () => {
  const text = `#include <unistd.h>\nint f(char **argv)\n{\n  if (vfork() == 0) close(3);\n  return 0;\n}\n`;
  const fixed = await fixOf(text, 'return-from-vfork-frame');
  expect(fixed).toContain('return 0;');
});
