/** Units and slices: conditions met around the line, headers missing, and just the declarations that a function needs. */
import { HeaderCache, spell } from '@vfork-lint/emulator/cpp';
import { expect, test } from 'vitest';
import { sliceOf } from './slice.ts';
import { type Sources, unitAround } from './unit.ts';

const LIBRARY: Readonly<Record<string, string>> = {
  '/lib/unistd.h': 'typedef int pid_t;\npid_t vfork(void);\nint unused(void);\nvoid _exit(int);\n',
};
const sources = (files: Readonly<Record<string, string>> = {}): Sources => ({
  cache: new HeaderCache({ read: (path) => files[path] ?? LIBRARY[path] }),
  library: '/lib',
  provided: { headers: ['unistd.h'], functions: new Set(['vfork', '_exit']) },
  includePaths: [],
});
const isLibrary = ({ tokens }: { tokens: readonly { file: { path: string } }[] }): boolean =>
  tokens[0]?.file.path.startsWith('/lib/') === true;

const slice = (text: string, mark: string, roots: readonly string[], files?: Readonly<Record<string, string>>) => {
  const start = text.indexOf(mark);
  const unit = unitAround('/w/a.c', text, start, start + mark.length, sources(files));
  const result = sliceOf(unit.run.tokens, roots, isLibrary);
  return { unit, result, lines: result.declarations.map(({ tokens }) => spell(tokens)) };
};

test('the slice holds what the function needs, in order, and no more', () => {
  const { lines, result } = slice(
    `#include <unistd.h>
     struct other { int x; };
     struct job { pid_t pid; struct next *n; };
     struct next { int y; };
     int elsewhere(struct job *j);
     static int helper(int a) { return a; }
     static int table[] = { 1, 2 };
     int unrelated(void) { return table[0]; }
     int run(struct job *j) { j->pid = vfork(); if (j->pid == 0) _exit(helper(elsewhere(j))); return 0; }
     int main(void) { return run(0); }`,
    'vfork()',
    ['run'],
  );
  expect(lines).toEqual([
    'typedef int pid_t;',
    'pid_t vfork(void);',
    'void _exit(int);',
    'struct job { pid_t pid; struct next *n; };',
    'struct next { int y; };',
    'int elsewhere(struct job *j);',
    'static int helper(int a) { return a; }',
    expect.stringMatching(/^int run/),
  ]);
  expect([...result.stubbed.keys()]).toEqual(['elsewhere']);
  expect(result.hasMain).toBe(false);
});

test('conditions around the line are met', () => {
  const text = `#include "config.h"
#if defined USE_VFORK && !defined(USE_FORK)
#ifndef SMALL
int run(void) { return vfork(); }
#endif
#endif`;
  const { unit, lines } = slice(text, 'vfork()', ['run']);
  expect(unit.reached).toBe(true);
  expect(unit.missing).toEqual(['config.h']);
  expect(lines.length).toBe(1);
});

test('the else branch of an unknown condition is reached', () => {
  const { unit } = slice('#define A 1\n#ifdef A\nint x;\n#else\nint run(void) { return vfork(); }\n#endif', 'vfork()', [
    'run',
  ]);
  expect(unit.reached).toBe(false);
  expect(
    slice('#ifdef HAVE_VFORK\nint x;\n#else\nint run(void) { return vfork(); }\n#endif', 'vfork()', ['run']).unit
      .reached,
  ).toBe(true);
});

test.each([
  ['#ifndef MMU\nint x;\n#else\nint run(void) { return vfork(); }\n#endif'],
  ['#if LEVEL >= 3\nint run(void) { return vfork(); }\n#endif'],
  ['#ifdef A\n#elif defined(B) && !defined(C)\nint run(void) { return vfork(); }\n#endif'],
  ['int run(void) {\n#ifdef USE_VFORK\n  return vfork();\n#else\n  return fork();\n#endif\n}'],
])('the configuration of %s is found', (text) => {
  const { lines } = slice(text, 'vfork()', ['run']);
  expect(lines.at(-1)).toMatch(/vfork \( \)|vfork\(\)/);
});

test("headers of the user's own are read", () => {
  const { lines } = slice('#include "own.h"\nint run(void) { return vfork() + ONE + two; }', 'vfork()', ['run'], {
    '/w/own.h': '#define ONE 1\nextern int two, three;\n',
  });
  expect(lines[0]).toContain('two');
  expect(lines.length).toBe(2);
});
