/*
 * The exec family, POSIX. The system call wants one block: argc, offsets of the arguments, 0, offsets of the environment, 0,
 * then the strings, offsets counted from its start. The block is made above the break and given back where exec fails.
 * In a vfork child it lies in the parent's heap (hazard H11).
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int __sys_execve(const char *path, const void *block, unsigned int size);

int execve(const char *path, char *const arguments[], char *const environment[])
{
	unsigned int argc = 0, envc = 0, strings = 0, size, i, error;
	unsigned int *block, *slot;
	char *text, *base;
	static char *const nothing[] = { 0 };
	if (!arguments)
		arguments = nothing;
	if (!environment)
		environment = nothing;
	for (; arguments[argc]; argc++)
		strings += strlen(arguments[argc]) + 1;
	for (; environment[envc]; envc++)
		strings += strlen(environment[envc]) + 1;
	size = ((argc + envc + 3) * sizeof *block + strings + 1) & ~1U;
	block = sbrk(size);
	if (block == (void *)-1) {
		errno = ENOMEM;
		return -1;
	}
	base = (char *)block;
	slot = block;
	text = (char *)(block + argc + envc + 3);
	*slot++ = argc;
	for (i = 0; i < argc; i++) {
		*slot++ = text - base;
		text = stpcpy(text, arguments[i]) + 1;
	}
	*slot++ = 0;
	for (i = 0; i < envc; i++) {
		*slot++ = text - base;
		text = stpcpy(text, environment[i]) + 1;
	}
	*slot = 0;
	__sys_execve(path, block, size);
	error = errno;
	sbrk(-(int)size);
	errno = error;
	return -1;
}

int execv(const char *path, char *const arguments[])
{
	return execve(path, arguments, environ);
}

/* A file that is no program is a script: /bin/sh runs it (POSIX exec). */
static void as_script(const char *path, char *const arguments[], char *const environment[])
{
	int count = 0;
	char **more;
	while (arguments[count])
		count++;
	more = alloca((count + 2) * sizeof *more);
	more[0] = "sh";
	more[1] = (char *)path;
	memcpy(more + 2, arguments + (count ? 1 : 0), (count ? count : 1) * sizeof *more);
	execve("/bin/sh", more, environment);
}

int execvpe(const char *file, char *const arguments[], char *const environment[])
{
	const char *at, *end;
	char path[256];
	int denied = 0;
	if (!*file) {
		errno = ENOENT;
		return -1;
	}
	if (strchr(file, '/')) {
		execve(file, arguments, environment);
		if (errno == ENOEXEC)
			as_script(file, arguments, environment);
		return -1;
	}
	at = getenv("PATH");
	if (!at)
		at = "/bin:/usr/bin";
	for (;; at = end + 1) {
		unsigned int n;
		end = strchrnul(at, ':');
		n = end - at;
		if (n + strlen(file) + 2 <= sizeof path) {
			memcpy(path, at, n);
			if (n)
				path[n++] = '/';
			strcpy(path + n, file);
			execve(path, arguments, environment);
			if (errno == ENOEXEC) {
				as_script(path, arguments, environment);
				return -1;
			}
			if (errno == EACCES)
				denied = 1;
			else if (errno != ENOENT && errno != ENOTDIR)
				return -1;
		}
		if (!*end)
			break;
	}
	errno = denied ? EACCES : ENOENT;
	return -1;
}

int execvp(const char *file, char *const arguments[])
{
	return execvpe(file, arguments, environ);
}

/* With cdecl the arguments of execl and execlp lie in memory as the array that execv wants, the null pointer included. */
int execl(const char *path, const char *first, ...)
{
	return execve(path, (char **)&first, environ);
}

int execlp(const char *file, const char *first, ...)
{
	return execvpe(file, (char **)&first, environ);
}

int execle(const char *path, const char *first, ...)
{
	char **at = (char **)&first;
	while (*at++)
		;
	return execve(path, (char **)&first, *(char ***)at);
}
