//- const folding against run time
#include <stdio.h>
#define T(expr, A, B, TA, TB) do { volatile TA a = (A); volatile TB b = (B); if (!((expr((TA)(A), (TB)(B))) == (expr(a, b)))) printf("differs: " #expr " " #A " " #B " " #TA " " #TB "\n"); } while (0)
#define ADD(x, y) ((x) + (y))
#define SUB(x, y) ((x) - (y))
#define MUL(x, y) ((x) * (y))
#define DIV(x, y) ((x) / (y))
#define REM(x, y) ((x) % (y))
#define SHL(x, y) ((x) << ((y) & 7))
#define SHR(x, y) ((x) >> ((y) & 7))
#define LT(x, y) ((x) < (y))
#define MIX(x, y) (((x) ^ ~(y)) | ((x) & -(y)))
#define TERN(x, y) ((x) > (y) ? (x) : (y))
#define EACH(A, B, TA, TB) T(ADD, A, B, TA, TB); T(SUB, A, B, TA, TB); T(MUL, A, B, TA, TB); T(DIV, A, B, TA, TB); T(REM, A, B, TA, TB); T(SHL, A, B, TA, TB); T(SHR, A, B, TA, TB); T(LT, A, B, TA, TB); T(MIX, A, B, TA, TB); T(TERN, A, B, TA, TB)
#define TYPES(A, B) EACH(A, B, signed char, unsigned char); EACH(A, B, unsigned short, short); EACH(A, B, long, unsigned long); EACH(A, B, long long, unsigned char); EACH(A, B, unsigned long long, long long); EACH(A, B, signed char, unsigned long)
static void small(void) { TYPES(-1, 1); TYPES(100, 7); }
static void bytes(void) { TYPES(-128, 127); TYPES(255, 3); }
static void longs(void) { TYPES(0x80000001, 0x7f); TYPES(-12345678, 99); }
int main(void) { small(); bytes(); longs(); printf("done\n"); return 0; }
//- bit-field packing and promotions
#include <stdio.h>
#include <string.h>
struct b { unsigned a : 5; signed b : 5; unsigned c : 6; unsigned short d : 16; unsigned char e : 1; signed char f : 3; };
struct u { unsigned long a : 31; unsigned long b : 1; long c : 17; };
union w { struct { unsigned char lo : 4, hi : 4; }; unsigned char all; };
int main(void) { struct b x = { 31, -16, 63, 65535, 1, -4 }; struct u y = { 0x7fffffff, 1, -65536 }; union w z = { { 5, 10 } };
  printf("%d %d %d %ld %d %d\n", x.a, x.b, x.c, (long)x.d, x.e, x.f); printf("%lx %d %ld %02x\n", (unsigned long)y.a, (int)y.b, (long)y.c, z.all);
  printf("%d %d %d\n", x.a - 32 < 0, x.c * -1 < 0, (x.a << 2)); x.a++; x.b--; x.c += 2; x.f ^= 7; printf("%d %d %d %d\n", x.a, x.b, x.c, x.f);
  x.b = x.a = 37; printf("%d %d %d\n", x.a, x.b, (x.f = 5)); y.c = 0x1ffff; printf("%ld %ld\n", (long)y.c, (long)(y.a = -1)); y.c >>= 3; y.a *= 3; printf("%ld %lx %d\n", (long)y.c, (unsigned long)y.a, ++y.b);
  x.e++; printf("%d ", x.e); x.e--; printf("%d %d\n", x.e, -x.e); x.d--; x.d += 5; printf("%ld %d\n", (long)x.d, !x.d); z.hi = z.lo += 12; printf("%02x %d\n", z.all, z.hi == z.lo ? z.lo : -1); return 0; }
