/* Lines, blocks and words of streams, C99 7.19.7 and 7.19.8, POSIX getline. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t __put(FILE *f, const void *from, size_t n);

char *fgets(char *line, int size, FILE *f)
{
	char *to = line;
	int c = 0;
	while (--size > 0 && (c = fgetc(f)) != EOF)
		if ((*to++ = c) == '\n')
			break;
	if ((c == EOF && to == line) || (f->flags & __ERROR && c == EOF))
		return 0;
	*to = 0;
	return line;
}

char *gets(char *line)
{
	char *to = line;
	int c;
	while ((c = fgetc(stdin)) != EOF && c != '\n')
		*to++ = c;
	if (c == EOF && to == line)
		return 0;
	*to = 0;
	return line;
}

ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *f)
{
	size_t n = 0;
	int c;
	do {
		c = fgetc(f);
		if (c == EOF && n == 0)
			return -1;
		if (!*line || n + 2 > *size) {
			size_t more = *line && *size >= 32 ? *size * 2 : 64;
			char *bigger = realloc(*line, more);
			if (!bigger)
				return -1;
			*line = bigger;
			*size = more;
		}
		if (c != EOF)
			(*line)[n++] = c;
	} while (c != EOF && c != delimiter);
	(*line)[n] = 0;
	return n;
}

ssize_t getline(char **line, size_t *size, FILE *f)
{
	return getdelim(line, size, '\n', f);
}

int fputs(const char *s, FILE *f)
{
	size_t n = strlen(s);
	return __put(f, s, n) == n ? 0 : EOF;
}

int puts(const char *s)
{
	return fputs(s, stdout) == EOF || fputc('\n', stdout) == EOF ? EOF : 0;
}

size_t fread(void *to, size_t size, size_t count, FILE *f)
{
	unsigned char *d = to;
	size_t done = 0, i;
	int c;
	if (size == 0)
		return 0;
	for (; done < count; done++)
		for (i = 0; i < size; i++) {
			if ((c = fgetc(f)) == EOF)
				return done;
			*d++ = c;
		}
	return done;
}

size_t fwrite(const void *from, size_t size, size_t count, FILE *f)
{
	return size && count ? __put(f, from, size * count) / size : 0;
}

int getw(FILE *f)
{
	int w;
	return fread(&w, sizeof w, 1, f) == 1 ? w : EOF;
}

int putw(int w, FILE *f)
{
	return fwrite(&w, sizeof w, 1, f) == 1 ? 0 : EOF;
}
