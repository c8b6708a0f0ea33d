/** Reusing sites across edits never shows: after any edit the findings are those of a fresh analysis of the same text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorkspace, lint, type Workspace } from '../ide/index.ts';
import { c } from '../testing/c.ts';

const PATH = '/w/a.c';

const FILE = c`
  #include <stdlib.h>
  #include <unistd.h>
  #define DIE(code) leave(code)
  static int shared;
  int (*run)(const char *, char *const *) = execv;
  static void leave(int code)
  {
    exit(code);
  }
  static void prepare(int fd)
  {
    dup2(fd, 1);
    shared = fd;
  }
  static int middle(int fd) { prepare(fd); return 0; }
  int direct(int fd)
  {
    pid_t pid = vfork();
    if (pid == 0) { close(fd); execl("/bin/true", "true", (char *)0); exit(1); }
    return pid;
  }
  int through(int fd)
  {
    int n = 0;
    if (vfork() == 0) { middle(fd); n = 1; _exit(n); }
    return n + shared;
  }
  int macro(void)
  {
    if (vfork() == 0) DIE(3);
    return 0;
  }
  int plain(int a) { return a + 1; }
  static pid_t kept;
  void keep(void) { kept = vfork(); if (kept == 0) _exit(1); }
  void wait_kept(void) { waitpid(kept, 0, 0); }
`;

/** Everything that is reported, in comparable form. */
const seen = (workspace: Workspace): unknown => [
  lint(workspace, PATH).findings,
  workspace.sites(PATH).map(({ owner, ownerName, call, region, text }) => ({ owner, ownerName, call, region, text })),
];

const fresh = async (text: string, files: Readonly<Record<string, string>> = {}): Promise<Workspace> => {
  const workspace = await createWorkspace({
    reader: {
      read: (path) => files[path],
      exists: (path) => path in files,
      list: (folder) =>
        Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    },
  });
  workspace.open(PATH, text);
  return workspace;
};

const words = fc.constantFrom(
  ...[' ', ';', '{', '}', 'exit(2);', '_exit(3);', 'shared = 4;', 'return;', 'leave(5);', 'prepare(1);', 'vfork();'],
  ...['#define X', '\n', '/*', '*/', '"', 'pthread_create(0, 0, 0, 0);', 'DIE(1);', '(*run)(0, 0) = execv;', ''],
);
const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(6), text: words }), { minLength: 1, maxLength: 12 });

test('any sequence of edits', async () => {
  await fc.assert(
    fc.asyncProperty(edits, async (sequence) => {
      const workspace = await fresh(FILE);
      seen(workspace);
      for (const { at, remove, text } of sequence) {
        const length = workspace.text(PATH)?.length ?? 0;
        const start = at % (length + 1);
        workspace.edit(PATH, [{ start, end: Math.min(length, start + remove), text }]);
        expect(seen(workspace)).toEqual(seen(await fresh(workspace.text(PATH) ?? '')));
      }
    }),
    { numRuns: 40 },
  );
});

const replaced = async (from: string, to: string, files: Readonly<Record<string, string>> = {}): Promise<void> => {
  const workspace = await fresh(FILE, files);
  const before = seen(workspace);
  const start = FILE.indexOf(from);
  workspace.edit(PATH, [{ start, end: start + from.length, text: to }]);
  const after = seen(workspace);
  expect(after).toEqual(seen(await fresh(workspace.text(PATH) ?? '', files)));
  expect(after).not.toEqual(before);
};

test.each([
  ['a helper two calls away', 'shared = fd;', '(void)fd;'],
  ['a helper behind a macro', 'exit(code);', '_exit(code);'],
  ['a function that nothing calls', 'a + 1', 'a + 1 + 1'],
  ['an unused function that becomes a spawner', 'return a + 1;', 'if (vfork() == 0) exit(1); return a;'],
  ['a declaration', 'static int shared;', 'static volatile int shared;'],
  ['a function that uses a kept process id', 'waitpid(kept, 0, 0);', 'if (kept > 0) waitpid(kept, 0, 0);'],
  ['threads elsewhere', 'return a + 1;', 'return pthread_create(0, 0, 0, 0);'],
])('an edit of %s', async (_, from, to) => {
  await replaced(from, to);
});

test('another file that calls back into the edited function', async () => {
  const files = { '/w/b.c': 'void leave_later(void);\nvoid away(void) { leave_later(); }\n' };
  const text = FILE.replace('middle(fd);', 'away();')
    .replace('int plain(int a)', 'void leave_later(void)')
    .replace('return a + 1;', '_exit(1);');
  const workspace = await fresh(text, files);
  seen(workspace);
  const start = text.indexOf('_exit(1); }\n', text.indexOf('leave_later'));
  workspace.edit(PATH, [{ start, end: start + 5, text: 'exit' }]);
  expect(seen(workspace)).toEqual(seen(await fresh(workspace.text(PATH) ?? '', files)));
});
