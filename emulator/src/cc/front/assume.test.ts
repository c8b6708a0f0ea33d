/** Code with missing declarations compiles when they may be assumed, and what was assumed is named. */
import { expect, test } from 'vitest';
import { compileText } from '../compile.ts';

const compile = (text: string, assume: boolean) =>
  compileText('a.c', text, { reader: { read: () => undefined }, assume });

const CASES: readonly (readonly [string, string, string])[] = [
  ['a type behind a star is a struct', 'int f(job *j) { return j->pid; }', 'type job, member job.pid'],
  [
    'chains of members',
    'int f(struct a *p) { p->next->fd = 1; return p->next->fd; }',
    'struct a, member a.next, member a.next.fd',
  ],
  [
    'members used as pointers',
    'int f(struct a *p) { return p->list[2] + *p->q; }',
    'struct a, member a.list, member a.q',
  ],
  ['members that are called', 'int f(struct a *p) { return p->fn(1, 2); }', 'struct a, member a.fn'],
  [
    'unknown variables',
    'int f(void) { debug_level = 2; return FLAG | debug_level; }',
    'variable debug_level, variable FLAG',
  ],
  ['unknown functions', 'int f(void) { return helper("x")->y; }', 'function helper, member helper().y'],
  ['types by value', 'mytype g; int f(void) { mytype v = 3; return v + g; }', 'type mytype'],
  ['words before types', 'STATIC int f(void) { REGISTER int x = 1; return x; }', 'word STATIC, word REGISTER'],
  ['casts', 'int f(void *v) { return ((thing *)v)->size; }', 'type thing, member thing.size'],
];

test.each(CASES)('%s', (_, text, expected) => {
  const { assumed, problems, object } = compile(text, true);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(object).toBeDefined();
  const told = assumed.map(({ kind, name }) => `${kind} ${name}`);
  expect(told.map((one) => one.replace(/\d+:\d+/, '')).join(', ')).toBe(expected);
  expect(compile(text, false).object).toBeUndefined();
});

test('a complete program needs no assumption', () => {
  const { assumed, object } = compile(
    'struct s { int a; }; int f(struct s *p, int n) { int x; x = n * p->a; return x; }',
    true,
  );
  expect(assumed).toEqual([]);
  expect(object).toBeDefined();
});

