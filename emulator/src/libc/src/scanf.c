/* The scanf family, C99 7.19.6.2, on one reader that can give back what it did not want. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* float-scan.c: stores the value of the text. Linked where a program reads such values. */
void __scan_float(const char *text, int size, void *where) __attribute__((weak));

struct in {
	FILE *file;
	int count; /* characters taken */
	int left;  /* of the field's width */
};

static int take(struct in *in)
{
	int c;
	if (in->left == 0)
		return EOF;
	c = fgetc(in->file);
	if (c == EOF)
		return EOF;
	in->count++;
	in->left--;
	return c;
}

static void give_back(struct in *in, int c)
{
	if (c == EOF)
		return;
	ungetc(c, in->file);
	in->count--;
	in->left++;
}

static void skip_space(struct in *in)
{
	int c;
	in->left = 32767;
	while (isspace(c = take(in)))
		;
	give_back(in, c);
}

static int is_digit(int c, int base)
{
	if (isdigit(c))
		return c - '0' < base;
	return base == 16 && isxdigit(c);
}

/* Collects an integer's characters; returns their number, 0 where there is none. */
static int integer(struct in *in, char *to, int size, int *base)
{
	int n = 0, c = take(in), digits = 0;
	if (c == '+' || c == '-') {
		to[n++] = c;
		c = take(in);
	}
	if (c == '0') {
		to[n++] = c;
		digits = 1;
		c = take(in);
		if ((c == 'x' || c == 'X') && (*base == 16 || *base == 0)) {
			*base = 16;
			to[n++] = c;
			c = take(in);
		} else if (*base == 0)
			*base = 8;
	} else if (*base == 0)
		*base = 10;
	while (c != EOF && is_digit(c, *base)) {
		if (n < size - 1)
			to[n++] = c;
		digits = 1;
		c = take(in);
	}
	give_back(in, c);
	to[n] = 0;
	return digits ? n : 0;
}

static int floating(struct in *in, char *to, int size)
{
	int n = 0, c = take(in), digits = 0;
	if (c == '+' || c == '-') {
		to[n++] = c;
		c = take(in);
	}
	if (c == 'i' || c == 'I' || c == 'n' || c == 'N') {
		const char *word = tolower(c) == 'i' ? "infinity" : "nan";
		int i = 0;
		while (word[i] && tolower(c) == word[i]) {
			to[n++] = c;
			i++;
			c = take(in);
		}
		give_back(in, c);
		to[n] = 0;
		return i == 3 || i == 8 ? n : 0;
	}
	for (; isdigit(c); c = take(in), digits = 1)
		if (n < size - 8)
			to[n++] = c;
	if (c == '.') {
		to[n++] = c;
		for (c = take(in); isdigit(c); c = take(in), digits = 1)
			if (n < size - 8)
				to[n++] = c;
	}
	if (digits && (c == 'e' || c == 'E')) {
		to[n++] = c;
		c = take(in);
		if (c == '+' || c == '-') {
			to[n++] = c;
			c = take(in);
		}
		for (; isdigit(c); c = take(in))
			if (n < size - 1)
				to[n++] = c;
	}
	give_back(in, c);
	to[n] = 0;
	return digits ? n : 0;
}

/* Reads a scan set "[...]" into `set`; returns the format behind it. */
static const char *scan_set(const char *s, char set[256])
{
	int other = 0, c;
	if (*s == '^') {
		other = 1;
		s++;
	}
	memset(set, other, 256);
	do {
		c = (unsigned char)*s;
		if (c == 0)
			return s;
		if (s[1] == '-' && s[2] && s[2] != ']') {
			for (; c <= (unsigned char)s[2]; c++)
				set[c] = !other;
			s += 2;
		} else
			set[c] = !other;
	} while (*++s != ']');
	return s + 1;
}

static void store_integer(void *to, int size, const char *text, int base, int is_signed)
{
	if (size == 2) {
		*(long long *)to = is_signed ? strtoll(text, 0, base) : (long long)strtoull(text, 0, base);
		return;
	}
	if (size == 1) {
		*(long *)to = is_signed ? strtol(text, 0, base) : (long)strtoul(text, 0, base);
		return;
	}
	if (size == -2)
		*(char *)to = strtol(text, 0, base);
	else
		*(int *)to = strtol(text, 0, base);
}

