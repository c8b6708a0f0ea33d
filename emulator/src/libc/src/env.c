/* The environment, POSIX: environ is one array of the process; strings that setenv makes are never freed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The array that we allocated; where environ is another one, the program or exec has set it. */
static char **owned;

static int find(const char *name, size_t n)
{
	int i;
	if (environ)
		for (i = 0; environ[i]; i++)
			if (strncmp(environ[i], name, n) == 0 && environ[i][n] == '=')
				return i;
	return -1;
}

char *getenv(const char *name)
{
	size_t n = strlen(name);
	int i = n == 0 || strchr(name, '=') ? -1 : find(name, n);
	return i < 0 ? 0 : environ[i] + n + 1;
}

char *secure_getenv(const char *name)
{
	return getenv(name);
}

static int add(char *assignment, size_t n)
{
	int i = find(assignment, n), count = 0;
	char **bigger;
	if (i >= 0) {
		environ[i] = assignment;
		return 0;
	}
	while (environ && environ[count])
		count++;
	bigger = environ == owned ? realloc(owned, (count + 2) * sizeof *bigger) : malloc((count + 2) * sizeof *bigger);
	if (!bigger)
		return -1;
	if (environ != owned)
		memcpy(bigger, environ, count * sizeof *bigger);
	bigger[count] = assignment;
	bigger[count + 1] = 0;
	environ = owned = bigger;
	return 0;
}

int setenv(const char *name, const char *value, int overwrite)
{
	size_t n = strlen(name);
	char *assignment;
	if (n == 0 || strchr(name, '=')) {
		errno = EINVAL;
		return -1;
	}
	if (!overwrite && find(name, n) >= 0)
		return 0;
	assignment = malloc(n + strlen(value) + 2);
	if (!assignment)
		return -1;
	strcpy(assignment, name);
	assignment[n] = '=';
	strcpy(assignment + n + 1, value);
	return add(assignment, n);
}

int putenv(char *assignment)
{
	char *equals = strchr(assignment, '=');
	return equals ? add(assignment, equals - assignment) : unsetenv(assignment);
}

int unsetenv(const char *name)
{
	size_t n = strlen(name);
	int i;
	if (n == 0 || strchr(name, '=')) {
		errno = EINVAL;
		return -1;
	}
	while ((i = find(name, n)) >= 0)
		do
			environ[i] = environ[i + 1];
		while (environ[i++]);
	return 0;
}

int clearenv(void)
{
	environ = 0;
	return 0;
}
