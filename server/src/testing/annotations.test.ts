/** The annotation reader against hand-made sources: what carets, continuations, cursors and file marks mean. */
import { expect, test } from 'vitest';
import { annotationsOf, cursorOf, filesOf } from './annotations.ts';
import { c } from './c.ts';

const marked = (text: string): readonly string[] =>
  annotationsOf(text).map(
    ({ range, rule, severity, message }) =>
      `${text.slice(range.start, range.end)} | ${rule}${severity === undefined ? '' : ` ${severity}`} | ${message ?? ''}`,
  );

test('carets mark the columns above, and several annotations share a line', () => {
  expect(
    marked(c`
      if (vfork() == 0) exit(g = 1);
      //                     ^^^^^ parent-visible-write
      //                ^^^^ exit-in-child: use _exit
      //                     | in the child
      done();
    `),
  ).toEqual(['g = 1 | parent-visible-write | ', 'exit | exit-in-child | use _exit in the child']);
});

test('a severity in brackets, carets without a blank, and the first column', () => {
  expect(
    marked(c`
      void f() { exit(1); }
               //^^^^^^^ some-rule[info]: text: with colon
      /*^^*/ other-rule
    `),
  ).toEqual(['exit(1) | some-rule info | text: with colon', 'void | other-rule | ']);
});

test.each([
  ['carets behind the end of the line', 'x;\n//     ^^^ rule\n'],
  ['carets without a rule', 'int xxxxxx;\n//  ^^^\n'],
])('%s are an error', (_, text) => {
  expect(() => annotationsOf(text)).toThrow();
});

test('ordinary comments are no annotations', () => {
  expect(annotationsOf('int x; // a ^ b\n// a | b\n/* ^ */ int y;\n'.replace('/* ^ */ ', ''))).toEqual([]);
});

test('file marks split a fixture', () => {
  expect(filesOf('//- a.c\nint a;\n//- inc/b.h\nint b;\n')).toEqual([
    { path: 'a.c', text: 'int a;\n' },
    { path: 'inc/b.h', text: 'int b;\n' },
  ]);
  expect(filesOf('int a;\n')).toEqual([{ path: 'main.c', text: 'int a;\n' }]);
});

test('cursors and selections', () => {
  expect(cursorOf('ab$0cd')).toEqual({ text: 'abcd', range: { start: 2, end: 2 } });
  expect(cursorOf('a$0bc$0d')).toEqual({ text: 'abcd', range: { start: 1, end: 3 } });
  expect(() => cursorOf('abcd')).toThrow();
});

test('the template keeps backslashes and takes the common indentation away', () => {
  expect(c`
    puts("a\n");
      x;
  `).toBe('puts("a\\n");\n  x;\n');
});
