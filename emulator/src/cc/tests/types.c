//- sizes of the basic types
#include "check.h"
int main(void) {
  CHECK(sizeof(char) == 1); CHECK(sizeof(short) == 2); CHECK(sizeof(int) == 2);
  CHECK(sizeof(long) == 4); CHECK(sizeof(long long) == 8); CHECK(sizeof(void *) == 2);
  CHECK(sizeof(float) == 4); CHECK(sizeof(double) == 8); CHECK(sizeof(long double) == 8);
  CHECK(sizeof(_Bool) == 1); CHECK(sizeof(int (*)(void)) == 2); CHECK(sizeof(enum { A }) == 2);
  return 0;
}
//- every order of type words
#include "check.h"
long unsigned int a; int long b; unsigned long long int c; short signed int d; long int long unsigned e; char signed f; double long g;
int main(void) {
  CHECK(sizeof a == 4); CHECK(sizeof b == 4); CHECK(sizeof c == 8); CHECK(sizeof d == 2); CHECK(sizeof e == 8); CHECK(sizeof f == 1); CHECK(sizeof g == 8);
  a = -1; CHECK(a > 0); e = -1; CHECK(e > 0); d = -1; CHECK(d < 0);
  return 0;
}
//- char is signed, unsigned char is not
#include "check.h"
int main(void) {
  char c = 200; signed char s = 200; unsigned char u = 200;
  CHECK(c == -56); CHECK(s == -56); CHECK(u == 200);
  c = 127; c++; CHECK(c == -128); u = 255; u++; CHECK(u == 0);
  return 0;
}
//- _Bool holds 0 or 1
#include "check.h"
#include <stdbool.h>
int main(void) {
  bool b = 42; CHECK(b == 1); b = 0; CHECK(b == 0); b = 0.5; CHECK(b); b = (char *)"x"; CHECK(b == true);
  b = 256; CHECK(b == 1); b++; CHECK(b == 1); b--; CHECK(b == 0); b--; CHECK(b == 1);
  int x = 512; CHECK((bool)x == 1); long l = 0x10000; CHECK((bool)l == 1); long long ll = 1LL << 40; CHECK((bool)ll);
  b = false; b |= 4; CHECK(b == 1); b += 3; CHECK(b == 1);
  return 0;
}
//- enumerations count up and take values
#include "check.h"
enum color { RED, GREEN = 5, BLUE, LAST = -1, AFTER };
enum color c = BLUE;
enum { BIG = 70000L };
int main(void) {
  CHECK(RED == 0); CHECK(GREEN == 5); CHECK(BLUE == 6); CHECK(LAST == -1); CHECK(AFTER == 0); CHECK(c == 6);
  enum local { RED = 9 } l = RED; CHECK(l == 9); CHECK(BIG == 70000L);
  CHECK(sizeof(enum color) == 2);
  return 0;
}
//- typedef names have scopes of their own
#include "check.h"
typedef int T; typedef T U; typedef struct { T x; } S; typedef T A[3]; typedef int F(int);
F twice; int twice(int T) { return T * 2; }
int main(void) {
  T a = 1; U b = 2; S s = { 3 }; A v = { 1, 2, 3 };
  { char T = 5; CHECK(sizeof T == 1); CHECK(T == 5); }
  { typedef long T; CHECK(sizeof(T) == 4); }
  CHECK(sizeof(T) == 2); CHECK(a + b + s.x + v[2] == 9); CHECK(twice(4) == 8);
  struct { int T; } m = { 7 }; CHECK(m.T == 7);
  return 0;
}
//- typeof
#include "check.h"
int main(void) {
  long x = 70000; typeof(x) y = x; __typeof__(int[3]) v = { 1, 2, 3 }; typeof(v[0]) *p = v;
  CHECK(sizeof y == 4); CHECK(y == 70000); CHECK(sizeof v == 6); CHECK(p[2] == 3);
  __auto_type z = 3.5; CHECK(sizeof z == 8);
#define MAX(a, b) ({ typeof(a) _a = (a); typeof(b) _b = (b); _a > _b ? _a : _b; })
  CHECK(MAX(3, 7) == 7); CHECK(MAX(-3L, -70000L) == -3);
  return 0;
}
//- _Alignof and aligned
#include "check.h"
struct a { char c; int i; }; struct b { char c; } __attribute__((aligned(8))); struct p { char c; long l; } __attribute__((packed));
int main(void) {
  CHECK(_Alignof(char) == 1); CHECK(_Alignof(int) == 2); CHECK(_Alignof(double) == 2); CHECK(__alignof__(struct a) == 2);
  CHECK(sizeof(struct b) == 8); CHECK(sizeof(struct p) == 5); CHECK(offsetof(struct p, l) == 1); CHECK(offsetof(struct a, i) == 2);
  _Alignas(4) char x; (void)x;
  return 0;
}
//- const and volatile objects
#include "check.h"
const int k = 5; volatile int v = 1; const volatile char *p; int *const q = (int *)&v;
int main(void) { v = v + k; v++; ++v; v += 2; CHECK(v == 10); *q = 3; CHECK(v == 3); volatile long l = 1; l += 70000; CHECK(l == 70001); return 0; }
//- integer constants get the first type that fits
#include "check.h"
int main(void) {
  CHECK(sizeof 32767 == 2); CHECK(sizeof 32768 == 4); CHECK(sizeof 0x7fff == 2); CHECK(sizeof 0x8000 == 2); CHECK(0x8000 > 0); CHECK(sizeof 0x10000 == 4);
  CHECK(sizeof 65535u == 2); CHECK(sizeof 65536u == 4); CHECK(sizeof 1L == 4); CHECK(sizeof 1LL == 8); CHECK(sizeof 2147483648 == 8); CHECK(sizeof 0x80000000 == 4);
  CHECK(0b1011 == 11); CHECK(0777 == 511); CHECK('a' == 97); CHECK('\x41' == 65); CHECK('\0' == 0); CHECK('\377' == -1); CHECK('\n' == 10);
  CHECK(sizeof 'a' == 2); CHECK(18446744073709551615ULL == -1ULL);
  return 0;
}
//- integer promotion and the usual conversions
#include "check.h"
int main(void) {
  unsigned char a = 255, b = 1; CHECK(a + b == 256); CHECK(sizeof(a + b) == 2);
  unsigned u = 1; int i = -1; CHECK((u + i) == 0); CHECK((i < u) == 0); long l = -1; CHECK(l < u); CHECK(sizeof(l + u) == 4);
  unsigned short us = 65535; CHECK(us + 1 == 0); unsigned long ul = 1; CHECK((-1L < ul) == 0); CHECK(-1LL < ul);
  CHECK(-1 < (unsigned char)1); CHECK(sizeof(1 ? 'a' : 1L) == 4);
  return 0;
}
//- conversions between all integer widths
#include "check.h"
int main(void) {
  long long ll = -2; long l = ll; int i = l; signed char c = i; CHECK(l == -2); CHECK(i == -2); CHECK(c == -2);
  unsigned char u = ll; CHECK(u == 254); unsigned w = ll; CHECK(w == 65534u); unsigned long ul = ll; CHECK(ul == 4294967294UL);
  ll = u; CHECK(ll == 254); ll = w; CHECK(ll == 65534LL); ll = c; CHECK(ll == -2); l = w; CHECK(l == 65534L); l = c; CHECK(l == -2);
  ll = 0x123456789abcdefLL; CHECK((int)ll == (int)0xcdef); CHECK((long)ll == (long)0x89abcdef); CHECK((char)ll == (char)0xef); ul = 0xffffffff; ll = ul; CHECK(ll == 0xffffffffLL);
  return 0;
}
