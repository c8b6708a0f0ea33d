/* ls(1): names of a directory in order, one a line; -a with those that begin with a dot, -l with mode, links, size. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 200

static int all, lines;

static void show(const char *folder, const char *name)
{
	struct stat status;
	char path[300], mode[11];
	int i;
	if (!lines) {
		puts(name);
		return;
	}
	snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
	if (lstat(path, &status) < 0) {
		fprintf(stderr, "ls: %s: %s\n", path, strerror(errno));
		return;
	}
	strcpy(mode, "?rwxrwxrwx");
	mode[0] = S_ISDIR(status.st_mode) ? 'd' : S_ISLNK(status.st_mode) ? 'l' : S_ISCHR(status.st_mode) ? 'c' : S_ISFIFO(status.st_mode) ? 'p' : '-';
	for (i = 0; i < 9; i++)
		if (!(status.st_mode >> (8 - i) & 1))
			mode[i + 1] = '-';
	printf("%s %2u %3u %3u %6ld %s\n", mode, status.st_nlink, status.st_uid, status.st_gid, (long)status.st_size, name);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list(const char *path, int title)
{
	DIR *directory;
	struct dirent *entry;
	struct stat status;
	char *names[MOST];
	int n = 0, i;
	if (stat(path, &status) < 0) {
		fprintf(stderr, "ls: %s: %s\n", path, strerror(errno));
		return 1;
	}
	if (!S_ISDIR(status.st_mode)) {
		show("", path);
		return 0;
	}
	directory = opendir(path);
	if (!directory) {
		fprintf(stderr, "ls: %s: %s\n", path, strerror(errno));
		return 1;
	}
	if (title)
		printf("%s:\n", path);
	while (n < MOST && (entry = readdir(directory)))
		if (all || entry->d_name[0] != '.')
			names[n++] = strdup(entry->d_name);
	closedir(directory);
	qsort(names, n, sizeof *names, compare);
	for (i = 0; i < n; i++) {
		show(path, names[i]);
		free(names[i]);
	}
	return 0;
}

int main(int argc, char **argv)
{
	int c, status = 0, i;
	while ((c = getopt(argc, argv, "al1")) != -1)
		switch (c) {
		case 'a':
			all = 1;
			break;
		case 'l':
			lines = 1;
			break;
		case '?':
			return 2;
		}
	if (optind == argc)
		return list(".", 0);
	for (i = optind; i < argc; i++)
		status |= list(argv[i], argc - optind > 1);
	return status;
}
