/*
 * Text to floating point, C99 7.20.1.3, correctly rounded: the decimal number is taken as a fraction of two big
 * integers, and the 53 (24) bits of the quotient are found by long division in base two. Digits beyond the 40th only
 * count as "more than nothing". Hexadecimal floating constants are exact by the same rounding step.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stdint.h>

#define WORDS 100
#define DIGITS 40

struct big {
	int used;
	uint16_t word[WORDS];
};

static void multiply_add(struct big *b, unsigned int by, unsigned int add)
{
	uint32_t carry = add;
	int i;
	for (i = 0; i < b->used; i++) {
		carry += (uint32_t)b->word[i] * by;
		b->word[i] = carry;
		carry >>= 16;
	}
	if (carry && b->used < WORDS)
		b->word[b->used++] = carry;
}

static int bits(const struct big *b)
{
	unsigned int top;
	int n = b->used * 16;
	if (b->used == 0)
		return 0;
	for (top = b->word[b->used - 1]; !(top & 0x8000U); top <<= 1)
		n--;
	return n;
}

static void shift_left(struct big *b, int by)
{
	int words = by / 16, i;
	by %= 16;
	if (b->used == 0)
		return;
	for (i = b->used - 1; i >= 0; i--)
		b->word[i + words] = b->word[i];
	for (i = 0; i < words; i++)
		b->word[i] = 0;
	b->used += words;
	if (by)
		multiply_add(b, 1U << by, 0);
}

static int compare(const struct big *a, const struct big *b)
{
	int i;
	if (a->used != b->used)
		return a->used - b->used;
	for (i = a->used - 1; i >= 0; i--)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

static void subtract(struct big *a, const struct big *b)
{
	uint16_t borrow = 0;
	int i;
	for (i = 0; i < a->used; i++) {
		uint32_t take = (uint32_t)(i < b->used ? b->word[i] : 0) + borrow;
		borrow = a->word[i] < take;
		a->word[i] -= (uint16_t)take;
	}
	while (a->used && a->word[a->used - 1] == 0)
		a->used--;
}

/* mantissa * 2^exponent with the bits below lost in `sticky`, rounded half to even to the precision. */
static double compose(uint64_t mantissa, int exponent, int sticky, int precision, int lowest, int highest)
{
	uint64_t half, rest;
	int length = 0, drop;
	if (mantissa == 0)
		return 0;
	while (length < 64 && mantissa >> length)
		length++;
	drop = length - precision;
	if (exponent + length < lowest + 1)
		drop = lowest - precision + 1 - exponent;
	if (drop > 64)
		drop = 65;
	if (drop > 0) {
		rest = drop > 63 ? mantissa : mantissa & (((uint64_t)1 << drop) - 1);
		half = drop > 64 ? 0 : (uint64_t)1 << (drop - 1);
		mantissa = drop > 63 ? 0 : mantissa >> drop;
		exponent += drop;
		if (drop <= 64 && (rest > half || (rest == half && (sticky || (mantissa & 1)))))
			mantissa++;
	}
	length = 0;
	while (length < 64 && mantissa >> length)
		length++;
	if (mantissa && exponent + length > highest) {
		errno = ERANGE;
		return HUGE_VAL;
	}
	if (mantissa == 0 || exponent + length < lowest + 1)
		errno = ERANGE;
	return ldexp((double)mantissa, exponent);
}

static double from_decimal(const char *digits, int count, int power, int precision, int lowest, int highest)
{
	static struct big numerator, denominator;
	uint64_t quotient = 0;
	int i, shift;
	numerator.used = denominator.used = 0;
	for (i = 0; i < count; i++)
		multiply_add(&numerator, 10, digits[i] - '0');
	if (numerator.used == 0)
		return 0;
	if (count + power > 320) {
		errno = ERANGE;
		return HUGE_VAL;
	}
	if (count + power < -340) {
		errno = ERANGE;
		return 0;
	}
	multiply_add(&denominator, 1, 1);
	for (i = power; i > 0; i--)
		multiply_add(&numerator, 10, 0);
	for (i = power; i < 0; i++)
		multiply_add(&denominator, 10, 0);
	/* Bring the quotient into [2^-1, 2), then take 63 bits. */
	shift = bits(&numerator) - bits(&denominator);
	if (shift > 0)
		shift_left(&denominator, shift);
	else
		shift_left(&numerator, -shift);
	for (i = 0; i < 63; i++) {
		quotient <<= 1;
		if (compare(&numerator, &denominator) >= 0) {
			subtract(&numerator, &denominator);
			quotient |= 1;
		}
		multiply_add(&numerator, 2, 0);
	}
	return compose(quotient, shift - 62, numerator.used != 0, precision, lowest, highest);
}