//- long long with mixed signs
#include <stdio.h>
static long long a[] = { 0, 1, -1, 0x7fffffffffffffffLL, -0x7fffffffffffffffLL - 1, 0x123456789abcdefLL, -99999999999LL, 65536, -65536, 0xffffffffLL };
static short s[] = { 0, 1, -1, 32767, -32768 }; static unsigned char uc = 200; static unsigned long ul = 4000000000UL;
int main(void) { int i, j; unsigned long long h = 0; for (i = 0; i < 10; i++) for (j = 0; j < 10; j++) { long long x = a[i], y = a[j]; unsigned long long u = x, v = y;
  h = h * 31 + (u + v) + (u * v) + (u - v) * 3; if (v) h ^= u / v + u % v * 7; if (y && !(y == -1 && i == 4)) h += x / y * 5 + x % y; h += (x < y) + 2 * (u < v) + 4 * (x == y) + 8 * (x >= y); h ^= u << (j * 6) ^ u >> (i * 7); h += x >> (j * 7); h = h * 3 + (x && y) + (!x); }
  printf("%llx\n", h); for (i = 0; i < 10; i++) for (j = 0; j < 5; j++) { h = h * 17 + (a[i] + s[j]) + (s[j] - (unsigned long long)a[i]) + (a[i] > s[j]) + ((unsigned long long)a[i] > s[j]) + a[i] % uc + ul * (s[j] + a[i]); h += (long)a[i] + (short)a[i] * 3L + (unsigned char)a[i] + (char)a[i]; }
  printf("%llx\n", h); long long t = -7; t /= 2; printf("%lld %lld %lld ", t, t % 2, t >> 1); t = 1; t <<= 40; t |= -8 & 0xff; t -= 'x'; t ^= ~0u & 255; printf("%lld %llu\n", t, (unsigned long long)-t); t = 5; t -= 10ul; printf("%d\n", (int)(t > 0)); return 0; }
//- integer promotions of unsigned char and short
#include <stdio.h>
int main(void) { unsigned char a = 255, b = 1; signed char c = -1; unsigned short us = 65535; short s = -1; char ch = '\377';
  printf("%d %d %d %d %d\n", a + b, (unsigned char)(a + b), a == c, a << 1, ~a); printf("%d %d %d\n", -a, !a, a > c); printf("%d %d\n", ch == '\377', ch == 255); a += 10; printf("%d ", a); a -= 20; printf("%d ", a); a *= 3; printf("%d ", a); a >>= 1; printf("%d ", a); a = ~a; printf("%d ", a); a <<= 3; printf("%d ", a); a /= 7; printf("%d ", a); a = -a; printf("%d\n", a);
  c = 127; c++; printf("%d ", c); c = c - 1; printf("%d ", c); c = c * 2 / 2; printf("%d ", c); s = 32767; s++; printf("%d ", s); s--; printf("%d ", s); printf("%ld %ld\n", (long)us + 1, (long)(unsigned short)(us + 1)); printf("%d %d %d\n", (signed char)200, (unsigned char)-1, (short)70000L); b = 0; printf("%d ", --b); printf("%d ", b++); printf("%d ", b); printf("%d %d\n", (b - 1) < 0, (unsigned char)(b - 1) < 0);
  printf("%d %d\n", (int)sizeof(a + b) == (int)sizeof(int), (int)sizeof(+c) == (int)sizeof(int)); _Bool t = 0x100; printf("%d %d %d %d\n", t, t + t, (_Bool)0.1, (_Bool)"x"); t--; printf("%d ", t); t--; printf("%d ", t); t += 5; printf("%d ", t); t = t << 8; printf("%d\n", t); return 0; }
