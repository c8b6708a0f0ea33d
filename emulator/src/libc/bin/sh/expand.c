/*
 * sh: expansion of words (POSIX 2.6): parameters, command substitution, field splitting, quote removal; pattern.c makes paths of
 * the fields. Nothing is split and no path is made where one string is wanted.
 */
#include "sh.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What is being expanded: fields that are complete, and the one that grows. An expansion inside of another has its own. */
static struct expansion {
	struct word *fields, **end;
	struct text field;
	int has_field; /* whether there is a field, if only an empty one */
	int split;     /* whether values outside of quotes are split */
	int pattern;   /* a backslash then stands before each quoted character that is special in patterns */
} now;

/* Starts an expansion; returns the one that it interrupts, for `now`. */
static struct expansion start_expansion(int split, int pattern)
{
	struct expansion outer = now;
	memset(&now, 0, sizeof now);
	now.end = &now.fields;
	now.split = split;
	now.pattern = pattern;
	return outer;
}

static void expand(const char *s, enum quotes quotes);

static char *field_text(void)
{
	return now.field.at ? now.field.at : "";
}

static void end_field(void)
{
	if (now.has_field)
		now.end = append(now.end, copy(field_text(), now.field.used));
	now.field.used = 0;
	if (now.field.at)
		*now.field.at = 0;
	now.has_field = 0;
}

static void put(int c)
{
	add(&now.field, c);
	now.has_field = 1;
}

static void put_quoted(int c)
{
	if (now.pattern && strchr("*?[\\", c))
		add(&now.field, '\\');
	put(c);
}

static void put_value(const char *s, enum quotes quotes)
{
	if (quotes)
		now.has_field = 1;
	for (; *s; s++)
		if (quotes)
			put_quoted(*s);
		else if (now.split && isspace((unsigned char)*s))
			end_field();
		else {
			if (now.pattern && *s == '\\')
				add(&now.field, '\\');
			put(*s);
		}
}

/* ---- parameters ---- */

static char *decimal(int n)
{
	static char buffer[8];
	sprintf(buffer, "%d", n);
	return buffer;
}

/* The value of a parameter; 0 where it is not set. */
static const char *parameter(const char *name)
{
	int n;
	if (name[1] == 0)
		switch (*name) {
		case '?':
			return decimal(shell.status);
		case '$':
			return decimal(getpid());
		case '!':
			return shell.background ? decimal(shell.background) : "";
		case '#':
			return decimal(shell.argument_count);
		case '-':
			return "";
		}
	if (isdigit((unsigned char)*name)) {
		n = atoi(name);
		return n == 0 ? shell.name : n <= shell.argument_count ? shell.arguments[n - 1] : 0;
	}
	return getenv(name);
}

/* How many characters of s are a name. */
static size_t name_length(const char *s)
{
	size_t n;
	for (n = 0; isalnum((unsigned char)s[n]) || s[n] == '_'; n++)
		;
	return n;
}

/* "$@" and $*: the arguments, in quotes as fields of their own for @. */
static void all_arguments(int which, enum quotes quotes)
{
	int i;
	for (i = 0; i < shell.argument_count; i++) {
		if (i) {
			if (which == '@' && quotes && now.split)
				end_field();
			else
				put_value(" ", quotes);
		}
		put_value(shell.arguments[i], quotes);
	}
}

/* What stands in ${ }. */
static void braces(const char *s, enum quotes quotes)
{
	char *name;
	const char *value;
	size_t n;
	int colon = 0, length = 0;
	if (*s == '#' && s[1]) {
		length = 1;
		s++;
	}
	n = name_length(s);
	if (n == 0 && *s)
		n = 1;
	name = copy(s, n);
	s += n;
	value = parameter(name);
	if (length) {
		put_value(decimal(value ? strlen(value) : 0), quotes);
		return;
	}
	if (*s == ':') {
		colon = 1;
		s++;
	}
	if (*s && (!value || (colon && !*value))) {
		if (*s == '-')
			expand(s + 1, quotes);
		else if (*s == '=') {
			setenv(name, one_string(s + 1, 0, BARE), 1);
			put_value(getenv(name), quotes);
		} else if (*s == '?')
			fatal(name, s[1] ? s + 1 : "parameter not set");
		return;
	}
	if (*s == '+') {
		expand(s + 1, quotes);
		return;
	}
	put_value(value ? value : "", quotes);
}

