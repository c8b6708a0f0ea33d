//- variable-length arrays
#include "check.h"
int sum(int n) { int v[n], i, s = 0; for (i = 0; i < n; i++) v[i] = i; for (i = 0; i < n; i++) s += v[i]; CHECK(sizeof v == n * sizeof(int)); return s; } int main(void) { int i; CHECK(sum(10) == 45 && sum(1) == 0); for (i = 1; i < 200; i++) { char b[i * 2]; b[0] = i; b[i * 2 - 1] = 1; CHECK(sizeof b == i * 2); if (i == 100) continue; if (i == 190) break; } CHECK(i == 190); int n = 3; int m[n][n + 1]; CHECK(sizeof m == 24 && sizeof m[0] == 8); m[2][3] = 7; CHECK(*(*(m + 2) + 3) == 7); int (*p)[n + 1] = m; CHECK(p[2][3] == 7); n = 50; CHECK(sizeof m == 24); return 0; }
//- VLA scopes left by goto and return
#include "check.h"
int f(int n) { int k = 0; again: { char a[n]; a[n - 1] = 1; if (++k < 50) goto again; { long b[n]; b[0] = k; if (n > 2) return b[0]; } } return -1; } int main(void) { int before, after; char *p = __builtin_alloca(2); CHECK(f(500) == 50); CHECK(f(2) == -1); (void)before; (void)after; (void)p; return 0; }
//- alloca declared
#include "check.h"
void *__builtin_alloca(unsigned); int f(int n) { char *p = __builtin_alloca(n); char here; CHECK(p < &here && p > &here - 200); p[0] = 1; p[n - 1] = 2; return p[0] + p[n - 1]; } int main(void) { CHECK(f(40) == 3); return 0; }
//- alloca
#include "check.h"
int f(int n) { char *p = __builtin_alloca(n), *q = __builtin_alloca(3); p[0] = 1; p[n - 1] = 2; q[2] = 3; CHECK(q + 4 <= p || p + n <= q); return p[0] + p[n - 1] + q[2]; } int main(void) { int i, s = 0; for (i = 2; i < 30; i++) s += f(i * 3); CHECK(s == 28 * 6); return 0; }
//- __builtin functions
#include "check.h"
int main(void) { CHECK(__builtin_expect(5, 1) == 5); CHECK(__builtin_constant_p(3) == 1); int x = 40; CHECK(__builtin_constant_p(x) == 0); CHECK(__builtin_strlen("abc") == 3); char b[8]; __builtin_memcpy(b, "hello", 6); CHECK(!__builtin_strcmp(b, "hello")); __builtin_memset(b, 'x', 3); CHECK(b[2] == 'x'); CHECK(__builtin_abs(-3) == 3); CHECK(__builtin_offsetof(struct { char c; int v[4]; }, v[2]) == 6); CHECK(__builtin_types_compatible_p(int, signed int) == 1 && __builtin_types_compatible_p(int, long) == 0); CHECK(__builtin_choose_expr(1, 5, "no") == 5); if (x == 41) __builtin_unreachable(); return 0; }
//- bit counting builtins
#include "check.h"
int main(void) { CHECK(__builtin_clz(1) == 15 && __builtin_clz(0x8000) == 0 && __builtin_ctz(8) == 3 && __builtin_popcount(0xf0f1) == 9); CHECK(__builtin_clzl(1) == 31 && __builtin_ctzl(0x10000) == 16 && __builtin_popcountl(-1L) == 32 && __builtin_clzll(1) == 63 && __builtin_ctzll(1LL << 40) == 40 && __builtin_popcountll(-1LL) == 64); CHECK(__builtin_ffs(0) == 0 && __builtin_ffs(8) == 4 && __builtin_ffsl(0x10000) == 17 && __builtin_parity(7) == 1); CHECK(__builtin_bswap16(0x1234) == 0x3412 && __builtin_bswap32(0x12345678) == 0x78563412 && __builtin_bswap64(0x0102030405060708LL) == 0x0807060504030201LL); return 0; }
//- float inspection builtins
#include "check.h"
int main(void) { double i = __builtin_inf(), n = __builtin_nan(""); CHECK(__builtin_isnan(n) && !__builtin_isnan(i) && __builtin_isinf(i) == 1 && __builtin_isinf(-i) == -1 && !__builtin_isfinite(i) && __builtin_isfinite(1.0) && __builtin_signbit(-0.0) && !__builtin_signbit(1.0)); CHECK(__builtin_huge_val() == i && __builtin_isunordered(n, 1.0) && !__builtin_isunordered(1.0, 2.0)); return 0; }
//- _Generic
#include "check.h"
#define kind(x) _Generic((x), int: 1, long: 2, char *: 3, const char *: 4, double: 5, default: 0)
int main(void) { char *s = "x"; const char *k = s; char c = 1; CHECK(kind(1) == 1 && kind(1L) == 2 && kind(s) == 3 && kind(k) == 4 && kind(1.5) == 5 && kind(1u) == 0 && kind(c) == 0 && kind(+c) == 1); return 0; }
//- _Static_assert in every place
#include "check.h"
_Static_assert(sizeof(int) == 2, "int"); struct s { int x; _Static_assert(1, "in a struct"); }; int main(void) { _Static_assert(sizeof(struct s) == 2, "size"); _Static_assert(1); return 0; }
//- attributes that are read over
#include "check.h"
__attribute__((unused)) static int a; static int b __attribute__((unused, section("x"))); int f(int x __attribute__((unused)), ...) __attribute__((format(printf, 1, 2))) __attribute__((warn_unused_result)); typedef int word __attribute__((aligned(2))); struct __attribute__((packed)) s { char c; int i; } __attribute__((aligned(1))); int g(void) __attribute__((returns_twice, const, nonnull(1))); enum e { X __attribute__((deprecated)), Y };
int main(void) { switch (Y) { case 1: a = 1; __attribute__((fallthrough)); case 2: b = 2; } CHECK(a + b == 3); label: __attribute__((unused)); return sizeof(struct s) - 3; }
//- asm without operands
#include "check.h"
int x = 1; int main(void) { asm("inc word [_x]"); __asm__ volatile ("inc word [_x]\n\tinc word [_x]"); CHECK(x == 4); return 0; }
//- asm with operands
#include "check.h"
int add(int a, int b) { int r; asm("mov %0, %1\n add %0, %2" : "=&r"(r) : "r"(a), "r"(b)); return r; } int main(void) { int x = 5, y; CHECK(add(3, 4) == 7); asm("xchg al, ah" : "=a"(y) : "0"(0x1234)); CHECK(y == 0x3412); asm("add %0, %1" : "+r"(x) : "i"(10)); CHECK(x == 15); asm volatile ("shl %[v], 1" : [v] "+r"(x) : : "cc"); CHECK(x == 30); unsigned char c; asm("mov %0, 7" : "=r"(c)); CHECK(c == 7 || 1); asm("inc word %0" : : "m"(x) : "memory"); CHECK(x == 31); int q, r; asm("div %4" : "=a"(q), "=d"(r) : "0"(100), "1"(0), "c"(7)); CHECK(q == 14 && r == 2); return 0; }
//- asm at file scope
#include "check.h"
asm("global _seven\n_seven: mov ax, 7\n ret"); int seven(void); int main(void) { return seven() - 7; }
//- asm names of symbols
#include "check.h"
int f(void) asm("_renamed"); int g(void); asm("_renamed: mov ax, 3\n ret"); int main(void) { return f() - 3; }
//- case ranges, old designators, zero-length and empty things
#include "check.h"
struct e {}; struct z { int n; char t[0]; }; int main(void) { struct e x; (void)x; CHECK(sizeof(struct e) == 0); CHECK(sizeof(struct z) == 2); struct z *p = malloc(8); p->t[2] = 4; CHECK(p->t[2] == 4); switch (5) { case 1 ... 9: return 0; } return 1; }
//- local labels, nested statement expressions and typeof
#include "check.h"
#define FIND(v, n, x) ({ __label__ out; int _i; for (_i = 0; _i < (n); _i++) if ((v)[_i] == (x)) goto out; _i = -1; out: _i; })
int main(void) { int v[] = { 4, 5, 6 }; CHECK(FIND(v, 3, 5) == 1); int k = ({ int a = ({ int b = 2; b + 1; }); a * 2; }); CHECK(k == 6); return 0; }
//- weak symbols
#include "check.h"
__attribute__((weak)) int f(void) { return 1; } extern int missing __attribute__((weak)); int g __attribute__((weak)) = 5; int absent(int) __attribute__((weak)); int main(void) { CHECK(f() == 1 && g == 5 && !absent); if (absent) absent(1); return 0; }
//- frame and return address
#include "check.h"
unsigned f(void) { return (unsigned)__builtin_return_address(0); } int main(void) { CHECK(f() > (unsigned)main); CHECK(__builtin_frame_address(0) != 0); return 0; }
//- spellings with underscores
#include "check.h"
__extension__ typedef long long ll; static __inline int f(__const char *p, __volatile__ int x) { return *p + x; } int main(void) { __signed__ char c = -1; __extension__ ll v = 1; CHECK(c < 0 && v == 1 && f("a", 1) == 98); return __alignof__(int) - 2; }
//- tentative definitions and extern
#include "check.h"
int a; int a; extern int a; int b = 3; extern int b; static int c; static int c = 4; int v[]; int v[3]; extern char *s; char *s = "q"; int main(void) { CHECK(a == 0 && b == 3 && c == 4 && sizeof v == 6 && *s == 'q'); { extern int b; b++; } CHECK(b == 4); return 0; }
//- register variables, declared
#include "check.h"
int f(register int n, register char *p) { register int s = 0; register unsigned char c; while (n--) { c = *p++; s += c; } return s; } int main(void) { register int i, j, k; int t = 0; for (i = 0; i < 4; i++) for (j = 0; j < 3; j++) for (k = 0; k < 2; k++) t += i * j * k; CHECK(t == 18); CHECK(f(3, "abc") == 294); return 0; }
//- overflow builtins
#include "check.h"
int main(void) { int r; long l; unsigned char c; unsigned u; CHECK(!__builtin_add_overflow(1, 2, &r) && r == 3); CHECK(__builtin_add_overflow(32767, 1, &r) && r == -32768); CHECK(__builtin_sub_overflow(1u, 2u, &u) && u == 65535u); CHECK(__builtin_mul_overflow(70000L, 70000L, &l)); CHECK(!__builtin_mul_overflow(1000L, 1000L, &l) && l == 1000000); CHECK(__builtin_add_overflow(200, 100, &c) && c == 44); return 0; }
