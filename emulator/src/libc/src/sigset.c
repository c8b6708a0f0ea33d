/* Sets of signals and the mask, POSIX and System V. */
#include <errno.h>
#include <sched.h>
#include <signal.h>

static int bad(int signal)
{
	if (signal > 0 && signal < NSIG)
		return 0;
	errno = EINVAL;
	return 1;
}

int sigemptyset(sigset_t *set)
{
	*set = 0;
	return 0;
}

int sigfillset(sigset_t *set)
{
	*set = 0x7FFFFFFFUL;
	return 0;
}

int sigaddset(sigset_t *set, int signal)
{
	if (bad(signal))
		return -1;
	*set |= 1UL << (signal - 1);
	return 0;
}

int sigdelset(sigset_t *set, int signal)
{
	if (bad(signal))
		return -1;
	*set &= ~(1UL << (signal - 1));
	return 0;
}

int sigismember(const sigset_t *set, int signal)
{
	return bad(signal) ? -1 : (int)(*set >> (signal - 1)) & 1;
}

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
	return sigprocmask(how, set, old) < 0 ? errno : 0;
}

static int change(int how, int signal)
{
	sigset_t set = 0;
	return sigaddset(&set, signal) < 0 ? -1 : sigprocmask(how, &set, 0);
}

int sighold(int signal)
{
	return change(SIG_BLOCK, signal);
}

int sigrelse(int signal)
{
	return change(SIG_UNBLOCK, signal);
}

int sigignore(int number)
{
	return signal(number, SIG_IGN) == SIG_ERR ? -1 : 0;
}

__sighandler_t sigset(int number, __sighandler_t handler)
{
	sigset_t mask;
	struct sigaction action;
	__sighandler_t old;
	if (sigprocmask(SIG_BLOCK, 0, &mask) < 0 || sigaction(number, 0, &action) < 0)
		return SIG_ERR;
	old = sigismember(&mask, number) ? SIG_HOLD : action.sa_handler;
	if (handler == SIG_HOLD)
		return sighold(number) < 0 ? SIG_ERR : old;
	action.sa_handler = handler;
	action.sa_flags = 0;
	action.sa_mask = 0;
	if (sigaction(number, &action, 0) < 0 || sigrelse(number) < 0)
		return SIG_ERR;
	return old;
}

int sigpause(int signal)
{
	sigset_t mask;
	sigprocmask(SIG_BLOCK, 0, &mask);
	sigdelset(&mask, signal);
	return sigsuspend(&mask);
}

int sigwait(const sigset_t *set, int *signal)
{
	sigset_t pending;
	int number;
	for (;;) {
		if (sigpending(&pending) < 0)
			return errno;
		for (number = 1; number < NSIG; number++)
			if (sigismember(set, number) && sigismember(&pending, number)) {
				struct sigaction ignore, old;
				ignore.sa_handler = SIG_IGN;
				ignore.sa_mask = 0;
				ignore.sa_flags = 0;
				/* Ignoring a pending signal takes it away (POSIX 2.4.3). */
				sigaction(number, &ignore, &old);
				sigaction(number, &old, 0);
				*signal = number;
				return 0;
			}
		sched_yield();
	}
}

int sigblock(int mask)
{
	sigset_t set = (unsigned int)mask, old;
	sigprocmask(SIG_BLOCK, &set, &old);
	return old;
}

int sigsetmask(int mask)
{
	sigset_t set = (unsigned int)mask, old;
	sigprocmask(SIG_SETMASK, &set, &old);
	return old;
}
