/* Text to integers, C99 7.20.1.4, one engine in unsigned long long for all widths. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

static int digit(int c)
{
	if (isdigit(c))
		return c - '0';
	if (islower(c))
		return c - 'a' + 10;
	if (isupper(c))
		return c - 'A' + 10;
	return 99;
}

/* The magnitude, at most `limit` for a positive and `negative_limit` for a negative number; *sign tells which. */
static unsigned long long convert(const char *text, char **end, int base, unsigned long long limit,
                                  unsigned long long negative_limit, int *sign)
{
	const char *s = text, *digits;
	unsigned long long value = 0, most;
	int d, over = 0;
	if (end)
		*end = (char *)text;
	*sign = 0;
	if (base < 0 || base == 1 || base > 36) {
		errno = EINVAL;
		return 0;
	}
	while (isspace((unsigned char)*s))
		s++;
	if (*s == '+' || *s == '-')
		*sign = *s++ == '-';
	if ((base == 0 || base == 16) && *s == '0' && (s[1] == 'x' || s[1] == 'X') && digit((unsigned char)s[2]) < 16) {
		s += 2;
		base = 16;
	} else if (base == 0)
		base = *s == '0' ? 8 : 10;
	most = *sign ? negative_limit : limit;
	for (digits = s; (d = digit((unsigned char)*s)) < base; s++) {
		if (over || value > (most - d) / base || (unsigned)d > most)
			over = 1;
		else
			value = value * base + d;
	}
	if (s == digits)
		return 0;
	if (end)
		*end = (char *)s;
	if (over) {
		errno = ERANGE;
		value = most;
		/* What has no sign is its largest value, also after a minus. */
		if (limit == negative_limit)
			*sign = 0;
	}
	return value;
}

long long strtoll(const char *text, char **end, int base)
{
	int negative;
	unsigned long long value = convert(text, end, base, LLONG_MAX, (unsigned long long)LLONG_MAX + 1, &negative);
	return negative ? -value : value;
}

unsigned long long strtoull(const char *text, char **end, int base)
{
	int negative;
	unsigned long long value = convert(text, end, base, ULLONG_MAX, ULLONG_MAX, &negative);
	return negative ? -value : value;
}

long strtol(const char *text, char **end, int base)
{
	int negative;
	unsigned long value = convert(text, end, base, LONG_MAX, (unsigned long)LONG_MAX + 1, &negative);
	return negative ? -value : value;
}

unsigned long strtoul(const char *text, char **end, int base)
{
	int negative;
	unsigned long value = convert(text, end, base, ULONG_MAX, ULONG_MAX, &negative);
	return negative ? -value : value;
}

intmax_t strtoimax(const char *text, char **end, int base)
{
	return strtoll(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base)
{
	return strtoull(text, end, base);
}
