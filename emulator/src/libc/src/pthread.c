/*
 * The subset of POSIX threads in <pthread.h>, over the threads, mutexes and conditions of the kernel: a mutex is a word with
 * the number of the thread that holds it. Fork handlers run around fork and not around vfork (claim C5).
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

int __sys_thread_create(void (*entry)(void), void *stack_top, void *argument);
void __sys_thread_exit(void *result) __attribute__((noreturn));
int __sys_thread_join(int thread, void **result);
int __sys_thread_self(void);
int __sys_mutex_lock(int *mutex);
int __sys_mutex_trylock(int *mutex);
int __sys_mutex_unlock(int *mutex);
int __sys_cond_wait(int *condition, int *mutex, const void *span);
int __sys_cond_signal(int *condition);
int __sys_cond_broadcast(int *condition);

#define STACK 1024
#define HANDLERS 8

struct start {
	void *(*run)(void *);
	void *argument;
};

static struct {
	void (*prepare)(void), (*parent)(void), (*child)(void);
} handlers[HANDLERS];
static int handler_count;

/* Called by fork with 0 before, 1 after in the parent, 2 after in the child. */
void __run_fork_handlers(int when)
{
	int i;
	for (i = 0; i < handler_count; i++) {
		int at = when == 0 ? handler_count - 1 - i : i;
		void (*f)(void) = when == 0 ? handlers[at].prepare : when == 1 ? handlers[at].parent : handlers[at].child;
		if (f)
			f();
	}
}

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
	extern void (*__fork_handlers)(int);
	if (handler_count == HANDLERS)
		return ENOMEM;
	handlers[handler_count].prepare = prepare;
	handlers[handler_count].parent = parent;
	handlers[handler_count++].child = child;
	__fork_handlers = __run_fork_handlers;
	return 0;
}

static void begin(struct start *start)
{
	struct start copy = *start;
	free(start);
	__sys_thread_exit(copy.run(copy.argument));
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
	size_t size = attributes && attributes->stack_size ? attributes->stack_size : STACK;
	struct start *start = malloc(sizeof *start);
	char *stack = malloc(size);
	int id;
	if (!stack || !start) {
		free(stack);
		free(start);
		return EAGAIN;
	}
	start->run = run;
	start->argument = argument;
	id = __sys_thread_create((void (*)(void))begin, stack + size, start);
	if (id < 0) {
		free(stack);
		free(start);
		return errno;
	}
	*thread = id;
	return 0;
}

void pthread_exit(void *result)
{
	__sys_thread_exit(result);
}

int pthread_join(pthread_t thread, void **result)
{
	return __sys_thread_join(thread, result) < 0 ? errno : 0;
}

/* A thread that nobody joins keeps nothing but its number. */
int pthread_detach(pthread_t thread)
{
	(void)thread;
	return 0;
}

pthread_t pthread_self(void)
{
	return __sys_thread_self();
}

int pthread_equal(pthread_t a, pthread_t b)
{
	return a == b;
}

int pthread_attr_init(pthread_attr_t *attributes)
{
	attributes->stack_size = STACK;
	attributes->detached = 0;
	return 0;
}

int pthread_attr_destroy(pthread_attr_t *attributes)
{
	(void)attributes;
	return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state)
{
	attributes->detached = state;
	return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size)
{
	if (size < 128)
		return EINVAL;
	attributes->stack_size = size;
	return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *attributes)
{
	attributes->kind = PTHREAD_MUTEX_DEFAULT;
	return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int kind)
{
	attributes->kind = kind;
	return 0;
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
	mutex->owner = mutex->depth = 0;
	mutex->kind = attributes ? attributes->kind : PTHREAD_MUTEX_DEFAULT;
	return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
	return mutex->owner ? EBUSY : 0;
}

/* Whether the caller holds it and may go deeper. */
static int again(pthread_mutex_t *mutex)
{
	if (mutex->kind != PTHREAD_MUTEX_RECURSIVE || mutex->owner != pthread_self())
		return 0;
	mutex->depth++;
	return 1;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
	if (again(mutex))
		return 0;
	return __sys_mutex_trylock(&mutex->owner) < 0 ? errno : 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	if (again(mutex))
		return 0;
	return __sys_mutex_lock(&mutex->owner) < 0 ? errno : 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	if (mutex->owner == pthread_self() && mutex->depth > 0) {
		mutex->depth--;
		return 0;
	}
	return __sys_mutex_unlock(&mutex->owner) < 0 ? errno : 0;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
	(void)attributes;
	condition->word = 0;
	return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
	(void)condition;
	return 0;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
	return __sys_cond_wait(&condition->word, &mutex->owner, 0) < 0 ? errno : 0;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
	return __sys_cond_signal(&condition->word) < 0 ? errno : 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
	return __sys_cond_broadcast(&condition->word) < 0 ? errno : 0;
}

/* Threads are not preempted between a test and a set of one word in the kernel: its mutex call does both. */
int pthread_once(pthread_once_t *once, void (*run)(void))
{
	if (__sys_mutex_trylock(once) == 0)
		run();
	return 0;
}