static double hexadecimal(const char **at, int precision, int lowest, int highest)
{
	const char *s = *at + 2, *e;
	uint64_t mantissa = 0;
	int exponent = 0, sticky = 0, point = 0, any = 0, d;
	for (;; s++) {
		if (*s == '.' && !point) {
			point = 1;
			continue;
		}
		if (!isxdigit((unsigned char)*s))
			break;
		any = 1;
		d = isdigit((unsigned char)*s) ? *s - '0' : tolower((unsigned char)*s) - 'a' + 10;
		if (mantissa >> 58) {
			sticky |= d;
			exponent += point ? 0 : 4;
		} else {
			mantissa = mantissa * 16 + d;
			exponent -= point ? 4 : 0;
		}
	}
	if (!any) {
		*at += 1;
		return 0;
	}
	if (*s == 'p' || *s == 'P') {
		char *stop;
		long power = strtol(s + 1, &stop, 10);
		e = s + 1 + (s[1] == '+' || s[1] == '-');
		if (isdigit((unsigned char)*e)) {
			exponent += power > 5000 ? 5000 : power < -5000 ? -5000 : (int)power;
			s = stop;
		}
	}
	*at = s;
	return compose(mantissa, exponent, sticky, precision, lowest, highest);
}

static double convert(const char *text, char **end, int precision, int lowest, int highest)
{
	const char *s = text, *start;
	char digits[DIGITS + 1];
	int negative = 0, count = 0, power = 0, point = 0, any = 0, sticky = 0;
	double value;
	while (isspace((unsigned char)*s))
		s++;
	if (*s == '+' || *s == '-')
		negative = *s++ == '-';
	start = s;
	if (strncasecmp(s, "inf", 3) == 0) {
		s += strncasecmp(s, "infinity", 8) == 0 ? 8 : 3;
		value = HUGE_VAL;
	} else if (strncasecmp(s, "nan", 3) == 0) {
		s += 3;
		value = NAN;
	} else if (*s == '0' && (s[1] == 'x' || s[1] == 'X')) {
		value = hexadecimal(&s, precision, lowest, highest);
	} else {
		for (;; s++) {
			if (*s == '.' && !point) {
				point = 1;
				continue;
			}
			if (!isdigit((unsigned char)*s))
				break;
			any = 1;
			if (count == 0 && *s == '0')
				power -= point;
			else if (count < DIGITS) {
				digits[count++] = *s;
				power -= point;
			} else {
				sticky |= *s != '0';
				power += !point;
			}
		}
		if (!any)
			s = start;
		else if (*s == 'e' || *s == 'E') {
			const char *e = s + 1 + (s[1] == '+' || s[1] == '-');
			if (isdigit((unsigned char)*e)) {
				char *stop;
				long given = strtol(s + 1, &stop, 10);
				power += given > 5000 ? 5000 : given < -5000 ? -5000 : (int)given;
				s = stop;
			}
		}
		if (sticky) {
			digits[count++] = '1';
			power--;
		}
		value = from_decimal(digits, count, power, precision, lowest, highest);
	}
	if (end)
		*end = (char *)(s == start ? text : s);
	return negative ? -value : value;
}

double strtod(const char *text, char **end)
{
	return convert(text, end, 53, -1022, 1024);
}

float strtof(const char *text, char **end)
{
	return convert(text, end, 24, -126, 128);
}

long double strtold(const char *text, char **end)
{
	return strtod(text, end);
}

double atof(const char *text)
{
	return strtod(text, 0);
}
