//- struct returns through function pointers
#include <stdio.h>
#include <string.h>
struct a { char c; }; struct b { short x, y, z; }; struct c { long v[10]; }; struct d { double d; char c; };
static struct a fa(int x) { struct a r = { x }; return r; } static struct b fb(struct b q, int k) { q.x += k; q.y -= k; q.z = q.x * q.y; return q; }
static struct c fc(struct c p, struct c *o) { p.v[3] += o->v[4]; o->v[0] = 99; return p; } static struct d fd(double x, struct a k) { return (struct d){ x * 2, k.c + 1 }; }
struct ops { struct a (*a)(int); struct b (*b)(struct b, int); struct c (*c)(struct c, struct c *); struct d (*d)(double, struct a); };
static const struct ops table[2] = { { fa, fb, fc, fd }, { .d = fd, .b = &fb, .a = *fa, .c = fc } };
static struct b (*pick(int n))(struct b, int) { return n ? table[1].b : fb; }
int main(void) { struct c big = { { 1, 2, 3, 4, 5 } }; big = table[0].c(big, &big); printf("%ld %ld\n", big.v[0], big.v[3]); struct b s = { 1, 2, 3 }; s = pick(1)(pick(0)(s, 3), s.x); printf("%d %d %d\n", s.x, s.y, s.z);
  printf("%c %g %c\n", table[1].a('k').c, table[1].d(1.25, fa('m')).d, (*table[0].d)(1, fa('p')).c); printf("%ld\n", fc(fc(big, &big), &big).v[3]); struct c arr[2] = { big, fc(big, &big) }; arr[0] = arr[1] = fc(arr[0], arr + 1); printf("%ld %ld %d\n", arr[0].v[3], arr[1].v[0], memcmp(arr, arr + 1, sizeof *arr)); return 0; }
