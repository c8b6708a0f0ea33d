/* Signals, POSIX <signal.h>. Where the kernel has no sigaction (ELKS), the handlers stand in a table in the memory of the
   process, which a vfork child shares (claim A7). */
#ifndef _SIGNAL_H
#define _SIGNAL_H
#include <sys/types.h>
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGIOT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCLD SIGCHLD
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGURG 23
#define SIGXCPU 24
#define SIGXFSZ 25
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGWINCH 28
#define SIGIO 29
#define SIGPOLL SIGIO
#define SIGPWR 30
#define SIGSYS 31
#define NSIG 32
#define _NSIG NSIG
typedef int sig_atomic_t;
typedef unsigned long sigset_t;
typedef void (*__sighandler_t)(int);
typedef __sighandler_t sighandler_t;
typedef __sighandler_t sig_t;
#define SIG_DFL ((__sighandler_t)0)
#define SIG_IGN ((__sighandler_t)1)
#define SIG_ERR ((__sighandler_t)-1)
#define SIG_HOLD ((__sighandler_t)2)
union sigval {
	int sival_int;
	void *sival_ptr;
};
typedef struct {
	int si_signo, si_code, si_errno;
	pid_t si_pid;
	uid_t si_uid;
	int si_status;
	void *si_addr;
	union sigval si_value;
} siginfo_t;
struct sigaction {
	union {
		__sighandler_t handler;
		void (*action)(int, siginfo_t *, void *);
	} __u;
	sigset_t sa_mask;
	int sa_flags;
	void (*sa_restorer)(void);
};
#define sa_handler __u.handler
#define sa_sigaction __u.action
#define SA_NOCLDSTOP 0x0001
#define SA_NOCLDWAIT 0x0002
#define SA_SIGINFO 0x0004
#define SA_RESTART 0x1000
#define SA_NODEFER 0x4000
#define SA_RESETHAND 0x8000
#define SA_ONSTACK 0x0800
#define SA_ONESHOT SA_RESETHAND
#define SA_NOMASK SA_NODEFER
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
extern const char *const sys_siglist[NSIG];
int kill(pid_t process, int signal);
int killpg(pid_t group, int signal);
int raise(int signal);
__sighandler_t signal(int signal, __sighandler_t handler);
__sighandler_t bsd_signal(int signal, __sighandler_t handler);
__sighandler_t sigset(int signal, __sighandler_t handler);
int sighold(int signal);
int sigrelse(int signal);
int sigignore(int signal);
int sigaction(int signal, const struct sigaction *action, struct sigaction *old);
int sigaddset(sigset_t *set, int signal);
int sigdelset(sigset_t *set, int signal);
int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigismember(const sigset_t *set, int signal);
int siginterrupt(int signal, int flag);
int sigpending(sigset_t *set);
int sigprocmask(int how, const sigset_t *set, sigset_t *old);
int sigsuspend(const sigset_t *mask);
int sigpause(int signal);
int sigwait(const sigset_t *set, int *signal);
int sigblock(int mask);
int sigsetmask(int mask);
#define sigmask(signal) (1 << ((signal) - 1))
void psignal(int signal, const char *message);
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old);
#endif
