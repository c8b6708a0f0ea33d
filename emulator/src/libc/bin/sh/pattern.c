/* sh: patterns (POSIX 2.13), and the paths whose last part fits one. */
#include "sh.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PATHS 64

/* Whether a string fits a pattern of * ? [ ] and backslashes before what is meant by itself. */
int matches(const char *p, const char *s)
{
	for (; *p; p++, s++) {
		if (*p == '*') {
			for (;; s++) {
				if (matches(p + 1, s))
					return 1;
				if (!*s)
					return 0;
			}
		}
		if (!*s)
			return 0;
		if (*p == '?')
			continue;
		if (*p == '[' && strchr(p + 2, ']')) {
			int no = p[1] == '!', found = 0;
			p += 1 + no;
			do {
				if (p[1] == '-' && p[2] != ']') {
					found |= *p <= *s && *s <= p[2];
					p += 2;
				} else
					found |= *p == *s;
				p++;
			} while (*p != ']');
			if (found == no)
				return 0;
			continue;
		}
		if (*p == '\\' && p[1])
			p++;
		if (*p != *s)
			return 0;
	}
	return *s == 0;
}

static int is_pattern(const char *s)
{
	for (; *s; s++)
		if (*s == '\\' && s[1])
			s++;
		else if (strchr("*?[", *s))
			return 1;
	return 0;
}

static char *unquote(char *s)
{
	char *from = s, *to = s;
	for (; *from; from++) {
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from;
	}
	*to = 0;
	return s;
}

static char *join(const char *folder, const char *name)
{
	char *path = allocate(strlen(folder) + strlen(name) + 1);
	return strcat(strcpy(path, folder), name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the paths of a pattern in order; the pattern itself, without its backslashes, where there is none. */
struct word **glob(struct word **at, char *pattern)
{
	char *slash = strrchr(pattern, '/'), *last = slash ? slash + 1 : pattern, *names[MOST_PATHS];
	const char *folder;
	int n = 0, i;
	DIR *directory;
	struct dirent *entry;
	if (is_pattern(last)) {
		folder = unquote(copy(pattern, last - pattern));
		directory = opendir(slash ? folder : ".");
		while (directory && n < MOST_PATHS && (entry = readdir(directory)))
			if ((entry->d_name[0] != '.' || *last == '.') && matches(last, entry->d_name))
				names[n++] = join(folder, entry->d_name);
		if (directory)
			closedir(directory);
		qsort(names, n, sizeof *names, by_name);
		for (i = 0; i < n; i++)
			at = append(at, names[i]);
	}
	return n ? at : append(at, unquote(pattern));
}
