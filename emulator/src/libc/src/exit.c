/*
 * exit and atexit, C99 7.20.4: functions in reverse order, then stdio, then the system call. The list and the buffers are
 * memory of the process, so in a vfork child all of it happens to the parent (claims A5, C3).
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define FUNCTIONS 32

static struct {
	void (*plain)(void);
	void (*with)(int, void *);
	void *argument;
} list[FUNCTIONS];
static int count;
static void (*quick[FUNCTIONS])(void);
static int quick_count;

/* Set by stdio when the first stream is used, so that programs without stdio do not link it. */
void (*__exit_stdio)(void);

int atexit(void (*function)(void))
{
	if (count == FUNCTIONS)
		return -1;
	list[count].plain = function;
	list[count++].with = 0;
	return 0;
}

int on_exit(void (*function)(int, void *), void *argument)
{
	if (count == FUNCTIONS)
		return -1;
	list[count].with = function;
	list[count++].argument = argument;
	return 0;
}

void exit(int status)
{
	while (count > 0) {
		count--;
		if (list[count].with)
			list[count].with(status, list[count].argument);
		else
			list[count].plain();
	}
	if (__exit_stdio)
		__exit_stdio();
	_exit(status);
}

void _Exit(int status)
{
	_exit(status);
}

int at_quick_exit(void (*function)(void))
{
	if (quick_count == FUNCTIONS)
		return -1;
	quick[quick_count++] = function;
	return 0;
}

void quick_exit(int status)
{
	while (quick_count > 0)
		quick[--quick_count]();
	_exit(status);
}
