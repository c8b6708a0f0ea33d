/* sh: memory that is never given back (a shell that runs a script is short-lived), texts that grow, lists of words, and the end. */
#include "sh.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ends the shell with a message; `why` may be 0. */
void fatal(const char *what, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "%s: %s%s%s\n", shell.name, what, why ? ": " : "", why ? why : "");
	exit(2);
}

/* Memory filled with zeros. */
void *allocate(size_t size)
{
	void *memory = calloc(1, size);
	if (!memory)
		fatal("out of memory", 0);
	return memory;
}

/* The first n characters of s, NUL behind them. */
char *copy(const char *s, size_t n)
{
	char *c = allocate(n + 1);
	memcpy(c, s, n);
	return c;
}

/* Adds a character; the text always has a NUL at its end. */
void add(struct text *text, int c)
{
	if (text->used + 1 >= text->size) {
		text->size = text->size ? text->size * 2 : 32;
		text->at = realloc(text->at, text->size);
		if (!text->at)
			fatal("out of memory", 0);
	}
	text->at[text->used++] = c;
	text->at[text->used] = 0;
}

/* Adds all that can be read from a descriptor. */
void add_file(struct text *text, int fd)
{
	char buffer[128];
	int n, i;
	while ((n = read(fd, buffer, sizeof buffer)) > 0)
		for (i = 0; i < n; i++)
			add(text, buffer[i]);
}

/* Puts a word at the end of a list; returns its new end. */
struct word **append(struct word **at, char *text)
{
	*at = allocate(sizeof **at);
	(*at)->text = text;
	return &(*at)->next;
}
