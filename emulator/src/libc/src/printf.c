/* The printf family, C99 7.19.6: output to streams, descriptors and strings. The formats are read by format.c. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
