/*
 * The core of stdio, C99 7.19.3: streams, their buffers, filling and flushing. All state is ordinary memory: a buffer that
 * a vfork child flushes is gone for its parent, a stream that it closes is closed (claims A5, C3, hazard H8).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void (*__exit_stdio)(void);

static unsigned char out_buffer[BUFSIZ];

FILE __stdio[3] = {
	{ 0, 0, 0, 0, 0, __READ, { 0 }, { 0 }, 0, _IOFBF, 0, 0 },
	{ 0, 0, 0, 0, 1, __WRITE, { 0 }, { 0 }, 0, _IOFBF, 0, &__stdio[0] },
	{ 0, 0, 0, 0, 2, __WRITE | __MODE_SET, { 0 }, { 0 }, 0, _IONBF, 0, &__stdio[1] },
};
FILE *__open_files = &__stdio[2];

/*
 * All streams are flushed and closed, C99 7.20.4.3. Closed means that the stream has no descriptor: the descriptors end with the
 * process. In a vfork child the streams are the parent's, who can write no more (claims A5, C3).
 */
static void close_all_at_exit(void)
{
	FILE *f;
	fflush(0);
	for (f = __open_files; f; f = f->link)
		f->fd = -1;
}

int __not_terminal(int fd);

/* Gives a stream its buffer: line buffered on a terminal, unless setvbuf said otherwise. */
static void prepare(FILE *f)
{
	__exit_stdio = close_all_at_exit;
	if (f->buffer)
		return;
	if (!(f->flags & __MODE_SET) && f->mode == _IOFBF && (f->flags & __WRITE) && __not_terminal(f->fd) == 0)
		f->mode = _IOLBF;
	if (f->mode != _IONBF) {
		if (f == stdout) {
			f->buffer = out_buffer;
			f->size = BUFSIZ;
		} else if ((f->buffer = malloc(BUFSIZ))) {
			f->flags |= __OWN_BUFFER;
			f->size = BUFSIZ;
		}
	}
	if (!f->buffer) {
		f->buffer = f->single;
		f->size = 1;
	}
	f->next = f->end = f->buffer;
}

/* Writes what a stream holds. Returns 0, or EOF with the error mark set and the unwritten bytes kept. */
int __flush(FILE *f)
{
	unsigned char *from = f->buffer;
	if (!(f->flags & __WRITING))
		return 0;
	while (from < f->next) {
		int n = write(f->fd, from, f->next - from);
		if (n < 0) {
			memmove(f->buffer, from, f->next - from);
			f->next -= from - f->buffer;
			f->flags |= __ERROR;
			return EOF;
		}
		from += n;
	}
	f->next = f->buffer;
	return 0;
}

/* Makes a stream ready to take bytes. Returns 0, or EOF where it cannot be written. */
int __start_writing(FILE *f)
{
	if (!(f->flags & __WRITE)) {
		errno = EBADF;
		f->flags |= __ERROR;
		return EOF;
	}
	prepare(f);
	if (f->flags & __READING) {
		if (f->end > f->next)
			lseek(f->fd, -(long)(f->end - f->next), SEEK_CUR);
		f->flags &= ~(__READING | __EOF);
	}
	f->pushed_count = 0;
	f->next = f->end = f->buffer;
	f->flags |= __WRITING;
	return 0;
}

/* Reads the next bytes into the buffer. Returns the first, or EOF with the end or error mark set. */
int __fill(FILE *f)
{
	int n;
	FILE *other;
	if (!(f->flags & __READ)) {
		errno = EBADF;
		f->flags |= __ERROR;
		return EOF;
	}
	if (f->flags & __STRING) {
		f->flags |= __EOF;
		return EOF;
	}
	prepare(f);
	if (f->flags & __WRITING) {
		__flush(f);
		f->flags &= ~__WRITING;
	}
	if (f->mode != _IOFBF || f == stdin)
		for (other = __open_files; other; other = other->link)
			if (other->mode == _IOLBF)
				__flush(other);
	f->flags |= __READING;
	n = read(f->fd, f->buffer, f->size);
	f->next = f->buffer;
	f->end = f->buffer + (n > 0 ? n : 0);
	if (n > 0)
		return *f->next++;
	f->flags |= n == 0 ? __EOF : __ERROR;
	return EOF;
}

