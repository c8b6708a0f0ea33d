/* atoi and its like (C99 7.20.1.2), with arithmetic that wraps instead of reporting ERANGE. */
#include <ctype.h>
#include <stdlib.h>

long atol(const char *text)
{
	unsigned long value = 0;
	int negative = 0;
	while (isspace((unsigned char)*text))
		text++;
	if (*text == '-' || *text == '+')
		negative = *text++ == '-';
	while (isdigit((unsigned char)*text))
		value = value * 10 + (*text++ - '0');
	return negative ? -value : value;
}

int atoi(const char *text)
{
	return atol(text);
}

long long atoll(const char *text)
{
	return strtoll(text, 0, 10);
}
