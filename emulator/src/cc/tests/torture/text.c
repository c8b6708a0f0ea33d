//- string escapes
#include <stdio.h>
#include <string.h>
int main(void) { const char s[] = "a\0b\x41\101\n\t\"\\\?\a\b\f\v\r\e" "\1" "1\x4" "2"; int i; for (i = 0; i < (int)sizeof s; i++) printf("%02x", (unsigned char)s[i]); printf(" %d %d\n", (int)sizeof s, (int)strlen(s)); printf("%d %d %d %d %d\n", '\0', '\xff', '\377', '\'', '"'); printf("%d %s %s\n", (int)sizeof "abc" "def", "x" /* c */ "y"
 "z", "trail\
ing"); char t[3] = "abc", u[] = { "brace" }, v[5] = "ab"; printf("%c%c%c %d %d %d\n", t[0], t[1], t[2], (int)sizeof u, v[2], v[4]); printf("%d %d\n", "abc"[1], *"q"); printf("%s\n", &"offset"[3]); printf("%d %c%c\n", 'ab' == 'a' * 256 + 'b', "0123456789abcdef"[13], *("xyz" + 2)); return 0; }
//- wide chars
#include <stdio.h>
#include <wchar.h>
#include <string.h>
int main(void) { unsigned short w[] = { L'a', L'\x263a', L'\u00e9' }; printf("%x %x %x\n", w[0], w[1], w[2]); printf("%d %d\n", (int)(sizeof L"abc" / sizeof(wchar_t)), (int)(sizeof(L"h\u00e9llo" L" x") / sizeof(wchar_t))); const wchar_t *p = L"A\x42" L"C"; printf("%d%d%d%d\n", (int)p[0], (int)p[1], (int)p[2], (int)p[3]); wchar_t b[8] = L"wide", e[] = { L"br" }; printf("%d %d %d\n", (int)b[3], (int)b[5], (int)(sizeof e / sizeof *e)); printf("%d %d\n", (int)strlen("\u00e9"), (int)strlen(u8"\u20ac")); printf("%d\n", "\xc3\xa9"[0] == "\u00e9"[0]); return 0; }
//- _Static_assert and _Generic
#include <stdio.h>
_Static_assert(sizeof(char) == 1, "char"); struct s { _Static_assert(1, "in"); short a; }; 
#define NAME(x) _Generic((x), char: "char", signed char: "schar", unsigned char: "uchar", short: "short", unsigned short: "ushort", int: "int", unsigned: "uint", long: "long", unsigned long: "ulong", long long: "llong", unsigned long long: "ullong", float: "float", double: "double", char *: "char*", const char *: "cchar*", void *: "void*", int *: "int*", struct s: "s", default: "other")
int main(void) { _Static_assert(2 > 1); char c = 1; const short cs = 2; unsigned char u = 1; struct s s; int a[3]; printf("%s %s %s %s %s %s\n", NAME(c), NAME(cs), NAME(u), NAME(s), NAME(a), NAME("lit")); printf("%s %s %s %s\n", NAME(c + c), NAME(u ? 1L : 2), NAME(1.0f), NAME(1.0f * 2)); printf("%s %s %s %s %s\n", NAME(1LL + 1u), NAME((const char *)0), NAME((void *)0), NAME(&a[1]), NAME(main)); printf("%s %s %s\n", NAME('a'), NAME(!1.0), NAME((char)1)); int side = 0; int r = _Generic(side++, int: side += 5, default: side = 99); printf("%d %d\n", r, side); printf("%s %s\n", NAME(0x7fffL), NAME(1ul << 3)); return _Generic(1, default: 0, long: 1); }
//- typeof and statement expressions
#include <stdio.h>
#define MAX(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define SWAP(a, b) do { typeof(a) _t = a; a = b; b = _t; } while (0)
struct s { short a; char n[4]; }; static int n; static struct s mk(int x) { return (struct s){ x, "mk" }; }
int main(void) { int i = 3, j = 7; long l = 100000; SWAP(i, j); printf("%d %d %ld %d\n", i, j, MAX(i, l), MAX(i++, j++)); typeof(int[3]) a = { 1, 2, 3 }; typeof(&a[0]) p = a + 1; typeof(mk(1)) s = mk(4); const typeof(*p) q = *p; printf("%d %d %d %s %d\n", (int)(sizeof a / sizeof *a), *p, s.a, s.n, q); int r = ({ int k; for (k = 0; k < 5; k++) if (k == 3) break; k; }) + ({ 1; 2; }); printf("%d %d %s\n", r, ({ struct s t = mk(9); t; }).a, ({ struct s t = mk(9); t.n[0] = 'X'; t; }).n); for (i = 0; ({ n += i; i < 4; }); i++) ; printf("%d\n", n); ({ goto done; }); printf("never\n"); done: ; int v = ({ MAX(({ 4; }), ({ 3; })); }); printf("%d %d\n", v, ({ switch (v) { case 4: v = 40; } v; })); __auto_type au = 5L; printf("%d\n", (int)(sizeof au == sizeof(long))); typeof(char *) c1 = "a", c2 = "b"; printf("%s%s\n", c1, c2); return 0; }
//- preprocessor corners
#include <stdio.h>
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define STR(x) #x
#define XSTR(x) STR(x)
#define V(f, ...) printf(f, ##__VA_ARGS__)
#define F(x) (x + G(x))
#define G(x) (x * F)
#define EMPTY
#define OBJ (1, 2)
#define CALL(m, ...) m(__VA_ARGS__)
#define ADD(a, b) ((a) + (b))
#define HEAD(x, ...) x
#define ID(x) x
#define self 4 + self
#if defined(CAT) && !defined(NOPE) && (-1 < 1u) == 0 && 'a' == 97 && (1 ? 2 : (1 / 1)) == 2
static int self2 = 1;
#elif 1
#error no
#endif
#if 0
' unbalanced
#else
#define LINE __LINE__
#endif
static int F_(int x) { return x; }
int main(void) { int XCAT(va, XCAT(r, 1)) = 5; V("%d\n", var1); V("plain\n"); V(STR("a\n" 'b' \t) "|" XSTR(OBJ) "|" STR( x  y ) "|" XSTR(XCAT(1, 2)) "\n"); V("%d %d %d\n", CALL(ADD, 1, 2), HEAD(7, 8, 9), ID(ADD EMPTY (3, 4))); V("%d\n", ID(ADD)(5, 6)); enum { x_ = 0 }; int self3 = 3;
#define self3 self3 + 1
int x = (self3) + self2; V("%d %d %s\n", x, LINE == __LINE__, __func__); V("%d %d\n", 1 - -1, - - 3); V("%s %d\n", XSTR(F(1)), F_(2)); 
#line 500 "named.c"
V("%d %s\n", __LINE__, __FILE__); return sizeof(STR(a b)) - 4; }
//- expressions: precedence, associativity, odd spellings
#include <stdio.h>
#include <iso646.h>
static int a[5] = { 1, 2, 3, 4, 5 }; static struct { int x; int *p; } s = { 2, a + 1 }, *ps = &s; int main(void) { int i = 2, j = 3, n, *p = a; n = i+++j; printf("%d %d ", n, i); n = i---j; printf("%d %d %d\n", n, i, -i*-j); printf("%d %d %d\n", i << 1 + 1, i & j == 3, i | j ^ i & 1); printf("%d %d\n", !i == 0, ~i + 1 == -i); n = *p++; printf("%d %d ", n, *p); printf("%d ", *ps->p); printf("%d\n", ++*ps->p); printf("%d %d\n", i ? j ? 1 : 2 : 3, i ? 0, j : 5); n = (i, j); i = j = 4; printf("%d %d\n", n, i not_eq j or not i); printf("%d\n", 1 - 2 - 3 - -4 * 2 % 3 / 1); printf("%d %d\n", sizeof(int) * 2 == sizeof i + sizeof(j), sizeof i[a] == sizeof *a); printf("%d %d\n", 5 % -3, -5 % 3); printf("%d %d %d\n", -5 / 2, 5 / -2, -5 >> 1); printf("%d\n", 010 + 0x10 + 0b10 + '\10'); printf("%ld %lu %lld\n", 10l, 10UL, 0xFFLL); printf("%g %g %g %g\n", 1e3, .5, 5., 0x1.8p1); printf("%d\n", a<:1:>); return 0; }
