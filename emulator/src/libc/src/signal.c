/*
 * signal and sigaction. The kernel holds a disposition per signal and enters handlers through __signal_entry. On ELKS the
 * handlers themselves stand in __signal_table, in memory that a vfork child shares with its parent (claim A7, hazard H6);
 * elsewhere the kernel holds them, and the table is not looked at.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/utsname.h>

/* The record of system call 200. */
struct __kernel_action {
	__sighandler_t handler;
	void (*entry)(void);
	sigset_t mask;
	unsigned int flags;
};

int __sys_sigaction(int signal, const struct __kernel_action *action, struct __kernel_action *old);
void __signal_entry(void);

__sighandler_t __signal_table[NSIG];
/* 0 before the first use, then 1 where the table counts and 2 where the kernel does. */
int __signal_by_table;

static int by_table(void)
{
	struct utsname name;
	if (__signal_by_table == 0)
		__signal_by_table = uname(&name) == 0 && strncmp(name.sysname, "elks", 4) == 0 ? 1 : 2;
	return __signal_by_table == 1;
}

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
	struct __kernel_action wanted, before;
	__sighandler_t previous;
	int tabled = by_table();
	if (signal <= 0 || signal >= NSIG) {
		errno = EINVAL;
		return -1;
	}
	previous = __signal_table[signal];
	if (action) {
		wanted.handler = action->sa_handler;
		wanted.entry = __signal_entry;
		wanted.mask = action->sa_mask;
		wanted.flags = (unsigned int)action->sa_flags;
		/* Before the kernel knows: a signal that comes at once finds its handler. */
		if (tabled)
			__signal_table[signal] = wanted.handler;
	}
	if (__sys_sigaction(signal, action ? &wanted : 0, &before) < 0) {
		__signal_table[signal] = previous;
		return -1;
	}
	if (old) {
		old->sa_handler = tabled ? previous : before.handler;
		old->sa_mask = before.mask;
		old->sa_flags = (int)before.flags;
		old->sa_restorer = 0;
	}
	return 0;
}

/* SIG_DFL for this process only: what a vfork child may do, since the table, where there is one, is its parent's too. */
int __default_signal(int signal)
{
	struct __kernel_action wanted;
	memset(&wanted, 0, sizeof wanted);
	return __sys_sigaction(signal, &wanted, 0);
}

static __sighandler_t install(int signal, __sighandler_t handler, int flags)
{
	struct sigaction action, old;
	action.sa_handler = handler;
	action.sa_mask = 0;
	action.sa_flags = flags;
	action.sa_restorer = 0;
	return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

__sighandler_t signal(int signal, __sighandler_t handler)
{
	return install(signal, handler, SA_RESTART);
}

__sighandler_t bsd_signal(int signal, __sighandler_t handler)
{
	return install(signal, handler, SA_RESTART);
}

int siginterrupt(int signal, int flag)
{
	struct sigaction action;
	if (sigaction(signal, 0, &action) < 0)
		return -1;
	if (flag)
		action.sa_flags &= ~SA_RESTART;
	else
		action.sa_flags |= SA_RESTART;
	return sigaction(signal, &action, 0);
}

int raise(int signal)
{
	extern int getpid(void);
	return kill(getpid(), signal);
}

int killpg(pid_t group, int signal)
{
	if (group < 0) {
		errno = EINVAL;
		return -1;
	}
	return kill(-group, signal);
}
