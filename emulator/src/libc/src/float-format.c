/*
 * Digits of floating values for printf (C99 7.19.6.1), exact: the value is written out as a big decimal number in base
 * 10000, integer part and fraction, and rounded half to even at the wanted digit. Hexadecimal format comes straight from
 * the bits.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define BASE 10000U
/* 309 digits before the point and 1074 behind it, in groups of four. */
#define LIMBS 350

static uint16_t limb[LIMBS];
/* limb[first..point-1] is the integer part, limb[point..last-1] the fraction. */
static int first, point, last;

static void shift_up(int bits)
{
	int i;
	uint32_t carry = 0;
	for (i = last - 1; i >= first; i--) {
		carry += (uint32_t)limb[i] << bits;
		limb[i] = carry % BASE;
		carry /= BASE;
	}
	while (carry) {
		limb[--first] = carry % BASE;
		carry /= BASE;
	}
}

static void shift_down(int bits)
{
	int i;
	uint32_t rest = 0;
	uint32_t unit = 1UL << bits;
	for (i = first; i < last || rest; i++) {
		uint32_t value = rest * BASE + (i < last ? limb[i] : 0);
		if (i == last)
			last++;
		limb[i] = value >> bits;
		rest = value & (unit - 1);
	}
}

/* Fills the limbs with mantissa * 2^exponent. */
static void expand(uint64_t mantissa, int exponent)
{
	first = last = point = exponent > 0 ? LIMBS - 1 : 8;
	while (mantissa) {
		limb[--first] = mantissa % BASE;
		mantissa /= BASE;
	}
	for (; exponent >= 12; exponent -= 12)
		shift_up(12);
	if (exponent > 0)
		shift_up(exponent);
	for (; exponent <= -12; exponent += 12)
		shift_down(12);
	if (exponent < 0)
		shift_down(-exponent);
	while (first < point && limb[first] == 0)
		first++;
}

/* Decimal digit at 10^position. */
static int digit_at(int position)
{
	static const uint16_t power[4] = { 1, 10, 100, 1000 };
	int group = position >= 0 ? position / 4 : -((3 - position) / 4);
	int at = point - 1 - group;
	if (at < first || at >= last)
		return 0;
	return limb[at] / power[position - group * 4] % 10;
}

/* Position of the first digit that is not 0; 0 for zero. */
static int leading(void)
{
	int position = (point - first) * 4;
	int lowest = (point - last) * 4;
	for (; position >= lowest; position--)
		if (digit_at(position))
			return position;
	return 0;
}

/* Writes digits from 10^high down to 10^low, rounded; returns 1 where rounding made one more digit in front. */
static int rounded(char *to, int high, int low)
{
	int position, n = high - low + 1, up, i;
	int lowest = (point - last) * 4;
	for (i = 0, position = high; i < n; i++, position--)
		to[i] = '0' + digit_at(position);
	up = digit_at(low - 1) > 5;
	if (digit_at(low - 1) == 5) {
		for (position = low - 2; position >= lowest && !up; position--)
			up = digit_at(position) != 0;
		if (!up)
			up = n > 0 ? (to[n - 1] - '0') & 1 : 0;
	}
	for (i = n - 1; up && i >= 0; i--) {
		if (to[i] == '9')
			to[i] = '0';
		else {
			to[i]++;
			up = 0;
		}
	}
	if (up) {
		memmove(to + 1, to, n);
		to[0] = '1';
	}
	return up;
}

static int exponent_text(char *to, int letter, int exponent, int least)
{
	char digits[6];
	int n = 0, length = 0;
	to[length++] = letter;
	to[length++] = exponent < 0 ? '-' : '+';
	if (exponent < 0)
		exponent = -exponent;
	do
		digits[n++] = '0' + exponent % 10;
	while ((exponent /= 10) || n < least);
	while (n)
		to[length++] = digits[--n];
	return length;
}

static int fixed(char *to, int size, int precision, int alternate)
{
	int high = leading(), whole, more;
	if (high < 0)
		high = 0;
	if (precision > size - high - 6)
		precision = size - high - 6;
	more = rounded(to, high, -precision);
	whole = high + 1 + more;
	if (precision || alternate) {
		memmove(to + whole + 1, to + whole, precision);
		to[whole] = '.';
		return whole + 1 + precision;
	}
	return whole;
}

