/*
 * Formatted output, C99 7.19.6.1, complete but for wide characters beyond ASCII: the conversions, and vfprintf, which all of
 * printf.c comes to. The digits of floating values are made by float-format.c.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t __put(FILE *f, const void *from, size_t n);
int __flush(FILE *f);
/* float-format.c: the digits of a value for one conversion; returns the length. Linked where a program prints such values. */
int __format_float(char *to, int size, double value, int conversion, int precision, int alternate) __attribute__((weak));

#define LEFT 1
#define PLUS 2
#define SPACE 4
#define ALTERNATE 8
#define ZERO 16

struct out {
	FILE *file;
	unsigned int count;
};

/* What stands between % and the letter of a conversion. */
struct spec {
	int flags, width;
	int precision; /* -1 for none */
	int size;      /* -2 hh, -1 h, 1 l, 2 ll */
};

static void put(struct out *out, const char *s, size_t n)
{
	if (n) {
		__put(out->file, s, n);
		out->count += n;
	}
}

static void pad(struct out *out, int c, int n)
{
	char block[16];
	if (n <= 0)
		return;
	memset(block, c, sizeof block);
	for (; n > 16; n -= 16)
		put(out, block, 16);
	put(out, block, n);
}

/* One field: sign or 0x, zeros for the precision, digits, padded to the width. */
static void field(struct out *out, const struct spec *spec, int flags, const char *prefix, int zeros, const char *s, int n)
{
	int length = strlen(prefix), fill = spec->width - length - zeros - n;
	if ((flags & ZERO) && !(flags & LEFT) && fill > 0) {
		zeros += fill;
		fill = 0;
	}
	if (!(flags & LEFT))
		pad(out, ' ', fill);
	put(out, prefix, length);
	pad(out, '0', zeros);
	put(out, s, n);
	if (flags & LEFT)
		pad(out, ' ', fill);
}

/* Digits of a number, written backwards from `end`; returns where they start. */
static char *digits(char *end, unsigned long long value, int base, int upper)
{
	const char *set = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	unsigned long low;
	while (value >> 32) {
		*--end = set[(int)(value % base)];
		value /= base;
	}
	for (low = value; low; low /= base)
		*--end = set[(int)(low % base)];
	return end;
}

/* A text as it is: zeros never fill it up. */
static void plain(struct out *out, const struct spec *spec, const char *s, int n)
{
	field(out, spec, spec->flags & ~ZERO, "", 0, s, n);
}

static void integer(struct out *out, const struct spec *spec, unsigned long long value, int negative, int conversion)
{
	int flags = spec->flags, precision = spec->precision;
	char text[24], *end = text + sizeof text, *s;
	const char *prefix = "";
	int base = conversion == 'o' ? 8 : conversion == 'x' || conversion == 'X' || conversion == 'p' ? 16 : 10, n, zeros;
	s = digits(end, value, base, conversion == 'X');
	n = end - s;
	zeros = precision > n ? precision - n : precision < 0 && n == 0 ? 1 : 0;
	if (base == 8 && (flags & ALTERNATE) && zeros == 0)
		zeros = 1;
	if (base == 16 && value && ((flags & ALTERNATE) || conversion == 'p'))
		prefix = conversion == 'X' ? "0X" : "0x";
	if (conversion == 'd')
		prefix = negative ? "-" : flags & PLUS ? "+" : flags & SPACE ? " " : "";
	if (precision >= 0)
		flags &= ~ZERO;
	field(out, spec, flags, prefix, zeros, s, n);
}

static void floating(struct out *out, const struct spec *spec, double value, int conversion)
{
	int flags = spec->flags;
	char text[352], *s = text;
	const char *prefix = flags & PLUS ? "+" : flags & SPACE ? " " : "";
	int n = __format_float(text, sizeof text, value, conversion, spec->precision, flags & ALTERNATE);
	if (*s == '-') {
		prefix = "-";
		s++;
		n--;
	}
	if (*s == 'i' || *s == 'n' || *s == 'I' || *s == 'N')
		flags &= ~ZERO;
	if (n > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		char both[4];
		strcpy(both, prefix);
		strncat(both, s, 2);
		field(out, spec, flags, both, 0, s + 2, n - 2);
		return;
	}
	field(out, spec, flags, prefix, 0, s, n);
}

static long long signed_argument(va_list *arguments, int size)
{
	switch (size) {
	case -2:
		return (signed char)va_arg(*arguments, int);
	case -1:
		return (short)va_arg(*arguments, int);
	case 1:
		return va_arg(*arguments, long);
	case 2:
		return va_arg(*arguments, long long);
	default:
		return va_arg(*arguments, int);
	}
}

