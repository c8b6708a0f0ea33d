/* Sleeping on virtual time, POSIX: sleep, usleep, pause, clocks. */
#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

unsigned int sleep(unsigned int seconds)
{
	struct timespec wanted, left;
	wanted.tv_sec = seconds;
	wanted.tv_nsec = 0;
	left.tv_sec = 0;
	left.tv_nsec = 0;
	if (nanosleep(&wanted, &left) == 0)
		return 0;
	return left.tv_sec + (left.tv_nsec > 0);
}

int usleep(unsigned long microseconds)
{
	struct timespec wanted;
	wanted.tv_sec = microseconds / 1000000UL;
	wanted.tv_nsec = (long)(microseconds % 1000000UL) * 1000;
	return nanosleep(&wanted, 0);
}

int pause(void)
{
	sigset_t mask;
	sigprocmask(SIG_SETMASK, 0, &mask);
	return sigsuspend(&mask);
}

time_t time(time_t *result)
{
	struct timeval now;
	gettimeofday(&now, 0);
	if (result)
		*result = now.tv_sec;
	return now.tv_sec;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	struct timeval tv;
	(void)clock;
	gettimeofday(&tv, 0);
	now->tv_sec = tv.tv_sec;
	now->tv_nsec = tv.tv_usec * 1000;
	return 0;
}

clock_t clock(void)
{
	struct timeval now;
	static time_t start;
	gettimeofday(&now, 0);
	if (!start)
		start = now.tv_sec;
	return (now.tv_sec - start) * CLOCKS_PER_SEC + now.tv_usec / (1000000L / CLOCKS_PER_SEC);
}
