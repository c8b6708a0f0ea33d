/** Expansion and directives, from the examples of C99 6.10 and the behaviour of gcc where C leaves it open. */
import { expect, test } from 'vitest';
import { type CppOptions, HeaderCache, type Preprocessed, preprocess, spell } from './index.ts';

const run = (text: string, files: Record<string, string> = {}, options: Partial<CppOptions> = {}): Preprocessed =>
  preprocess('/src/main.c', text, { cache: new HeaderCache({ read: (path) => files[path] }), ...options });

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The output is `expected` but for white space, and there is no problem. */
const check = (
  text: string,
  expected: string,
  files: Record<string, string> = {},
  options: Partial<CppOptions> = {},
): void => {
  const result = run(text, files, options);
  expect(result.problems.map(({ message }) => message)).toEqual([]);
  const parts = result.tokens.map((token) => token.text);
  expect(parts.join(' ')).toBe(
    preprocess('/e.c', expected, { cache: new HeaderCache({ read: () => undefined }) })
      .tokens.map((token) => token.text)
      .join(' '),
  );
};

/** The problems' messages, in order. */
const problems = (text: string, ...expected: readonly string[]): void => {
  expect(run(text).problems.map(({ message }) => message)).toEqual(expected);
};

const STANDARD_3 = `
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };
`;

const STANDARD_4 = `
#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \\
  x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\\0d", "abc", '\\4') // this goes away
  == 0) str(: @\\n), s);
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)
`;

const STANDARD_7 = `
#define debug(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test)?puts(#test):\\
  printf(__VA_ARGS__))
debug("Flag");
debug("X = %d\\n", x);
showlist(The first, second, and third items.);
report(x>y, "x is %d but y is %d", x, y);
`;

test('C99 6.10.3.5 example 3: redefinition and reexamination', () => {
  check(
    STANDARD_3,
    `f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);
     f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1);
     int i[] = { 1, 23, 4, 5, };
     char c[2][6] = { "hello", "" };`,
  );
});

test('C99 6.10.3.5 example 4: # and ##', () => {
  check(
    STANDARD_4,
    String.raw`printf("x" "1" "= %d, x" "2" "= %s", x1, x2);
     fputs("strncmp(\"abc\\0d\", \"abc\", '\\4') == 0" ": @\n", s);
     "vers2.h" "hello"; "hello" ", world"`,
  );
});

test('C99 6.10.3.5 example 5: placemarkers', () => {
  check(
    '#define t(x,y,z) x ## y ## z\nint j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };',
    'int j[] = { 123, 45, 67, 89, 10, 11, 12, };',
  );
});

test('C99 6.10.3.5 example 7: variable arguments', () => {
  check(
    STANDARD_7,
    String.raw`fprintf(stderr, "Flag"); fprintf(stderr, "X = %d\n", x);
     puts("The first, second, and third items.");
     ((x>y)?puts("x>y"): printf("x is %d but y is %d", x, y));`,
  );
});

test('## may make a ## that is no operator (6.10.3.3)', () => {
  check(
    '#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n#define join(c, d) in_between(c hash_hash d)\nchar p[] = join(x, y);',
    'char p[] = "x ## y";',
  );
});

test.each([
  ['object-like', '#define A B\n#define B C\nA', 'C'],
  ['recursion', '#define A B\n#define B A\nA B', 'A B'],
  [
    'GNU comma, omitted',
    '#define e(f, ...) g(f, ##__VA_ARGS__)\ne(1) e(1,) e(1,2,3) e(1,e(2))',
    'g(1) g(1,) g(1,2,3) g(1,e(2))',
  ],
  ['GNU comma, only parameter', '#define e(...) g(0, ##__VA_ARGS__)\ne() e(1)', 'g(0) g(0,1)'],
  ['named variadic', '#define e(f, rest...) g(f, ##rest)\ne(1) e(1,2,3)', 'g(1) g(1,2,3)'],
  ['__VA_OPT__', '#define e(f, ...) g(f __VA_OPT__(,) __VA_ARGS__)\ne(1) e(1,) e(1,2)', 'g(1) g(1) g(1,2)'],
  ['not a call', '#define f(x) x\nf f (1) f\n(2)', 'f 1 2'],
  ['directive between name and (', '#define f(x) x\nf\n#define g 1\n(g)', 'f (1)'],
  ['directives among arguments', '#define f(x) x\nf(1\n#if 0\n2\n#else\n3\n#endif\n)', '1 3'],
  ['space in strings', '#define s(x) #x\ns(  a   +\n b "\\"" )', String.raw`"a + b \"\\\"\""`],
  ['line splices', 'in\\\nt a\\ \n;', 'int a;'],
  ['comments', 'a/**/b/* x\n*/c//d\\\nq\ne', 'a b c e'],
  ['digraphs', '%:define A <: 1 :>\nA', '<: 1 :>'],
  ['__LINE__', '\n__LINE__\n#define L __LINE__\n#define f(x) x L\nf(\n__LINE__\n)\n#line 100\n__LINE__', '2 6 5 100'],
  ['__FILE__', '__FILE__\n#line 7 "x.y"\n__FILE__ __LINE__', '"/src/main.c" "x.y" 7'],
  ['__COUNTER__', '__COUNTER__ __COUNTER__', '0 1'],
  ['a quote in a skipped group', "#if 0\ndon't\n#else\nok\n#endif", 'ok'],
  ['push and pop', '#define A 1\n#pragma push_macro("A")\n#undef A\n#define A 2\nA\n#pragma pop_macro("A")\nA', '2 1'],
  ['_Pragma', 'a _Pragma("omp parallel") b', 'a b'],
])('%s', (_name, text, expected) => check(text, expected));