//- varargs with structs, long long, double
#include <stdio.h>
#include <stdarg.h>
struct s { short a; char b[3]; }; struct t { long l[3]; };
static double f(const char *k, ...) { va_list v, w; double r = 0; va_start(v, k); va_copy(w, v); for (; *k; k++) switch (*k) { case 'i': r += va_arg(v, int); break; case 'l': r += va_arg(v, long); break; case 'L': r += va_arg(v, long long) / 1000.0; break; case 'd': r += va_arg(v, double); break; case 's': { struct s x = va_arg(v, struct s); r += x.a + x.b[2]; break; } case 't': r += va_arg(v, struct t).l[2]; break; case 'p': r += *va_arg(v, short *); break; case 'f': r += va_arg(v, double (*)(const char *, ...))("dd", 1.5, 2.5); } va_end(v); printf("[%d]", va_arg(w, int)); va_end(w); return r; }
static int vsum(int n, va_list v) { int t = 0; while (n--) t += va_arg(v, int); return t; } static int sum(int n, ...) { va_list v; int r; va_start(v, n); r = vsum(n, v); va_end(v); return r; }
static void walk(int n, va_list *v) { while (n--) printf("%d,", va_arg(*v, int)); } static void both(int a, ...) { va_list v; va_start(v, a); walk(2, &v); walk(1, &v); printf("%s\n", va_arg(v, char *)); va_end(v); }
int main(void) { short h = 11; float fl = 0.5f; char c = 'c'; unsigned char uc = 255; struct s x = { 3, { 1, 2, 4 } }; struct t y = { { 1, 2, 70000 } }; printf("%.3f\n", f("iilLdstpdf", c, uc, 100000L, 123456789012LL, 0.25, x, y, &h, fl, f)); printf("%d %d\n", sum(4, 1, 2, 3, -9), sum(0)); both(0, 7, 8, 9, "end"); return 0; }
//- inline and restrict
#include <stdio.h>
static inline int sq(int x) { return x * x; } static inline __attribute__((always_inline)) int cube(int x) { return x * sq(x); } extern inline int ext(int x); inline int ext(int x) { return x + 1; } static int add(int n, short *restrict a, const short *restrict b) { int i; for (i = 0; i < n; i++) a[i] += b[i]; return a[n - 1]; } static int arr(int a[static 3]) { return a[2]; } static int cq(const int a[const], int n) { return a[n]; } static _Noreturn void die(void); 
#include <stdlib.h>
static void die(void) { exit(0); } int (*fp)(int) = ext; static inline int rec(int n) { return n ? n + rec(n - 1) : 0; }
int main(void) { short x[] = { 1, 2, 3 }, y[] = { 10, 20, 30 }; int z[] = { 4, 5, 6 }; printf("%d %d %d %d %d %d %d\n", cube(3), ext(4), add(3, x, y), arr(z), cq(z, 1), fp(7), rec(10)); die(); }
//- VLAs as parameters
#include <stdio.h>
#include <string.h>
static long sum(int n, long a[n]) { long t = 0; while (n--) t += a[n]; return t; } static void fill(int r, int c, short m[r][c]) { int i, j; for (i = 0; i < r; i++) for (j = 0; j < c; j++) m[i][j] = i * 10 + j; } static int tr(int r, int c, short (*m)[c]) { return m[r - 1][c - 1] + (int)sizeof *m + (int)(m + 1 - m); } static int cnt; static int side(void) { return ++cnt + 2; } static int vs(int n, char s[side()][n]) { return cnt * 100 + (int)sizeof s[0]; }
static int rec(int n) { char b[n + 1]; memset(b, 'a' + n, n); b[n] = 0; return n ? (int)strlen(b) + b[0] % 7 + rec(n - 1) : 0; }
int main(void) { int n = 4, i; long a[n]; for (i = 0; i < n; i++) a[i] = i * 50000L; short m[3][n + 1]; fill(3, n + 1, m); printf("%ld %d %d %d\n", sum(n, a), m[2][4], tr(3, 5, m), (int)sizeof m); n = 2; printf("%d %d\n", (int)(sizeof a / sizeof *a), vs(7, 0)); for (i = 1; i < 4; i++) { char b[i * 3]; b[i * 3 - 1] = i; if (i == 2) continue; printf("%d ", (int)sizeof b + b[i * 3 - 1]); } printf("%d\n", rec(9)); typedef short T[n]; n = 50; T t; short (*p)[n] = 0; printf("%d %d\n", (int)sizeof t, (int)sizeof *p); goto skip; skip: { char z[n]; z[0] = 1; if (z[0]) goto end; } end: for (i = 0; i < 1000; i++) { char big[500]; char w[i % 7 + 1]; w[0] = 1; big[0] = w[0]; } printf("%d\n", i); return 0; }
//- function pointers in all shapes
#include <stdio.h>
typedef int F(int); static int inc(int x) { return x + 1; } static int dbl(int x) { return x * 2; } static F *tab[] = { inc, &dbl, *inc }; static int apply(F f, int x) { return f(x); } static int app2(int (**f)(int), int n, int x) { while (n--) x = (*f++)(x); return x; }
static F *choose(int n) { return n ? dbl : inc; } static int (*(*chooser)(int))(int) = choose; static int (*arr(int n))[3] { static int a[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } }; return &a[n]; } struct o { F *f; int (*m)(struct o *, int); int k; }; static int meth(struct o *o, int n) { return o->k += o->f(n); } typedef F *(*FF)(int);
int main(void) { struct o o = { dbl, meth, 5 }; FF ff = choose; printf("%d %d %d %d\n", apply(inc, 3), app2(tab, 3, 4), chooser(1)(10), (*arr(1))[2]); printf("%d ", o.m(&o, 3)); printf("%d %d\n", o.k, (***choose)(0)(4)); printf("%d %d\n", (tab[0] == inc) + (tab[2] == &inc) + (tab[1] != inc), ff(0) == inc); int i, t = 0; for (i = 0; i < 6; i++) t += (i & 1 ? inc : dbl)(i); void (*vp)(void) = (void (*)(void))dbl; printf("%d %d %d\n", t, ((F *)vp)(21), (int)(sizeof(F *) == sizeof vp)); return !vp || !inc; }
//- printf of every kind
#include <stdio.h>
#include <inttypes.h>
int main(void) { char b[40]; int n = 0; printf("%5d|%-5d|%05d|%+d|% d|%.3d|%5.2d|%x|%#x|%#o|%X\n", 42, -42, 42, 7, 7, 5, 7, 255, 255, 8, 0xbeef); printf("%ld %lu %lx %lld %llx %hd %hhd %hu\n", -70000L, 4000000000UL, 0xdeadbeefUL, -5000000000LL, 0x123456789abcdefULL, (short)-3, (signed char)-4, (unsigned short)65535); printf("%s|%10s|%-10s|%.2s|%*s|%-*s|%.*s\n", "abc", "def", "ghi", "jklm", 6, "n", 4, "o", 1, "pq"); printf("%c%c%%|%5c|%-3c|\n", 'x', 'y', 'z', 'w'); printf("%f %.2f %e %g %g %g %10.3f|%-8.1f|%+g\n", 3.14159, 2.5, 12345.678, 1e-5, 1e10, 0.0001, -1.5, 2.25, 3.0); printf("%n%d\n", &n, n); n = snprintf(b, 6, "%s", "truncated"); printf("%s %d\n", b, n); printf("%a %G %#g %#x\n", 1.0, 1e-10, 1.0, 0); printf("%" PRId32 " %" PRIu64 " %" PRIx16 "\n", (int32_t)-1, (uint64_t)1 << 40, (uint16_t)0xffff); printf("%zu %td\n", sizeof(char[9]), &b[7] - &b[2]); return 0; }
//- recursion through function pointers and tables; state machines
#include <stdio.h>
#include <string.h>
typedef struct st st; typedef const st *(*step)(char, int *); struct st { const char *name; step next; }; static const st *word(char, int *), *space(char, int *), *num(char, int *); static const st states[] = { { "word", word }, { "space", space }, { "num", num } }; static const st *classify(char c) { return &states[c == ' ' ? 1 : c >= '0' && c <= '9' ? 2 : 0]; } static const st *word(char c, int *n) { n[0]++; return classify(c); } static const st *space(char c, int *n) { ++n[1]; return classify(c); } static const st *num(char c, int *n) { n[2] += c; return classify(c); }
static long eval(const char **s); static long prim(const char **s) { long v = 0; if (**s == '(') { ++*s; v = eval(s); ++*s; return v; } if (**s == '-') return ++*s, -prim(s); while (**s >= '0' && **s <= '9') v = v * 10 + *(*s)++ - '0'; return v; } static long term(const char **s) { long v = prim(s); for (;;) switch (**s) { case '*': ++*s; v *= prim(s); break; case '/': ++*s; { long d = prim(s); v = d ? v / d : 0; } break; default: return v; } } static long eval(const char **s) { long v = term(s); while (**s == '+' || **s == '-') { if (*(*s)++ == '+') v += term(s); else v -= term(s); } return v; }
int main(void) { const st *now = states; int n[3] = { 0 }; const char *t = "abc 12 x9 "; for (; *t; t++) now = now->next(*t, n); printf("%s %d %d %d\n", now->name, n[0], n[1], n[2]); const char *e[] = { "1+2*3", "(1+2)*-3", "100000*20/7-(4-5)", "2*(3+(4-1)*2)/3", 0 }, **pe; for (pe = e; *pe; pe++) { const char *s = *pe; printf("%ld ", eval(&s)); } printf("\n"); return 0; }
