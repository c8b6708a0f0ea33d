//- flexible arrays
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stddef.h>
struct f { short n; char tag; long v[]; };
struct g { char c; char tail[]; };
static struct g sg = { 'x', "flexible" };
static struct f sf = { 3, 't', { 10, 20, 30 } };
struct h { short n; struct { char a, b; } v[]; };
static struct h sh = { 2, { { 'a', 'b' }, { .b = 'd', .a = 'c' } } };
int main(void) {
  struct f *p = malloc(sizeof *p + 4 * sizeof p->v[0]); int i;
  p->n = 4; for (i = 0; i < p->n; i++) p->v[i] = (long)i * 100000 - 7;
  struct f q = *p; printf("%d %ld %s %ld %ld\n", q.n, p->v[3], sg.tail, sf.v[2], sf.v[0]);
  printf("%c%c %d %d\n", sh.v[1].a, sh.v[1].b, (int)sizeof(struct g), (int)offsetof(struct g, tail));
  struct f *end = (struct f *)&p->v[4]; printf("%d\n", (int)((char *)end - (char *)p->v)); return 0; }
//- designated initialisers, nested and overriding
#include <stdio.h>
struct p { short x, y; }; struct r { struct p a, b[3]; union { short s; char c[4]; } u; short t; };
static struct r g = { .b[1].y = 5, .b = { [2] = { 7, 8 }, { 1 } }, .a = { 1, 2 }, .a.y = 9, .u.c[1] = 'q', 42 };
static struct r g2 = { .b[0] = { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7 }, 8 };
static short arr[] = { [5] = 1, 2, [1] = 10, 11, [5] = 99, [8 ... 10] = 4, 5 };
static struct { short k; const char *s; } tab[] = { [2] = { 2, "two" }, [0].s = "zero", [0].k = 77, [1] = { .s = "one" } };
static short m[3][2][2] = { { { 1, 2 }, { 3 } }, [2][1] = { 9, 8 }, [1] = { 5, 6, 7 } };
int n(void) { static int c; return ++c; }
int main(void) {
  struct r l = g; int i, j, k; struct r l2 = { .t = 3, .a.x = 4, .b[1] = { .y = 6 }, { n() }, .u = { .c = "ab" } };
  printf("%d %d %d %d %d %d %d %d %d %d\n", g.a.x, g.a.y, g.b[0].x, g.b[1].x, g.b[1].y, g.b[2].x, g.b[2].y, g.u.c[0], g.u.c[1], g.t);
  printf("%d %d %d %d %d %d %d\n", g2.b[1].x, g2.b[2].y, g2.u.s, g2.t, l.b[2].y, l2.b[2].x, l2.b[1].y);
  for (i = 0; i < (int)(sizeof arr / sizeof *arr); i++) printf("%d ", arr[i]);
  for (i = 0; i < 3; i++) printf("%d%s ", tab[i].k, tab[i].s);
  for (i = 0; i < 3; i++) for (j = 0; j < 2; j++) for (k = 0; k < 2; k++) printf("%d", m[i][j][k]);
  printf(" %d %d %s %d\n", l2.t, l2.a.x, l2.u.c, l2.b[0].x); return 0; }
//- compound literals in loops
#include <stdio.h>
struct s { short a, b; }; static short sum(const struct s *p, short n) { short t = 0; while (n--) t += p->a * p->b, p++; return t; }
static struct s *gp = &(struct s){ 5, 6 }; static short *ga = (short[]){ 1, 2, 3 };
static struct s two(struct s x) { return (struct s){ x.b, x.a + 1 }; }
int main(void) { struct s *keep[3]; int i; for (i = 0; i < 3; i++) { keep[i] = &(struct s){ i, i * i }; printf("%d ", sum((struct s[]){ { i, 2 }, { 3, i } }, 2)); keep[i]->a += 10; }
  printf("%d %d\n", gp->b, ga[2]); i = 0; again: ; short *q = &(short){ i }; if (*q != i) printf("bad\n"); *q = 77; if (i++ < 3) goto again;
  printf("%d %d %s\n", two((struct s){ 1, 2 }).a, two(two((struct s){ 1, 2 })).b, (char[]){ "lit" }); (struct s){ 1, 2 }.a; 
  printf("%d\n", ((struct s[]){ { 1, 2 }, { 3, 4 } })[1].b + (int)sizeof((short[]){ 1, 2, 3 }) + ((union { short i; char c; }){ 65 }).c); return 0; }
//- extern tentative and initialiser expressions
#include <stdio.h>
static int a[3], *p = a + 2, *q = &a[1], d = (int)(sizeof a / sizeof *a) * 2 - (5 > 3); static char c = 'a' + 1, s[] = "x" "y", *sp[] = { s, s + 1, "lit" + 1, &"abc"[2] }; static long l = -1L << 20 | 0xff, m = (long)1e3 + 'c'; static unsigned char uc = 300 & 0xff, neg = -1; static double dd = 1 / 3.0 * 3, e = (float)0.1; struct s { int *p; char n[4]; const struct s *o; double d; } x = { a, "abc", &x, 2 }, y[2] = { { a + 1, { 'a' }, &y[1] }, { .o = y } }; static int (*fp)(const char *, ...) = printf; static short bits = ~0 ^ 0x0f, t = 1 ? 2 : 3, cmp = 1.5 > 1 && 2 || 0; static long long ll = 0x7fffffffffffffff - 1, neg64 = -(1LL << 62); enum { E = sizeof(struct s) > 4 ? 4 : 1 }; static int ea[E] = { [E - 1] = E }; static void *self = &self; 
int main(void) { *p = 7; *q = 8; printf("%d %d %d %d\n", a[1], a[2], d, c); printf("%s %s %s %s\n", sp[0], sp[1], sp[2], sp[3]); printf("%ld %ld %d %d %g %.10f\n", l, m, uc, neg, dd, e); printf("%d %s %d %g %d\n", x.p == a, x.n, x.o == &x, x.d, y[0].o == y + 1); printf("%d %d %d %lld %lld %d %d\n", bits, t, cmp, ll, neg64, ea[3], self == &self); return fp("end\n") - 4; }
//- unions initialised by another member, arrays of unions, nested anonymous
#include <stdio.h>
union u { char c; short s[3]; struct { char a, b; short t; } m; }; static union u x = { .s = { 1, 2, 3 } }, y[3] = { { 'a' }, { .m = { 1, 2, 3 } }, [2].s[1] = 7 }; struct n { int tag; union { struct { short a, b; }; long both; char name[6]; }; struct { union { short deep; }; }; }; static struct n t[] = { { 1, { { 2, 3 } }, { { 4 } } }, { .both = 65537 * 2, .deep = 9 }, { 3, .name = "hi", .tag = 8 } };
int main(void) { printf("%d %d %d %d %d\n", x.s[0], x.s[2], y[0].c, y[1].m.t, y[2].s[1]); printf("%d %d %d %d %d %d %s %d\n", t[0].a, t[0].b, t[0].deep, t[1].a, t[1].b, t[1].deep, t[2].name, t[2].tag); struct n l = { .b = 5, .a = 6 }, *p = &l; p->both += 1; printf("%d %d %d\n", p->a, l.b, (int)sizeof l == (int)sizeof *p); union u z = y[1], *q = &z; q->m.b = 9; y[0] = *q; printf("%d %d\n", y[0].m.b, y[0].m.a); return ((union u){ .m.t = 3 }).s[1] - 3; }
