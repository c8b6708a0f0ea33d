/* perror and psignal, C99 7.19.10.4 and POSIX. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

void perror(const char *message)
{
	int number = errno;
	if (message && *message)
		fprintf(stderr, "%s: %s\n", message, strerror(number));
	else
		fprintf(stderr, "%s\n", strerror(number));
}

void psignal(int signal, const char *message)
{
	if (message && *message)
		fprintf(stderr, "%s: %s\n", message, strsignal(signal));
	else
		fprintf(stderr, "%s\n", strsignal(signal));
}
