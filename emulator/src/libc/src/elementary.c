/*
 * The elementary functions of <math.h>, C99 7.12.4 to 7.12.7: an argument is brought near zero by an identity, and a power
 * series does the rest. The results are good to a few units in the last place; sines and cosines of arguments beyond 1e6 lose
 * digits with their size. Domain errors give NAN; errno is not set.
 */
#include <math.h>

/* ln 2 and pi / 2 in parts: the first ones have few digits, so that small multiples of them are exact. */
#define LN2_HIGH 0.693147180369123816490
#define LN2_LOW 1.90821492927058770002e-10
#define HALF_PI_HIGH 1.57079632673412561417
#define HALF_PI_MIDDLE 6.07710050630396597660e-11
#define HALF_PI_LOW 2.02226624879595063154e-21
#define HALF_PI 1.57079632679489661923
#define LN10 2.30258509299404568402

double exp(double x)
{
	double sum = 0, rest;
	int k, i;
	if (isnan(x))
		return x;
	if (x > 710)
		return HUGE_VAL;
	if (x < -746)
		return 0;
	k = (int)(x / M_LN2 + (x < 0 ? -0.5 : 0.5));
	rest = x - k * LN2_HIGH - k * LN2_LOW;
	for (i = 14; i > 0; i--)
		sum = (1 + sum) * rest / i;
	return ldexp(1 + sum, k);
}

double log(double x)
{
	double m, s, square, sum;
	int e, i;
	if (isnan(x) || x == HUGE_VAL)
		return x;
	if (x <= 0)
		return x == 0 ? -HUGE_VAL : NAN;
	m = frexp(x, &e);
	if (m < 0.70710678118654752440) {
		m *= 2;
		e--;
	}
	/* log m = 2 artanh s */
	s = (m - 1) / (m + 1);
	square = s * s;
	sum = 0;
	for (i = 23; i > 1; i -= 2)
		sum = (sum + 1.0 / i) * square;
	return e * LN2_HIGH + (2 * s + (2 * s * sum + e * LN2_LOW));
}

double log10(double x)
{
	return log(x) / LN10;
}

double log2(double x)
{
	int e;
	double m = frexp(x, &e);
	return m == 0.5 ? e - 1 : log(x) / M_LN2;
}

double pow(double x, double y)
{
	double whole = trunc(y), result = 1, base = x;
	unsigned long n;
	int odd;
	if (y == 0 || x == 1)
		return 1;
	if (isnan(x) || isnan(y))
		return NAN;
	odd = whole == y && fabs(y) < 9007199254740992.0 && fmod(y, 2) != 0;
	/* Small whole powers by multiplication: exact where the result is. */
	if (whole == y && fabs(y) <= 1024) {
		for (n = (unsigned long)fabs(y); n; n >>= 1, base *= base)
			if (n & 1)
				result *= base;
		return y < 0 ? 1 / result : result;
	}
	if (x < 0 && whole != y && !isinf(y))
		return isinf(x) ? (y < 0 ? 0 : HUGE_VAL) : NAN;
	if (isinf(y) && fabs(x) == 1)
		return 1;
	if (x == 0 || isinf(x) || isinf(y)) {
		result = (fabs(x) < 1) == (y < 0) ? HUGE_VAL : 0;
		return x < 0 && odd ? -result : result;
	}
	result = exp(y * log(fabs(x)));
	return x < 0 && odd ? -result : result;
}

/* The argument less a multiple of pi / 2, and which quarter of the circle that was. */
static double quarter(double x, int *which)
{
	double n = round(x / HALF_PI);
	*which = (int)fmod(n, 4) & 3;
	return x - n * HALF_PI_HIGH - n * HALF_PI_MIDDLE - n * HALF_PI_LOW;
}

/* Sine or cosine (first: 1 or 0) of an argument up to pi / 4. */
static double series(double x, int first)
{
	double square = x * x, sum = 0;
	int i;
	for (i = 18 + first; i > first; i -= 2)
		sum = -(1 + sum) * square / ((double)i * (i - 1));
	return first ? x + x * sum : 1 + sum;
}

double sin(double x)
{
	int which;
	if (x == 0)
		return x;
	if (isnan(x) || isinf(x))
		return NAN;
	x = quarter(x, &which);
	x = series(x, !(which & 1));
	return which & 2 ? -x : x;
}

double cos(double x)
{
	int which;
	if (isnan(x) || isinf(x))
		return NAN;
	x = quarter(x, &which);
	x = series(x, which & 1);
	return which == 1 || which == 2 ? -x : x;
}

double tan(double x)
{
	int which;
	double sine, other;
	if (x == 0)
		return x;
	if (isnan(x) || isinf(x))
		return NAN;
	x = quarter(x, &which);
	sine = series(x, 1);
	other = series(x, 0);
	return which & 1 ? -other / sine : sine / other;
}

double atan(double x)
{
	double a = fabs(x), base = 0, square, sum = 0;
	int i, turned = a > 1;
	if (x == 0 || isnan(x))
		return x;
	if (turned)
		a = 1 / a;
	if (a > 0.41421356237309504880) {
		base = HALF_PI / 2;
		a = (a - 1) / (a + 1);
	}
	/* Up to tan(pi / 8): the series needs half as many terms once the angle is halved. */
	a /= 1 + sqrt(1 + a * a);
	square = a * a;
	for (i = 27; i > 1; i -= 2)
		sum = -(sum + 1.0 / i) * square;
	a = base + 2 * (a + a * sum);
	if (turned)
		a = HALF_PI - a;
	return x < 0 ? -a : a;
}

double atan2(double y, double x)
{
	double angle;
	if (isnan(x) || isnan(y))
		return NAN;
	if (x == 0 && y == 0)
		return 1 / x < 0 ? (1 / y < 0 ? -M_PI : M_PI) : y;
	if (isinf(x) && isinf(y))
		angle = HALF_PI / 2;
	else
		angle = fabs(y) > fabs(x) ? HALF_PI - atan(fabs(x) / fabs(y)) : atan(fabs(y) / fabs(x));
	if (x < 0)
		angle = M_PI - angle;
	return y < 0 || (y == 0 && 1 / y < 0) ? -angle : angle;
}

double asin(double x)
{
	return fabs(x) > 1 ? NAN : atan2(x, sqrt((1 - x) * (1 + x)));
}

double acos(double x)
{
	return fabs(x) > 1 ? NAN : 2 * atan2(sqrt(1 - x), sqrt(1 + x));
}

double sinh(double x)
{
	double square, sum = 0;
	int i;
	if (fabs(x) > 1)
		return (exp(x) - exp(-x)) / 2;
	square = x * x;
	for (i = 17; i > 1; i -= 2)
		sum = (1 + sum) * square / (i * (i - 1));
	return x + x * sum;
}

double cosh(double x)
{
	return (exp(x) + exp(-x)) / 2;
}

double tanh(double x)
{
	if (fabs(x) > 20)
		return x < 0 ? -1 : 1;
	return sinh(x) / cosh(x);
}

double hypot(double x, double y)
{
	double a = fabs(x), b = fabs(y), swap;
	if (isinf(x) || isinf(y))
		return HUGE_VAL;
	if (a < b) {
		swap = a;
		a = b;
		b = swap;
	}
	if (a == 0)
		return 0;
	b /= a;
	return a * sqrt(1 + b * b);
}
