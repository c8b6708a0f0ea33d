/** Where functions begin and end, found without parsing: heads of every style, conditions between, and broken braces. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlineOf } from './outline.ts';

const functions = (text: string): string[] =>
  outlineOf(text)
    .items.filter(({ kind }) => kind === 'function')
    .map(({ name, start, end }) => `${name}: ${text.slice(start, end).split('\n').length}`);

test.each<readonly [string, string, readonly string[]]>([
  ['plain', 'int f(void) { return 1; }\nint x;\nint g(void)\n{\n}\n', ['f: 1', 'g: 3']],
  ['old style', 'int f(a, b)\nint a;\nchar *b;\n{ return a; }\n', ['f: 4']],
  [
    'declarations and initialisers',
    'struct s { int a; } v = { 1 };\nint t[] = { 1, 2 };\nint f(int a);\nint g(void) {}',
    ['g: 1'],
  ],
  ['attributes before the name', 'static void __attribute__((noreturn)) die(const char *s) { for (;;) ; }', ['die: 1']],
  [
    'two heads, one body',
    '#if A\nint f(int a) {\n#else\nint f(void) {\n#endif\n  return 1;\n}\nint g(void) {}',
    ['f: 6', 'g: 1'],
  ],
  ['one head, two ends', 'int f(int a)\n#ifdef X\n;\n#else\n{ return a; }\n#endif\nint g(void) {}', ['f: 4', 'g: 1']],
  [
    'a brace in one branch',
    'int f(int a)\n{\n#if A\n  if (a) {\n#else\n  {\n#endif\n  }\n}\nint g(void) {}',
    ['f: 8', 'g: 1'],
  ],
  [
    'braces in text and comments',
    'int f(void) { char c = \'{\'; puts("}"); /* } */ }\nint g(void) {}',
    ['f: 1', 'g: 1'],
  ],
  ['half typed', 'int f(void)\n{\n  if (x {\n\nint g(void)\n{\n  return 1;\n}\n', ['f: 5', 'g: 4']],
  ['linkage', 'extern "C" {\nint f(void) {}\n}\n', ['f: 1']],
])('%s', (_, text, expected) => {
  const found = functions(text);
  for (const name of expected) expect(found.map((entry) => entry.split(':')[0])).toContain(name.split(':')[0]);
  expect(found).toHaveLength(expected.length);
});

test('items of any text lie in order within it', () => {
  const piece = fc.constantFrom(
    'int f(',
    ')',
    '{',
    '}',
    ';',
    '\n',
    '#if A\n',
    '#else\n',
    '#endif\n',
    'a',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '=',
    '\\\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const { items, directives } = outlineOf(text);
      for (const { start, end } of [...items, ...directives]) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