test.each([
  ['1 + 2 * 3 == 7', true],
  ['-1 > 0u', true],
  ['-1 < 0', true],
  ["'a' == 97 && '\\377' < 0 && 'ab' == 24930", true],
  ['0x7fffffffffffffff + 1 < 0', true],
  ['18446744073709551615u == -1', true],
  ['1 ? 2 : (1/0)', true],
  ['0 && 1/0 || 1', true],
  ['(2 || 1/0) && defined X && defined(Y) == 0', true],
  ['X(2) == 4', true],
  ['undefined_name', false],
  ['-8 >> 1 == -4', true],
  ['~0 == -1 && !0', true],
  ['(1, 0)', false],
  ['7 % 4 == 3 && 010 == 8 && 0b11 == 3', true],
  ['1 == 1L && 2 != 3', true],
])('#if %s', (expression, expected) => {
  check(`#define X(a) a * 2\n#if ${expression}\nyes\n#else\nno\n#endif`, expected ? 'yes' : 'no');
});

test('problems are told with the words a user knows', () => {
  problems('#if 1/0\n#endif', 'division by zero in #if');
  problems('#if\n#endif', '#if with no expression');
  problems('#if 1 +\n#endif', 'operator "+" has no right operand');
  problems('#if 1.0\n#endif', 'floating constant in preprocessor expression');
  problems('#if (1\n#endif', "missing ')' in expression");
  problems('#else\n#endif', '#else without #if', '#endif without #if');
  problems('#if 1\n#else\n#else\n#endif', '#else after #else');
  problems('#ifdef A', 'unterminated #ifdef');
  problems('#error  no   way', '#error no way');
  problems('#warning hm', '#warning hm');
  problems('#frob', 'invalid preprocessing directive #frob');
  problems('#define f(x) x\nf(1', 'unterminated argument list invoking macro "f"');
  problems('#define f(x) x\nf(1,2)', 'macro "f" passed 2 arguments, but takes just 1 argument');
  problems('#define f(x,y) x\nf(1)', 'macro "f" requires 2 arguments, but only 1 given');
  problems('#define A 1\n#define A 2', '"A" redefined');
  problems('#define A 1\n#define A  1 ');
  problems('#include <no.h>', 'no.h: no such file in the include path');
  problems('/* x', 'unterminated comment');
  problems('"abc', 'missing terminating " character');
  problems('#define f(x) #y', "'#' is not followed by a macro parameter");
  problems('#define f ## a', "'##' cannot appear at either end of a macro expansion");
});

test('headers: search, guards, once, next, has', () => {
  const files = {
    '/src/own.h': '#ifndef OWN\n#define OWN\nown\n#endif\n',
    '/a/sys.h': '#pragma once\nfirst\n#include_next <sys.h>\n',
    '/b/sys.h': 'second\n#include "near.h"\n',
    '/b/near.h': 'near\n',
  };
  check(
    '#include "own.h"\n#include "own.h"\n#include <sys.h>\n#include <sys.h>\n#define H <near.h>\n#include H\n' +
      '#if __has_include(<sys.h>) && !__has_include("none.h") && defined __has_include\nhas\n#endif',
    'own first second near near has',
    files,
    { includePaths: ['/a', '/b'] },
  );
});

test('a header is read once, also when it is not there', () => {
  const asked: string[] = [];
  const cache = new HeaderCache({
    read: (path) => {
      asked.push(path);
      return undefined;
    },
  });
  const options = { cache, includePaths: ['/i'] };
  for (let i = 0; i < 3; i++) preprocess('/m.c', `#include <x.h>\n#include <x.h>\nint ${i};`, options);
  expect(asked).toEqual(['/i/x.h']);
});

test('bombs end in a problem', () => {
  const bomb = ['#define a0 x x', ...Array.from({ length: 40 }, (_, i) => `#define a${i + 1} a${i} a${i}`), 'a40'];
  const result = run(bomb.join('\n'), {}, { budget: { expansions: 1000 } });
  expect(result.stopped).toBe(true);
  expect(result.problems.map(({ message }) => message)).toEqual([
    'too many macro expansions; preprocessing stops here',
  ]);
  const self = run('#include "main.c"', { '/src/main.c': '#include "main.c"' });
  expect(self.problems.map(({ message }) => message)).toEqual(['#include is nested more than 200 deep']);
  const deep = run(`#define f(x) x\n${'f('.repeat(5000)}1${')'.repeat(5000)}`);
  expect(deep.problems[0]?.message).toMatch(/nested too deeply/);
});

test('pragmas are kept in their place', () => {
  const result = run('a\n#pragma GCC poison x\nb _Pragma("once \\"q\\"") c');
  expect(result.pragmas.map(({ text, at }) => [text, at])).toEqual([
    ['pragma GCC poison x', 1],
    ['pragma once "q"', 2],
  ]);
  expect(squeeze(spell(result.tokens))).toBe('a b c');
});
