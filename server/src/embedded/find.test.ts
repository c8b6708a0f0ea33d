/** Embedded C: what counts as C, what its text is, and that places and edits of it are places and edits of the host. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findEmbedded } from './find.ts';
import { decodeLiteral, encodeLiteral } from './literal.ts';

const texts = async (host: string, path = 'a.ts'): Promise<readonly string[]> =>
  (await findEmbedded(path, host)).sources.map(({ text }) => text);

test.each([
  ['a template given to CModule', 'new CModule(`int x;`)', ['int x;']],
  ['a string given to CModule', "new CModule('int x;\\n')", ['int x;\n']],
  ['a template behind a comment', 'const a = /* c */ `int x;`;', ['int x;']],
  ['a string behind a comment', 'f(/* C */ "int x;")', ['int x;']],
  ['nothing behind another comment', 'const a = /* css */ `int x;`;', []],
  ['nothing without a mark', 'const a = `int x;`; // CModule', []],
  ['a constant', 'const source = `int x;`; new CModule(source);', ['int x;']],
  ['a concatenation', 'new CModule("int x;\\n" + `int y;`)', ['int x;\nint y;']],
  ['joined lines', 'new CModule(["int x;", "int y;"].join("\\n"))', ['int x;\nint y;']],
  ['interpolations as numbers', 'new CModule(`int x = ${a + b};`)', ['int x = 0;']],
  ['a tagged template', '/* c */ `a`; new CModule(c`int x;`)', ['a', 'int x;']],
  ['an assertion of a type', 'new CModule(`int x;` as string, {})', ['int x;']],
  ['nothing computed', 'new CModule(make())', []],
  ['a constant that is itself', 'const a = a + "x"; new CModule(a)', []],
])('%s', async (_, host, expected) => {
  expect(await texts(host)).toEqual(expected);
});

test.each(['a.ts', 'a.mjs', 'a.tsx'])('%s is read', async (path) => {
  expect(await texts('const a = /* c */ `int x;`;', path)).toEqual(['int x;']);
});

test('a host with a syntax error is a problem', async () => {
  const { sources, problem } = await findEmbedded('a.ts', 'new CModule(`int x;`');
  expect(sources).toEqual([]);
  expect(problem).toContain('cannot be parsed');
});

describe('positions', () => {
  /** The host's text at the place of a word of the C. */
  const hostTextOf = async (host: string, word: string): Promise<string | undefined> => {
    const [source] = (await findEmbedded('a.ts', host)).sources;
    const start = source?.text.indexOf(word) ?? -1;
    if (source === undefined || start < 0) return undefined;
    const { start: from, end } = source.toHost({ start, end: start + word.length });
    return host.slice(from, end);
  };

  test.each([
    ['plain', 'new CModule(`a(); exit(1);`)', 'exit', 'exit'],
    ['behind escapes', 'new CModule("\\x41\\u{42}\\u0043\\n\\\\ exit(1);")', 'exit', 'exit'],
    ['with escapes inside', "new CModule('put(\\'a\\\\n\\');')", "'a\\n'", "\\'a\\\\n\\'"],
    ['behind a line continuation', 'new CModule(`a\\\n exit`)', 'exit', 'exit'],
    ['behind CR LF', 'new CModule(`a\r\n\r\nexit`)', 'exit', 'exit'],
    ['behind an interpolation', 'new CModule(`${a} exit`)', 'exit', 'exit'],
    ['in the second of two strings', "new CModule('a' + 'exit')", 'exit', 'exit'],
  ])('%s', async (_, host, word, expected) => {
    expect(await hostTextOf(host, word)).toBe(expected);
  });
});

describe('edits', () => {
  const edited = async (host: string, word: string, by: string): Promise<string | undefined> => {
    const [source] = (await findEmbedded('a.ts', host)).sources;
    const start = source?.text.indexOf(word) ?? -1;
    const edit = source?.toHostEdit({ start, end: start + word.length, text: by });
    return edit === undefined ? undefined : host.slice(0, edit.start) + edit.text + host.slice(edit.end);
  };

  test.each([
    ['a template', 'new CModule(`exit(1)`)', 'exit', '_exit', 'new CModule(`_exit(1)`)'],
    ['line breaks in a string', "new CModule('exit')", 'exit', "'a'\n\\", "new CModule('\\'a\\'\\n\\\\')"],
    ['backquotes in a template', 'new CModule(`exit`)', 'exit', '`${', 'new CModule(`\\`\\${`)'],
    ['nothing over an interpolation', 'new CModule(`a${b}c`)', 'a0c', 'x', undefined],
    ['nothing over two literals', 'new CModule("a" + `b`)', 'ab', 'x', undefined],
  ])('%s', async (_, host, word, by, expected) => {
    expect(await edited(host, word, by)).toBe(expected);
  });
});

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('"', "'", '`'), (text, quote) => {
      const normal = quote === '`' ? text.replaceAll('\r', '') : text;
      expect(decodeLiteral(encodeLiteral(normal, quote), 0, quote).text).toBe(normal);
    }),
  );
});
