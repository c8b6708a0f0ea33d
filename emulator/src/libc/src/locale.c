/* The C locale and its one-byte characters, C99 7.11 and 7.20.7. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

struct lconv *localeconv(void)
{
	static struct lconv c = { ".", "", "" };
	return &c;
}

char *setlocale(int category, const char *locale)
{
	(void)category;
	if (!locale || !*locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return "C";
	return 0;
}

int mblen(const char *s, size_t n)
{
	return s && n && *s;
}

int mbtowc(wchar_t *to, const char *s, size_t n)
{
	if (!s || n == 0)
		return s ? -1 : 0;
	if (to)
		*to = (unsigned char)*s;
	return *s != 0;
}

int wctomb(char *s, wchar_t c)
{
	if (!s)
		return 0;
	*s = c;
	return 1;
}

size_t mbstowcs(wchar_t *to, const char *s, size_t n)
{
	size_t i;
	for (i = 0; i < n; i++)
		if ((to[i] = (unsigned char)s[i]) == 0)
			break;
	return i;
}

size_t wcstombs(char *s, const wchar_t *from, size_t n)
{
	size_t i;
	for (i = 0; i < n; i++)
		if ((s[i] = from[i]) == 0)
			break;
	return i;
}
