/** Functions under their configurations: what is parsed, and where it stands on the screen. */
import { beforeAll, expect, test } from 'vitest';
import type { Configuration } from './conditions.ts';
import { HeaderMacros } from './header-macros.ts';
import { type CParser, createParser } from './parser.ts';
import { sourceFile } from './source-file.ts';
import { type FunctionView, viewsOf } from './view.ts';

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

const viewsIn = (text: string, header: string = '', given?: Configuration): readonly FunctionView[] => {
  const file = sourceFile('/p/a.c', `#include "h.h"\n${text}`);
  const item = file.outline.items.find(({ kind }) => kind === 'function');
  if (item === undefined) throw new Error('no function');
  return viewsOf(parser, file, item, new HeaderMacros(file, [sourceFile('/p/h.h', header)]), given);
};

const squeeze = ({ text }: FunctionView): string => text.replaceAll(/\s+/g, ' ').trim();

test('each branch is seen, with the other blank', () => {
  const views = viewsIn('int f(void) {\n#ifdef HAVE_VFORK\n p = vfork();\n#else\n p = fork();\n#endif\n}\n');
  expect(views.map(squeeze).toSorted()).toEqual(['int f(void) { p = fork(); }', 'int f(void) { p = vfork(); }']);
});

test('braces and heads that directives split make whole functions', () => {
  const views = viewsIn(
    '#if A\nint f(int a) {\n#else\nint f(void) {\n#endif\n#if B\n if (x) {\n#else\n {\n#endif\n g(); }\n}\n',
  );
  expect(views.map(squeeze).toSorted()).toEqual([
    'int f(int a) { if (x) { g(); } }',
    'int f(int a) { { g(); } }',
    'int f(void) { if (x) { g(); } }',
    'int f(void) { { g(); } }',
  ]);
});

test('the same question has one answer in the function and in its headers', () => {
  const header = '#if FAST\n#define start() vfork()\n#else\n#define start() fork()\n#endif\n';
  const views = viewsIn('int f(void) {\n p = start();\n#if FAST\n _exit(1);\n#else\n exit(1);\n#endif\n}\n', header);
  expect(views.map(squeeze).toSorted()).toEqual([
    'int f(void) { p = fork(); exit(1); }',
    'int f(void) { p = vfork(); _exit(1); }',
  ]);
});

test('an option asked by #if is a number in code', () => {
  const views = viewsIn('int f(void) {\n#if MMU\n a();\n#endif\n return MMU ? fork() : vfork();\n}\n');
  expect(views.map(squeeze).toSorted()).toEqual([
    'int f(void) { a(); return 1 ? fork() : vfork(); }',
    'int f(void) { return 0 ? fork() : vfork(); }',
  ]);
});

test('what the caller has settled is not asked again', () => {
  const views = viewsIn('int f(void) {\n#ifdef X\n a();\n#endif\n}\n', '', new Map([['X', true]]));
  expect(views.map(squeeze)).toEqual(['int f(void) { a(); }']);
});

test('ranges lead back to the screen: to the token itself, or to the use of the macro that brought it', () => {
  const [view] = viewsIn(
    'int f(void) {\n  RUN(go);\n  plain(go);\n}\n',
    '#define RUN(x) do { x(); exit(1); } while (0)\n',
  );
  if (view === undefined) throw new Error('no view');
  const shown = (spelling: string): string => {
    const start = view.text.indexOf(spelling);
    const { start: from, end } = view.sourceOf({ start, end: start + spelling.length });
    return view.file.text.slice(from, end);
  };
  expect(shown('exit')).toBe('RUN(go)');
  expect(shown('go')).toBe('go');
  expect(shown('plain')).toBe('plain');
  const at = view.text.indexOf('exit');
  expect(view.macroAt({ start: at, end: at + 4 })?.macro.name).toBe('RUN');
  expect(view.macroAt({ start: view.text.indexOf('plain'), end: view.text.indexOf('plain') + 5 })).toBeUndefined();
});

test('the name of a function is not replaced in its own head', () => {
  const [view] = viewsIn('int open_it(int a) { return a; }\n', '#define open_it(x) (table->open_it)(x)\n');
  expect(view === undefined ? '' : squeeze(view)).toBe('int open_it(int a) { return a; }');
});
