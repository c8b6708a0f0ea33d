/** A run told in order: the facts that a story is made of, each at its line of the user's file. */
import { expect, test } from 'vitest';
import { type Confirmation, confirm, isChanged, type Step, type Tale } from './index.ts';

const run = (text: string, owner: string, claims: readonly (readonly [string, number])[] = []): Confirmation =>
  confirm({
    subject: { path: '/w/a.c', text, owner, start: text.indexOf(owner) - 4, end: text.length },
    claims: claims.map(([rule, line]) => ({ rule, line, endLine: line })),
    reader: { read: () => undefined },
    includePaths: [],
    kernels: ['linux-i386'],
    seed: 0,
  });

const told = (steps: readonly Step[] | undefined): readonly string[] =>
  (steps ?? []).map(({ line, text }) => `${line ?? '-'}: ${text}`);

const COUNTER = `#include <unistd.h>
static int running = 3;
int run(char **argv) {
  volatile int local = 1;
  if (vfork() == 0) {
    running++;
    local = 2;
    execv("/no/program", argv);
    _exit(127);
  }
  return running + local;
}
`;

test('what the child did and what the parent found, each at its line', () => {
  const { claims } = run(COUNTER, 'run', [['parent-visible-write', 6]]);
  const tale = claims[0]?.kernels['linux-i386']?.tale;
  expect(tale?.scenario).toBe('exec fails');
  const child = told(tale?.child);
  expect(child.filter((step) => !step.includes('execve'))).toEqual([
    "6: writes 'running'",
    "7: writes 'local'",
    '9: ends with status 127',
  ]);
  expect(child[2]).toMatch(/^8: execve\("\/no\/program", .*\) = ENOENT$/);
  expect(told(tale?.after)).toEqual(
    expect.arrayContaining([
      "11: reads 'running', which the child wrote at line 6",
      "11: reads 'local', which the child wrote at line 7",
    ]),
  );
  expect(tale?.variables).toContainEqual({ name: "'running'", form: 'number', before: [3, 0], after: [4, 0] });
  expect(tale?.slots.filter(isChanged).map(({ name }) => name)).toEqual(['local']);
});

test('a run without a finding is told as well', () => {
  const clean = COUNTER.replace('running++;', '').replace('local = 2;', '');
  const { tales, compile } = run(clean, 'run');
  expect(compile.generated).toBe(true);
  const tale: Tale | undefined = tales['linux-i386'];
  expect(tale).toMatchObject({ shared: true, resumed: true, childGone: true });
  expect(tale?.end).toBe('the program ended with status 0');
  expect(tale?.slots.some(isChanged)).toBe(false);
});

test('a destroyed return address is told by the line it led to', () => {
  const text = COUNTER.replace('_exit(127)', 'return 1');
  const tale = run(text, 'run', [['return-from-vfork-frame', 9]]).claims[0]?.kernels['linux-i386']?.tale;
  const slot = tale?.slots.find(({ kind, function: owner }) => kind === 'return' && owner === 'vfork');
  expect(slot?.leads?.before).toBe('run, line 5');
  expect(tale?.slots.filter(({ kind }) => kind === 'return').some(isChanged)).toBe(true);
});
