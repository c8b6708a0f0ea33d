/* The end of the heap. The library keeps it, as elks-libc does: in memory that a vfork child shares (hazard H12). */
#include <errno.h>
#include <unistd.h>

int __sys_brk(void *end);
extern char __end[];
static char *current = __end;

int brk(void *end)
{
	if (__sys_brk(end) < 0)
		return -1;
	current = end;
	return 0;
}

void *sbrk(int increment)
{
	char *old = current;
	if (increment == 0)
		return old;
	if ((increment > 0 && old + increment < old) || brk(old + increment) < 0) {
		errno = ENOMEM;
		return (void *)-1;
	}
	return old;
}
