/** The story of a run: each fact is in the text once it happened, in order, and each line that is named is a link to it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { confirmFile, createWorkspace, type SiteReport, storyLinks, storyText, tellStory } from './index.ts';
import { linked } from './story-text.ts';

const report = async (text: string, kernels: readonly string[] = ['elks', 'linux-i386']): Promise<SiteReport> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open('/w/a.c', text);
  const [first] = confirmFile(workspace, '/w/a.c', { kernels });
  if (first === undefined) throw new Error('no function of the text makes a child');
  return first;
};

const story = async (text: string, kernels?: readonly string[]): Promise<string> =>
  storyText(tellStory(await report(text, kernels), 'a.c', text));

/** What the story tells between one heading and the next. */
const part = (text: string, from: string, to: string): string => {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  expect(start, `${from} in ${text}`).toBeGreaterThanOrEqual(0);
  expect(end, `${to} in ${text}`).toBeGreaterThan(start);
  return text.slice(start, end);
};

const WRITES = `#include <unistd.h>
static int running = 3;
int run(char **argv) {
  if (vfork() == 0) {
    running++;
    execv("/no/program", argv);
    _exit(127);
  }
  return running;
}
`;

describe('a write that the parent sees', () => {
  let text = '';
  beforeAll(async () => {
    text = await story(WRITES);
  });

  test('opens with the function and the verdict on each system', () => {
    expect(text.split('\n')[0]).toBe('run in a.c, line 4');
    expect(text).toMatch(/parent-visible-write at line 5: confirmed\n {2}elks ✗ {2}linux-i386 ✗\n/);
    expect(text).toContain('running++;');
  });

  test('tells in order what the parent had, what the child did, what the parent found', () => {
    expect(part(text, '1. What the parent had', '2. What')).toContain("'running' was 3");
    const child = part(text, '2. What the child did', '3. What');
    expect(child.indexOf("line 5    writes 'running'")).toBeLessThan(child.indexOf('line 6    execve("/no/program"'));
    expect(child).toContain('ENOENT');
    const parent = part(text, '3. What the parent found', '4. The stack');
    expect(parent).toContain("'running' is 4, and was 3");
    expect(parent).toContain("line 9    reads 'running', which the child wrote at line 5");
  });

  test('shows frames, and where they return to', () => {
    const stack = text.slice(text.indexOf('4. The stack'));
    expect(stack).toMatch(/┌ the call of vfork\n.*return address +run, line 4/);
    expect(stack).toMatch(/┌ frame of run\n[\s\S]*return address +main/);
    expect(stack).toMatch(/argv \(argument\)/);
  });
});

test('a child that returns destroys the way back, and the picture says what of', async () => {
  const text = await story(WRITES.replace('_exit(127)', 'return 1'));
  expect(text).toContain('return-from-vfork-frame at line 7: confirmed');
  expect(text).toMatch(/the return address of run is destroyed; it led to main/);
  expect(text).toMatch(/return address +main +✗ /);
});

const EXITS = `#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int run(char **argv) {
  if (fork() == 0) {
    execv("/no/program", argv);
    exit(127);
  }
  return 0;
}
`;

test('text that the child wrote out is told as whose it is', async () => {
  const caller = "the caller's: it stands for what the program printed before this call";
  const text = await story(EXITS);
  expect(text).toContain(
    `double-flush: buffered output was written by the child and by its parent: "before the call\\n" (${caller})`,
  );
  expect(part(text, '1. What the parent had', '2. What')).toContain(
    '"before the call" was in the buffer of standard output',
  );
  expect(part(text, '2. What the child did', '3. What')).toContain(
    `line 7    writes "before the call\\n" to descriptor 1, which its parent had put into the buffer (${caller})`,
  );
});

test('main has nothing before it, but for exit in the child of vfork', async () => {
  const main = EXITS.replace('int run(char **argv)', 'int main(int argc, char **argv)');
  const had = (text: string): string => part(text, '1. What the parent had', '2. What');
  const bare = await story(main);
  expect(bare).toContain('exit-in-fork-child at line 7: not observed');
  expect(had(bare)).toContain('The program began with its main: nothing was printed, registered or caught before it.');
  const own = await story(main.replace('  if (fork', '  printf("mine\\n");\n  if (fork'));
  expect(own).toContain('double-flush: buffered output was written by the child and by its parent: "mine\\n"\n');
  expect(had(own)).toContain('nothing was printed, registered or caught before it');
  const shared = await story(main.replace('fork()', 'vfork()'));
  expect(shared).toContain('exit-in-child at line 7: confirmed');
  expect(had(shared)).toContain('The program began with its main, where exit has something to do in any case:');
});

test('systems that differ are told with what differs', async () => {
  const local = WRITES.replace('static int running = 3;', '').replace(
    'argv) {',
    'argv) {\n  volatile int running = 3;\n  int pid;',
  );
  const text = await story(local.replace('if (vfork() == 0)', 'if ((pid = vfork()) == 0)'), [
    'linux-i386',
    'solaris',
    'elks',
  ]);
  expect(text).toMatch(/The same on solaris/);
});

test('a clean function is told as well', async () => {
  const checked = WRITES.replace('if (vfork() == 0)', 'int pid = vfork();\n  if (pid < 0) return -1;\n  if (pid == 0)');
  const text = await story(checked.replace('running++;', 'setsid();'));
  expect(text).toMatch(/There is no finding in this function\. It was run \d+ times/);
  expect(text).toContain('2. What the child did');
  expect(text).not.toContain('✗ parent');
});

test('what was made up is listed, and so is what could not be compiled', async () => {
  const text = await story(`struct job;\n${WRITES.replace('execv("/no/program", argv)', 'start_it(argv)')}`);
  expect(part(`${text}\nEND`, 'What had to be assumed', 'END')).toContain('function start_it');
  const broken = await story(WRITES.replace('running++', 'running ) 3'));
  expect(part(`${broken}\nEND`, 'What had to be assumed', 'END')).toContain('line 5 left out');
});

test('every line that is named is a link to it', async () => {
  const lines = tellStory(await report(WRITES), 'a.c', WRITES);
  const text = storyText(lines);
  const links = storyLinks(lines);
  expect(links.length).toBeGreaterThan(8);
  for (const { start, end, line } of links) expect(text.slice(start, end)).toBe(`line ${line}`);
  expect(links.map(({ start }) => start)).toEqual([...text.matchAll(/\bline \d+\b/g)].map(({ index }) => index));
  expect(linked('at line 3 and line 12.')).toEqual([
    { text: 'at ' },
    { text: 'line 3', line: 3 },
    { text: ' and ' },
    { text: 'line 12', line: 12 },
    { text: '.' },
  ]);
});
