/* Positions in streams, C99 7.19.9. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int __flush(FILE *f);

int fseek(FILE *f, long offset, int whence)
{
	if (__flush(f))
		return -1;
	if ((f->flags & __READING) && whence == SEEK_CUR)
		offset -= (f->end - f->next) + f->pushed_count;
	if (lseek(f->fd, offset, whence) == -1)
		return -1;
	f->next = f->end = f->buffer;
	f->pushed_count = 0;
	f->flags &= ~(__EOF | __READING | __WRITING);
	return 0;
}

int fseeko(FILE *f, off_t offset, int whence)
{
	return fseek(f, offset, whence);
}

long ftell(FILE *f)
{
	long at;
	if ((f->flags & __WRITING) && (f->flags & __APPEND) && __flush(f))
		return -1;
	at = lseek(f->fd, 0, SEEK_CUR);
	if (at == -1)
		return -1;
	if (f->flags & __READING)
		return at - (f->end - f->next) - f->pushed_count;
	return f->flags & __WRITING ? at + (f->next - f->buffer) : at;
}

off_t ftello(FILE *f)
{
	return ftell(f);
}

void rewind(FILE *f)
{
	fseek(f, 0, SEEK_SET);
	clearerr(f);
}

int fgetpos(FILE *f, fpos_t *position)
{
	*position = ftell(f);
	return *position == -1 ? -1 : 0;
}

int fsetpos(FILE *f, const fpos_t *position)
{
	return fseek(f, *position, SEEK_SET);
}
