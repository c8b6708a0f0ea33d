//- static arrays and inferred lengths
#include "check.h"
int a[] = { 1, 2, 3 }, b[5] = { 1 }, m[2][3] = { { 1, 2, 3 }, { 4 } }, f[2][2] = { 1, 2, 3 }; char s[] = "hello", t[3] = "abc", u[8] = "xy", *p = "ptr", *v[] = { "one", "two" };
int main(void) { CHECK(sizeof a == 6); CHECK(b[0] == 1 && b[4] == 0); CHECK(m[1][0] == 4 && m[1][2] == 0); CHECK(f[1][0] == 3 && f[1][1] == 0); CHECK(sizeof s == 6); CHECK(t[2] == 'c'); CHECK(u[5] == 0); CHECK(p[2] == 'r'); CHECK(!strcmp(v[1], "two")); return 0; }
//- automatic arrays, structs and strings
#include "check.h"
int main(void) { int i = 3; int a[] = { i, i * 2, i + 1 }, b[10] = { 1, 2 }; char s[] = "local", t[20] = "pad"; struct { int x; char c[3]; long l; } r = { i, "no", i * 1000L }; CHECK(a[1] == 6 && sizeof a == 6); CHECK(b[1] == 2 && b[9] == 0); CHECK(sizeof s == 6 && !strcmp(s, "local")); CHECK(t[19] == 0 && t[2] == 'd'); CHECK(r.l == 3000 && r.c[1] == 'o'); s[0] = 'L'; CHECK(s[0] == 'L'); return 0; }
//- designators
#include "check.h"
struct s { int a, b, c; char t[4]; } x = { .c = 3, .a = 1 }, y = { .t = { [2] = 'z' }, .b = 9 }, z[] = { [2] = { .b = 1 }, [0].c = 7, { 8 } };
int v[] = { [3] = 5, 6, [1] = 2 }, w[10] = { [2 ... 4] = 7, [8] = 1, 2 }; struct s old = { b: 4, c: 5 };
int main(void) { CHECK(x.a == 1 && x.b == 0 && x.c == 3); CHECK(y.t[2] == 'z' && y.b == 9); CHECK(sizeof z == 3 * sizeof *z && z[2].b == 1 && z[0].c == 7 && z[0].t[0] == 8 && z[1].a == 0); CHECK(sizeof v == 10 && v[4] == 6 && v[1] == 2 && v[2] == 0); CHECK(w[3] == 7 && w[5] == 0 && w[9] == 2); CHECK(old.b == 4 && old.c == 5); int k = 2; struct s a = { .b = k, .t = "abc" }; CHECK(a.b == 2 && a.t[2] == 'c' && a.c == 0); return 0; }
//- nested designators
#include "check.h"
struct in { int a, b[3]; }; struct out { struct in i, j[2]; int k; } o = { .i.a = 1, .j[1].b[2] = 5, 9, .i.b = { 7, 8 } };
int main(void) { CHECK(o.i.a == 1 && o.j[1].b[2] == 5 && o.k == 9 && o.i.b[1] == 8); struct out l = { .j = { [1] = { 3, { 4 } } }, .i.b[1] = 6 }; CHECK(l.j[1].a == 3 && l.j[1].b[0] == 4 && l.i.b[1] == 6 && l.k == 0); return 0; }
//- later initialisers win
#include "check.h"
int a[3] = { 1, 2, 3, [0] = 9 }; struct { int x, y; } s = { 1, 2, .x = 5 };
int main(void) { CHECK(a[0] == 9 && a[1] == 2); CHECK(s.x == 5 && s.y == 2); int b[2] = { [0] = 1, [0] = 2 }; CHECK(b[0] == 2); return 0; }
//- brace elision
#include "check.h"
struct p { int x, y; }; struct q { struct p a[2]; int z; } v[2] = { 1, 2, 3, 4, 5, { { { 6 }, 7, 8 }, 9 } }; int m[2][2][2] = { 1, 2, { 3 }, 5, 6, 7 };
int main(void) { CHECK(v[0].a[1].y == 4 && v[0].z == 5 && v[1].a[0].x == 6 && v[1].a[1].x == 7 && v[1].z == 9); struct q l = { 1, 2, 3, 4, 5 }; CHECK(l.a[1].x == 3 && l.z == 5); struct p p = { 8, 9 }; struct q k = { p, { 1, 2 }, 3 }; CHECK(k.a[0].y == 9 && k.a[1].x == 1 && k.z == 3); CHECK(m[0][0][1] == 2); return 0; }
//- strings in elided braces
#include "check.h"
struct t { char s[6]; char n; }; struct v { struct { char a, b; } p; struct t t; char last; } v = { { 1, 2 }, "haha", 3, 4 }; struct t ts[] = { "one", 1, "three", 3 }; struct { struct t t; } n = { "deep" };
int main(void) { CHECK(!strcmp(v.t.s, "haha") && v.t.n == 3 && v.last == 4); CHECK(sizeof ts == 2 * sizeof *ts && !strcmp(ts[1].s, "three") && ts[1].n == 3); CHECK(!strcmp(n.t.s, "deep")); struct t u = { "xyz"[1], 'z' }; CHECK(!strcmp(u.s, "yz")); struct v l = { { 5 }, "six", 7 }; CHECK(!strcmp(l.t.s, "six") && l.t.n == 7 && l.last == 0); return 0; }
//- addresses in static initialisers
#include "check.h"
int x = 5, a[4] = { 1, 2, 3, 4 }; int *p = &x, *q = a + 2, *r = &a[3], **pp = &p; char *s = "abc" + 1; struct { int i, j; } t = { 1, 2 }; int *tj = &t.j; int f(void) { return 7; } int (*fp)(void) = f, (*ft[])(void) = { f, &f }; unsigned d = (unsigned)&a[1]; void *v = (void *)&x; int diff = &a[3] - &a[1]; unsigned off = (unsigned)&((struct { char c; long l; } *)0)->l;
int main(void) { CHECK(*p == 5 && *q == 3 && *r == 4 && **pp == 5); CHECK(*s == 'b'); CHECK(*tj == 2); CHECK(fp() == 7 && ft[1]() == 7); CHECK(*(int *)d == 2); CHECK(*(int *)v == 5); CHECK(diff == 2); CHECK(off == 2); return 0; }
//- compound literals
#include "check.h"
struct p { int x, y; }; int sum(struct p *p) { return p->x + p->y; } int *g = (int[]){ 4, 5, 6 }; struct p *gp = &(struct p){ 7, 8 }; int first(int *v) { return v[0]; }
int main(void) { int i, t = 0; CHECK(sum(&(struct p){ 1, 2 }) == 3); CHECK(first((int[]){ 9, 8 }) == 9); CHECK((struct p){ 5, 6 }.y == 6); CHECK(g[2] == 6 && gp->y == 8); struct p *q = &(struct p){ .y = 3 }; q->x = 4; CHECK(sum(q) == 7); for (i = 0; i < 3; i++) t += sum(&(struct p){ i, 1 }); CHECK(t == 6); CHECK(sizeof((char[]){ "four" }) == 5); CHECK((int){ 3 } + 1 == 4); char *s = (char[]){ "abc" }; s[0] = 'x'; CHECK(s[0] == 'x'); return 0; }
//- static locals keep their value
#include "check.h"
int next(void) { static int n = 5; static int z; z += 2; return n++ + z; } int *other(void) { static int n[] = { 1, 2 }; return n; }
int main(void) { CHECK(next() == 7); CHECK(next() == 10); CHECK(other()[1] == 2); other()[1] = 8; CHECK(other()[1] == 8); { static int n = 1; n++; CHECK(n == 2); } return 0; }
//- scalars in braces and empty braces
#include "check.h"
int a = { 5 }; char *s = { "x" }; struct { int a, b; } e = {}; int z[3] = {};
int main(void) { int b = { 3 }; struct { int x[3]; } t = {}; CHECK(a == 5 && *s == 'x' && b == 3 && e.b == 0 && z[2] == 0 && t.x[2] == 0); int *p = { &b }; CHECK(*p == 3); return 0; }
//- strings: joined, wide, escapes
#include "check.h"
int main(void) { CHECK(sizeof "a" "b" "c" == 4); char *s = "tab\there\x41\102\e[0m"; CHECK(s[3] == 9 && s[8] == 'A' && s[9] == 'B' && s[10] == 27); wchar_t *w = L"wide"; CHECK(w[3] == 'e' && sizeof(L"ab") == 6); CHECK("xyz"[1] == 'y'); CHECK(sizeof "\0\0" == 3); CHECK((unsigned char)"é"[0] == 0xc3); unsigned q[] = u"hi"; CHECK(q[1] == 'i'); return 0; }
//- floating static initialisers
#include "check.h"
double d[] = { 1, 2.5, -0.125, 1e10, 1 / 4.0 }; float f = 3.25f, g = 1 + 2; long double ld = 0x1.8p1; struct { int i; double d; float f; } s = { 1, 2, 3 };
int main(void) { CHECK(d[1] == 2.5 && d[3] == 1e10 && d[4] == 0.25); CHECK(f == 3.25 && g == 3); CHECK(ld == 3); CHECK(s.d == 2 && s.f == 3); return 0; }
//- array of structs with strings and function pointers
#include "check.h"
static int inc(int x) { return x + 1; } static int dbl(int x) { return x * 2; } static const struct op { const char *name; int (*fn)(int); char tag[4]; } ops[] = { { "inc", inc, "i" }, { "dbl", dbl, "dd" }, { 0, 0, "" } };
int main(void) { const struct op *o; int x = 5; for (o = ops; o->name; o++) x = o->fn(x); CHECK(x == 12); CHECK(!strcmp(ops[1].tag, "dd")); return 0; }
//- objects initialised by calls and by one another
#include "check.h"
int three(void) { return 3; } int main(void) { int a = three(), b = a * 2, c[] = { a, b, three() + b }; struct { int x; int *p; } s = { b, &b }; CHECK(c[2] == 9); CHECK(*s.p == 6); long l = a; double d = b; CHECK(l + d == 9); return 0; }
//- what follows a nested designator goes on behind it
#include "check.h"
struct p { int x, y; }; struct r { struct p a, b[3]; union { int i; char c[4]; } u; int t; }; struct s { int k; union { struct { char lo, hi; }; int w; }; int z; };
struct r g = { .b[0] = { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7 }, 8 }, h = { .a.y = 1, 2, 3, .u.c[1] = 'q', 'r' }; int m[3][2][2] = { [1][0][1] = 1, 2, 3, 4 }; struct s an[2] = { { .lo = 1, 2, 3 }, [1].hi = 4, 5 };
int main(void) { CHECK(g.b[1].x == 3 && g.b[2].y == 6 && g.u.i == 7 && g.t == 8); CHECK(h.a.y == 1 && h.b[0].x == 2 && h.b[0].y == 3 && h.u.c[2] == 'r' && h.t == 0); CHECK(m[1][0][1] == 1 && m[1][1][0] == 2 && m[1][1][1] == 3 && m[2][0][0] == 4); CHECK(an[0].lo == 1 && an[0].hi == 2 && an[0].z == 3 && an[1].hi == 4 && an[1].z == 5); struct r l = { .b[1].y = g.t, 9 }; CHECK(l.b[1].y == 8 && l.b[2].x == 9 && l.u.i == 0); return 0; }
//- what is initialised again as a whole starts from zero
#include "check.h"
struct p { int x, y; char n[4]; }; struct p g = { .x = 1, .n[3] = 'z', .n = "a" }; struct { struct p v[2]; int t; } w = { .v[1].y = 5, .t = 3, .v = { { 1 } } }; int a[] = { [1] = 7, [0 ... 2] = 8, [1] = 9 }; struct p rg[4] = { [1].y = 5, [2].n = "old", [0 ... 2] = { 1 }, [1 ... 3].y = 7, [2] = { .n[1] = 'c' } }; struct { unsigned lo : 4, hi : 4; } bf[3] = { [0 ... 2].lo = 3, [1 ... 2].hi = 2 };
int main(void) { CHECK(g.x == 1 && g.n[0] == 'a' && g.n[3] == 0); CHECK(w.v[1].y == 0 && w.v[0].x == 1 && w.t == 3); CHECK(a[0] == 8 && a[1] == 9 && a[2] == 8); CHECK(rg[0].x == 1 && rg[0].y == 0 && rg[1].x == 1 && rg[1].y == 7 && rg[2].x == 0 && rg[2].n[0] == 0 && rg[2].n[1] == 'c' && rg[3].x == 0 && rg[3].y == 7); CHECK(bf[0].lo == 3 && bf[0].hi == 0 && bf[2].lo == 3 && bf[2].hi == 2); int k = 6; struct p l = { .y = k, .n[2] = 'q', .n = { 'b' } }; CHECK(l.y == 6 && l.n[0] == 'b' && l.n[2] == 0); return 0; }
//- flexible array members of static objects
#include "check.h"
struct f { int n; char t; long v[]; }; struct g { char c, s[]; }; struct h { int n; struct { char a, b; } v[]; };
static struct f f = { 3, 't', { 10, 20, 30 } }, f5 = { .v = { [4] = 5 }, .n = 1 }; static struct g g = { 'x', "flexible" }; static struct h h = { 2, { { 'a', 'b' }, { .b = 'd', .a = 'c' } } }; int behind = 77;
int main(void) { static struct f l = { 1, 2, { 3 } }; CHECK(f.v[0] == 10 && f.v[2] == 30 && f5.v[4] == 5 && f5.n == 1 && behind == 77); CHECK(g.s[7] == 'e' && g.s[8] == 0); CHECK(h.v[1].a == 'c' && h.v[1].b == 'd'); CHECK(l.v[0] == 3); CHECK(sizeof(struct f) == 4 && sizeof g == 1); return 0; }
