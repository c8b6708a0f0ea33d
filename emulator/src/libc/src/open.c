/* Opening and closing streams and their buffering, C99 7.19.5. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int __flush(FILE *f);

/* The flags of open(2) for a mode of fopen, or -1 with EINVAL; *flags gets the stream's own. */
static int parse(const char *mode, unsigned int *flags)
{
	int how;
	switch (*mode) {
	case 'r':
		how = O_RDONLY;
		*flags = __READ;
		break;
	case 'w':
		how = O_WRONLY | O_CREAT | O_TRUNC;
		*flags = __WRITE;
		break;
	case 'a':
		how = O_WRONLY | O_CREAT | O_APPEND;
		*flags = __WRITE | __APPEND;
		break;
	default:
		errno = EINVAL;
		return -1;
	}
	while (*++mode)
		switch (*mode) {
		case '+':
			how = (how & ~O_ACCMODE) | O_RDWR;
			*flags |= __READ | __WRITE;
			break;
		case 'x':
			how |= O_EXCL;
			break;
		case 'e':
			how |= O_CLOEXEC;
			break;
		}
	return how;
}

static FILE *make(int fd, unsigned int flags)
{
	FILE *f = calloc(1, sizeof *f);
	if (!f)
		return 0;
	f->fd = fd;
	f->flags = flags | __OWN_FILE;
	f->mode = _IOFBF;
	f->link = __open_files;
	__open_files = f;
	return f;
}

FILE *fdopen(int fd, const char *mode)
{
	unsigned int flags;
	return parse(mode, &flags) < 0 ? 0 : make(fd, flags);
}

FILE *fopen(const char *path, const char *mode)
{
	unsigned int flags;
	int how = parse(mode, &flags), fd;
	FILE *f;
	if (how < 0 || (fd = open(path, how, 0666)) < 0)
		return 0;
	f = make(fd, flags);
	if (!f)
		close(fd);
	return f;
}

/* Everything of fclose but giving up the FILE itself. */
static int shut(FILE *f)
{
	int result = __flush(f);
	if (f->fd >= 0 && close(f->fd) < 0)
		result = EOF;
	if (f->flags & __OWN_BUFFER)
		free(f->buffer);
	f->buffer = f->next = f->end = 0;
	f->size = 0;
	f->fd = -1;
	f->pushed_count = 0;
	f->flags &= __OWN_FILE;
	return result;
}

int fclose(FILE *f)
{
	FILE **at;
	int own = f->flags & __OWN_FILE, result = shut(f);
	for (at = &__open_files; *at; at = &(*at)->link)
		if (*at == f) {
			*at = f->link;
			break;
		}
	if (own)
		free(f);
	return result;
}

FILE *freopen(const char *path, const char *mode, FILE *f)
{
	unsigned int flags, own = f->flags & __OWN_FILE;
	int how = parse(mode, &flags), fd, old = f->fd;
	FILE *other;
	if (how < 0)
		return 0;
	if (!path) {
		__flush(f);
		f->flags = (f->flags & ~(__READ | __WRITE | __APPEND)) | flags;
		return f;
	}
	fd = open(path, how, 0666);
	if (fd < 0) {
		fclose(f);
		return 0;
	}
	__flush(f);
	/* The new file takes the old number, so that freopen of stdout redirects descriptor 1. */
	if (old >= 0 && fd != old) {
		dup2(fd, old);
		close(fd);
		fd = old;
	}
	f->fd = -1;
	shut(f);
	f->fd = fd;
	f->flags = flags | own;
	f->mode = f == stderr ? _IONBF : _IOFBF;
	for (other = __open_files; other; other = other->link)
		if (other == f)
			return f;
	f->link = __open_files;
	__open_files = f;
	return f;
}

int setvbuf(FILE *f, char *buffer, int mode, size_t size)
{
	if (mode < _IOFBF || mode > _IONBF)
		return -1;
	__flush(f);
	if (f->flags & __OWN_BUFFER)
		free(f->buffer);
	f->flags &= ~(__OWN_BUFFER | __WRITING | __READING);
	f->flags |= __MODE_SET;
	f->mode = mode;
	f->buffer = f->next = f->end = 0;
	f->size = 0;
	if (mode != _IONBF && buffer && size) {
		f->buffer = f->next = f->end = (unsigned char *)buffer;
		f->size = size;
	}
	return 0;
}

void setbuf(FILE *f, char *buffer)
{
	setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

void setbuffer(FILE *f, char *buffer, size_t size)
{
	setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, size);
}

void setlinebuf(FILE *f)
{
	setvbuf(f, 0, _IOLBF, 0);
}
