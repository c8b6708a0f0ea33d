/* Absolute values and division with remainder, C99 7.20.6 and 7.8.2. */
#include <inttypes.h>
#include <stdlib.h>

int abs(int n)
{
	return n < 0 ? -n : n;
}

long labs(long n)
{
	return n < 0 ? -n : n;
}

long long llabs(long long n)
{
	return n < 0 ? -n : n;
}

intmax_t imaxabs(intmax_t n)
{
	return n < 0 ? -n : n;
}

div_t div(int numerator, int denominator)
{
	div_t result;
	result.quot = numerator / denominator;
	result.rem = numerator % denominator;
	return result;
}

ldiv_t ldiv(long numerator, long denominator)
{
	ldiv_t result;
	result.quot = numerator / denominator;
	result.rem = numerator % denominator;
	return result;
}

lldiv_t lldiv(long long numerator, long long denominator)
{
	lldiv_t result;
	result.quot = numerator / denominator;
	result.rem = numerator % denominator;
	return result;
}

imaxdiv_t imaxdiv(intmax_t numerator, intmax_t denominator)
{
	imaxdiv_t result;
	result.quot = numerator / denominator;
	result.rem = numerator % denominator;
	return result;
}
