//- recursion and mutual recursion
#include "check.h"
int even(int); int odd(int n) { return n == 0 ? 0 : even(n - 1); } int even(int n) { return n == 0 ? 1 : odd(n - 1); } long fact(int n) { return n < 2 ? 1 : n * fact(n - 1); } int ack(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
int main(void) { CHECK(even(10) && odd(7)); CHECK(fact(12) == 479001600); CHECK(ack(2, 3) == 9); return 0; }
//- K&R definitions
#include "check.h"
int add(a, b) int a, b; { return a + b; } long mix(c, l, p, d) char c; long l; char *p; float d; { return c + l + *p + (long)d; } char first(s) register char s[]; { return *s; } old() { return 5; } apply(f, x) int (*f)(), x; { return f(x); } dbl(x) { return 2 * x; }
int main() { CHECK(add(3, 4) == 7); CHECK(mix('a', 100000L, "b", 2.75) == 100000L + 97 + 98 + 2); CHECK(first("xyz") == 'x'); CHECK(old() == 5); CHECK(apply(dbl, 4) == 8); return 0; }
//- implicit function declarations are assumed to return int
#include "check.h"
int main(void) { return later(3, 4) - 7; } int later(int a, int b) { return a + b; }
//- function pointers of every shape
#include "check.h"
int f(int x) { return x + 1; } int g(int x) { return x * 2; } int (*pick(int n))(int) { return n ? f : g; } typedef int (*fn)(int); fn table[] = { f, g, &f }; int call(int h(int), int x) { return h(x); } int (*(*pp)(int))(int) = pick; struct { fn a; int (*b[2])(int); } s = { f, { g, f } };
int main(void) { int (*p)(int) = f; CHECK(p(1) == 2 && (*p)(1) == 2 && (**p)(1) == 2 && (&f == p)); CHECK(pick(0)(5) == 10 && pp(1)(5) == 6); CHECK(table[1](3) == 6); CHECK(call(g, 4) == 8 && call(&f, 4) == 5); CHECK(s.a(1) == 2 && s.b[0](4) == 8); p = p ? g : f; CHECK(p(7) == 14); CHECK(((fn)(void *)f)(1) == 2); fn *q = table + 1; CHECK((*q)(2) == 4 && (q[-1])(2) == 3); return 0; }
//- variable arguments of all types
#include "check.h"
#include <stdarg.h>
long sum(int n, ...) { va_list ap; long s = 0; va_start(ap, n); while (n--) s += va_arg(ap, int); va_end(ap); return s; }
struct p { int x; char c[3]; }; double mixed(const char *f, ...) { va_list ap, ap2; double r = 0; va_start(ap, f); va_copy(ap2, ap); for (; *f; f++) switch (*f) { case 'i': r += va_arg(ap, int); break; case 'l': r += va_arg(ap, long); break; case 'L': r += va_arg(ap, long long); break; case 'd': r += va_arg(ap, double); break; case 'p': r += *va_arg(ap, char *); break; case 's': { struct p q = va_arg(ap, struct p); r += q.x + q.c[2]; break; } } CHECK(va_arg(ap2, int) == 1); va_end(ap2); va_end(ap); return r; }
void outer(va_list ap, int *out) { *out = va_arg(ap, int); } int via(int n, ...) { va_list ap; int a; va_start(ap, n); outer(ap, &a); va_end(ap); return a; }
int main(void) { struct p q = { 4, { 1, 2, 3 } }; float f = 0.5f; char c = 'A'; CHECK(sum(4, 1, 2, 3, 4) == 10); CHECK(sum(0) == 0); CHECK(mixed("ilLdpsd", 1, 100000L, 1LL << 33, 2.5, &c, q, f) == 1 + 100000.0 + 8589934592.0 + 2.5 + 65 + 7 + .5); CHECK(via(1, 77) == 77); return 0; }
//- parameters of narrow types, written to
#include "check.h"
int f(char c, unsigned char u, short s, _Bool b) { c++; u += 2; s = -s; b = !b; return c + u + s + b; } int g(int n) { while (n > 10) n -= 10; return n; } long h(long l, char c) { l += c; c = 1; return l + c; } int main(void) { CHECK(f('a', 255, 5, 1) == 98 + 1 - 5 + 0); CHECK(g(57) == 7); CHECK(h(70000, -1) == 70000); CHECK(f(300, 513, 0, 7) == 45 + 3 + 0); return 0; }
//- many parameters of mixed widths
#include "check.h"
long f(char a, long b, int c, long long d, double e, char g, float h, int *p) { return a + b + c + (long)d + (long)e + g + (long)h + *p; } int main(void) { int x = 8; CHECK(f(1, 20, 300, 4000, 50000.0, 6, 700.5f, &x) == 1 + 20 + 300 + 4000 + 50000 + 6 + 700 + 8); return 0; }
//- long long and double arguments and results
#include "check.h"
long long f(long long a, int b, long long c) { return a * b - c; } double g(double a, float b) { return a / b; } float h(float a) { return a + 1; } long long neg(long long a) { return -a; } long long *id(long long *p) { return p; } long long get(long long *p) { return *p; } int main(void) { CHECK(f(1LL << 33, 3, 5) == 25769803771LL); CHECK(g(1, 4) == .25); CHECK(h(1.5f) == 2.5); CHECK(neg(neg(f(1, 2, 3))) == -1); long long v = 123456789123LL; CHECK(get(id(&v)) == v); CHECK(f(f(2, 2, 2), 2, f(1, 1, 1)) == 4); return 0; }
//- static and inline functions
#include "check.h"
static int a(int x) { return x + 1; } static inline int b(int x) { return a(x) * 2; } inline int c(int x) { return x - 1; } extern inline int d(int x) { return x * x; } __inline__ static int e(void) { return 9; } static int unused(void) { return missing_function(); } inline __attribute__((always_inline)) static int k(void) { return 2; }
int main(void) { CHECK(b(3) == 8 && c(3) == 2 && d(5) == 25 && e() == 9 && k() == 2); return 0; }
//- arguments with side effects through calls
#include "check.h"
int n; int next(void) { return ++n; } int three(int a, int b, int c) { return a + b * 10 + c * 100; } int main(void) { int r = three(next(), 0, 0); CHECK(r == 1); r = next() + next(); CHECK(r == 5); r = three(1, three(1, 0, 0), 2); CHECK(r == 211); int x = 3; x = x + next(); CHECK(x == 7); x += next() * 2; CHECK(x == 17); int v[4] = { 0 }; v[next() - 6] = next(); CHECK(v[0] + v[1] == 7 || v[0] + v[1] == 6); return 0; }
//- noreturn functions
#include "check.h"
_Noreturn void die(int n) { exit(n); } void quit(int) __attribute__((noreturn)); void quit(int n) { for (;;) exit(n); } int f(int x) { if (x) return x; die(3); } int main(void) { CHECK(f(2) == 2); quit(0); }
//- callbacks: a sort
#include "check.h"
void sort(void *base, unsigned n, unsigned size, int (*cmp)(const void *, const void *)) { char *b = base, t[16]; unsigned i, j; for (i = 1; i < n; i++) for (j = i; j > 0 && cmp(b + (j - 1) * size, b + j * size) > 0; j--) { memcpy(t, b + j * size, size); memcpy(b + j * size, b + (j - 1) * size, size); memcpy(b + (j - 1) * size, t, size); } }
int ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; } int strs(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
int main(void) { int v[] = { 5, -3, 9, 0, 2 }, i; char *s[] = { "pear", "fig", "apple" }; sort(v, 5, sizeof *v, ints); for (i = 0; i < 4; i++) CHECK(v[i] <= v[i + 1]); sort(s, 3, sizeof *s, strs); CHECK(*s[0] == 'a' && *s[2] == 'p'); return 0; }
//- results used in conditions and discarded
#include "check.h"
char c(void) { return 0; } long l(void) { return 65536; } unsigned char u(void) { return 256; } double d(void) { return .5; } _Bool b(void) { return 5; } void *p(void) { return 0; } int main(void) { c(); l(); d(); if (c()) return 1; if (!l()) return 2; if (u()) return 3; if (!d()) return 4; if (b() != 1) return 5; if (p()) return 6; (void)l(); return 0; }
//- __func__
#include "check.h"
const char *name(void) { return __func__; } int main(void) { CHECK(!strcmp(name(), "name")); CHECK(!strcmp(__FUNCTION__, "main")); CHECK(sizeof __func__ == 5); return 0; }
//- recursion with arrays and long locals on the stack
#include "check.h"
long walk(int n, long acc) { long v[4]; int i; for (i = 0; i < 4; i++) v[i] = acc + i; return n == 0 ? v[3] : walk(n - 1, v[1]) + v[2]; } int main(void) { CHECK(walk(10, 100) == 113 + 102 + 103 + 104 + 105 + 106 + 107 + 108 + 109 + 110 + 111); return 0; }
//- prototypes in blocks and of parameters
#include "check.h"
int f(int (*)(int), int [], char *[3]); int g(int a[static 2], int n) { return a[1] + n; } int main(void) { int h(int); int v[2] = { 3, 4 }; CHECK(g(v, 1) == 5); CHECK(h(2) == 4); return 0; } int h(int x) { return x * 2; }
