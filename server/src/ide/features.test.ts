/** Editor features over the facade: what they say of a file, in terms of its text. */
import { expect, test } from 'vitest';
import { cursorOf } from '../testing/annotations.ts';
import { c } from '../testing/c.ts';
import { applyEdits } from '../text/edit.ts';
import {
  codeActions,
  codeLenses,
  createWorkspace,
  fixAll,
  highlights,
  hover,
  runInEmulator,
  type Workspace,
} from './index.ts';

const PATH = '/w/a.c';

const workspaceOf = async (text: string): Promise<Workspace> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open(PATH, text);
  return workspace;
};
const at = async (marked: string): Promise<{ workspace: Workspace; text: string; offset: number }> => {
  const { text, range } = cursorOf(marked);
  return { workspace: await workspaceOf(text), text, offset: range.start };
};

const SPAWN = c`
  #include <unistd.h>
  int spawn(int fd)
  {
    int status;
    pid_t pid = vfork();
    if (pid == 0) {
      dup2(fd, 1);
      execl("/bin/true", "true", (char *)0);
      _exit(127);
    }
    if (pid < 0)
      return -1;
    waitpid(pid, &status, 0);
    return status;
  }
  int other(void) { return fork(); }
`;

test.each([
  ['pid_t pid = vf$0ork();', /returns twice/],
  ['du$0p2(fd, 1);', /Runs in the \*\*vfork child\*\* of `spawn` \(`vfork` in line 5\)[\s\S]*`dup2` is allowed here/],
  ['exe$0cl("/bin/true"', /when it fails the child goes on/],
  ['int stat$0us;', undefined],
  ['wait$0pid(', undefined],
])('hover on %s', async (marked, says) => {
  const { workspace, offset } = await at(SPAWN.replace(marked.replace('$0', ''), marked));
  const item = hover(workspace, PATH, offset);
  if (says === undefined) expect(item).toBeUndefined();
  else expect(item?.markdown).toMatch(says);
});

test('a hover on a finding gives its rule, then who runs it', async () => {
  const { workspace, offset, text } = await at(SPAWN.replace('_exit(', 'ex$0it('));
  const item = hover(workspace, PATH, offset);
  expect(item?.markdown).toMatch(/^\*\*exit-in-child\*\*[\s\S]*Runs in the \*\*vfork child\*\*/);
  expect(text.slice(item?.range.start, item?.range.end)).toBe('exit');
});

const highlighted = async (marked: string): Promise<string[]> => {
  const { workspace, text, offset } = await at(marked);
  return highlights(workspace, PATH, offset).map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`);
};

test('the vfork call highlights its child and every way out of it', async () => {
  const all = await highlighted(SPAWN.replace('vfork()', '$0vfork()'));
  expect(all.slice(0, 3)).toEqual(['vfork vfork()', 'exit execl', 'exit _exit']);
  expect(all.at(3)).toMatch(/^child \{\s+dup2[\s\S]*_exit\(127\);\s+\}$/);
  expect(all).toHaveLength(4);
  expect(await highlighted(SPAWN.replace('_exit(127)', '_ex$0it(127)'))).toEqual(all.slice(0, 3));
  expect(await highlighted(SPAWN.replace('waitpid', 'wait$0pid'))).toEqual([]);
});

test('lenses stand at functions that call vfork, not fork, once each', async () => {
  const twice = 'void two(void) { if (vfork() == 0) _exit(0); if (vfork() == 0) _exit(0); }\n';
  const workspace = await workspaceOf(SPAWN + twice);
  expect(codeLenses(workspace, PATH).map((item) => item.function)).toEqual(['spawn', 'two']);
  expect(runInEmulator(workspace, PATH, 'two', { kernels: ['elks'] })).toMatchObject({ kind: 'ran', title: 'elks ✓' });
  expect(runInEmulator(workspace, PATH, 'nowhere', { kernels: ['elks'] }).kind).toBe('unknown');
});

const TWO = SPAWN.replace('_exit(', 'exit(') + SPAWN.replace('_exit(', 'exit(').replaceAll('spawn', 'again');

test('actions at a finding: its fix, its rule in the file, silence for the line and the file', async () => {
  const workspace = await workspaceOf(TWO);
  const start = TWO.indexOf('exit(');
  const actions = codeActions(workspace, PATH, { start, end: start });
  expect(actions.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    'fix: Replace exit by _exit',
    "fix-rule: Fix all 2 of 'exit-in-child' in this file",
    "run: Run 'spawn' in the emulator",
    "suppress: Disable 'exit-in-child' for this line",
    "suppress: Disable 'exit-in-child' for this file",
  ]);
  for (const { kind, edits } of actions.filter((action) => action.kind !== 'run')) {
    const mended = await workspaceOf(applyEdits(TWO, edits));
    const left = codeActions(mended, PATH, { start: 0, end: TWO.length + 100 }).filter(
      (action) => action.kind === 'fix' && action.title.includes('_exit'),
    );
    expect(left).toHaveLength(kind === 'fix-rule' || actions.at(-1)?.edits === edits ? 0 : 1);
  }
  expect(codeActions(workspace, PATH, { start: 0, end: 1 })).toEqual([]);
});

test('fix-all applies every safe fix and then has nothing left to do', async () => {
  const workspace = await workspaceOf(TWO);
  const mended = applyEdits(TWO, fixAll(workspace, PATH));
  expect(mended.match(/\b_exit\(/g)).toHaveLength(2);
  workspace.edit(PATH, fixAll(workspace, PATH));
  expect(workspace.text(PATH)).toBe(mended);
  expect(fixAll(workspace, PATH)).toEqual([]);
});