int vfscanf(FILE *f, const char *s, va_list given)
{
	struct in in;
	va_list arguments;
	char text[80], set[256], *to;
	int done = 0, keep, width, size, c, base, n, conversion;
	void *where;
	in.file = f;
	in.count = 0;
	va_copy(arguments, given);
	for (; *s; s++) {
		if (isspace((unsigned char)*s)) {
			skip_space(&in);
			continue;
		}
		if (*s != '%' || s[1] == '%') {
			in.left = 1;
			if (*s == '%') {
				s++;
				skip_space(&in);
				in.left = 1;
			}
			c = take(&in);
			if (c != (unsigned char)*s) {
				give_back(&in, c);
				if (c == EOF && done == 0)
					done = EOF;
				break;
			}
			continue;
		}
		keep = *++s != '*';
		if (!keep)
			s++;
		for (width = 0; isdigit((unsigned char)*s); s++)
			width = width * 10 + *s - '0';
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
		conversion = *s;
		if (conversion != 'c' && conversion != '[' && conversion != 'n')
			skip_space(&in);
		in.left = width ? width : conversion == 'c' ? 1 : 32767;
		where = keep && conversion ? va_arg(arguments, void *) : 0;
		if (conversion == 'n') {
			if (keep)
				*(int *)where = in.count;
			continue;
		}
		c = take(&in);
		if (c == EOF) {
			if (done == 0)
				done = EOF;
			break;
		}
		give_back(&in, c);
		n = 0;
		to = where;
		switch (conversion) {
		case 'd':
		case 'u':
		case 'i':
		case 'o':
		case 'x':
		case 'X':
		case 'p':
			base = conversion == 'o' ? 8 : conversion == 'i' ? 0 : conversion == 'd' || conversion == 'u' ? 10 : 16;
			n = integer(&in, text, sizeof text, &base);
			if (n && keep)
				store_integer(where, conversion == 'p' ? 0 : size, text, base, conversion == 'd' || conversion == 'i');
			break;
		case 'a':
		case 'e':
		case 'f':
		case 'g':
		case 'E':
		case 'F':
		case 'G':
			n = floating(&in, text, sizeof text);
			if (n && keep && __scan_float)
				__scan_float(text, size, where);
			break;
		case 's':
			while ((c = take(&in)) != EOF && !isspace(c)) {
				if (keep)
					*to++ = c;
				n++;
			}
			give_back(&in, c);
			if (keep)
				*to = 0;
			break;
		case 'c':
			while ((c = take(&in)) != EOF) {
				if (keep)
					*to++ = c;
				n++;
			}
			if (width && n < width)
				n = 0;
			break;
		case '[':
			s = scan_set(s + 1, set) - 1;
			while ((c = take(&in)) != EOF && set[c]) {
				if (keep)
					*to++ = c;
				n++;
			}
			give_back(&in, c);
			if (keep && n)
				*to = 0;
			break;
		}
		if (n == 0)
			break;
		done += keep;
	}
	va_end(arguments);
	return done;
}

int vscanf(const char *s, va_list arguments)
{
	return vfscanf(stdin, s, arguments);
}

int vsscanf(const char *from, const char *s, va_list arguments)
{
	FILE f;
	memset(&f, 0, sizeof f);
	f.flags = __READ | __READING | __STRING;
	f.fd = -1;
	f.buffer = f.next = (unsigned char *)from;
	f.end = f.next + strlen(from);
	return vfscanf(&f, s, arguments);
}

int scanf(const char *s, ...)
{
	va_list arguments;
	int n;
	va_start(arguments, s);
	n = vfscanf(stdin, s, arguments);
	va_end(arguments);
	return n;
}

int fscanf(FILE *f, const char *s, ...)
{
	va_list arguments;
	int n;
	va_start(arguments, s);
	n = vfscanf(f, s, arguments);
	va_end(arguments);
	return n;
}

int sscanf(const char *from, const char *s, ...)
{
	va_list arguments;
	int n;
	va_start(arguments, s);
	n = vsscanf(from, s, arguments);
	va_end(arguments);
	return n;
}
