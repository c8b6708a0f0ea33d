/* test(1) and [, POSIX: primaries on files, strings and numbers, with !, -a, -o and parentheses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char **at, **end;

static void fail(const char *why)
{
	fprintf(stderr, "test: %s\n", why);
	exit(2);
}

static int either(void);

static int is_binary(const char *s)
{
	static const char names[] = " = == != -eq -ne -lt -le -gt -ge ";
	char padded[8];
	if (strlen(s) > 3)
		return 0;
	sprintf(padded, " %s ", s);
	return strstr(names, padded) != 0;
}

static long number(const char *s)
{
	char *stop;
	long n = strtol(s, &stop, 10);
	if (stop == s || *stop)
		fail("integer expected");
	return n;
}

static int compare(const char *a, const char *operator, const char *b)
{
	if (operator[0] == '=')
		return strcmp(a, b) == 0;
	if (operator[0] == '!')
		return strcmp(a, b) != 0;
	switch (operator[1] << 8 | operator[2]) {
	case 'e' << 8 | 'q':
		return number(a) == number(b);
	case 'n' << 8 | 'e':
		return number(a) != number(b);
	case 'l' << 8 | 't':
		return number(a) < number(b);
	case 'l' << 8 | 'e':
		return number(a) <= number(b);
	case 'g' << 8 | 't':
		return number(a) > number(b);
	default:
		return number(a) >= number(b);
	}
}

static int about(int letter, const char *s)
{
	struct stat status;
	switch (letter) {
	case 'n':
		return *s != 0;
	case 'z':
		return *s == 0;
	case 'r':
		return access(s, R_OK) == 0;
	case 'w':
		return access(s, W_OK) == 0;
	case 'x':
		return access(s, X_OK) == 0;
	case 't':
		return isatty(atoi(s));
	case 'h':
	case 'L':
		return lstat(s, &status) == 0 && S_ISLNK(status.st_mode);
	}
	if (stat(s, &status) < 0)
		return 0;
	switch (letter) {
	case 'd':
		return S_ISDIR(status.st_mode);
	case 'f':
		return S_ISREG(status.st_mode);
	case 'p':
		return S_ISFIFO(status.st_mode);
	case 'c':
		return S_ISCHR(status.st_mode);
	case 's':
		return status.st_size > 0;
	default:
		return 1;
	}
}

static int primary(void)
{
	char *word;
	int value;
	if (at == end)
		return 0;
	word = *at++;
	if (end - at >= 2 && is_binary(*at)) {
		value = compare(word, at[0], at[1]);
		at += 2;
		return value;
	}
	if (strcmp(word, "!") == 0 && at < end)
		return !primary();
	if (strcmp(word, "(") == 0 && at < end) {
		value = either();
		if (at == end || strcmp(*at++, ")") != 0)
			fail(") expected");
		return value;
	}
	if (word[0] == '-' && word[1] && !word[2] && at < end && strchr("nzrwxthLdfpcse", word[1]))
		return about(word[1], *at++);
	return *word != 0;
}

static int both(void)
{
	int value = primary();
	while (at < end && strcmp(*at, "-a") == 0) {
		at++;
		value &= primary();
	}
	return value;
}

static int either(void)
{
	int value = both();
	while (at < end && strcmp(*at, "-o") == 0) {
		at++;
		value |= both();
	}
	return value;
}

int main(int argc, char **argv)
{
	char *name = strrchr(argv[0], '/');
	int value;
	name = name ? name + 1 : argv[0];
	at = argv + 1;
	end = argv + argc;
	if (strcmp(name, "[") == 0 && (argc < 2 || strcmp(*--end, "]") != 0))
		fail("] expected");
	value = either();
	if (at != end)
		fail("too many arguments");
	return !value;
}
