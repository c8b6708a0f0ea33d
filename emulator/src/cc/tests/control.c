//- if, else and nesting
#include "check.h"
int f(int a, int b) { if (a) if (b) return 1; else return 2; else if (b) return 3; return 4; } int main(void) { CHECK(f(1, 1) == 1 && f(1, 0) == 2 && f(0, 1) == 3 && f(0, 0) == 4); return 0; }
//- while, do and for
#include "check.h"
int main(void) { int i = 0, s = 0; while (i < 10) s += i++; CHECK(s == 45); do s--; while (s > 40); CHECK(s == 40); for (i = 0; ; i++) { if (i == 5) continue; if (i > 8) break; s += i; } CHECK(s == 40 + 36 - 5); for (int j = 0, k = 10; j < k; j++, k--) s++; CHECK(s == 76); for (;;) { break; } do { s = 1; continue; } while (0); CHECK(s == 1); while (s--) ; CHECK(s == -1); unsigned u; for (u = 3; u--; ) s++; CHECK(s == 2); return 0; }
//- break and continue in nested loops
#include "check.h"
int main(void) { int i, j, n = 0; for (i = 0; i < 5; i++) { for (j = 0; j < 5; j++) { if (j == i) break; if ((i + j) & 1) continue; n += 10 * i + j; } } CHECK(n == 20 + 30 + 1 + 40 + 40 + 2 || n); return n == 133 ? 0 : n; }
//- switch: sparse, dense, ranges, fall through
#include "check.h"
int f(int x) { switch (x) { case 1: return 10; case 100: return 20; case -5: return 30; case 1000: x++; case 2000: return x; default: return 0; } }
int g(int x) { switch (x) { case 0: return 1; case 1: return 2; case 2: case 3: return 3; case 4: return 4; case 5: return 5; case 7: return 7; case 8: return 8; } return -1; }
int h(int c) { switch (c) { case 'a' ... 'z': return 1; case 'A' ... 'Z': return 2; case '0' ... '9': return 3; } return 0; }
int k(unsigned x) { switch (x) { case 0xffff: return 1; case 0x8000: return 2; case 5: return 3; case 60000u ... 60010u: return 4; } return 0; }
int main(void) { CHECK(f(1) == 10 && f(100) == 20 && f(-5) == 30 && f(1000) == 1001 && f(2000) == 2000 && f(3) == 0); int i; for (i = -2; i < 12; i++) CHECK(g(i) == (i < 0 || i == 6 || i > 8 ? -1 : i < 2 ? i + 1 : i == 2 ? 3 : i)); CHECK(h('q') == 1 && h('Q') == 2 && h('5') == 3 && h(' ') == 0); CHECK(k(-1) == 1 && k(0x8000) == 2 && k(5) == 3 && k(60005u) == 4 && k(6) == 0); return 0; }
//- switch with many sparse cases
#include "check.h"
int f(int x) { switch (x) { case -3000: return 1; case -200: return 2; case -1: return 3; case 0: return 4; case 50: return 5; case 500: return 6; case 5000: return 7; case 6000: return 8; case 7000: return 9; case 30000: return 10; case 10 ... 20: return 11; case 32767: return 12; } return 0; }
int main(void) { CHECK(f(-3000) == 1 && f(-200) == 2 && f(-1) == 3 && f(0) == 4 && f(50) == 5 && f(500) == 6 && f(5000) == 7 && f(6000) == 8 && f(7000) == 9 && f(30000) == 10 && f(10) == 11 && f(15) == 11 && f(20) == 11 && f(21) == 0 && f(9) == 0 && f(32767) == 12 && f(-3001) == 0 && f(501) == 0); return 0; }
//- switch on char, long and long long
#include "check.h"
int f(long x) { switch (x) { case 100000: return 1; case -1: return 2; case 5 ... 70000: return 3; case 0x7fffffff: return 4; } return 0; } int g(long long x) { switch (x) { case 1LL << 40: return 1; case -7: return 2; default: return 3; case 10 ... 20: return 4; } } int h(char c) { switch (c) { case 'x': return 1; case -1: return 2; } return 3; } int u(unsigned long x) { switch (x) { case 0xffffffff: return 1; case 0x80000000 ... 0x90000000: return 2; } return 0; }
int main(void) { CHECK(f(100000) == 1 && f(-1) == 2 && f(5) == 3 && f(70000) == 3 && f(70001) == 0 && f(4) == 0 && f(0x7fffffff) == 4); CHECK(g(1LL << 40) == 1 && g(-7) == 2 && g(9) == 3 && g(20) == 4); CHECK(h('x') == 1 && h(-1) == 2 && h(0) == 3); CHECK(u(-1) == 1 && u(0x85000000) == 2 && u(0x7fffffff) == 0 && u(0x90000001) == 0); return 0; }
//- Duff's device
#include "check.h"
void copy(char *to, char *from, int n) { int k = (n + 7) / 8; switch (n % 8) { case 0: do { *to++ = *from++; case 7: *to++ = *from++; case 6: *to++ = *from++; case 5: *to++ = *from++; case 4: *to++ = *from++; case 3: *to++ = *from++; case 2: *to++ = *from++; case 1: *to++ = *from++; } while (--k > 0); } }
int main(void) { char a[] = "the quick brown fox", b[20] = ""; copy(b, a, 20); CHECK(!strcmp(a, b)); return 0; }
//- goto forwards, backwards and into blocks
#include "check.h"
int main(void) { int i = 0, n = 0; again: n += i; if (++i < 5) goto again; CHECK(n == 10); goto in; { n = 0; in: n++; } CHECK(n == 11); goto end; n = 99; end: CHECK(n == 11); for (i = 0; i < 10; i++) for (n = 0; n < 10; n++) if (i * n == 42) goto out; out: CHECK(i == 6 && n == 7); return 0; }
//- computed goto
#include "check.h"
int run(const char *code) { static void *ops[] = { &&inc, &&dbl, &&stop }; int x = 1; goto *ops[*code++]; inc: x++; goto *ops[*code++]; dbl: x *= 2; goto *ops[*code++]; stop: return x; }
int main(void) { CHECK(run("\0\1\1\0\2") == 9); void *p = &&here; goto *p; return 1; here: return 0; }
//- logical operators do not evaluate more than they need
#include "check.h"
int n; int t(int v) { n++; return v; } int main(void) { CHECK((t(0) && t(1)) == 0 && n == 1); n = 0; CHECK((t(1) || t(0)) == 1 && n == 1); n = 0; CHECK((t(1) && t(2)) == 1 && n == 2); n = 0; if (t(0) || (t(1) && !t(0))) CHECK(n == 3); else return 1; n = 0; int x = t(1) && t(0) || t(5); CHECK(x == 1 && n == 3); CHECK(!(t(0) || t(0))); CHECK((1 && 0) == 0 && (0 || 3) == 1); return 0; }
//- conditional operator
#include "check.h"
int main(void) { int a = 3, b = 4; CHECK((a > b ? a : b) == 4); long l = a < b ? 70000L : 1; CHECK(l == 70000); CHECK(sizeof(1 ? 1 : 1L) == 4); char *p = a ? "yes" : 0; CHECK(*p == 'y'); CHECK((a ?: 9) == 3 && (0 ?: 9) == 9); int n = 0; CHECK((n++ ?: 5) == 5 && n == 1); CHECK((a == 3 ? b == 4 ? 1 : 2 : 3) == 1); (a ? b : a) ; double d = a ? 1 : 2.5; CHECK(d == 1); unsigned u = 1 ? -1 : 1u; CHECK(u == 65535u); return 0; }
//- comma operator
#include "check.h"
int main(void) { int a, b; a = (b = 3, b + 1); CHECK(a == 4 && b == 3); for (a = 0, b = 10; a < b; a++, b--) ; CHECK(a == 5); CHECK((1, 2, 3) == 3); return 0; }
//- statement expressions
#include "check.h"
int main(void) { int x = ({ int y = 3; y * 2; }); CHECK(x == 6); CHECK(({ int i, s = 0; for (i = 0; i < 4; i++) s += i; s; }) == 6); ({ x = 1; }); CHECK(x == 1); int k = ({ if (x) x = 5; x; }) + 1; CHECK(k == 6); CHECK(({ long l = 70000; l; }) == 70000); ({ ; }); return 0; }
//- declarations after statements, in for and shadowing
#include "check.h"
int x = 1; int main(void) { CHECK(x == 1); int x = 2; { int x = 3; CHECK(x == 3); { extern int x; CHECK(x == 1); } } for (int x = 0; x < 1; x++) { int x = 9; CHECK(x == 9); } CHECK(x == 2); if (1) { int y = x; x = y + 1; } CHECK(x == 3); return 0; }
//- labels with declarations behind and at block ends
#include "check.h"
int main(void) { int n = 0; if (n) goto a; n = 1; a: ; int k = 2; switch (n) { case 1: int m = 3; k += m; break; default: } CHECK(k == 5); goto done; done: return 0; }
//- infinite loops left by return
int f(void) { int i = 0; for (;;) { while (1) { do { if (i++ > 5) return 7; } while (1); } } } int main(void) { return f() - 7; }
//- main may fall off its end
int main(void) { int x = 5; x++; }
//- empty statements and unused code
#include "check.h"
int main(void) { ;;; {} if (0) { CHECK(0); } while (0) CHECK(0); return 0; CHECK(0); dead: CHECK(0); goto dead; }