static int scientific(char *to, int size, int precision, int alternate, int letter)
{
	int high = leading(), n = 1;
	if (precision > size - 12)
		precision = size - 12;
	high += rounded(to, high, high - precision);
	if (precision || alternate) {
		memmove(to + 2, to + 1, precision);
		to[1] = '.';
		n = 2 + precision;
	}
	return n + exponent_text(to + n, letter, high, 2);
}

static int shortest(char *to, int size, int precision, int alternate, int letter)
{
	char trial[40];
	int high = leading(), n, end, e;
	if (precision == 0)
		precision = 1;
	if (precision > 36)
		precision = 36;
	high += rounded(trial, high, high - precision + 1);
	if (high < -4 || high >= precision)
		n = scientific(to, size, precision - 1, alternate, letter);
	else
		n = fixed(to, size, precision - 1 - high, alternate);
	if (alternate)
		return n;
	for (e = 0; e < n && to[e] != letter; e++)
		;
	for (end = 0; end < e && to[end] != '.'; end++)
		;
	if (end == e)
		return n;
	for (end = e; to[end - 1] == '0'; end--)
		;
	if (to[end - 1] == '.')
		end--;
	memmove(to + end, to + e, n - e);
	return end + n - e;
}

static int hexadecimal(char *to, uint64_t mantissa, int exponent, int precision, int alternate, int upper)
{
	const char *set = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	int n = 0, i, bits = 52;
	if (mantissa) {
		while (!(mantissa >> 52)) {
			mantissa <<= 1;
			exponent--;
		}
		exponent += 52;
	} else
		exponent = 0;
	if (precision >= 0 && precision < 13) {
		int drop = 52 - precision * 4;
		uint64_t half = (uint64_t)1 << (drop - 1), rest = mantissa & (((uint64_t)1 << drop) - 1);
		mantissa >>= drop;
		if (rest > half || (rest == half && (mantissa & 1)))
			mantissa++;
		bits = precision * 4;
	}
	to[n++] = '0';
	to[n++] = upper ? 'X' : 'x';
	to[n++] = set[(int)(mantissa >> bits)];
	if (precision < 0) {
		for (i = 13; i > 0 && !(mantissa & 15); i--) {
			mantissa >>= 4;
			bits -= 4;
		}
		precision = mantissa ? i : 0;
	}
	if (precision || alternate)
		to[n++] = '.';
	for (i = 0; i < precision && n < 340; i++) {
		bits -= 4;
		to[n++] = bits >= 0 ? set[(int)(mantissa >> bits) & 15] : '0';
	}
	return n + exponent_text(to + n, upper ? 'P' : 'p', exponent, 1);
}

int __format_float(char *to, int size, double value, int conversion, int precision, int alternate)
{
	union {
		double value;
		uint64_t bits;
	} number;
	int n = 0, exponent, upper = conversion >= 'A' && conversion <= 'G';
	uint64_t mantissa;
	number.value = value;
	if (number.bits >> 63)
		to[n++] = '-';
	exponent = (int)(number.bits >> 52) & 0x7ff;
	mantissa = number.bits & (((uint64_t)1 << 52) - 1);
	if (exponent == 0x7ff) {
		memcpy(to + n, mantissa ? upper ? "NAN" : "nan" : upper ? "INF" : "inf", 3);
		return n + 3;
	}
	if (exponent)
		mantissa |= (uint64_t)1 << 52;
	else
		exponent = 1;
	exponent -= 1075;
	if (conversion == 'a' || conversion == 'A')
		return n + hexadecimal(to + n, mantissa, exponent, precision, alternate, upper);
	expand(mantissa, exponent);
	if (precision < 0)
		precision = 6;
	to += n;
	size -= n;
	switch (conversion) {
	case 'e':
	case 'E':
		return n + scientific(to, size, precision, alternate, conversion);
	case 'g':
	case 'G':
		return n + shortest(to, size, precision, alternate, conversion - 2);
	default:
		return n + fixed(to, size, precision, alternate);
	}
}
