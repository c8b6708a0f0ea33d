/* sh: redirections, and the descriptors that come back behind a command of the shell itself. */
#include "sh.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNTOUCHED = -1, WAS_CLOSED = -2 };

/* Gives a descriptor another number. */
void move(int from, int to)
{
	if (from != to) {
		dup2(from, to);
		close(from);
	}
}

/* Starts to keep descriptors: none so far. */
void keep(struct descriptors *saved)
{
	int fd;
	for (fd = 0; fd < DESCRIPTORS; fd++)
		saved->old[fd] = UNTOUCHED;
}

static void keep_one(struct descriptors *saved, int fd)
{
	int kept;
	if (saved->old[fd] != UNTOUCHED)
		return;
	kept = fcntl(fd, F_DUPFD, DESCRIPTORS);
	if (kept >= 0)
		fcntl(kept, F_SETFD, FD_CLOEXEC);
	saved->old[fd] = kept >= 0 ? kept : WAS_CLOSED;
}

/* Brings the kept descriptors back. */
void restore(const struct descriptors *saved)
{
	int fd;
	fflush(stdout);
	for (fd = 0; fd < DESCRIPTORS; fd++)
		if (saved->old[fd] == WAS_CLOSED)
			close(fd);
		else if (saved->old[fd] != UNTOUCHED)
			move(saved->old[fd], fd);
}

/* A file without a name that holds a text, to be read from its start. */
static int open_text(const char *text)
{
	char name[] = "/tmp/shXXXXXX";
	int fd = mkstemp(name);
	if (fd >= 0) {
		write(fd, text, strlen(text));
		lseek(fd, 0, SEEK_SET);
		unlink(name);
	}
	return fd;
}

static int open_target(int kind, const char *target)
{
	switch (kind) {
	case 'h':
	case 'l':
		return open_text(target);
	case '<':
		return open(target, O_RDONLY);
	case 'b':
		return open(target, O_RDWR | O_CREAT, 0666);
	case 'a':
		return open(target, O_WRONLY | O_CREAT | O_APPEND, 0666);
	default:
		return open(target, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	}
}

/* N>&M and N>&-; -1 where M is no open descriptor. */
static int duplicate(int fd, const char *target)
{
	int from;
	if (strcmp(target, "-") == 0) {
		close(fd);
		return 0;
	}
	from = atoi(target);
	return from == fd ? 0 : dup2(from, fd);
}

/* Applies redirections; keeps the old descriptors in `saved` where it is given. Returns 0, or 1 after a message. */
int redirect(const struct redirection *r, struct descriptors *saved)
{
	for (; r; r = r->next) {
		char *target = r->kind == 'l' ? r->target : one_string(r->target, 0, r->kind == 'h' ? DOCUMENT : BARE);
		int fd;
		if (saved)
			keep_one(saved, r->fd);
		fd = r->kind == '&' ? duplicate(r->fd, target) : open_target(r->kind, target);
		if (fd < 0) {
			fprintf(stderr, "%s: %s: %s\n", shell.name, target, strerror(errno));
			return 1;
		}
		if (r->kind != '&')
			move(fd, r->fd);
	}
	return 0;
}
