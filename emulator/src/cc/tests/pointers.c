//- pointer arithmetic
#include "check.h"
int main(void) { int v[5] = { 1, 2, 3, 4, 5 }, *p = v, *q = v + 4; CHECK(*(p + 2) == 3 && p[3] == 4 && 2[v] == 3 && q[-1] == 4); CHECK(q - p == 4); CHECK(p < q && q >= p && p != q); p += 2; CHECK(*p == 3); p -= 1; CHECK(*p == 2); long l[3], *lp = l; CHECK((char *)(lp + 2) - (char *)lp == 8); lp++; CHECK(lp - l == 1); struct { char c[3]; } s[4], *sp = s + 3; CHECK(sp - s == 3); char *c = (char *)v; CHECK(c[2] == 2); unsigned u = 2; CHECK(*(v + u) == 3); long n = 1; CHECK(v[n] == 2); signed char k = -1; CHECK(q[k] == 4); return 0; }
//- multi-dimensional arrays
#include "check.h"
int m[3][4][2]; int sum(int a[][4][2], int n) { int i, j, k, s = 0; for (i = 0; i < n; i++) for (j = 0; j < 4; j++) for (k = 0; k < 2; k++) s += a[i][j][k]; return s; } int main(void) { int i, j, k, n = 0; for (i = 0; i < 3; i++) for (j = 0; j < 4; j++) for (k = 0; k < 2; k++) m[i][j][k] = n++; CHECK(sum(m, 3) == 276); CHECK(m[2][3][1] == 23 && *(*(*(m + 1) + 2) + 1) == 13); int (*p)[4][2] = m + 1; CHECK((*p)[3][0] == 14 && p[1][0][0] == 16); int (*q)[2] = m[1]; CHECK(q[1][1] == 11); CHECK(sizeof m == 48 && sizeof m[0] == 16 && sizeof *m[0] == 4); return 0; }
//- pointers to pointers
#include "check.h"
void set(char **p, char *s) { *p = s; } int main(void) { char *s = 0, **p = &s, ***q = &p; set(&s, "abc"); CHECK(**p == 'a' && (*q)[0][1] == 'b'); (**q)++; CHECK(*s == 'b'); char *v[] = { "x", "yy", 0 }; int n = 0; for (p = v; *p; p++) n += strlen(*p); CHECK(n == 3); return 0; }
//- complicated declarators
#include "check.h"
int v[3] = { 1, 2, 3 }; int *a(void) { return v; } int (*b)[3] = &v; int *(*c)(void) = a; int (*(*d)(void))[3]; int (*e(void))[3] { return &v; } char *const *(*f[2])(int (*)(void)); int (*(g))(int); int ((h)) = 4; int *i, j, **k, l[2], (*m)[2] = &l; int main(void) { d = e; CHECK((*d())[1] == 2 && (*b)[2] == 3 && c()[0] == 1); CHECK(sizeof f == 4 && sizeof *m == 4 && sizeof l == 4 && h == 4); return 0; }
//- void pointers and casts
#include "check.h"
int main(void) { int x = 5; void *p = &x; CHECK(*(int *)p == 5); char *c = p; CHECK(*c == 5); unsigned a = (unsigned)p; CHECK((int *)a == &x); long l = (long)(unsigned)p; CHECK((void *)(unsigned)l == p); p = (char *)p + 1; CHECK((char *)p - c == 1); CHECK(sizeof *p == 1); const int *k = &x; *(int *)k = 6; CHECK(x == 6); return 0; }
//- null pointers
#include "check.h"
int main(void) { int *p = 0, *q = NULL; CHECK(!p && p == q && p == 0 && (void *)0 == p); if (p) return 1; q = (int *)0; p = &p[0]; CHECK(q == 0); char *s = ""; CHECK(s && !*s); while (p) return 2; return 0; }
//- pointer loops over strings
#include "check.h"
char *cpy(char *d, const char *s) { char *r = d; while ((*d++ = *s++)) ; return r; } int len(register const char *s) { register const char *p = s; while (*p++) ; return p - s - 1; } void rev(char *s) { char *e = s + len(s) - 1; while (s < e) { char t = *s; *s++ = *e; *e-- = t; } } int main(void) { char b[20]; rev(cpy(b, "hello")); CHECK(!strcmp(b, "olleh")); CHECK(len("abcd") == 4); return 0; }
//- address arithmetic on frames, statics and parameters
#include "check.h"
static int st[4] = { 1, 2, 3, 4 }; int f(int a, int b, int i) { int v[4] = { 9, 8, 7, 6 }; return v[i] + st[i] + (&a)[0] + *(&b); } int g(int *p, int i, int j) { return p[i + j] + p[i - j] + *(p + i * j) + p[2 * j + 1]; } int main(void) { CHECK(f(10, 20, 2) == 40); CHECK(g(st, 1, 1) == 3 + 1 + 2 + 4); char s[8] = "abcdefg"; int i = 3; CHECK(s[i] == 'd' && s[i + 1] == 'e' && s[i - 1] == 'c'); s[i]++; s[i + 1] += 2; s[7 - i] = 'q'; CHECK(!strcmp(s, "abceqfg")); return 0; }
//- restrict and array parameters
#include "check.h"
void add(int n, int *restrict a, const int *__restrict b) { while (n--) *a++ += *b++; } int last(int n, char v[n]) { return v[n - 1]; } int main(void) { int a[] = { 1, 2 }, b[] = { 3, 4 }; add(2, a, b); CHECK(a[0] == 4 && a[1] == 6); CHECK(last(3, "xyz") == 'z'); return 0; }
//- stores through computed addresses in every width
#include "check.h"
char c[8]; int i[8]; long l[8]; long long q[8]; double d[8]; int idx(int n) { return n; } int main(void) { int n; for (n = 0; n < 8; n++) { c[idx(n)] = n * 3; i[idx(n)] = n * 300; l[idx(n)] = n * 70000L; q[idx(n)] = (long long)n << 33; d[idx(n)] = n / 2.0; } for (n = 0; n < 8; n++) { c[idx(n)] += c[7 - n]; i[idx(n)] -= i[n]; l[idx(n)] += l[n]; q[n] += q[idx(n)]; d[n] *= d[idx(n)]; } CHECK(c[3] == 21 && i[5] == 0 && l[7] == 980000 && q[2] == 1LL << 35 && d[6] == 9); long *p = l; *p++ = 5; *p = *(p - 1) + 1; CHECK(l[1] == 6); return 0; }
//- linked list on the heap
#include "check.h"
struct n { int v; struct n *next; }; struct n *cons(int v, struct n *t) { struct n *p = malloc(sizeof *p); p->v = v; p->next = t; return p; } struct n *reverse(struct n *p) { struct n *r = 0; while (p) { struct n *t = p->next; p->next = r; r = p; p = t; } return r; } int main(void) { struct n *l = 0, **pp; int i; for (i = 0; i < 5; i++) l = cons(i, l); l = reverse(l); for (pp = &l, i = 0; *pp; pp = &(*pp)->next, i++) CHECK((*pp)->v == i); CHECK(i == 5); return 0; }
//- arrays of pointers to arrays and their addresses
#include "check.h"
int main(void) { int a[2] = { 1, 2 }, b[2] = { 3, 4 }, *v[2] = { a, b }, (*w[2])[2] = { &a, &b }; CHECK(v[1][0] == 3 && (*w[1])[1] == 4 && **w[0] == 1); CHECK((char *)(&a + 1) - (char *)&a == 4); CHECK(&a[0] == a && (void *)&a == (void *)a); return 0; }
//- parameters whose types have sizes of other parameters
#include "check.h"
int rows(int r, int c, int m[r][c]); int star(int n, int m[*][*]); int (*through)(int n, int k, int (*)[n][k]);
int rows(int r, int c, int m[r][c]) { int t = 0; while (r--) t += m[r][c - 1]; return t * 100 + sizeof m[0]; } int star(int n, int m[n][n]) { return m[1][1] + sizeof *m; } int calls; int two(void) { calls++; return 2; } int evaluated(char s[two()]) { return s[0]; }
int pointed(int n, int (*p)[n], int (*f)(int k, int q[k])) { return f(n, p[1]) + (p + 1 - p) + sizeof *p; } int first(int k, int q[k]) { return q[0] * k; } int cube(int n, int k, int (*p)[n][k]) { return (*p)[n - 1][k - 1]; }
int main(void) { int m[3][4] = { { 0, 0, 0, 1 }, { 0, 0, 0, 2 }, { 0, 0, 0, 3 } }, q[2][2] = { { 1, 2 }, { 3, 4 } }; CHECK(rows(3, 4, m) == 608); CHECK(rows(2, 2, q) == 604); CHECK(star(2, q) == 8); CHECK(pointed(2, q, first) == 11); CHECK(evaluated("x") == 'x' && calls == 1); through = cube; CHECK(through(2, 2, &q) == 4); extern int rows(int a, int b, int (*)[b]); CHECK(rows(1, 4, m) == 108); return 0; }
//- the address of a weak object is not known to be other than null
#include "check.h"
extern int w __attribute__((weak)), wa[] __attribute__((weak)), wf(void) __attribute__((weak)); int here __attribute__((weak)) = 4, there;
int main(void) { extern int inner __attribute__((weak)); int *p = &w; CHECK(!&w && !wa && !wf && !&inner && p == 0); CHECK(&w == 0 && !(&w && w) && (&w ? 0 : 1)); CHECK(&here != 0 && !!&here && here == 4 && &there); return 0; }