int fgetc(FILE *f)
{
	if (f->pushed_count)
		return f->pushed[--f->pushed_count];
	if ((f->flags & __READING) && f->next < f->end)
		return *f->next++;
	return __fill(f);
}

int getc(FILE *f)
{
	return fgetc(f);
}

int getchar(void)
{
	return fgetc(stdin);
}

int getc_unlocked(FILE *f)
{
	return fgetc(f);
}

int getchar_unlocked(void)
{
	return fgetc(stdin);
}

int ungetc(int c, FILE *f)
{
	if (c == EOF || f->pushed_count == sizeof f->pushed)
		return EOF;
	f->pushed[f->pushed_count++] = c;
	f->flags &= ~__EOF;
	return (unsigned char)c;
}

int fputc(int c, FILE *f)
{
	if (!(f->flags & __WRITING) && __start_writing(f))
		return EOF;
	if (f->next == f->buffer + f->size) {
		if (f->flags & __STRING)
			return (unsigned char)c;
		if (__flush(f))
			return EOF;
	}
	*f->next++ = c;
	if (f->mode != _IOFBF && (f->mode == _IONBF || (char)c == '\n') && __flush(f))
		return EOF;
	return (unsigned char)c;
}

int putc(int c, FILE *f)
{
	return fputc(c, f);
}

int putchar(int c)
{
	return fputc(c, stdout);
}

int putc_unlocked(int c, FILE *f)
{
	return fputc(c, f);
}

int putchar_unlocked(int c)
{
	return fputc(c, stdout);
}

/* Adds bytes to a stream; unbuffered streams get them in one write. Returns how many were taken. */
size_t __put(FILE *f, const void *from, size_t n)
{
	const unsigned char *s = from;
	size_t left = n;
	if (!(f->flags & __WRITING) && __start_writing(f))
		return 0;
	if (f->mode == _IONBF && !(f->flags & __STRING)) {
		while (left) {
			int written = write(f->fd, s, left);
			if (written < 0) {
				f->flags |= __ERROR;
				break;
			}
			s += written;
			left -= written;
		}
		return n - left;
	}
	while (left) {
		size_t room = f->buffer + f->size - f->next;
		if (room == 0) {
			if (f->flags & __STRING)
				return n;
			if (__flush(f))
				return n - left;
			continue;
		}
		if (room > left)
			room = left;
		memcpy(f->next, s, room);
		f->next += room;
		s += room;
		left -= room;
	}
	if (f->mode == _IOLBF && memrchr(from, '\n', n) && __flush(f))
		return 0;
	return n;
}

int fflush(FILE *f)
{
	int result = 0;
	if (f) {
		if (f->flags & __READING) {
			if (f->end > f->next && lseek(f->fd, -(long)(f->end - f->next), SEEK_CUR) != -1)
				f->next = f->end;
			return 0;
		}
		return __flush(f);
	}
	for (f = __open_files; f; f = f->link)
		if (__flush(f))
			result = EOF;
	return result;
}

int fpurge(FILE *f)
{
	f->next = f->flags & __WRITING ? f->buffer : f->end;
	f->pushed_count = 0;
	return 0;
}

void __fpurge(FILE *f)
{
	fpurge(f);
}

int feof(FILE *f)
{
	return (f->flags & __EOF) != 0;
}

int ferror(FILE *f)
{
	return (f->flags & __ERROR) != 0;
}

void clearerr(FILE *f)
{
	f->flags &= ~(__EOF | __ERROR);
}

int fileno(FILE *f)
{
	return f->fd;
}

void flockfile(FILE *f)
{
	(void)f;
}

void funlockfile(FILE *f)
{
	(void)f;
}
