//- double arithmetic
#include "check.h"
int main(void) { double a = 7.5, b = -2.25; CHECK(a + b == 5.25); CHECK(a - b == 9.75); CHECK(a * b == -16.875); CHECK(a / b == -7.5 / 2.25); CHECK(-a == -7.5); CHECK(+b == -2.25); a += 1; a *= 2; a -= .5; a /= 4; CHECK(a == 4.125); CHECK(1e300 * 1e10 > 1e308); CHECK(0.1 + 0.2 != 0.3 && 0.1 + 0.2 == 0.30000000000000004); double z = 0; CHECK(1 / z > 1e308 && -1 / z < -1e308); CHECK(z == -z); return 0; }
//- float arithmetic
#include "check.h"
int main(void) { float a = 1.1f, b = 2.2f; CHECK(a + b == 1.1f + 2.2f); CHECK(a * b == 1.1f * 2.2f); CHECK(a / b == .5f); CHECK(a - b == -1.1f); CHECK(a != 1.1); CHECK((double)a > 1.1); float c = 16777216; c += 1; CHECK(c == 16777216); c = 1e38f; c *= 100; CHECK(c > 3.4e38f); c = 1e-40f; CHECK(c > 0 && c * 1e10f > 9e-31f); CHECK(sizeof(a * b) == 4 && sizeof(a * 2.0) == 8); return 0; }
//- floating comparisons
#include "check.h"
int cmp(double a, double b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; } int fcmp(float a, float b) { int r = 0; if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32; return r; }
int main(void) { double z = 0, nan = z / z; CHECK(cmp(1, 2) == 0x23 && cmp(2, 1) == 0x2c && cmp(1, 1) == 0x1a && cmp(-1, 1) == 0x23 && cmp(-2, -1) == 0x23 && cmp(0, -z) == 0x1a); CHECK(cmp(nan, 1) == 0x20 && cmp(1, nan) == 0x20 && cmp(nan, nan) == 0x20); CHECK(fcmp(1, 2) == 0x23 && fcmp(-1, -2) == 0x2c && fcmp(nan, nan) == 0x20); if (nan) ; else return 1; if (z) return 2; if (!z) ; else return 3; CHECK(!(nan < 1) && !(nan >= 1)); CHECK(z ? 0 : 1); CHECK(nan != nan && !(nan == nan)); return 0; }
//- conversions between floats and integers
#include "check.h"
int main(void) { double d = -3.99; int i = d; CHECK(i == -3); d = 65535.9; unsigned u = d; CHECK(u == 65535u); d = 4294967295.5; unsigned long ul = d; CHECK(ul == 4294967295UL); d = -2147483648.0; long l = d; CHECK(l == -2147483647L - 1); long long ll = 1e18; CHECK(ll == 1000000000000000000LL); unsigned long long ull = 1.8e19; CHECK(ull == 18000000000000000000ULL); d = i; CHECK(d == -3); d = u; CHECK(d == 65535); d = ul; CHECK(d == 4294967295.0); d = l; CHECK(d == -2147483648.0); d = ll; CHECK(d == 1e18); d = ull; CHECK(d == 1.8e19); float f = 16777217L; CHECK(f == 16777216); f = ull; CHECK(f == 1.8e19f); char c = 65.7; CHECK(c == 'A'); d = c; CHECK(d == 65); signed char s = -5; f = s; CHECK(f == -5); unsigned char b = 250; f = b; CHECK(f == 250); i = f; CHECK(i == 250); ll = -1234567890123LL; f = ll; CHECK(f == -1234567890123.0f); return 0; }
//- rounding to nearest, ties to even
#include "check.h"
int main(void) { volatile double a = 9007199254740992.0, one = 1, three = 3; CHECK(a + one == a); CHECK(a + three == 9007199254740996.0); volatile float f = 16777216, g = 1, h = 3; CHECK(f + g == f); CHECK(f + h == 16777220); volatile double e = 1.0 + 2.220446049250313e-16; CHECK((float)e == 1); CHECK(1 / three == 0.333333333333333314829616256247); CHECK(10 / three * three == 10); return 0; }
//- subnormals and the limits
#include "check.h"
int main(void) { volatile double m = 2.2250738585072014e-308, h = .5; double s = m * h; CHECK(s > 0 && s < m && s * 2 == m); volatile double t = 4.9406564584124654e-324; CHECK(t > 0 && t * h == 0); CHECK(t + t > t); volatile float fm = 1.17549435e-38f; CHECK(fm / 2 > 0 && fm / 2 * 2 == fm); volatile double big = 1.7976931348623157e308; CHECK(big + big > big && big < big * 2); return 0; }
//- a numerical loop
#include "check.h"
double root(double x) { double g = x / 2; int i; for (i = 0; i < 20; i++) g = (g + x / g) / 2; return g; } int main(void) { double r = root(2); CHECK(r > 1.41421356237 && r < 1.41421356238); CHECK(root(9) == 3); double e = 1, t = 1; int i; for (i = 1; i < 15; i++) { t /= i; e += t; } CHECK(e > 2.7182818284 && e < 2.7182818285); printf("%ld %ld\n", (long)(r * 1e8), (long)(e * 1e8)); return 0; }
//- floats in structs, arrays and through pointers
#include "check.h"
struct v { float x, y; double z; }; struct v scale(struct v a, double k) { a.x *= k; a.y *= k; a.z *= k; return a; } double sum(double *p, int n) { double s = 0; while (n--) s += *p++; return s; } int main(void) { struct v a = scale((struct v){ 1, 2, 3 }, 1.5); CHECK(a.x == 1.5 && a.y == 3 && a.z == 4.5); double d[4] = { 1, .5, .25, .125 }; CHECK(sum(d, 4) == 1.875); float *f = &a.x; *f++ = 7; *f /= 2; CHECK(a.x == 7 && a.y == 1.5); d[1]++; --d[2]; CHECK(d[1] == 1.5 && d[2] == -.75); int i = 2; i += .9; CHECK(i == 2); i = i * 1.5 + 1; CHECK(i == 4); return 0; }
//- hexadecimal and decimal floating constants
#include "check.h"
int main(void) { CHECK(0x1p4 == 16 && 0x.8p1 == 1 && 0x1.8p-1f == .75f); CHECK(1e3 == 1000 && .5e1 == 5 && 5. == 5 && 1E-2 == .01); CHECK(sizeof 1.0 == 8 && sizeof 1.0f == 4 && sizeof 1.0L == 8); return 0; }
//- mixed expressions of floats, longs and chars
#include "check.h"
int main(void) { long l = 100000; char c = 3; float f = .5f; double d = l * f + c; CHECK(d == 50003); l = d / 2; CHECK(l == 25001); l += f; CHECK(l == 25001); c = l * .001; CHECK(c == 25); CHECK((c ? f : l) == .5f); CHECK((f < l) + (l < d) == 2); f = c = l; CHECK(f == c); d = l++ + --c; CHECK(d == 25001 + c); return 0; }
