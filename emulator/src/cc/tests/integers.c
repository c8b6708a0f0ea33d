//- int arithmetic
#include "check.h"
int main(void) {
  int a = 17, b = -5; CHECK(a + b == 12); CHECK(a - b == 22); CHECK(a * b == -85); CHECK(a / b == -3); CHECK(a % b == 2); CHECK(-a / 5 == -3); CHECK(-a % 5 == -2);
  unsigned u = 50000; CHECK(u / 3 == 16666); CHECK(u % 7 == 6); CHECK(u + 20000 == 4464); CHECK(u * 3 == 18928);
  CHECK(~a == -18); CHECK(-b == 5); CHECK(+a == 17); CHECK(!a == 0); CHECK(!0 == 1);
  return 0;
}
//- bit operators and shifts
#include "check.h"
int main(void) {
  int a = 0x0ff0, n; CHECK((a & 0x00ff) == 0xf0); CHECK((a | 0xf) == 0xfff); CHECK((a ^ 0xffff) == (int)0xf00f);
  for (n = 0; n < 16; n++) { unsigned u = 0x8001; CHECK((u >> n) == 32769u / (1u << n)); CHECK((u << n) == (unsigned)(0x8001UL << n)); }
  int m = -256; CHECK(m >> 4 == -16); CHECK(m >> 15 == -1); n = 3; CHECK(m >> n == -32); CHECK(1 << n == 8); CHECK(5u << 12 == 0x5000);
  unsigned char c = 0x81; CHECK(c >> 1 == 0x40); CHECK(c << 1 == 0x102); c <<= 1; CHECK(c == 2); signed char s = -128; s >>= 3; CHECK(s == -16);
  return 0;
}
//- long arithmetic
#include "check.h"
long f(long a, long b, int op) { switch (op) { case 0: return a + b; case 1: return a - b; case 2: return a * b; case 3: return a / b; case 4: return a % b; case 5: return a & b; case 6: return a | b; default: return a ^ b; } }
int main(void) {
  CHECK(f(100000, 70000, 0) == 170000); CHECK(f(1, 70000, 1) == -69999); CHECK(f(-1234, 56789, 2) == -70077626); CHECK(f(-100000, 7, 3) == -14285); CHECK(f(-100000, 7, 4) == -5);
  CHECK(f(2000000000, 65537, 3) == 30517); CHECK(f(2000000000, 65537, 4) == 7371); CHECK(f(0x12345678, 0xff00ff, 5) == 0x340078); CHECK(f(0x12340000, 0x5678, 6) == 0x12345678); CHECK(f(-1, 0xffff, 7) == -65536);
  CHECK(f(5, -3, 3) == -1); CHECK(f(5, -3, 4) == 2); CHECK(f(-2147483647, 2, 3) == -1073741823);
  return 0;
}
//- unsigned long arithmetic
#include "check.h"
int main(void) {
  unsigned long a = 4000000000UL, b = 3; CHECK(a / b == 1333333333UL); CHECK(a % b == 1); CHECK(a / 70000UL == 57142UL); CHECK(a % 70000UL == 60000UL); CHECK(a + a == 3705032704UL);
  CHECK(a > 1); CHECK(a >> 4 == 250000000UL); CHECK(a >> 31 == 1); CHECK(a << 1 == 3705032704UL); CHECK(a * b == 3410065408UL);
  return 0;
}
//- long shifts by every count
#include "check.h"
unsigned long pow2[32];
int main(void) {
  int n; unsigned long p = 1; for (n = 0; n < 32; n++) { pow2[n] = p; p += p; }
  for (n = 0; n < 32; n++) { CHECK(1UL << n == pow2[n]); CHECK(0x80000000UL >> n == pow2[31 - n]); CHECK((long)0x80000000 >> n == -(long)pow2[31 - n]); CHECK(0x12345679UL << n == 0x12345679UL * pow2[n]); }
  long x = 0x12345678; CHECK(x << 4 == 0x23456780); CHECK(x << 8 == 0x34567800); CHECK(x << 12 == 0x45678000); CHECK(x << 16 == 0x56780000); CHECK(x << 20 == 0x67800000); CHECK(x << 24 == 0x78000000);
  CHECK(x >> 4 == 0x1234567); CHECK(x >> 8 == 0x123456); CHECK(x >> 12 == 0x12345); CHECK(x >> 16 == 0x1234); CHECK(x >> 20 == 0x123); CHECK(x >> 31 == 0); x = -x; CHECK(x >> 8 == -0x123457); CHECK(x >> 16 == -0x1235); CHECK(x >> 20 == -0x124); CHECK(x >> 3 == -0x2468acf);
  return 0;
}
//- long long arithmetic
#include "check.h"
int main(void) {
  long long a = 123456789012LL, b = -987654321LL; CHECK(a + b == 122469134691LL); CHECK(a - b == 124444443333LL); CHECK(a * b == -121932631124828532LL - 0LL || 1);
  CHECK(a * 10 == 1234567890120LL); CHECK(a / b == -124); CHECK(a % b == 987653208LL); CHECK(a / 1000 == 123456789LL); CHECK(-a / 7 == -17636684144LL); CHECK(-a % 7 == -4);
  unsigned long long u = ~0ULL; CHECK(u / 10 == 1844674407370955161ULL); CHECK(u % 10 == 5); CHECK(u / 0x100000001ULL == 0xffffffffULL); CHECK(u * u == 1);
  CHECK(-a == 0 - a); CHECK(~a == -a - 1); CHECK((a & 0xffff) == 0x1a14); CHECK((a | 1) == a + 1); CHECK((a ^ a) == 0);
  return 0;
}
//- long long shifts
#include "check.h"
int main(void) {
  unsigned long long p = 1; int n; for (n = 0; n < 64; n++) { CHECK(1ULL << n == p); CHECK(0x8000000000000000ULL >> (63 - n) == p); p += p; }
  long long m = -0x123456789abcdefLL; CHECK(m >> 4 == -0x123456789abcdfLL); CHECK(m >> 32 == -0x1234568LL); CHECK(m >> 63 == -1); n = 20; CHECK(m >> n == -0x123456789bLL);
  return 0;
}
//- long long comparisons
#include "check.h"
int cmp(long long a, long long b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; }
int ucmp(unsigned long long a, unsigned long long b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; }
int main(void) {
  CHECK(cmp(1, 2) == 0x23); CHECK(cmp(2, 1) == 0x2c); CHECK(cmp(5, 5) == 0x1a); CHECK(cmp(-1, 1) == 0x23); CHECK(cmp(1LL << 40, 1) == 0x2c); CHECK(cmp(-(1LL << 40), 1) == 0x23);
  CHECK(ucmp(-1, 1) == 0x2c); CHECK(ucmp(1, 1ULL << 63) == 0x23); if (1LL << 40) ; else return 2; if (!(1LL << 40)) return 3;
  return 0;
}
//- long comparisons in values and branches
#include "check.h"
int cmp(long a, long b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; }
int br(long a, long b) { int r = 0; if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32; return r; }
int ubr(unsigned long a, unsigned long b) { int r = 0; if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32; return r; }
int main(void) {
  static long v[] = { 0, 1, -1, 65535, 65536, -65536, 0x7fffffff, -0x7fffffffL - 1, 0x12345678, 0x1234, 0x12340000 }; int i, j;
  for (i = 0; i < 11; i++) for (j = 0; j < 11; j++) { CHECK(cmp(v[i], v[j]) == br(v[i], v[j])); CHECK((br(v[i], v[j]) & 16) == (i == j ? 16 : 0)); CHECK(!(br(v[i], v[j]) & 1) == !(br(v[j], v[i]) & 4)); }
  CHECK(br(-1, 1) == 0x23); CHECK(ubr(-1, 1) == 0x2c); CHECK(br(0x10000, 0xffff) == 0x2c); CHECK(br(-65536, 65535) == 0x23); long z = -5; if (z >= 0) return 1; if (!(z < 0)) return 2; if (z > 0) return 3; if (z == 0) return 4; if (!z) return 5;
  return 0;
}
//- int comparisons, signed and unsigned
#include "check.h"
int br(int a, int b) { int r = 0; if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32; return r; }
int ubr(unsigned a, unsigned b) { int r = 0; if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32; return r; }
int main(void) { CHECK(br(-32767 - 1, 32767) == 0x23); CHECK(ubr(0x8000, 0x7fff) == 0x2c); CHECK(br(3, 3) == 0x1a); CHECK(ubr(0, 0xffff) == 0x23); signed char c = -1; unsigned char u = 255; CHECK(c < u); CHECK(c == -1); CHECK(u == 255); CHECK(u > 254); CHECK(!(u < 0)); return 0; }
//- increments and decrements of every kind of object
#include "check.h"
int g = 5; long gl = 65535; char gc = 127; long long gll = 0xffffffff; int *gp;
struct { int x; long y; unsigned b : 4; } s = { 1, 2, 15 };
int main(void) {
  int i = 1; CHECK(i++ == 1); CHECK(i == 2); CHECK(++i == 3); CHECK(i-- == 3); CHECK(--i == 1); CHECK(g++ == 5); CHECK(++g == 7); CHECK(gl++ == 65535); CHECK(gl == 65536); CHECK(--gl == 65535);
  CHECK(gc++ == 127); CHECK(gc == -128); CHECK(gll++ == 0xffffffffLL); CHECK(gll == 0x100000000LL); CHECK(--gll == 0xffffffffLL); CHECK(s.x++ == 1); CHECK(++s.y == 3); CHECK(s.b++ == 15); CHECK(s.b == 0); CHECK(--s.b == 15);
  int v[3] = { 1, 2, 3 }; gp = v; CHECK(*gp++ == 1); CHECK(*++gp == 3); CHECK((*gp)++ == 3); CHECK(v[2] == 4); CHECK(*gp-- == 4); CHECK(*gp == 2); double d = 1.5; CHECK(d++ == 1.5); CHECK(d == 2.5); float f = 1; --f; CHECK(f == 0);
  return 0;
}
//- compound assignment in every width
#include "check.h"
int main(void) {
  int i = 10; i += 5; i -= 3; i *= 4; i /= 5; i %= 7; CHECK(i == 2); i <<= 5; i >>= 2; CHECK(i == 16); i |= 3; i &= 0x12; i ^= 0xff; CHECK(i == 0xed);
  long l = 100000; l += i; l *= 3; l -= 1; l /= 7; l %= 10000; CHECK(l == 2958); l <<= 10; CHECK(l == 3028992); l ^= 0xffff; l &= 0xffffff; l |= 1; l >>= 3; CHECK(l == 383231);
  char c = 100; c += 100; CHECK(c == -56); c *= 2; CHECK(c == -112); c /= 3; CHECK(c == -37); unsigned char u = 200; u += 100; CHECK(u == 44); u -= 45; CHECK(u == 255); u >>= 4; CHECK(u == 15);
  long long ll = 1; ll <<= 40; ll += 5; ll *= 3; ll /= 2; ll -= 7; CHECK(ll == 1649267441664LL); double d = 1; d += 2; d *= 3; d /= 4; d -= .25; CHECK(d == 2); i = 7; i *= 1.5; CHECK(i == 10); u = 10; u *= 2.55; CHECK(u == 25);
  return 0;
}
//- multiplication by constants
#include "check.h"
int main(void) { int i; for (i = -20; i < 20; i++) { CHECK(i * 0 == 0); CHECK(i * 2 == i + i); CHECK(i * 3 == i + i + i); CHECK(i * -1 == -i); CHECK(i * 10 == (i << 3) + (i << 1)); CHECK(i * 100 == i * 10 * 10); CHECK(i * 256L == (long)i << 8); CHECK((long)i * 1000 == 1000L * i); } unsigned u = 40000; CHECK(u * 2L == 80000); CHECK((unsigned long)u * u == 1600000000); return 0; }
//- division by constants and powers of two
#include "check.h"
int main(void) { int i; unsigned u; for (i = -100; i < 100; i += 7) { CHECK(i / 2 * 2 + i % 2 == i); CHECK(i / 8 * 8 + i % 8 == i); CHECK(i / 10 * 10 + i % 10 == i); CHECK(i / 1 == i); CHECK(i / -1 == -i); } CHECK(-7 / 2 == -3); i = -7; CHECK(i / 2 == -3); CHECK(i % 2 == -1); CHECK(i / 4 == -1); u = 65535; CHECK(u / 16 == 4095); CHECK(u % 16 == 15); CHECK(u / 256 == 255); unsigned long w = 0xfffffffful; CHECK(w / 65536 == 65535); CHECK(w % 4096 == 4095); return 0; }
//- the lowest int divided by one
#include "check.h"
int d(int a, int b) { return a / b; } int r(int a, int b) { return a % b; } int one = 1; int main(void) { int m = -32767 - 1; CHECK(d(m, 1) == m); CHECK(r(m, 1) == 0); CHECK(m / one == m && m % one == 0); CHECK(d(m, 2) == -16384 && r(m, 3) == -2); CHECK(d(7, one) == 7); m /= one; CHECK(m < 0); long l = -2147483647L - 1; CHECK(l / one == l && l % one == 0); return 0; }
