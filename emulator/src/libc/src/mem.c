/* Memory functions of <string.h> and <strings.h>: C99 7.21, POSIX. Plain loops; the compiler may know some of them. */
#include <string.h>

void *memcpy(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;
	while (n--)
		*d++ = *s++;
	return to;
}

void *mempcpy(void *to, const void *from, size_t n)
{
	return (char *)memcpy(to, from, n) + n;
}

void *memmove(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;
	if (d <= s)
		return memcpy(to, from, n);
	while (n--)
		d[n] = s[n];
	return to;
}

void *memset(void *s, int c, size_t n)
{
	char *d = s;
	while (n--)
		*d++ = c;
	return s;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;
	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

void *memchr(const void *s, int c, size_t n)
{
	const unsigned char *x = s;
	for (; n; n--, x++)
		if (*x == (unsigned char)c)
			return (void *)x;
	return 0;
}

void *memrchr(const void *s, int c, size_t n)
{
	const unsigned char *x = (const unsigned char *)s + n;
	while (n--)
		if (*--x == (unsigned char)c)
			return (void *)x;
	return 0;
}

void *memccpy(void *to, const void *from, int c, size_t n)
{
	unsigned char *d = to;
	const unsigned char *s = from;
	while (n--)
		if ((*d++ = *s++) == (unsigned char)c)
			return d;
	return 0;
}

void *memmem(const void *haystack, size_t length, const void *needle, size_t n)
{
	const char *h = haystack;
	for (; length >= n; length--, h++)
		if (memcmp(h, needle, n) == 0)
			return (void *)h;
	return 0;
}

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}

void bcopy(const void *from, void *to, size_t n)
{
	memmove(to, from, n);
}

void bzero(void *s, size_t n)
{
	memset(s, 0, n);
}

void explicit_bzero(void *s, size_t n)
{
	memset(s, 0, n);
}

int ffs(int n)
{
	int bit = 1;
	if (n == 0)
		return 0;
	for (; !(n & 1); n = (unsigned int)n >> 1)
		bit++;
	return bit;
}
