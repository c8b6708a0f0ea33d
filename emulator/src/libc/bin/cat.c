/* cat(1), POSIX: copies files, or standard input for "-" or no argument, to standard output. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int copy(int fd, const char *name)
{
	char buffer[512];
	int n, done, written;
	while ((n = read(fd, buffer, sizeof buffer)) > 0)
		for (done = 0; done < n; done += written)
			if ((written = write(1, buffer + done, n - done)) < 0) {
				perror("cat");
				return 1;
			}
	if (n < 0)
		fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
	return n < 0;
}

int main(int argc, char **argv)
{
	int i, fd, status = 0;
	if (argc == 1)
		return copy(0, "-");
	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-") == 0) {
			status |= copy(0, "-");
			continue;
		}
		fd = open(argv[i], O_RDONLY);
		if (fd < 0) {
			fprintf(stderr, "cat: %s: %s\n", argv[i], strerror(errno));
			status = 1;
			continue;
		}
		status |= copy(fd, argv[i]);
		close(fd);
	}
	return status;
}
