//- struct members and arrow
#include "check.h"
struct s { char c; int i; long l; char d; }; struct s g = { 'a', 1, 2, 'b' };
int main(void) { struct s l, *p = &l; l.c = 'x'; p->i = 7; p->l = 100000; (*p).d = 'z'; CHECK(l.c == 'x'); CHECK(l.i == 7); CHECK(l.l == 100000); CHECK(l.d == 'z'); CHECK(g.l == 2); CHECK(sizeof l == 10); CHECK(offsetof(struct s, l) == 4); return 0; }
//- struct assignment copies
#include "check.h"
struct small { char a, b, c; }; struct big { int v[20]; char t; };
int main(void) { struct small a = { 1, 2, 3 }, b; struct big x = { { 1, 2, 3 }, 'q' }, y, *p = &y; b = a; a.a = 9; CHECK(b.a == 1 && b.b == 2 && b.c == 3); y = x; CHECK(y.v[2] == 3 && y.t == 'q' && y.v[19] == 0); x.v[0] = 5; *p = x; CHECK(y.v[0] == 5); struct small c = (b = a); CHECK(c.a == 9); struct big z[2]; z[1] = *p; z[0] = z[1]; CHECK(z[0].v[0] == 5); return 0; }
//- struct arguments and results
#include "check.h"
struct p { int x, y; }; struct odd { char c[3]; }; struct big { int v[15]; long l; };
struct p add(struct p a, struct p b) { struct p r; r.x = a.x + b.x; r.y = a.y + b.y; return r; }
struct odd rot(struct odd o) { char t = o.c[0]; o.c[0] = o.c[1]; o.c[1] = o.c[2]; o.c[2] = t; return o; }
struct big inc(int k, struct big b, int m) { int i; for (i = 0; i < 15; i++) b.v[i] += k; b.l *= m; return b; }
int main(void) { struct p a = { 1, 2 }, b = { 3, 4 }; CHECK(add(a, b).x == 4); CHECK(add(add(a, b), b).y == 10); struct odd o = { "abc" }; o = rot(rot(o)); CHECK(o.c[0] == 'c' && o.c[2] == 'b'); struct big g = { { 0, 1, 2 }, 70000 }; g = inc(5, inc(1, g, 2), 3); CHECK(g.v[14] == 6 && g.v[2] == 8 && g.l == 420000); CHECK(a.x == 1); return 0; }
//- nested structs and arrays of structs
#include "check.h"
struct in { int a[3]; }; struct out { struct in i[2]; struct { int z; } n; } o[2];
int main(void) { int i, j, k; for (i = 0; i < 2; i++) for (j = 0; j < 2; j++) for (k = 0; k < 3; k++) o[i].i[j].a[k] = i * 100 + j * 10 + k; CHECK(o[1].i[1].a[2] == 112); CHECK(sizeof o == 28); struct out *p = o; p++; p->n.z = 5; CHECK(o[1].n.z == 5); CHECK((p - 1)->i[1].a[1] == 11); CHECK(&o[1] - &o[0] == 1); return 0; }
//- unions share their bytes
#include "check.h"
union u { int i; unsigned char c[4]; long l; struct { char lo, hi; } h; };
int main(void) { union u x; x.l = 0x12345678; CHECK(x.i == 0x5678); CHECK(x.c[0] == 0x78 && x.c[3] == 0x12); CHECK(x.h.hi == 0x56); x.c[1] = 0xff; CHECK(x.l == 0x1234ff78); CHECK(sizeof x == 4); union u y = x; CHECK(y.l == x.l); union u z = { 0x1234 }; CHECK(z.c[1] == 0x12); return 0; }
//- anonymous structs and unions
#include "check.h"
struct s { int kind; union { int i; struct { char lo, hi; }; long l; }; };
int main(void) { struct s v = { 1, { 0x4241 } }; CHECK(v.lo == 'A' && v.hi == 'B'); v.l = 70000; CHECK(v.i == 4464); CHECK(offsetof(struct s, hi) == 3); struct s *p = &v; p->hi = 1; CHECK(v.i == 0x0170); struct s w = { .kind = 2, .l = 5 }; CHECK(w.l == 5); return 0; }
//- bit fields: widths, signs, packing
#include "check.h"
struct b { unsigned a : 3; int s : 4; unsigned c : 9; unsigned d : 1; int : 0; int e : 16; unsigned char f : 2, g : 6; };
int main(void) { struct b b = { 0 }; b.a = 9; CHECK(b.a == 1); b.s = 7; CHECK(b.s == 7); b.s = 8; CHECK(b.s == -8); b.s = -1; CHECK(b.s == -1); CHECK(b.a == 1); b.c = 511; CHECK(b.c == 511); b.c++; CHECK(b.c == 0); b.d = 1; b.e = -30000; CHECK(b.e == -30000 && b.d == 1); b.f = 3; b.g = 33; CHECK(b.f == 3 && b.g == 33); b.a += 5; CHECK(b.a == 6); b.a |= 1; CHECK(b.a == 7); CHECK((b.s = 9) == -7); CHECK(b.s-- == -7); CHECK(b.s == -8); return 0; }
//- long and long long bit fields
#include "check.h"
struct l { unsigned long a : 20; long b : 12; unsigned long long c : 40; long long d : 24; };
int main(void) { struct l l; l.a = 0xfffff; l.b = -2048; l.c = 0x123456789aLL; l.d = -5; CHECK(l.a == 0xfffff); CHECK(l.b == -2048); CHECK(l.c == 0x123456789aLL); CHECK(l.d == -5); l.a = 0x12345; CHECK(l.b == -2048 && l.a == 0x12345); l.c++; CHECK(l.c == 0x123456789bLL && l.d == -5); CHECK(sizeof l == 16); return 0; }
//- bit fields of enumerations have a sign where a value has one
#include "check.h"
enum tree { SOME = 148, LATE = 255 }; typedef enum { NONE, ONE, TWO, THREE } few; enum turn { LEFT = -1, AHEAD, RIGHT };
struct s { enum tree code : 8; few f : 2; const few g : 2; enum turn t : 2; } s = { LATE, THREE, TWO, LEFT };
int main(void) { CHECK(s.code == LATE && s.f == THREE && s.g == TWO && s.t == LEFT); s.f = TWO; s.code = SOME; CHECK(s.f == TWO && s.code == SOME); enum tree e = -1; CHECK(e < 0); return 0; }
//- bit fields promote to int
#include "check.h"
struct b { unsigned u : 3; _Bool f : 1; int one : 1; };
int main(void) { struct b b = { 7, 5, -1 }; CHECK(b.u - 8 < 0); CHECK(b.f == 1); CHECK(b.one == -1); CHECK(~b.u == -8); b.f = 0; CHECK(!b.f); return 0; }
//- static initialised bit fields
#include "check.h"
static struct { unsigned a : 4, b : 4; int c : 8; unsigned d : 12; } s = { 3, 12, -2, 0xabc }, t[2] = { { 1 }, { .c = 5, .b = 1 } };
int main(void) { CHECK(s.a == 3 && s.b == 12 && s.c == -2 && s.d == 0xabc); CHECK(t[1].c == 5 && t[1].b == 1 && t[1].a == 0); return 0; }
//- flexible array member
#include "check.h"
struct f { int n; char t[]; }; static struct f s = { 3, "abc" };
int main(void) { struct f *p = malloc(sizeof *p + 5); p->n = 5; strcpy(p->t, "hey"); CHECK(sizeof(struct f) == 2); CHECK(p->t[1] == 'e'); CHECK(s.t[2] == 'c'); return 0; }
//- self-referring and mutually referring structs
#include "check.h"
struct node { int v; struct node *next; }; struct a { struct b *b; int x; }; struct b { struct a *a; int y; };
int main(void) { struct node n[4]; int i, s = 0; for (i = 0; i < 4; i++) n[i].v = i * i, n[i].next = i < 3 ? &n[i + 1] : 0; struct node *p; for (p = n; p; p = p->next) s += p->v; CHECK(s == 14); struct a a; struct b b; a.b = &b; b.a = &a; a.x = 5; CHECK(b.a->b->a->x == 5); return 0; }
//- tags have their own name space and scopes
#include "check.h"
struct x { int a; }; int x = 3;
int main(void) { struct x { long a, b; }; CHECK(sizeof(struct x) == 8); { struct x; struct x *p = 0; struct x { char c; }; CHECK(sizeof *p == 1); } CHECK(x == 3); union y { int i; } y = { 4 }; CHECK(y.i == 4); return 0; }
//- struct values through ?: comma and statement expressions
#include "check.h"
struct p { int x, y; }; struct p f(int n) { return (struct p){ n, n + 1 }; }
int main(void) { struct p a = { 1, 2 }, b = { 3, 4 }, c; int t = 1; c = t ? a : b; CHECK(c.x == 1); c = (t = 0, t ? a : b); CHECK(c.y == 4); CHECK((t ? f(5) : f(6)).y == 7); c = ({ struct p q = f(8); q.x++; q; }); CHECK(c.x == 9 && c.y == 9); CHECK(f(3).x + f(4).y == 8); return 0; }
//- comparing and hashing members of char type
#include "check.h"
struct c { signed char a; unsigned char b; char s[4]; };
int main(void) { struct c c = { -1, 255, "xyz" }, *p = &c; CHECK(p->a < 0 && p->b > 0 && p->a != p->b); CHECK(p->s[1] - 'a' == 24); p->a += p->b; CHECK(p->a == -2); p->b *= 2; CHECK(p->b == 254); CHECK(p->s[p->a + 3] == 'y'); return 0; }
//- packed members at odd addresses
#include "check.h"
struct __attribute__((packed)) p { char c; int i; long l; double d; }; struct q { char c; int i __attribute__((packed)); };
int main(void) { struct p p = { 1, -2, 100000, 2.5 }, q = p; CHECK(sizeof p == 15); CHECK(q.i == -2 && q.l == 100000 && q.d == 2.5); q.l++; CHECK(q.l == 100001); CHECK(sizeof(struct q) == 3); return 0; }
