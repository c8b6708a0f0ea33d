/* kill(1), POSIX: kill [-SIGNAL | -s SIGNAL] PROCESS... */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char names[] = "HUP\0INT\0QUIT\0ILL\0TRAP\0ABRT\0BUS\0FPE\0KILL\0USR1\0SEGV\0USR2\0PIPE\0ALRM\0TERM\0STKFLT\0"
                            "CHLD\0CONT\0STOP\0TSTP\0TTIN\0TTOU\0URG\0XCPU\0XFSZ\0VTALRM\0PROF\0WINCH\0IO\0PWR\0SYS\0";

static int number(const char *text)
{
	const char *name = names;
	int n;
	if (isdigit((unsigned char)*text))
		return atoi(text);
	if (strncasecmp(text, "SIG", 3) == 0)
		text += 3;
	for (n = 1; *name; n++, name += strlen(name) + 1)
		if (strcasecmp(name, text) == 0)
			return n;
	fprintf(stderr, "kill: no signal %s\n", text);
	exit(2);
}

int main(int argc, char **argv)
{
	int signal = SIGTERM, i = 1, status = 0;
	if (argc > 2 && strcmp(argv[1], "-s") == 0) {
		signal = number(argv[2]);
		i = 3;
	} else if (argc > 1 && argv[1][0] == '-' && argv[1][1]) {
		signal = number(argv[1] + 1);
		i = 2;
	}
	if (i >= argc) {
		fputs("usage: kill [-SIGNAL] PROCESS...\n", stderr);
		return 2;
	}
	for (; i < argc; i++)
		if (kill(atoi(argv[i]), signal) < 0) {
			fprintf(stderr, "kill: %s: %s\n", argv[i], strerror(errno));
			status = 1;
		}
	return status;
}
