/** Positions through macros and back, conditionals, and the text form, on small programs. */
import { expect, test } from 'vitest';
import {
  branchStates,
  conditionals,
  defineLines,
  expandText,
  expandTokens,
  expansionStack,
  HeaderCache,
  lexFile,
  macrosAt,
  originOf,
  type Preprocessed,
  parseMacro,
  preprocess,
  print,
  tokensOf,
  useAt,
} from './index.ts';

const run = (text: string, files: Record<string, string> = {}, predefined: string = ''): Preprocessed =>
  preprocess('/m.c', text, { cache: new HeaderCache({ read: (path) => files[path] }), predefined });

test('a token of a nested macro knows its spelling, its use and the macros between', () => {
  const text = '#define in(x) (x + 1)\n#define out(y) in(y)\nint a = out(b);\n';
  const result = run(text);
  const at = (spelling: string) => result.tokens.find((token) => token.text === spelling);
  const plus = at('+');
  const b = at('b');
  if (plus === undefined || b === undefined) throw new Error('no tokens');
  expect(text.slice(plus.start - 2, plus.end + 2)).toBe('x + 1');
  expect(expansionStack(plus).map(({ macro }) => macro.name)).toEqual(['in', 'out']);
  expect(expansionStack(b).map(({ macro }) => macro.name)).toEqual(['in', 'out']);
  expect(b.file.positionAt(b.start)).toEqual({ line: 2, column: 12 });
  for (const token of [plus, b]) {
    const { start, end } = originOf(token);
    expect(text.slice(start, end)).toBe('out(b)');
  }
});

test('forward: what a use became, and the use in an argument of another', () => {
  const text = '#define NULL_ ((void *)0)\n#define call(x) g(x)\ncall(NULL_); NULL_;';
  const result = run(text);
  const texts = (offset: number) => {
    const use = useAt(result, offset);
    return (
      use &&
      tokensOf(result, use)
        .map((token) => token.text)
        .join('')
    );
  };
  expect(texts(text.indexOf('call(N'))).toBe('g(((void*)0))');
  expect(texts(text.indexOf('NULL_)'))).toBe('((void*)0)');
  expect(texts(text.lastIndexOf('NULL_'))).toBe('((void*)0)');
  expect(texts(text.lastIndexOf(';'))).toBeUndefined();
});

test('macros at a place, with those of headers and those taken back', () => {
  const text = '#include "h.h"\n#define A 1\na\n#undef A\n#define B 2\nb';
  const result = run(text, { '/h.h': '#define H 3\n' }, defineLines(['D=4', 'E', 'F(x)=x'], ['E']));
  const names = (offset: number) =>
    [...macrosAt(result, offset).values()].filter(({ builtin }) => builtin === undefined).map(({ name }) => name);
  expect(names(0)).toEqual(['D', 'F']);
  expect(names(text.indexOf('\na'))).toEqual(['D', 'F', 'H', 'A']);
  expect(names(text.length)).toEqual(['D', 'F', 'H', 'B']);
  expect(expandText('F(H) D __COUNTER__', macrosAt(result, text.length)).tokens.map((token) => token.text)).toEqual([
    '3',
    '4',
    '0',
  ]);
});

test('conditionals: ranges, nesting and what was taken', () => {
  const text = '#if A\none\n#ifdef B\n#endif\n#elif 1\ntwo\n#else // x\nthree\n#endif /* A */\n#ifndef C\n';
  const result = run(text);
  const sections = conditionals(lexFile('/m.c', text, false));
  const states = branchStates(result);
  const show = (list: typeof sections): unknown =>
    list.map(({ closed, branches }) => [
      closed,
      ...branches.map((branch) => [
        branch.kind,
        branch.condition.map((token) => token.text).join(' '),
        text.slice(branch.lineEnd, branch.end).trim().slice(0, 3),
        states.get(branch.hash),
        ...(branch.inner.length > 0 ? [show(branch.inner)] : []),
      ]),
    ]);
  expect(show(sections)).toEqual([
    [
      true,
      ['if', 'A', 'one', false, [[true, ['ifdef', 'B', '', undefined]]]],
      ['elif', '1', 'two', true],
      ['else', '', '// ', false],
    ],
    [false, ['ifndef', 'C', '', true]],
  ]);
});

test('text out: with line markers and without', () => {
  const text = '#include "h.h"\nint a;\n#pragma p q\n\n\n\n\n\n\n\n\n\n\n  int b = H;\n';
  const result = run(text, { '/h.h': '#define H -\\\n1\nint h;\n' });
  expect(print(result, false)).toBe('int h;\nint a;\n#pragma p q\nint b = -1;\n');
  expect(print(result, true)).toBe(
    '# 1 "/m.c"\n# 1 "/h.h" 1\n\n\nint h;\n# 2 "/m.c" 2\nint a;\n#pragma p q\n# 14 "/m.c"\n  int b = -1;\n',
  );
});

test('positions hold across splices, trigraphs and surrogate pairs', () => {
  const text = 'a\\\nb "😀" c ??( d';
  const tokens = lexFile('/m.c', text, true).tokens;
  expect(tokens.map((token) => [token.text, text.slice(token.start, token.end)])).toEqual([
    ['ab', 'a\\\nb'],
    ['"😀"', '"😀"'],
    ['c', 'c'],
    ['[', '??('],
    ['d', 'd'],
  ]);
});

test('one definition by itself, and tokens under a table kept elsewhere', () => {
  const macro = parseMacro('/x.h', ' twice(x) x \\\n x');
  expect(macro?.params).toEqual(['x']);
  const { tokens } = lexFile('/m.c', 'a twice(b) twice', false);
  const table = { get: (name: string) => (name === 'twice' ? macro : undefined) };
  expect(expandTokens(tokens, table).tokens.map((token) => token.text)).toEqual(['a', 'b', 'b', 'twice']);
  expect(parseMacro('/x.h', '(no name)')).toBeUndefined();
});

test('a name that is fixed is not for headers to change, but for the file', () => {
  const text = '#include "h.h"\n#ifdef A\na A\n#else\nno\n#endif\n#undef A\n#ifndef A\ngone\n#endif';
  const files: Record<string, string> = { '/h.h': '#undef A\n#define A 0\n#define B 2\n' };
  const tokens = (fixed: ReadonlySet<string>): string =>
    preprocess('/m.c', text, {
      cache: new HeaderCache({ read: (path) => files[path] }),
      predefined: '#define A 1\n',
      fixed,
    })
      .tokens.map((token) => token.text)
      .join(' ');
  expect(tokens(new Set())).toBe('a 0 gone');
  expect(tokens(new Set(['A']))).toBe('a 1 gone');
});
