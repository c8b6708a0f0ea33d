/**
 * Agreement with gcc: `gcc -E -P` against our tokens, one for one, on the system's headers, on a page of hard cases, and
 * on those sources of the corpus that gcc can preprocess as they lie.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CppOptions, HeaderCache, lexFile, preprocess } from './index.ts';

const gcc = (args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('gcc', args, { encoding: 'utf8', maxBuffer: 1 << 30 });

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const includePaths = gcc(['-v', '-E', '-x', 'c', '/dev/null'])
  .stderr.split('search starts here:\n')
  .at(-1)
  ?.split('End of search')[0]
  ?.trim()
  .split('\n')
  .map((line) => line.trim());

/** What this gcc says to `__has_attribute` and `__has_builtin` for the names that a text asks about. */
const askGcc = (operator: string, names: readonly string[]): ReadonlySet<string> => {
  const program = names.map((name) => `#if ${operator}(${name})\n${name}\n#endif\n`).join('');
  const args = ['-E', '-P', '-x', 'c', '-'];
  return new Set(execFileSync('gcc', args, { input: program, encoding: 'utf8' }).split(/\s+/));
};

const ATTRIBUTES = 'noreturn,pure,const,nonnull,nothrow,malloc,deprecated,format,unused,always_inline,leaf,access,copy';
const MORE = 'warn_unused_result,returns_twice,alias,weak,visibility,aligned,packed,artificial,gnu_inline,fallthrough';
const options: CppOptions = {
  cache: new HeaderCache({ read }),
  includePaths: includePaths ?? [],
  predefined: gcc(['-dM', '-E', '-x', 'c', '/dev/null']).stdout,
  attributes: askGcc('__has_attribute', `${ATTRIBUTES},${MORE},nonstring,noclone,noinline,alloc_size,cold`.split(',')),
  builtins: askGcc('__has_builtin', ['__builtin_expect', '__builtin_object_size', '__builtin_unreachable']),
};

