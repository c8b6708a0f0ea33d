/* printf(1), POSIX: the format is used again while arguments are left. Conversions d i u o x X c s b and %. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **argument;

static const char *next(const char *otherwise)
{
	return *argument ? *argument++ : otherwise;
}

/* The character of an escape; *at is moved behind it. */
static int escape(const char **at)
{
	static const char from[] = "abfnrtv\\\"'", to[] = "\a\b\f\n\r\t\v\\\"'";
	const char *found;
	int value = 0, n;
	if (**at >= '0' && **at <= '7') {
		for (n = 0; n < 3 && **at >= '0' && **at <= '7'; n++)
			value = value * 8 + *(*at)++ - '0';
		return value;
	}
	found = **at ? strchr(from, **at) : 0;
	if (!found)
		return '\\';
	++*at;
	return to[found - from];
}

static void text(const char *s)
{
	while (*s)
		if (*s == '\\') {
			s++;
			putchar(escape(&s));
		} else
			putchar(*s++);
}

static void once(const char *s)
{
	char format[32];
	while (*s) {
		int n = 0;
		if (*s == '\\') {
			s++;
			putchar(escape(&s));
			continue;
		}
		if (*s != '%') {
			putchar(*s++);
			continue;
		}
		format[n++] = *s++;
		while (*s && strchr("-+ #0123456789.", *s) && n < 24)
			format[n++] = *s++;
		switch (*s) {
		case '%':
			putchar('%');
			break;
		case 'b':
			text(next(""));
			break;
		case 'c':
			putchar(*next(""));
			break;
		case 's':
			format[n++] = 's';
			format[n] = 0;
			printf(format, next(""));
			break;
		case 'd':
		case 'i':
		case 'u':
		case 'o':
		case 'x':
		case 'X':
			format[n++] = 'l';
			format[n++] = *s;
			format[n] = 0;
			printf(format, strtol(next("0"), 0, 0));
			break;
		default:
			fprintf(stderr, "printf: bad conversion\n");
			exit(1);
		}
		s++;
	}
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fputs("usage: printf FORMAT [ARGUMENT...]\n", stderr);
		return 2;
	}
	argument = argv + 2;
	do {
		char **before = argument;
		once(argv[1]);
		if (argument == before)
			break;
	} while (*argument);
	return 0;
}
