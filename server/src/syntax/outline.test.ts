/** Items are found where directives split heads, bodies and braces. */
import { expect, test } from 'vitest';
import { outlineOf } from './outline.ts';

/** The name of each function with the calls that its range ends in. */
const functions = (text: string): readonly string[] =>
  outlineOf(text).items.flatMap(({ kind, name, bodyStart, end }) =>
    kind === 'function' ? [`${name}: ${(text.slice(bodyStart, end).match(/\w+\(\)/g) ?? []).join(' ')}`] : [],
  );

test.each([
  ['plain', 'int f(void) { a(); }\nint g(void)\n{\n}\n', ['f: a()', 'g: ']],
  [
    'a prototype or a body',
    'int f(int a)\n#ifdef X\n ATTR;\n#else\n{ b(); }\n#endif\nint g() { c(); }',
    ['f: b()', 'g: c()'],
  ],
  [
    'two heads',
    '#if X\nint f(int a) {\n#else\nint f(void) {\n#endif\n d();\n}\nint g() { e(); }',
    ['f: d()', 'g: e()'],
  ],
  [
    'split braces',
    'int f() {\n#if X\n if (a) {\n#else\n if (b) {\n#endif\n c(); }\n}\nint g() { e(); }',
    ['f: c()', 'g: e()'],
  ],
  ['old-style parameters', 'int f(a, b) int a; char *b; { c(); }\nint h;\n', ['f: c()']],
])('%s', (_name, text, expected) => {
  expect(functions(text)).toEqual(expected);
});
