/* The exact functions of <math.h>, C99 7.12, on the bits of IEEE doubles, and a correctly rounded square root. */
#include <math.h>
#include <stdint.h>

union bits {
	double value;
	uint64_t bits;
};

#define FRACTION (((uint64_t)1 << 52) - 1)

double fabs(double x)
{
	union bits u;
	u.value = x;
	u.bits &= ~((uint64_t)1 << 63);
	return u.value;
}

double trunc(double x)
{
	union bits u;
	int exponent;
	u.value = x;
	exponent = ((int)(u.bits >> 52) & 0x7ff) - 1023;
	if (exponent >= 52)
		return x;
	if (exponent < 0)
		u.bits &= (uint64_t)1 << 63;
	else
		u.bits &= ~(FRACTION >> exponent);
	return u.value;
}

double floor(double x)
{
	double t = trunc(x);
	return t > x ? t - 1 : t;
}

double ceil(double x)
{
	double t = trunc(x);
	return t < x ? t + 1 : t;
}

double round(double x)
{
	double t = trunc(x), rest = fabs(x - t);
	if (rest < 0.5)
		return t;
	return x < 0 ? t - 1 : t + 1;
}

double modf(double x, double *integer)
{
	*integer = trunc(x);
	return isinf(x) ? 0 : x - *integer;
}

double frexp(double x, int *exponent)
{
	union bits u;
	int e;
	u.value = x;
	e = (int)(u.bits >> 52) & 0x7ff;
	*exponent = 0;
	if (e == 0x7ff || x == 0)
		return x;
	if (e == 0) {
		u.value = x * 18014398509481984.0;
		e = ((int)(u.bits >> 52) & 0x7ff) - 54;
	}
	*exponent = e - 1022;
	u.bits = (u.bits & ~((uint64_t)0x7ff << 52)) | ((uint64_t)1022 << 52);
	return u.value;
}

double ldexp(double x, int exponent)
{
	union bits u;
	int e;
	/* Steps that stay normal, so that only the last one can round. */
	while (exponent > 1023) {
		u.bits = (uint64_t)2046 << 52;
		x *= u.value;
		exponent -= 1023;
		if (x == 0 || isinf(x))
			return x;
	}
	if (exponent < -1022) {
		double m = frexp(x, &e);
		if (x == 0 || isinf(x) || isnan(x))
			return x;
		exponent += e - 1;
		if (exponent < -1080)
			return x < 0 ? -0.0 : 0.0;
		/* 2m is in [1, 2); a result below the normal range is rounded once, by the last product, with 2^-200. */
		u.bits = (uint64_t)(exponent + 1023 + (exponent < -1022 ? 200 : 0)) << 52;
		m = 2 * m * u.value;
		u.bits = (uint64_t)(1023 - 200) << 52;
		return exponent < -1022 ? m * u.value : m;
	}
	u.bits = (uint64_t)(exponent + 1023) << 52;
	return x * u.value;
}

double fmod(double x, double y)
{
	double a = fabs(x), b = fabs(y);
	int ea, eb;
	if (y == 0 || isinf(x) || isnan(x) || isnan(y))
		return NAN;
	if (isinf(y) || a < b)
		return x;
	frexp(b, &eb);
	while (a >= b) {
		double part;
		frexp(a, &ea);
		part = ldexp(b, ea - eb);
		if (part > a)
			part = ldexp(b, ea - eb - 1);
		a -= part;
	}
	return x < 0 ? -a : a;
}

double sqrt(double x)
{
	union bits u;
	uint64_t remainder = 0, root = 0, value;
	int exponent, i;
	if (x == 0 || isnan(x) || x == HUGE_VAL)
		return x;
	if (x < 0)
		return NAN;
	u.value = frexp(x, &exponent);
	value = (u.bits & FRACTION) | ((uint64_t)1 << 52);
	exponent -= 53;
	if (exponent & 1) {
		value <<= 1;
		exponent--;
	}
	/* Digit by digit: 54 bits of the root of value * 2^54, then one rounding. */
	for (i = 0; i < 54; i++) {
		uint64_t trial;
		int pair = i < 27 ? (int)(value >> (52 - 2 * i)) & 3 : 0;
		remainder = remainder << 2 | pair;
		trial = root << 2 | 1;
		root <<= 1;
		if (remainder >= trial) {
			remainder -= trial;
			root |= 1;
		}
	}
	if ((root & 1) && (remainder || (root & 2)))
		root += 2;
	root >>= 1;
	return ldexp((double)root, (exponent - 52) / 2);
}
