//- goto into blocks
#include <stdio.h>
static int f(int n) { int r = 0; if (n == 1) goto inner; if (n == 2) goto loop; { int x; r = 100; inner: x = 5; r += x; } if (n == 3) goto out; while (r < 50) { r += 7; loop: r += 10; if (r > 30) break; } for (int i = 0; i < 3; i++) { if (i == 1) continue; r += i; if (n == 4 && i == 2) goto out; } switch (n) { case 5: if (0) { case 6: r += 1000; } default: r++; } out: return r; }
static void computed(const char *s) { static void *const t[] = { &&a, &&b, &&c }; int n = 0; next: if (!*s) { printf("%d\n", n); return; } goto *t[*s++ - 'a']; a: n++; goto next; b: n *= 3; goto next; c: n = -n; goto next; }
int main(void) { int i; for (i = 0; i < 8; i++) printf("%d ", f(i)); computed("aabcab"); return 0; }
//- switch with long values
#include <stdio.h>
static int f(long v) { switch (v) { case 0: return 1; case 65536: return 2; case -1: return 3; case 0x7fffffff: return 4; case -0x7fffffffL - 1: return 5; case 1 ... 9: return 6; case 65537 ... 70000: return 7; default: return 0; } }
static int g(long long v) { switch (v) { case 0x100000000LL: return 1; case -1: return 2; case 0xffffffffLL: return 3; case 0x100000001LL ... 0x1000000ffLL: return 4; } return 9; }
static int h(unsigned char c) { switch (c) { case 255: return 1; case 'a': return 2; case 0x80: return 3; } return 0; }
static int k(unsigned long v) { switch (v) { case 0xffffffff: return 1; case 0x80000000: return 2; default: return 3; case 5: break; } return 4; }
static int fall(int n) { int r = 0; switch (n & 3) default: case 3: { r++; case 1: r += 10; break; case 0: r = 77; } return r; }
int main(void) { long a[] = { 0, 65536, -1, 0x7fffffff, -0x7fffffffL - 1, 5, 66000, 70001, 10, 65535 }; int i; for (i = 0; i < 10; i++) printf("%d", f(a[i])); printf(" %d%d%d%d%d%d", g(0x100000000LL), g(-1), g(0xffffffffLL), g(0x1000000ffLL), g(0x100000100LL), g(0)); printf(" %d%d%d%d", h(-1), h('a'), h(-128), h(127)); printf(" %d%d%d%d", k(-1), k(0x80000000), k(5), k(0)); printf(" %d %d %d %d\n", fall(0), fall(1), fall(2), fall(3)); return 0; }
//- duff's device
#include <stdio.h>
static void copy(char *to, const char *from, int count) { int n = (count + 7) / 8; switch (count % 8) { case 0: do { *to++ = *from++; case 7: *to++ = *from++; case 6: *to++ = *from++; case 5: *to++ = *from++; case 4: *to++ = *from++; case 3: *to++ = *from++; case 2: *to++ = *from++; case 1: *to++ = *from++; } while (--n > 0); } }
int main(void) { char b[60], s[] = "The quick brown fox jumps over the lazy dog, twice a day"; int i; for (i = 1; i < 50; i += 6) { copy(b, s, i); b[i] = 0; printf("%s|", b); } printf("\n"); return 0; }
//- static locals in recursion
#include <stdio.h>
static int deep(int n) { static int calls, max; static int trail[10]; int mine = calls++; if (n > max) max = n; trail[n % 10] += mine; if (n > 0) { int a = deep(n - 1), b = n & 1 ? deep(n - 2 < 0 ? 0 : n - 2) : 0; return a + b + trail[n] + max; } return calls; }
static int *counter(void) { static int c = 5; { static int c = 50; c++; } return &c; } static const char *name(int i) { static const char *const n[] = { "zero", "one" }; static char b[8]; return i < 2 ? n[i] : (sprintf(b, "<%d>", i), b); }
int main(void) { printf("%d ", deep(7)); printf("%d ", deep(3)); *counter() += 3; printf("%d %s %s\n", *counter(), name(1), name(12)); for (int i = 0; i < 3; i++) { static int k = 10; k += i; int k2 = k; { extern int printf(const char *, ...); printf("%d ", k2); } } printf("\n"); return 0; }
//- comma and ternary
#include <stdio.h>
struct s { short a[3]; }; static long n; static int f(int x) { n = n * 10 + x; return x; }
int main(void) { int i, j; short a = 1; long b = 70000; char c = 'c'; for (i = 0, j = 10; i < j; i++, j--) ; printf("%d %d\n", i, j); i = (f(1), f(2), f(3)); printf("%d %ld\n", i, n); printf("%ld %d\n", (long)(a ? a : b), (int)sizeof(a ? a : b) == (int)sizeof(long)); printf("%d\n", (0 ? c : a) + (1, 2)); struct s x = { { 1, 2, 3 } }, y = { { 4, 5, 6 } }; printf("%d %d\n", (i ? x : y).a[1], (i > 99 ? x : y).a[2]); const char *p = i ? "yes" : 0; void *v = i ? (void *)&a : &b; *(i ? &a : (short *)0) = 55; printf("%s %d %d\n", p, a, v == &a); i ? f(4) : f(5), f(6); i && f(7) || f(8); !i || f(9); printf("%ld\n", n); printf("%d\n", i ? j ? 1 : 2 : 3); i = 0; i = i++ , i + 5; j = i ? : 42; printf("%d %d %d\n", i, j, 7 ? : 8); unsigned char u = 200; signed char d = -1; printf("%d %d\n", (long)(i ? d : 1UL) == 0xffffffffUL || i == 0, (i ? u : d) > 0); int k = (int)(n = 3, n + 1) * 2, l[] = { (1, 2), 3 }; printf("%d %d\n", k, l[0]); return 0; }
//- setjmp with register variables
#include <stdio.h>
#include <setjmp.h>
static jmp_buf e; static int depth; static void dig(int n) { register int k = n; if (n > 5) longjmp(e, n); depth++; dig(n + 1); depth -= k; }
static int f(void) { register int a = 1; volatile int b = 2; int r; switch (r = setjmp(e)) { case 0: b = 20; dig(a); return -1; case 6: b++; longjmp(e, 7); default: return b * 100 + r * 10 + depth; } }
static jmp_buf in, out; static int coop(int n) { if (!setjmp(in)) longjmp(out, n + 1); return 5; }
int main(void) { printf("%d\n", f()); int r = setjmp(out); if (r == 0) coop(3); printf("%d\n", r); volatile int i = 0; if (setjmp(e) < 4) { i++; longjmp(e, i); } printf("%d\n", i); if (setjmp(e) == 1) { printf("one\n"); return 0; } longjmp(e, 0); }
//- loops: break, continue, nested, do-while with side effects
#include <stdio.h>
static int calls; static int t(int r) { calls++; return r; } int main(void) { int i, j, n = 0; do { if (n == 2) continue; n += 10; } while (n++ < 20); printf("%d\n", n); for (i = 0; i < 10; i++) { for (j = 0; ; j++) { if (j == i) break; if (j & 1) continue; n += j; } if (i == 7) break; } printf("%d %d %d\n", i, j, n); while (t(1) && n-- > 0) if (n % 7 == 0) break; printf("%d %d\n", n, calls); do ; while (t(0) || t(--n > 20)); printf("%d %d\n", n, calls); for (i = 0, j = 100; t(i < j); i += 7, --j) ; printf("%d %d\n", i, j); unsigned char u; n = 0; for (u = 250; u; u++) n++; printf("%d\n", n); short k; for (k = 5; k --> 0;) printf("%d", k); long l; for (l = 65534; l < 65538; l++) printf(" %ld", l); unsigned v = 3; while (v-- > 0) n++; printf(" %d %d\n", n, v == -1u); for (;;) { switch (n) { case 9: goto done; default: n = 8; continue; case 8: break; } n++; } done: while (0) never: n = 1; if (n == 1) goto never; printf("%d\n", n); return 0; }
//- recursion: ackermann, hanoi, mutual, tree, quicksort
#include <stdio.h>
#include <stdlib.h>
static int ack(int m, int n) { return m ? n ? ack(m - 1, ack(m, n - 1)) : ack(m - 1, 1) : n + 1; } static long moves; static void hanoi(int n, char a, char b, char c) { if (!n) return; hanoi(n - 1, a, c, b); moves = (moves * 7 + a * 3 + b) % 1000003; hanoi(n - 1, c, b, a); } static int odd(unsigned n); static int even(unsigned n) { return n == 0 || odd(n - 1); } static int odd(unsigned n) { return n && even(n - 1); }
struct t { short k; struct t *l, *r; }; static struct t *ins(struct t *t, short k) { if (!t) { t = malloc(sizeof *t); *t = (struct t){ k }; } else if (k < t->k) t->l = ins(t->l, k); else t->r = ins(t->r, k); return t; } static void walk(const struct t *t) { if (t) { walk(t->l); printf("%d ", t->k); walk(t->r); } } static void sort(long *a, int n) { int i = 0, j = n - 1; long p = a[n / 2]; if (n < 2) return; for (;; i++, j--) { while (a[i] < p) i++; while (p < a[j]) j--; if (i >= j) break; long t = a[i]; a[i] = a[j]; a[j] = t; } sort(a, i); sort(a + i, n - i); }
static unsigned long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } int main(void) { printf("%d ", ack(2, 3)); hanoi(8, 'a', 'b', 'c'); printf("%ld %d%d %lu\n", moves, even(20), odd(20), fib(17)); struct t *t = 0; int i; for (i = 0; i < 12; i++) t = ins(t, i * 7 % 12 - 5); walk(t); long a[25]; for (i = 0; i < 25; i++) a[i] = (i * 7919L) % 101 - 50000L * (i & 1); sort(a, 25); for (i = 1; i < 25; i++) if (a[i - 1] > a[i]) printf("unsorted"); printf("%ld %ld\n", a[0], a[24]); return 0; }
//- jumps into and out of nested statements with objects of every kind
#include <stdio.h>
static int n; static int cleanup(int k) { n = (n * 7 + k) % 1009; return k; } static int f(int k) { int r = 0; for (int i = 0; i < 4; i++) { struct { int a[3]; } s = { { i, k } }; switch (k) { case 0: for (;;) { int z[2] = { i }; r += z[0] + z[1]; if (i == 2) goto out; break; case 1: r += 100; if (i) continue; goto again; } break; case 2: { char v[i + 1]; v[i] = i; r += v[i] + (int)sizeof v; if (i == 3) goto out; } break; default: r += ({ int q = s.a[1]; if (q > 4) goto out; q * 2; }); } r++; again: r += cleanup(s.a[0]); } out: return r; }
static int nested(int k) { int r = 0; outer: for (;;) { while (1) { do { if (k-- <= 0) goto end; if (k % 3 == 0) goto outer; if (k % 2) break; r++; } while (k > 2); r += 10; if (k & 4) break; } r += 100; } end: return r; } int main(void) { int i; for (i = 0; i < 7; i++) printf("%d ", f(i)); printf("%d\n", n); for (i = 0; i < 12; i += 2) printf("%d ", nested(i)); printf("\n"); void *t = i > 5 ? &&big : &&small; goto *t; small: printf("small\n"); big: printf("big\n"); return 0; }
