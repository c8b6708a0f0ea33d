/** Expansion with ranges of the screen, and what becomes of macros that nobody defines. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandAll, type Macro, parseMacro } from './macros.ts';

const tableOf = (definitions: readonly string[]): ((name: string) => Macro | undefined) => {
  const macros = definitions.flatMap((text) => parseMacro(text, '/h.h', { start: 0, end: text.length }) ?? []);
  return (name) => macros.find((macro) => macro.name === name);
};

/** The expansion spelled with single spaces, the source of each token that is not the text's own in braces. */
const show = (text: string, ...definitions: readonly string[]): string =>
  expandAll(text, tableOf(definitions))
    .map((piece) => (piece.own ? piece.text : `${piece.text}{${text.slice(piece.source.start, piece.source.end)}}`))
    .join(' ');

test.each([
  ['a fork() b', ['fork vfork'], 'a vfork{fork} ( ) b'],
  ['x = vFork();', ['vFork() ((getpid() == me) ? vfork() : fork())'], / =={vFork\(\)} me{.* vfork{vFork\(\)} /],
  ['DO(go) ;', ['DO(f) pid = f();'], 'pid{DO(go)} ={DO(go)} go ({DO(go)} ){DO(go)} ;{DO(go)} ;'],
  ['A(B)', ['A(x) (x)', 'B c d'], '({A(B)} c{B} d{B} ){A(B)}'],
  ['P(x, y)', ['P(a, b) a##b #a'], 'xy{P(x, y)} "x"{P(x, y)}'],
  ['L("a", 1) L("b")', ['L(f, ...) log(f, ##__VA_ARGS__)'], /^log.* "a" ,.* 1 \){.* "b" \){L\("b"\)}$/],
])('%s', (text, definitions, expected) => {
  if (typeof expected === 'string') expect(show(text, ...definitions)).toBe(expected);
  else expect(show(text, ...definitions)).toMatch(expected);
});

test('a token that no macro has to do with follows the one before it', () => {
  const pieces = expandAll('a b X c d', tableOf(['X']));
  expect(pieces.map(({ text, follows }) => [text, follows])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
    ['d', true],
  ]);
});

test.each([
  ['int f(int argc UNUSED, char *argv[] NORETURN_HERE) { }', 'int f ( int argc , char * argv [ ] ) { }'],
  ['static NOINLINE int f(void) PRINTF_LIKE(1, 2) { }', 'static int f ( void ) { }'],
  ['int f() { IF_LOG(log(x);) IF_NOT_LOG(quiet();) go(); }', 'int f ( ) { log ( x ) ; go ( ) ; }'],
  ['int f() { IF_WIDE(long long) int n; g(a IF_LOG(, b)); }', 'int f ( ) { long long int n ; g ( a , b ) ; }'],
  [
    'int f() { g("a" IF_X("b") "c"); register T *KEEP p = 0; }',
    'int f ( ) { g ( "a" "b" "c" ) ; register T * p = 0 ; }',
  ],
  ['int f() { ENTER_HERE\n g(); LEAVE(1)\n h();\n}', 'int f ( ) { g ( ) ; h ( ) ; }'],
  [
    'int f() { FILE *fp = OPEN(x); DIR d; return ERROR_CODE; }',
    'int f ( ) { FILE * fp = OPEN ( x ) ; DIR d ; return ERROR_CODE ; }',
  ],
  [
    'int f() { x = ALLOC(struct foo); y = SIZE(int) + A * B; }',
    'int f ( ) { x = ALLOC ( struct foo ) ; y = SIZE ( int ) + A * B ; }',
  ],
  [
    'int f() { switch (x) { case FOO: return BAR(1); } }',
    'int f ( ) { switch ( x ) { case FOO : return BAR ( 1 ) ; } }',
  ],
])('without a definition: %s', (text, expected) => {
  expect(
    expandAll(text, () => undefined)
      .map((piece) => piece.text)
      .join(' '),
  ).toBe(expected);
});

test('any text under any definitions: no throw, ranges inside, order kept for what is its own', () => {
  const word = fc.constantFrom(
    'A',
    'B',
    'f',
    '(',
    ')',
    ',',
    '#',
    '##',
    'x',
    ';',
    '{',
    '}',
    '\n',
    '"s"',
    'IF_Z',
    '__VA_ARGS__',
    '...',
  );
  const words = fc.array(word, { maxLength: 20 }).map((parts) => parts.join(' '));
  const definition = fc
    .tuple(fc.constantFrom('A', 'B(x)', 'f(x, ...)'), words)
    .map(([head, body]) => `${head} ${body.replaceAll('\n', ' ')}`);
  fc.assert(
    fc.property(words, fc.array(definition, { maxLength: 3 }), (text, definitions) => {
      for (const { source } of expandAll(text, tableOf(definitions))) {
        expect(source.start).toBeLessThan(source.end);
        expect(source.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500 },
  );
});