/** Shapes of real code with their headers gone: all compile. */
const SHAPES: Readonly<Record<string, string>> = {
  'statements in macros': 'int f(void) { IF_A(volatile int failed = 0;) IF_B(g(); h();) return failed; }',
  'sizes from macros':
    'static const int t[] = { 1, 2 };\nstatic struct { int a; } u[ARRAY_SIZE(t)] = { [0] = { 1 } };\nint f(void) { char b[MAX(2, 3)]; b[1] = 1; return u[0].a + b[1]; }',
  'arguments in macros':
    'int say(const char *, ...);\nint f(char *n) { return say("%s", n ERRNO_ARGS) + say("a" FMT, n\n  ERRNO_ARGS\n); }',
  'types that looked like variables':
    'int f(void) { int n = sizeof(stamp); stamp start; start = 3; return n + start; }',
  'words before a declarator in parentheses':
    'typedef const char *FAST_FUNC (*look)(const char *n);\nint f(look l) { return *l(0); }',
  'words in a row': 'int g(int a);\nPOP_IT PUSH_IT enum { A, B };\nint f(void) { return A; }',
  'texts that are joined': 'static const char v[] ALIGN1 = "V=" VERSION;\nint f(void) { return v[0]; }',
  'macros before operands': 'int f(int a) { a = IF_X(a ? 1 : ) a + 1; if (a) IF_Y(a = 2;) return a; }',
  'members in macros':
    'struct s { int a; IF_X(int b; char *c;) int d; };\nint f(struct s *p) { return p->b + p->d + *p->c; }',
  'arrays from unknown texts':
    'static const char dir[] = BUILD_DIR, path[] = BUILD_DIR "/bin" SUFFIX;\nextern char name[];\nint f(void) { return dir[0] + path[1] + sizeof name; }',
  'arrays of unknown structs from macros':
    'static struct filter fs[] = { STMT(1, 2), JUMP(3), };\nint f(void) { return fs[1].code; }',
  'enumerators in macros': 'enum { A, IF_X(B,) IF_Y(C = 7,) D };\nint f(void) { IF_X(int n;) return A + B + C + D; }',
  'arguments that macros add': 'int g(int a, int b);\nint f(void) { return g(1 IF_X(, 2)) + g(2 EXTRA, 3); }',
  'types before attributes': 'pid_type __attribute__((returns_twice)) f(pid_type p) { return p; }',
  'words after declarators':
    'int run(int argc, char **argv) EXTERNALLY_VISIBLE;\nstatic const char name[] ALIGN1 = "x";\nint run(int argc, char **argv) { return name[0]; }',
  'attribute macros with arguments': 'void say(const char *f, ...) FORMAT((printf, 1, 2));\nvoid f(void) { say("x"); }',
  'words between type and name':
    'void FAST_FUNC f(int a UNUSED_PARAM, int b) { (void)a; (void)b; }\nstatic void attribute_noreturn\ng(void) { for (;;) ; }',
  'words behind a star': 'int f(void) { register job *NONVOLATILE j = first; return j->n; }',
  'macros around prototypes': 'int f __P((int a, char *b));\nint f(int a, char *b) { return a + *b; }',
  'parameters in macros': 'int f(\n  IF_A(int fd)\n  IF_NOT_A(void)\n) { return 0; }',
  'types in macros':
    'struct q { LIST_ENTRY(q) link; int n; };\nstatic ElfW(Shdr) *find(ElfW(Ehdr) *h) { return h->first; }',
  'members that are macros':
    'struct s { COMMON_HEADER\n int x; PADDING(3);\n int y; };\nint f(struct s *p) { return p->x + p->y; }',
  'incomplete structs by value':
    'int f(void) { struct sockaddr_in in; in.port = 3; return g(&in, sizeof in) + in.port; }',
  'unknown globals that are structs': 'int f(void) { if (!G.shell) G.shell = "sh"; return G.opt.verbose + tab[2].x; }',
  'unknown values in case labels': 'int f(int c) { switch (c) { case ONE: return 1; case TWO: return 2; } return 0; }',
  'unknown sizes': 'static char a[SIZE];\nint f(void) { char b[SIZE + 1]; return sizeof a + sizeof b; }',
  'unknown values of enumerators': 'enum { A = (1 << 11) * ENABLE_A, B };\nint f(void) { return A + B; }',
  'unknown texts':
    'static const char *path = SHELL_PATH;\nint f(void) { return say("<" VERSION ">", PREFIX "/bin") + path[0]; }',
  'statements that are macros': 'int f(int a) { LOCK(a)\n a = 2; UNLOCK\n if (a) { PANIC(a) }\n return a; }',
  'loops that are macros': 'int f(void) { int n = 0; FOR_EACH(job, list) { if (job->done) continue; n++; } return n; }',
  'types as arguments': 'int f(void) { struct a *p = NEW(struct a, 3); APPLY(+, 1, 2); return p->x; }',
  'macros as places': 'int f(int i) { ENTRY(i) = 3; FLAGS(i) |= 1; return ENTRY(i) + LOC(i).line; }',
  'scalars that looked like structs': 'void f(bytes *p) { p[0] = 1; *p = p[1] + 1; if (*p) p++; }',
  'declared twice in other ways':
    'extern char *get();\nint get(const char *a) { return *a; }\nlong get2(void);\nint get2(void) { return 1; }',
  'arrays that are too large': 'static char big[1 << 20];\nint f(void) { char huge[100000]; return big[0] + huge[0]; }',
  'old attributes': 'static __thread int t;\nvoid c(void) __attribute__((constructor));\nint f(void) { return t; }',
  'typedefs by value, used as structs': 'int f(void) { pair p; p.in = 1; p.out = p.in; return p.out; }',
  'casts to unknown types': 'int f(int x) { return (uint_least)x + *(word *)&x + ((handler)0 == 0); }',
  'function pointers of unknown types': 'static hook table[2];\nint f(hook h) { return table[0](1) + h(2); }',
};

test.each(Object.entries(SHAPES))('%s', (_, text) => {
  const { problems, object } = compile(text, true);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(object).toBeDefined();
});
