/* Date and time, C99 7.23 and POSIX; the only zone is UTC. */
#ifndef _TIME_H
#define _TIME_H
#include <sys/types.h>
#define CLOCKS_PER_SEC 100L
#define CLK_TCK 100
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
struct tm {
	int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
};
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};
extern char *tzname[2];
extern long timezone;
extern int daylight;
char *asctime(const struct tm *time);
char *asctime_r(const struct tm *time, char *buffer);
clock_t clock(void);
int clock_gettime(clockid_t clock, struct timespec *now);
char *ctime(const time_t *time);
char *ctime_r(const time_t *time, char *buffer);
double difftime(time_t later, time_t earlier);
struct tm *gmtime(const time_t *time);
struct tm *gmtime_r(const time_t *time, struct tm *result);
struct tm *localtime(const time_t *time);
struct tm *localtime_r(const time_t *time, struct tm *result);
time_t mktime(struct tm *time);
time_t timegm(struct tm *time);
int nanosleep(const struct timespec *wanted, struct timespec *left);
size_t strftime(char *to, size_t size, const char *format, const struct tm *time);
time_t time(time_t *result);
void tzset(void);
#endif
