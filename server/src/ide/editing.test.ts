/**
 * Editing: after any sequence of edits the findings are those of the text as it is, and code that is half typed takes none of
 * the findings of the other functions away. The first at full size, on real files: editing.oracle.test.ts.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf } from '../testing/annotations.ts';
import { c } from '../testing/c.ts';
import { editSession } from '../testing/edit-session.ts';
import { randomEdit } from '../testing/edits.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { createWorkspace, lint } from './index.ts';

const fixtures = ruleFixtures().flatMap(({ rule, name, text }) => {
  const files = filesOf(text);
  const others = new Map(files.slice(1).map((file) => [`/w/${file.path}`, file.text]));
  return [{ path: `/w/${rule}-${name}.c`, text: files[0]?.text ?? '', others }];
});

test('any edits of any fixture', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...fixtures),
      fc.array(randomEdit, { minLength: 3, maxLength: 6 }),
      async (file, edits) => {
        await editSession(file, edits);
      },
    ),
    { numRuns: 12 },
  );
});

const HEAD = c`
  #include <stdlib.h>
  #include <unistd.h>
  static int shared; /* seen by both */
`;
const FIRST = c`
  int first(char **argv)
  {
    if (vfork() == 0) { execv(argv[0], argv); exit(127); }
    return 0; /* done */
  }
`;
const MIDDLE = c`
  static int middle(int fd, const char *text)
  {
  #ifdef HAVE_DUP2
    if (dup2(fd, 1) < 0) {
  #else
    {
  #endif
      char quote = '{';
      puts("}");
      return quote; /* } */
    }
    for (int i = 0; i < 3; i++)
      shared += text[i]; // more {
    return -1;
  }
`;
const LAST = c`
  static void leave(int code) { exit(code); }
  int last(char **argv)
  {
    const pid_t pid = vfork();
    if (pid < 0) return -1;
    if (pid == 0) {
      shared = 1; /* the parent sees it */
      execv(argv[0], argv);
      leave(1);
    }
    return shared;
  }
`;

/** The findings of the functions but the middle one, by what they say of which text. */
const elsewhere = async (middle: string): Promise<readonly string[]> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  const text = HEAD + FIRST + middle + LAST;
  workspace.open('/w/a.c', text);
  return lint(workspace, '/w/a.c')
    .findings.filter((finding) => finding.function !== 'middle')
    .map(({ rule, range, function: owner }) => `${owner} ${rule} ${text.slice(range.start, range.end)}`);
};

const WHOLE = ['exit-in-child', 'exit-in-child', 'parent-visible-write'];

test('a function that is cut off anywhere leaves the others their findings', async () => {
  const whole = await elsewhere(MIDDLE);
  expect(whole.map((finding) => finding.split(' ')[1]).toSorted()).toEqual(expect.arrayContaining(WHOLE));
  const lost: string[] = [];
  for (let cut = 0; cut < MIDDLE.length; cut++) {
    const rest = await elsewhere(`${MIDDLE.slice(0, cut)}\n`);
    for (const finding of whole) if (!rest.includes(finding)) lost.push(`${cut} ${finding}`);
  }
  expect(lost).toEqual([]);
});

test.each([
  ['a brace', '{'],
  ['a closing brace', '}'],
  ['two closing braces', '}}'],
  ['a parenthesis', '('],
  ['a string', '"'],
  ['a character', "'"],
  ['a comment', '/*'],
  ['a condition', '\n#if X\n'],
  ['a condition half typed', '\n#ifd'],
  ['an else without its if', '\n#else\n'],
  ['an end without its if', '\n#endif\n'],
  ['a directive', '\n#defin'],
  ['an assignment', ' x ='],
  ['a call', ' printf('],
  ['an identifier', ' whi'],
])('%s typed anywhere in a function leaves the others their findings', async (_, typed) => {
  const whole = await elsewhere(MIDDLE);
  const lost: string[] = [];
  for (let at = 0; at < MIDDLE.length; at++) {
    const rest = await elsewhere(MIDDLE.slice(0, at) + typed + MIDDLE.slice(at));
    for (const finding of whole) if (!rest.includes(finding)) lost.push(`${at} ${finding}`);
  }
  expect(lost).toEqual([]);
});

test.each(['}', '{', '#endif', '#ifdef HAVE_DUP2', '#else', '*/', '/*', '"', "'", ')', ';'])(
  'the function without one of its %s leaves the others their findings',
  async (mark) => {
    const whole = await elsewhere(MIDDLE);
    for (let at = MIDDLE.indexOf(mark); at >= 0; at = MIDDLE.indexOf(mark, at + 1))
      expect(await elsewhere(MIDDLE.slice(0, at) + MIDDLE.slice(at + mark.length))).toEqual(
        expect.arrayContaining([...whole]),
      );
  },
);
