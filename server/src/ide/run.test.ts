/**
 * How long the result of a run holds: until any text that was compiled for it changes, in whatever file of the project it stands.
 */
import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../testing/check.ts';
import { footprints, runInEmulator, type Workspace } from './index.ts';

const MAIN = `#include <unistd.h>
#include "become.h"
#ifndef WITH_EXEC
#define WITH_EXEC 1
#endif
int run(char **argv) {
  pid_t pid = vfork();
  if (pid == 0) {
    if (WITH_EXEC)
      become(argv);
  }
  return pid;
}
`;
const FILES: readonly (readonly [string, string])[] = [
  ['/w/main.c', MAIN],
  ['/w/become.h', 'void become(char **argv);\n'],
  [
    '/w/become.c',
    '#include <unistd.h>\n#include "become.h"\n#include "leave.h"\nvoid become(char **argv) {\n  execv(argv[0], argv);\n  leave(3);\n}\nint unused(void) { return 1; }\n',
  ],
  ['/w/leave.h', 'void leave(int);\n#define CODE 0\n'],
  ['/w/leave.c', '#include "leave.h"\nvoid leave(int code) {\n  code += CODE;\n}\n'],
  ['/w/other.c', 'int other(void) { return 1; }\n'],
];

/** The result of a run, and whether it still holds. */
const ran = async (files = FILES) => {
  const workspace = await workspaceOf(new Map(files));
  const outcome = runInEmulator(workspace, '/w/main.c', 'run', { kernels: ['linux-i386'] });
  if (outcome.kind !== 'ran' || outcome.footprint === undefined) throw new Error(outcome.message);
  const { footprint, verdicts } = outcome;
  const holds = (): boolean =>
    footprints(workspace, '/w/main.c', new Map([['run', footprint.beyond]])).get('run')?.key === footprint.key;
  const confirmed = verdicts.flatMap(({ verdict, rule }) => (verdict === 'confirmed' ? [rule] : []));
  return { workspace, footprint, holds, confirmed };
};

const edit = (workspace: Workspace, path: string, from: string, to: string): void => {
  const start = workspace.text(path)?.indexOf(from) ?? -1;
  if (start < 0) throw new Error(`${path} has no ${from}`);
  workspace.edit(path, [{ start, end: start + from.length, text: to }]);
};

describe('a proof that hangs on functions of other files', () => {
  test('it hangs on them', async () => {
    const { confirmed, footprint, holds } = await ran();
    expect(confirmed).toContain('child-reaches-parent-code');
    expect(footprint.beyond.names).toEqual(expect.arrayContaining(['become', 'leave']));
    expect(footprint.files.toSorted()).toEqual(['/w/become.c', '/w/become.h', '/w/leave.c', '/w/leave.h']);
    expect(holds()).toBe(true);
    const mended = FILES.map(
      ([path, text]) => [path, text.replace('code += CODE;', 'for (;;)\n    _exit(code);')] as const,
    );
    expect((await ran(mended)).confirmed).toEqual([]);
  });

  test.each([
    ['the function', '/w/become.c', 'execv(argv[0], argv);', 'execv(argv[1], argv);'],
    ['its name', '/w/become.c', 'void become(char **argv) {', 'void became(char **argv) {'],
    ['what it calls in a third file', '/w/leave.c', 'code += CODE;', '_exit(code);'],
    ['a macro of the header of the third file', '/w/leave.h', 'CODE 0', 'CODE 1'],
    ['a header of the first', '/w/become.h', 'void become', 'int become'],
    ['a file that has a function of this name, too', '/w/other.c', 'int other(void)', 'static void leave(int code)'],
  ])('ends with an edit of %s', async (_, path, from, to) => {
    const { workspace, holds } = await ran();
    edit(workspace, path, from, to);
    expect(holds()).toBe(false);
    edit(workspace, path, to, from);
    expect(holds()).toBe(true);
  });

  test.each([
    ['a comment', '/w/become.c', 'execv', '/* now */ execv'],
    ['a function beside', '/w/become.c', 'return 1', 'return 2'],
    ['another file', '/w/other.c', 'return 1', 'return 2'],
  ])('outlives an edit of %s', async (_, path, from, to) => {
    const { workspace, holds } = await ran();
    edit(workspace, path, from, to);
    expect(holds()).toBe(true);
  });
});

test('a function that nobody has, and that somebody then writes', async () => {
  const { workspace, holds, footprint } = await ran(FILES.filter(([path]) => path !== '/w/become.c'));
  expect(footprint.beyond.names).toEqual(['become']);
  expect(holds()).toBe(true);
  edit(workspace, '/w/other.c', 'int other(void)', 'void become(char **argv)');
  expect(holds()).toBe(false);
});

test('headers of the project that cannot be compiled are left out, and what then counts is in the footprint', async () => {
  const text = `#include <unistd.h>
#include "odd.h"
#ifndef CODE
#define CODE 3
#endif
int run(char **argv) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(argv[0], argv);
    odd(exit)(CODE);
  }
  return pid;
}
`;
  const { workspace, holds, footprint } = await ran([
    ['/w/main.c', text],
    ['/w/include/odd.h', '#define CODE 1\n#define odd(name) (({ __asm__ volatile goto bad; }), name)\n'],
  ]);
  expect(footprint.beyond.alone).toBe(true);
  edit(workspace, '/w/main.c', 'CODE 3', 'CODE 4');
  expect(holds()).toBe(false);
});