static unsigned long long unsigned_argument(va_list *arguments, int size)
{
	switch (size) {
	case -2:
		return (unsigned char)va_arg(*arguments, int);
	case -1:
		return (unsigned short)va_arg(*arguments, int);
	case 1:
		return va_arg(*arguments, unsigned long);
	case 2:
		return va_arg(*arguments, unsigned long long);
	default:
		return va_arg(*arguments, unsigned int);
	}
}

static void store(va_list *arguments, int size, unsigned int count)
{
	void *to = va_arg(*arguments, void *);
	switch (size) {
	case -2:
		*(signed char *)to = count;
		break;
	case 1:
		*(long *)to = count;
		break;
	case 2:
		*(long long *)to = count;
		break;
	default:
		*(int *)to = count;
	}
}

static int number(const char **at, va_list *arguments)
{
	int n = 0;
	if (**at == '*') {
		++*at;
		return va_arg(*arguments, int);
	}
	while (**at >= '0' && **at <= '9')
		n = n * 10 + *(*at)++ - '0';
	return n;
}

static int flag_of(int c)
{
	switch (c) {
	case '-':
		return LEFT;
	case '+':
		return PLUS;
	case ' ':
		return SPACE;
	case '#':
		return ALTERNATE;
	case '0':
		return ZERO;
	default:
		return 0;
	}
}

/* Reads a specification; returns where the letter of the conversion stands. */
static const char *read_spec(struct spec *spec, const char *s, va_list *arguments)
{
	for (spec->flags = 0; flag_of(*s) || *s == '\''; s++)
		spec->flags |= flag_of(*s);
	spec->width = number(&s, arguments);
	if (spec->width < 0) {
		spec->flags |= LEFT;
		spec->width = -spec->width;
	}
	spec->precision = -1;
	if (*s == '.') {
		s++;
		spec->precision = number(&s, arguments);
	}
	for (spec->size = 0;; s++) {
		if (*s == 'h')
			spec->size--;
		else if (*s == 'l')
			spec->size++;
		else if (*s == 'j' || *s == 'L' || *s == 'q')
			spec->size = 2;
		else if (*s != 'z' && *s != 't')
			return s;
	}
}

/* One conversion; `letter` is what is written where there is no such conversion. */
static void convert(struct out *out, const struct spec *spec, const char *letter, va_list *arguments)
{
	long long value;
	const char *text;
	char one;
	switch (*letter) {
	case '%':
		put(out, "%", 1);
		return;
	case 'c':
		one = va_arg(*arguments, int);
		plain(out, spec, &one, 1);
		return;
	case 's':
		text = va_arg(*arguments, char *);
		if (!text)
			text = "(null)";
		plain(out, spec, text, spec->precision < 0 ? strlen(text) : strnlen(text, spec->precision));
		return;
	case 'd':
	case 'i':
		value = signed_argument(arguments, spec->size);
		integer(out, spec, value < 0 ? -(unsigned long long)value : (unsigned long long)value, value < 0, 'd');
		return;
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		integer(out, spec, unsigned_argument(arguments, spec->size), 0, *letter);
		return;
	case 'p':
		integer(out, spec, (uintptr_t)va_arg(*arguments, void *), 0, 'p');
		return;
	case 'n':
		store(arguments, spec->size, out->count);
		return;
	case 'm':
		text = strerror(errno);
		plain(out, spec, text, strlen(text));
		return;
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
		if (__format_float) {
			floating(out, spec, va_arg(*arguments, double), *letter);
			return;
		}
	}
	put(out, "%", 1);
	put(out, letter, 1);
}

static void format(struct out *out, const char *s, va_list *arguments)
{
	struct spec spec;
	for (;;) {
		const char *start = s;
		while (*s && *s != '%')
			s++;
		put(out, start, s - start);
		if (!*s)
			return;
		s = read_spec(&spec, s + 1, arguments);
		if (!*s)
			return;
		convert(out, &spec, s++, arguments);
	}
}

int vfprintf(FILE *f, const char *text, va_list arguments)
{
	struct out out;
	unsigned char temporary[64];
	va_list copy;
	int unbuffered = f->mode == _IONBF && !(f->flags & __STRING), failed = f->flags & __ERROR;
	out.file = f;
	out.count = 0;
	f->flags &= ~__ERROR;
	/* An unbuffered stream gets the output in pieces of a buffer that lives as long as this call. */
	if (unbuffered) {
		__flush(f);
		f->buffer = f->next = f->end = temporary;
		f->size = sizeof temporary;
		f->mode = _IOFBF;
		f->flags |= __MODE_SET;
		f->flags &= ~(__WRITING | __READING);
	}
	va_copy(copy, arguments);
	format(&out, text, &copy);
	va_end(copy);
	if (unbuffered) {
		__flush(f);
		f->mode = _IONBF;
		f->flags &= ~__WRITING;
		f->buffer = f->next = f->end = f->single;
		f->size = 1;
	}
	if (f->flags & __ERROR)
		return -1;
	f->flags |= failed;
	return out.count;
}