/** The number of tokens compared, or undefined where gcc itself fails on the file. */
const compare = (path: string, folders: readonly string[] = []): number | undefined => {
  const result = gcc(['-E', '-P', ...folders.map((folder) => `-I${folder}`), path]);
  if (result.status !== 0) return undefined;
  const output = result.stdout.replace(/^#(?:pragma|ident).*$/gm, '');
  const wanted = lexFile(path, output, false).tokens.map(({ text }) => text);
  const ours = preprocess(path, readFileSync(path, 'utf8'), {
    ...options,
    includePaths: [...folders, ...(includePaths ?? [])],
  }).tokens.map(({ text }) => text);
  const at = wanted.findIndex((text, i) => text !== ours[i]);
  const where = at < 0 ? Math.min(wanted.length, ours.length) : at;
  expect(ours.slice(where - 4, where + 8), `${path}, token ${where}`).toEqual(wanted.slice(where - 4, where + 8));
  expect(ours.length).toBe(wanted.length);
  return wanted.length;
};

const sources = (folder: string, name: RegExp): string[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((file) => (name.test(file) ? [join(folder, file)] : [])) : [];

const HARD = String.raw`#define e(f, ...) g(f, ##__VA_ARGS__)
#define id(x) x
e(1, e(2)) e(1, id(2)) e(1, e(2,3)) e(id(e)(1,2))
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42)
#define f(a) a*g
#define g(a) f(a)
f(2)(9)
#define AA BB
#define BB AA CC
#define CC AA BB
AA BB CC
#define EMPTY
#define LP (
#define RP )
#define FF(x, y) x + y
#define ELLIP_FUNC(...) __VA_ARGS__
ELLIP_FUNC(FF, LP, 'a', 'b', RP);
#define EVAL(...)  EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#define EVAL1(...) EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define EVAL2(...) __VA_ARGS__
#define DEFER(id) id EMPTY_()
#define EMPTY_()
#define REP() R
#define R(x) x DEFER(REP)()(x+1)
EVAL(R(1))
#define str(x) #x
#define xstr(x) str(x)
xstr(-id(foo)-) xstr(a EMPTY b) xstr(a EMPTY_()b) xstr(id( a )id(b)) xstr(  AA  ) xstr(a+EMPTY+b) xstr(.EMPTY.) xstr(x id(EMPTY) y) xstr(x id() y) xstr(x id( )y)
__LINE__ id(
__LINE__
 __LINE__)
#define L __LINE__
id(L
L
L) L
#define fn( a , b ) a ## b
fn( x , y ) fn(L,) fn(,L) fn(+,+) fn(,) fn(1.,e+) fn(id,)(3)
#define cat3(a,b,c) a##b##c
cat3(x,,y) cat3(,,) cat3(__,LINE,__)
#define opt(x, ...) q(x __VA_OPT__(, a ## x ## __VA_ARGS__) )
opt(1) opt(1,) opt(1,2,3) opt(1,EMPTY) 
#define opt2(x, ...) #__VA_OPT__(x __VA_ARGS__) 
opt2(1) opt2(1,2 , 3)
#define kw(...) h(__VA_ARGS__)
kw() kw( ) kw(,)
#define z0() zero
z0() z0( ) z0(
)
#if defined(L) && defined L && !defined (Q) && __LINE__ == 58
ok
#endif
#define DEF defined(L)
#if DEF
ok
#endif
#if __has_include(<stdio.h>) && __has_include("a.c") && !__has_include(<nope.h>)
ok
#endif
#if -1 >> 1 == -1 && (-1 >> 63u) == -1 && 1 << -1 == 0 && 5 / -2 == -2 && -5 % 3 == -2
ok
#endif
#if ~0u == 0xffffffffffffffff && L'\xff' == 255 && '\xff' == -1 && u'\xffff' > 0 && 'abcd' == 0x61626364
ok
#endif
#if (2 || 3) != 1
bad
#elif 1 ? 0 : 1u - 2
bad
#elif (0 ? 1u : -1) > 0
ok
#endif
%:define dg <:1:>
dg %:%: #
f
#undef f
(3)
f
(4)
"abc" u8"x" L"y" L'c' U"z" R"(raw)" u8 "a"
.5e+3.x 0x1p-3 1..2 ... .. . ->* <<= >>= <:: <::> %:%
a $b @
id(id)(id)(1) id(id(id))(2)
#define hash_hash # ## #
xstr(hash_hash)
#define lparen (
#define call id lparen 5 )
call id(call)
#define t1(x) t2 x
#define t2(x) x
t1((5)) id(t1((6)))
#define foo() bar
foo
()
#pragma foo id(1)
after
__COUNTER__ __COUNTER__ __INCLUDE_LEVEL__
#ident "x"
xstr(__FILE__) __BASE_FILE__
#define STR(a) #a
STR("\n" '\0' '"' "\"" \n) STR( L"x" ) STR(@ ) STR( ' ' )
last
`;

test('a page of hard cases', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'cpp-')), 'a.c');
  writeFileSync(path, HARD);
  expect(compare(path)).toBeGreaterThan(400);
});

test('the headers of the system', () => {
  const compared = sources('/usr/include', /\.h$/).map((path) => compare(path));
  expect(compared.filter((count) => count !== undefined).length).toBeGreaterThan(50);
}, 600_000);

test('sources of the corpus', () => {
  const { VFORK_CORPUS: root = '' } = process.env as { readonly VFORK_CORPUS?: string };
  expect(root, 'run it with npm run oracles').not.toBe('');
  const folders = ['tcl8.6/unix', 'tcl8.6/generic', 'cvs/lib', 'make-dfsg/lib', 'perl'].map((name) => join(root, name));
  const files = ['make-dfsg/src', 'dash/src', 'bmake', 'cvs/src', 'tcl8.6/generic'].flatMap((name) =>
    sources(join(root, name), /^[a-m].*\.c$/),
  );
  const compared = files.map((path) => compare(path, folders));
  expect(compared.filter((count) => count !== undefined).length).toBeGreaterThan(20);
}, 600_000);
