/* The string functions that nearly every program uses: C99 7.21. */
#include <string.h>

size_t strlen(const char *s)
{
	const char *e = s;
	while (*e)
		e++;
	return e - s;
}

size_t strnlen(const char *s, size_t n)
{
	size_t length = 0;
	while (length < n && s[length])
		length++;
	return length;
}

char *strcpy(char *to, const char *from)
{
	char *d = to;
	while ((*d++ = *from++))
		;
	return to;
}

char *stpcpy(char *to, const char *from)
{
	while ((*to = *from++))
		to++;
	return to;
}

char *strncpy(char *to, const char *from, size_t n)
{
	char *d = to;
	while (n && (*d++ = *from++))
		n--;
	if (n)
		while (--n)
			*d++ = 0;
	return to;
}

char *strcat(char *to, const char *from)
{
	strcpy(to + strlen(to), from);
	return to;
}

char *strncat(char *to, const char *from, size_t n)
{
	char *d = to + strlen(to);
	while (n-- && *from)
		*d++ = *from++;
	*d = 0;
	return to;
}

int strcmp(const char *a, const char *b)
{
	for (; *a && *a == *b; a++, b++)
		;
	return (unsigned char)*a - (unsigned char)*b;
}

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n && *a && *a == *b; n--, a++, b++)
		;
	return n ? (unsigned char)*a - (unsigned char)*b : 0;
}

int strcoll(const char *a, const char *b)
{
	return strcmp(a, b);
}

char *strchr(const char *s, int c)
{
	for (;; s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			return 0;
	}
}

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}

char *strrchr(const char *s, int c)
{
	const char *found = 0;
	do
		if (*s == (char)c)
			found = s;
	while (*s++);
	return (char *)found;
}

char *index(const char *s, int c)
{
	return strchr(s, c);
}

char *rindex(const char *s, int c)
{
	return strrchr(s, c);
}

size_t strspn(const char *s, const char *accept)
{
	size_t n = 0;
	while (s[n] && strchr(accept, s[n]))
		n++;
	return n;
}

size_t strcspn(const char *s, const char *reject)
{
	size_t n = 0;
	while (s[n] && !strchr(reject, s[n]))
		n++;
	return n;
}

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : 0;
}

char *strstr(const char *haystack, const char *needle)
{
	size_t n = strlen(needle);
	for (;; haystack++) {
		if (strncmp(haystack, needle, n) == 0)
			return (char *)haystack;
		if (!*haystack)
			return 0;
	}
}
