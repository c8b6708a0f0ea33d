/*
 * signal and sigaction. Kernels that have sigaction hold the handlers themselves. ELKS has not: there the kernel knows one
 * address per process, the trampoline __signal_entry, and the handlers stand in __signal_table, in memory that a vfork
 * child shares with its parent (claim A7, hazard H6).
 */
#include <errno.h>
#include <signal.h>

int __sys_signal(int signal, void (*entry)(int));
int __sys_sigaction(int signal, const struct sigaction *action, struct sigaction *old);
void __signal_entry(int signal);

__sighandler_t __signal_table[NSIG];

static __sighandler_t by_table(int signal, __sighandler_t handler)
{
	__sighandler_t old = __signal_table[signal];
	int result;
	if (handler == SIG_DFL || handler == SIG_IGN)
		result = __sys_signal(signal, handler);
	else {
		__signal_table[signal] = handler;
		result = __sys_signal(signal, __signal_entry);
	}
	if (result < 0) {
		__signal_table[signal] = old;
		return SIG_ERR;
	}
	__signal_table[signal] = handler;
	return old;
}

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
	int saved = errno;
	__sighandler_t previous;
	if (__sys_sigaction(signal, action, old) == 0)
		return 0;
	if (errno != ENOSYS)
		return -1;
	errno = saved;
	if (signal <= 0 || signal >= NSIG) {
		errno = EINVAL;
		return -1;
	}
	previous = __signal_table[signal];
	if (action && by_table(signal, action->sa_handler) == SIG_ERR)
		return -1;
	if (old) {
		old->sa_handler = previous;
		old->sa_mask = 0;
		old->sa_flags = 0;
	}
	return 0;
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