//- enum arithmetic
#include <stdio.h>
enum e { A, B = 5, C, D = -3, E, F = B * 2 + 1, G = 'x', H = sizeof(char[7]) }; enum big { L0 = 0x12345, L1 }; enum { ANON = (B << 3) | 1 }; typedef enum e T; static const char *names[] = { [B] = "bee", [C] = "cee" };
int main(void) { enum e x = C; T y = E; x++; y = x + y; printf("%d %d %d %d %d %d %d %d\n", A, E, F, G, H, x, y, ANON); printf("%ld %s\n", (long)L1, names[C]); switch (x) { case C: printf("c"); break; case 7: printf("seven"); break; default: printf("?"); } enum { A = 9, B2 } z = B2; printf(" %d %d\n", A, z); for (x = A; x < B; x++) printf("%d", x); { enum e { Z = 4 }; enum e q = Z; printf(" %d\n", q * 2); } return (x = B) - 5; }
//- shifts and rotates at all widths
#include <stdio.h>
static unsigned long rol(unsigned long v, int n) { return n & 31 ? v << (n & 31) | v >> (32 - (n & 31)) : v; } static unsigned short ror(unsigned short v, int n) { return v >> n | (unsigned short)((unsigned long)v << (16 - n)); }
int main(void) { int i; unsigned long h = 1; long s = -123456789L; unsigned long long u = 0x8000000000000001ULL; signed char c = -100; unsigned char uc = 0x81; short sh = -32768; for (i = 0; i < 32; i++) { h = h * 33 ^ rol(0x80000001UL + i, i) ^ (unsigned long)(s >> i) ^ (unsigned long)s << i; } printf("%lx\n", h); for (i = 0; i < 64; i++) { unsigned long long t = u >> i ^ u << i ^ (unsigned long long)((long long)u >> i); h = h * 31 + (unsigned long)t + (unsigned long)(t >> 32); } printf("%lx\n", h); for (i = 0; i < 8; i++) printf("%d %d %d|", c >> i, uc >> i, (unsigned char)(uc << i)); printf("\n"); for (i = 1; i < 16; i += 3) printf("%x %d %ld|", ror(0x8421, i), sh >> i, (long)(unsigned short)(1u << i)); printf("\n"); s <<= 4; s >>= 2; h >>= 31; c <<= 1; uc >>= 1; sh >>= 15; printf("%ld %lu %d %d %d\n", s, h, c, uc, sh); printf("%ld %lld %llx\n", 1L << 30, 1LL << 62, ~0ULL >> 1); i = 3; printf("%ld %d\n", 1L << i << i, (1 << i) - 1 & 5); return 0; }
//- conditional constant and short circuit side effects
#include <stdio.h>
static char log_[60]; static int at; static int f(char c, int r) { log_[at++] = c; return r; } static int *nul; struct s { int a; } static *sn;
int main(void) { int a = 0 && f('a', 1), b = 1 || f('b', 0), c = f('c', 0) && f('d', 1) || f('e', 0), d = (f('g', 1), 0) && f('h', 1); a += f('i', 2) || 0; b += 1 && f('j', 0); c += !f('k', 0) && !!f('l', 3); if (nul && *nul) c = 100; if (!sn || sn->a) c += 4; d += 0 ? f('m', 1) : 2; d += f('n', 0) ? f('o', 1) : f('p', 7); if (f('q', 1) == 1 && (f('r', 0) || f('s', 1)) && !(f('t', 0) && f('u', 1))) d++; while (f('v', 0) || 0) ; (void)(f('w', 1) && 0); a ? (void)f('x', 1) : (void)0; int e = (a & 1) == 1 == 1, g = 5 > 4 > 3, h = !a == b; double dd = 0.5; if (dd && 1L && 1LL << 40 && (char)256 == 0) e += 10; printf("%s %d %d %d %d %d %d %d\n", log_, a, b, c, d, e, g, h); long long big = 1LL << 40; unsigned long ul = 0x10000; printf("%d %d %d %d\n", big ? 1 : 0, !ul, big && ul, (ul & 0xffff) || (big & 0xffffffff)); return 0; }
//- compound assignment of mixed types
#include <stdio.h>
int main(void) { unsigned char c = 200; short s = -5; unsigned short us = 60000; long l = -100000; unsigned long ul = 4000000000UL; long long ll = -1; float f = 1.5f; double d = -2.25; c += ll; s *= 2.5; us -= l; l /= c; ul >>= s & 7; ll ^= us; f -= d; d *= l; printf("%d %d %u %ld %lu %lld %g %g\n", c, s, us, l, ul, ll, f, d); c <<= 1; c |= 0x101; s -= us; us %= 7; l += f; ul += s; ll *= -ul; ll /= 3; c ^= l; printf("%d %d %u %ld %lu %lld\n", c, s, us, l, ul, ll); s = c = us = 70000; printf("%d %d %u\n", s, c, us); l = (s = 40000L) + 1; printf("%ld\n", l); _Bool b = 3; b += 2; b *= 0.5; printf("%d ", b); b -= 1; b |= 6; printf("%d %d\n", b, b << 3); char *p = "abcdef"; p += c & 3; p -= 1L; p += (unsigned char)2; printf("%s\n", p); long long k = 7; k %= s; k <<= 33; k |= s; printf("%lld\n", k); return 0; }
//- bit fields of every kind: assignment values, compound, signed, in unions, in arrays
#include <stdio.h>
#include <string.h>
struct a { unsigned x : 1, y : 7; signed z : 3; unsigned : 0; unsigned long w : 20; unsigned char q : 8; _Bool t : 1; long long m : 40; unsigned long long n : 24; }; union u { struct { unsigned lo : 9, hi : 7; } f; unsigned short all; }; static struct a g[2] = { { 1, 100, -3, 0xabcde, 200, 5, -123456789012LL, 0xabcdef }, { .z = 3, .m = 1 } };
int main(void) { struct a *p = &g[1]; union u v; printf("%d %d %d %ld %d %d %lld %ld\n", g[0].x, g[0].y, g[0].z, (long)g[0].w, g[0].q, g[0].t, (long long)g[0].m, (long)g[0].n); p->y = 300; printf("%d %d\n", p->y, (p->y += 100)); p->z -= 8; p->m <<= 39; p->m >>= 3; p->n = ~0; p->n += 2; p->w = -1; p->w ^= 0xf; printf("%d %lld %ld %ld\n", p->z, (long long)p->m, (long)p->n, (long)p->w); p->t = 0.5; p->t++; p->x = p->x - 1; printf("%d %d %d\n", p->t, p->x, p->x++); v.all = 0; v.f.lo = 0x1ff; v.f.hi = v.f.lo; printf("%x %d\n", v.all, v.f.hi); v.f.lo--; v.f.hi >>= 1; printf("%x\n", v.all); struct a l = g[0]; l.m = l.m + 1 ? l.m * 2 : 0; g[1] = l; printf("%lld %d\n", (long long)g[1].m, l.z > -4 && l.z * 100 == -300); switch (l.z) { case -3: printf("minus three\n"); break; default: printf("other\n"); } int i = l.y; i = l.z = i; printf("%d %d\n", i, l.z << 4); return 0; }
//- long division and modulo, edge values at run time
#include <stdio.h>
static volatile long a[] = { 0, 1, -1, 7, -7, 100000, -100000, 2147483647, -2147483647 - 1, 65536, 65535, -65536 }; static volatile unsigned long u[] = { 0, 1, 10, 65535, 65536, 65537, 4294967295UL, 2147483648UL, 1000000007 }; static volatile short s[] = { 1, -1, 3, -3, 32767, -32768, 256 };
int main(void) { unsigned long h = 0; int i, j; for (i = 0; i < 12; i++) for (j = 1; j < 12; j++) if (!(a[j] == -1 && i == 8)) { h = h * 31 + (unsigned long)(a[i] / a[j]); h = h * 31 + (unsigned long)(a[i] % a[j]); if ((a[i] / a[j]) * a[j] + a[i] % a[j] != a[i]) printf("bad %d %d\n", i, j); } for (i = 0; i < 9; i++) for (j = 1; j < 9; j++) { h = h * 31 + u[i] / u[j]; h ^= u[i] % u[j] << 3; h += u[i] * u[j]; h ^= u[i] << (j * 4 - 4) | u[i] >> (j * 3); } printf("%lx\n", h); for (i = 0; i < 7; i++) for (j = 0; j < 7; j++) { h = h * 17 + (s[i] == -32768 && s[j] == -1 ? 0 : (unsigned long)(unsigned short)(s[i] / s[j]) + (unsigned short)(s[i] % s[j])); h += a[i] / s[j] - a[i] % s[j] + (u[i] / (unsigned short)s[j]); h ^= (long)s[i] * s[j]; h += (unsigned long)(unsigned short)s[i] * (unsigned short)s[j]; } printf("%lx\n", h); printf("%ld %ld %lu %lu\n", a[7] / 10 % 10, a[8] / 1000, u[6] / 10 % 10, u[6] % 1000); return 0; }
