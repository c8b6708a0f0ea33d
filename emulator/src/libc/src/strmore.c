/* Less common string functions: tokens, copies with limits, case-insensitive ones. C99 7.21, POSIX, BSD. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

char *strtok_r(char *s, const char *separators, char **state)
{
	char *token;
	if (!s)
		s = *state;
	s += strspn(s, separators);
	if (!*s) {
		*state = s;
		return 0;
	}
	token = s;
	s += strcspn(s, separators);
	if (*s)
		*s++ = 0;
	*state = s;
	return token;
}

char *strtok(char *s, const char *separators)
{
	static char *state;
	return strtok_r(s, separators, &state);
}

char *strsep(char **at, const char *separators)
{
	char *token = *at, *end;
	if (!token)
		return 0;
	end = token + strcspn(token, separators);
	*at = *end ? end + 1 : 0;
	*end = 0;
	return token;
}

char *strdup(const char *s)
{
	size_t n = strlen(s) + 1;
	char *copy = malloc(n);
	return copy ? memcpy(copy, s, n) : 0;
}

char *strndup(const char *s, size_t n)
{
	char *copy;
	n = strnlen(s, n);
	copy = malloc(n + 1);
	if (!copy)
		return 0;
	copy[n] = 0;
	return memcpy(copy, s, n);
}

size_t strlcpy(char *to, const char *from, size_t size)
{
	size_t n = strlen(from);
	if (size) {
		size_t take = n < size ? n : size - 1;
		memcpy(to, from, take);
		to[take] = 0;
	}
	return n;
}

size_t strlcat(char *to, const char *from, size_t size)
{
	size_t n = strnlen(to, size);
	return n + (n == size ? strlen(from) : strlcpy(to + n, from, size - n));
}

int strcasecmp(const char *a, const char *b)
{
	for (; *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++, b++)
		;
	return tolower((unsigned char)*a) - tolower((unsigned char)*b);
}

int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n && *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); n--, a++, b++)
		;
	return n ? tolower((unsigned char)*a) - tolower((unsigned char)*b) : 0;
}

char *strcasestr(const char *haystack, const char *needle)
{
	size_t n = strlen(needle);
	for (;; haystack++) {
		if (strncasecmp(haystack, needle, n) == 0)
			return (char *)haystack;
		if (!*haystack)
			return 0;
	}
}

size_t strxfrm(char *to, const char *from, size_t n)
{
	return strlcpy(to, from, n);
}

char *basename(const char *path)
{
	const char *slash = strrchr(path, '/');
	return (char *)(slash ? slash + 1 : path);
}
