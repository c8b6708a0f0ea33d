/* Strings of wide characters, C99 7.24.4. */
#include <string.h>
#include <wchar.h>

size_t wcslen(const wchar_t *s)
{
	const wchar_t *end = s;
	while (*end)
		end++;
	return end - s;
}

wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t n)
{
	return memcpy(to, from, n * sizeof *to);
}

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n)
{
	return memmove(to, from, n * sizeof *to);
}

wchar_t *wmemset(wchar_t *to, wchar_t c, size_t n)
{
	wchar_t *at = to;
	while (n--)
		*at++ = c;
	return to;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n)
{
	for (; n; n--, a++, b++)
		if (*a != *b)
			return *a < *b ? -1 : 1;
	return 0;
}

wchar_t *wcscpy(wchar_t *to, const wchar_t *from)
{
	return wmemcpy(to, from, wcslen(from) + 1);
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t n)
{
	wchar_t *at = to;
	for (; n && *from; n--)
		*at++ = *from++;
	wmemset(at, 0, n);
	return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from)
{
	wcscpy(to + wcslen(to), from);
	return to;
}

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n)
{
	for (; n; n--, a++, b++) {
		if (*a != *b)
			return *a < *b ? -1 : 1;
		if (!*a)
			break;
	}
	return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b)
{
	return wcsncmp(a, b, (size_t)-1);
}

wchar_t *wcschr(const wchar_t *s, wchar_t c)
{
	for (; *s != c; s++)
		if (!*s)
			return 0;
	return (wchar_t *)s;
}

wchar_t *wcsrchr(const wchar_t *s, wchar_t c)
{
	const wchar_t *found = 0;
	do {
		if (*s == c)
			found = s;
	} while (*s++);
	return (wchar_t *)found;
}

wchar_t *wcsstr(const wchar_t *s, const wchar_t *what)
{
	size_t n = wcslen(what);
	for (;; s++) {
		if (wcsncmp(s, what, n) == 0)
			return (wchar_t *)s;
		if (!*s)
			return 0;
	}
}
