/* sleep(1), POSIX: whole seconds of virtual time. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *end;
	long seconds;
	if (argc != 2 || (seconds = strtol(argv[1], &end, 10), end == argv[1] || *end) || seconds < 0) {
		fputs("usage: sleep SECONDS\n", stderr);
		return 2;
	}
	for (; seconds > 30000; seconds -= 30000)
		sleep(30000);
	sleep(seconds);
	return 0;
}