/* ---- words ---- */

/* Output of a command substitution, trailing newlines removed. */
static char *substitute(const char *text)
{
	struct text output = { 0, 0, 0 };
	int fds[2];
	pid_t child;
	if (pipe(fds) < 0)
		fatal("pipe", strerror(errno));
	child = make_child();
	if (child == 0) {
		close(fds[0]);
		move(fds[1], 1);
		exit(run_text(text));
	}
	close(fds[1]);
	add(&output, 'x');
	add_file(&output, fds[0]);
	close(fds[0]);
	shell.status = wait_for(child);
	while (output.used > 1 && output.at[output.used - 1] == '\n')
		output.at[--output.used] = 0;
	return output.at + 1;
}

/* What begins with $; returns what is behind it. */
static const char *dollar(const char *s, enum quotes quotes)
{
	const char *end, *value;
	char *inner;
	size_t n;
	if (s[1] == '(' || s[1] == '{') {
		end = skip_part(s);
		inner = copy(s + 2, end - s - 3);
		if (s[1] == '(')
			put_value(substitute(inner), quotes);
		else
			braces(inner, quotes);
		return end;
	}
	if (s[1] == '@' || s[1] == '*') {
		all_arguments(s[1], quotes);
		return s + 2;
	}
	if (isdigit((unsigned char)s[1]) || (s[1] && strchr("?$!#-", s[1])))
		n = 1;
	else
		n = name_length(s + 1);
	if (n == 0) {
		put_quoted('$');
		return s + 1;
	}
	value = parameter(copy(s + 1, n));
	put_value(value ? value : "", quotes);
	return s + 1 + n;
}

static const char *single_quotes(const char *s)
{
	const char *end = strchr(s + 1, '\'');
	now.has_field = 1;
	for (s++; s < end; s++)
		put_quoted(*s);
	return s + 1;
}

static const char *double_quotes(const char *s)
{
	const char *end = skip_part(s);
	if (strcmp(s, "\"$@\"") != 0)
		now.has_field = 1;
	expand(copy(s + 1, end - s - 2), DOUBLE);
	return end;
}

/* A backslash: by itself where quotes leave the next character nothing to be quoted from. */
static const char *backslash(const char *s, enum quotes quotes)
{
	const char *special = quotes == DOUBLE ? "$`\\\n\"" : "$`\\\n";
	if (!s[1] || (quotes && !strchr(special, s[1]))) {
		put_quoted('\\');
		return s + 1;
	}
	if (s[1] != '\n')
		put_quoted(s[1]);
	return s + 2;
}

static const char *backquotes(const char *s, enum quotes quotes)
{
	const char *end = skip_part(s);
	put_value(substitute(copy(s + 1, end - s - 2)), quotes);
	return end;
}

/* Expands the text of a word into the current field and the fields behind it. */
static void expand(const char *s, enum quotes quotes)
{
	while (*s)
		if (*s == '\'' && !quotes)
			s = single_quotes(s);
		else if (*s == '"' && quotes != DOCUMENT)
			s = double_quotes(s);
		else if (*s == '\\')
			s = backslash(s, quotes);
		else if (*s == '$')
			s = dollar(s, quotes);
		else if (*s == '`')
			s = backquotes(s, quotes);
		else if (quotes)
			put_quoted(*s++);
		else
			put(*s++);
}

/* One string without splitting: for assignments, redirections, here-documents and case. */
char *one_string(const char *s, int as_pattern, enum quotes quotes)
{
	struct expansion outer = start_expansion(0, as_pattern);
	char *result;
	expand(s, quotes);
	result = field_text();
	now = outer;
	return result;
}

/* The fields that words expand to, paths included. */
struct word *expand_words(struct word *words)
{
	struct expansion outer = start_expansion(1, 1);
	struct word *result = 0, **at = &result, *field;
	for (; words; words = words->next) {
		expand(words->text, BARE);
		end_field();
	}
	for (field = now.fields; field; field = field->next)
		at = glob(at, field->text);
	now = outer;
	return result;
}
