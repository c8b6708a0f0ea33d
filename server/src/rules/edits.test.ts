/** How a statement stands in its text, with what only looks like code or like a comment before it. */
import { expect, test } from 'vitest';
import { codeBefore, standingAt } from './edits.ts';

/** `|` marks the statement. */
const STANDING: readonly (readonly ['in a list' | 'alone' | 'none', string])[] = [
  ['in a list', 'void f(void) { g(); |h(); }'],
  ['in a list', 'void f(void) { g(); /* then */ |h(); }'],
  ['in a list', 'void f(void) {\n#if A\n  |h();\n#endif\n}'],
  ['in a list', 'void f(void) {\nout:\n  |h();\n}'],
  ['alone', 'void f(void) { if (g()) |h(); }'],
  ['alone', 'void f(void) { if (g()) i(); else |h(); }'],
  ['none', 'void f(void) { g(|h()); }'],
  ['in a list', 'void f(void) { puts("/*"); |h(); }'],
  ['in a list', "void f(void) { g('\"'); |h(); }"],
  ['in a list', 'void f(void) { puts("http://a"); g(); |h(); }'],
  ['alone', 'void f(void) { /* don\'t */ if (puts("a // b")) |h(); }'],
  ['in a list', 'void f(void) {\n#define SAY(x) puts("\\\n/*" x)\n  |h();\n}'],
];

test.each(STANDING)('%s: %s', (standing, marked) => {
  const at = marked.indexOf('|');
  expect(standingAt(marked.replace('|', ''), at)).toBe(standing);
});

test('keeps places, and literals as they are', () => {
  const text = '#include <a.h>\nint a; // one\nchar *b = "/* no */";\nint c;';
  expect(codeBefore(text, text.length)).toBe(';;;;;;;;;;;;;;\nint a; ;;;;;;\nchar *b = "/* no */";\nint c;');
  expect(codeBefore(text, 15)).toBe(';;;;;;;;;;;;;;\n');
});
