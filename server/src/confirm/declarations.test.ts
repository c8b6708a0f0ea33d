/** External declarations of C in all their forms: kinds and names, and that no token gets lost. */
import { HeaderCache, preprocess } from '@vfork-lint/emulator/cpp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declarationsOf } from './declarations.ts';

const tokensOf = (text: string) =>
  preprocess('/a.c', text, { cache: new HeaderCache({ read: () => undefined }), needHeaders: false }).tokens;

const CASES: readonly (readonly [string, string])[] = [
  ['int a, *b = &a, c[3] = { 1, 2 };', 'object a b c'],
  ['int f(void);', 'prototype f'],
  ['extern char *g(const char *s, ...) __attribute__((format(printf, 1, 2), noreturn));', 'prototype g'],
  ['int f(int a) { return a; }', 'function f'],
  ['static inline __attribute__((noreturn)) void die(const char *m) { for (;;) ; }', 'function die'],
  ['main(argc, argv) int argc; char **argv; { return 0; }', 'function main'],
  ['int old(a, s) struct t *a; char *s; { return 0; }', 'function old'],
  ['typedef unsigned long size_t;', 'typedef size_t'],
  ['typedef void (*handler)(int), *pointer;', 'typedef handler pointer'],
  ['typedef struct node { struct node *next; } node, *list;', 'typedef node list struct node'],
  ['struct s;', 'tag struct s'],
  ['struct s { int a; enum { X, Y = 3 } e; };', 'tag struct s'],
  ['enum e { A, B = (1, 2), C };', 'object A B C enum e'],
  ['enum { P, Q } mode = P;', 'object P Q mode'],
  ['void (*signal(int n, void (*f)(int)))(int);', 'object signal'],
  ['void (*table[])(void) = { one, two };', 'object table'],
  ['int x asm("y");', 'object x'],
  ['pid_t __attribute__((returns_twice)) wrap(pid_t p) { return p; }', 'function wrap'],
  ['int f __P((int a, char *b));', 'prototype f'],
  ['static const struct { const char *n; int (*f)(void); } cmds[] = { { "a", fa }, { "b", fb } };', 'object cmds'],
  ['_Static_assert(sizeof(int) == 2, "int");', 'other'],
  ['char *(f)(int);', 'object f'],
  ['__typeof__(int) z;', 'object z'],
];

test.each(CASES)('%s', (text, expected) => {
  const [declaration, ...rest] = declarationsOf(tokensOf(text));
  expect(rest).toEqual([]);
  expect([declaration?.kind, ...(declaration?.gives ?? [])].join(' ')).toBe(expected);
});

test('a unit is cut at every declaration, and tags are told from other names', () => {
  const list = declarationsOf(
    tokensOf(`${CASES.map(([text]) => text).join('\n')} int f2(void) { struct s q; return s(q); }`),
  );
  expect(list.length).toBe(CASES.length + 1);
  expect([...(list.at(-1)?.uses ?? [])]).toEqual(['f2', 'struct s', 'q', 's']);
});

test('nothing is lost or thrown on any tokens', () => {
  const piece = fc.constantFrom(
    'int',
    'struct',
    'x',
    'y',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    ';',
    ',',
    '=',
    '*',
    '1',
    'typedef',
    '__attribute__',
    'enum',
    '"s"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const tokens = tokensOf(pieces.join(' '));
      const kept = declarationsOf(tokens).flatMap((declaration) => declaration.tokens);
      expect(kept.filter((token) => token.text !== ';')).toEqual(tokens.filter((token) => token.text !== ';'));
    }),
  );
});
