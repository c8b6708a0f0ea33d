/*
 * The printf family, C99 7.19.6.1, complete but for wide characters beyond ASCII. The digits of floating
 * values are made by float-format.c.
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
static void field(struct out *out, int flags, int width, const char *prefix, int zeros, const char *s, int n)
{
	int length = strlen(prefix), fill = width - length - zeros - n;
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

static void integer(struct out *out, int flags, int width, int precision, unsigned long long value, int negative, int conversion)
{
	char text[24], *end = text + sizeof text, *s;
	const char *prefix = "";
	int base = conversion == 'o' ? 8 : conversion == 'x' || conversion == 'X' || conversion == 'p' ? 16 : 10, n, zeros;
	s = digits(end, value, base, conversion == 'X');
	n = end - s;
	zeros = precision > n ? precision - n : precision < 0 && n == 0 ? 1 : 0;
	if (base == 8 && (flags & ALTERNATE) && zeros == 0)
		zeros = 1;
	if (base == 16 && value && (flags & ALTERNATE))
		prefix = conversion == 'X' ? "0X" : "0x";
	if (conversion == 'd')
		prefix = negative ? "-" : flags & PLUS ? "+" : flags & SPACE ? " " : "";
	if (precision >= 0)
		flags &= ~ZERO;
	field(out, flags, width, prefix, zeros, s, n);
}

static void floating(struct out *out, int flags, int width, int precision, double value, int conversion)
{
	char text[352], *s = text;
	const char *prefix = flags & PLUS ? "+" : flags & SPACE ? " " : "";
	int n = __format_float(text, sizeof text, value, conversion, precision, flags & ALTERNATE);
	if (*s == '-') {
		prefix = "-";
		s++;
		n--;
	}
	if (*s == 'i' || *s == 'n' || *s == 'I' || *s == 'N')
		flags &= ~ZERO;
	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		char both[4];
		strcpy(both, prefix);
		strncat(both, s, 2);
		field(out, flags, width, both, 0, s + 2, n - 2);
		return;
	}
	field(out, flags, width, prefix, 0, s, n);
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

static void format(struct out *out, const char *s, va_list *arguments)
{
	int flags, width, precision, size, n;
	long long value;
	const char *text;
	char one;
	for (;;) {
		const char *plain = s;
		while (*s && *s != '%')
			s++;
		put(out, plain, s - plain);
		if (!*s++)
			return;
		for (flags = 0;; s++) {
			if (*s == '-')
				flags |= LEFT;
			else if (*s == '+')
				flags |= PLUS;
			else if (*s == ' ')
				flags |= SPACE;
			else if (*s == '#')
				flags |= ALTERNATE;
			else if (*s == '0')
				flags |= ZERO;
			else if (*s != '\'')
				break;
		}
		width = number(&s, arguments);
		if (width < 0) {
			flags |= LEFT;
			width = -width;
		}
		precision = -1;
		if (*s == '.') {
			s++;
			precision = number(&s, arguments);
		}
		for (size = 0;; s++) {
			if (*s == 'h')
				size--;
			else if (*s == 'l')
				size++;
			else if (*s == 'j' || *s == 'L' || *s == 'q')
				size = 2;
			else if (*s != 'z' && *s != 't')
				break;
		}
		switch (*s++) {
		case 0:
			return;
		case '%':
			put(out, "%", 1);
			break;
		case 'c':
			one = va_arg(*arguments, int);
			field(out, flags & ~ZERO, width, "", 0, &one, 1);
			break;
		case 's':
			text = va_arg(*arguments, char *);
			if (!text)
				text = "(null)";
			n = precision < 0 ? strlen(text) : strnlen(text, precision);
			field(out, flags & ~ZERO, width, "", 0, text, n);
			break;
		case 'd':
		case 'i':
			value = signed_argument(arguments, size);
			integer(out, flags, width, precision, value < 0 ? -(unsigned long long)value : (unsigned long long)value, value < 0, 'd');
			break;
		case 'u':
		case 'o':
		case 'x':
		case 'X':
			integer(out, flags, width, precision, unsigned_argument(arguments, size), 0, s[-1]);
			break;
		case 'p':
			integer(out, flags | ALTERNATE, width, precision, (uintptr_t)va_arg(*arguments, void *), 0, 'p');
			break;
		case 'n':
			store(arguments, size, out->count);
			break;
		case 'm':
			text = strerror(errno);
			field(out, flags & ~ZERO, width, "", 0, text, strlen(text));
			break;
		case 'a':
		case 'A':
		case 'e':
		case 'E':
		case 'f':
		case 'F':
		case 'g':
		case 'G':
			if (__format_float) {
				floating(out, flags, width, precision, va_arg(*arguments, double), s[-1]);
				break;
			}
			/* fall through */
		default:
			put(out, "%", 1);
			put(out, s - 1, 1);
		}
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

int vprintf(const char *text, va_list arguments)
{
	return vfprintf(stdout, text, arguments);
}

int vsnprintf(char *to, size_t size, const char *text, va_list arguments)
{
	FILE f;
	int n;
	memset(&f, 0, sizeof f);
	f.flags = __WRITE | __WRITING | __STRING;
	f.fd = -1;
	f.mode = _IOFBF;
	f.buffer = f.next = f.end = size ? (unsigned char *)to : f.single;
	f.size = size ? size - 1 : 0;
	n = vfprintf(&f, text, arguments);
	if (size)
		*f.next = 0;
	return n;
}

int vsprintf(char *to, const char *text, va_list arguments)
{
	/* No limit is known: as far as the data segment reaches. */
	return vsnprintf(to, (size_t)0 - (size_t)(uintptr_t)to - 1, text, arguments);
}

int vasprintf(char **to, const char *text, va_list arguments)
{
	va_list copy;
	int n;
	va_copy(copy, arguments);
	n = vsnprintf(0, 0, text, copy);
	va_end(copy);
	*to = n < 0 ? 0 : malloc(n + 1);
	return *to ? vsnprintf(*to, n + 1, text, arguments) : -1;
}

int vdprintf(int fd, const char *text, va_list arguments)
{
	FILE f;
	memset(&f, 0, sizeof f);
	f.flags = __WRITE | __MODE_SET;
	f.fd = fd;
	f.mode = _IONBF;
	return vfprintf(&f, text, arguments);
}

#define FORWARD(call)                  \
	va_list arguments;             \
	int n;                         \
	va_start(arguments, text);     \
	n = call;                      \
	va_end(arguments);             \
	return n

int printf(const char *text, ...)
{
	FORWARD(vfprintf(stdout, text, arguments));
}

int fprintf(FILE *f, const char *text, ...)
{
	FORWARD(vfprintf(f, text, arguments));
}

int dprintf(int fd, const char *text, ...)
{
	FORWARD(vdprintf(fd, text, arguments));
}

int sprintf(char *to, const char *text, ...)
{
	FORWARD(vsprintf(to, text, arguments));
}

int snprintf(char *to, size_t size, const char *text, ...)
{
	FORWARD(vsnprintf(to, size, text, arguments));
}

int asprintf(char **to, const char *text, ...)
{
	FORWARD(vasprintf(to, text, arguments));
}
