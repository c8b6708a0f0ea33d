/*
 * The subset of POSIX threads in <pthread.h>, over the kernel's threads and its two futex-like calls: wait while a word has
 * a value, wake those who wait for a word. Fork handlers run around fork and not around vfork (claim C5).
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

int __sys_thread_create(void (*entry)(void), void *stack_top);
void __sys_thread_exit(void *result) __attribute__((noreturn));
int __sys_thread_join(int thread, void **result);
int __sys_thread_detach(int thread);
int __sys_thread_self(void);
int __sys_futex_wait(int *word, int value);
int __sys_futex_wake(int *word, int count);

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

/* The thread starts with its `struct start` on top of its stack, where the first argument would be. */
static void begin(void *unused, struct start start)
{
	(void)unused;
	__sys_thread_exit(start.run(start.argument));
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
	size_t size = attributes && attributes->stack_size ? attributes->stack_size : STACK;
	char *stack = malloc(size);
	struct start *start;
	void **top;
	int id;
	if (!stack)
		return EAGAIN;
	start = (struct start *)(stack + ((size - sizeof *start) & ~1U));
	start->run = run;
	start->argument = argument;
	top = (void **)start - 2;
	id = __sys_thread_create((void (*)(void))begin, top);
	if (id < 0) {
		free(stack);
		return errno;
	}
	*thread = id;
	if (attributes && attributes->detached)
		__sys_thread_detach(id);
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

int pthread_detach(pthread_t thread)
{
	return __sys_thread_detach(thread) < 0 ? errno : 0;
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
	mutex->locked = mutex->owner = mutex->depth = 0;
	mutex->kind = attributes ? attributes->kind : PTHREAD_MUTEX_DEFAULT;
	return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
	return mutex->locked ? EBUSY : 0;
}

/* The kernel preempts between instructions only, and the exchange is one: no other lock is needed on one processor. */
static int exchange(int *word, int value)
{
	__asm__ volatile("xchg %0, %1" : "+r"(value), "+m"(*word));
	return value;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
	int self = pthread_self();
	if (mutex->kind == PTHREAD_MUTEX_RECURSIVE && mutex->locked && mutex->owner == self) {
		mutex->depth++;
		return 0;
	}
	if (exchange(&mutex->locked, 1))
		return EBUSY;
	mutex->owner = self;
	mutex->depth = 1;
	return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	if (mutex->kind == PTHREAD_MUTEX_ERRORCHECK && mutex->locked && mutex->owner == pthread_self())
		return EDEADLK;
	while (pthread_mutex_trylock(mutex) == EBUSY)
		__sys_futex_wait(&mutex->locked, 1);
	return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	if (mutex->kind != PTHREAD_MUTEX_NORMAL && (!mutex->locked || mutex->owner != pthread_self()))
		return EPERM;
	if (--mutex->depth > 0)
		return 0;
	mutex->owner = 0;
	mutex->locked = 0;
	__sys_futex_wake(&mutex->locked, 1);
	return 0;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
	(void)attributes;
	condition->sequence = 0;
	return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
	(void)condition;
	return 0;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
	int sequence = condition->sequence;
	pthread_mutex_unlock(mutex);
	__sys_futex_wait(&condition->sequence, sequence);
	return pthread_mutex_lock(mutex);
}

int pthread_cond_signal(pthread_cond_t *condition)
{
	condition->sequence++;
	__sys_futex_wake(&condition->sequence, 1);
	return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
	condition->sequence++;
	__sys_futex_wake(&condition->sequence, 32767);
	return 0;
}

int pthread_once(pthread_once_t *once, void (*run)(void))
{
	if (exchange(once, 1) == 0)
		run();
	return 0;
}
