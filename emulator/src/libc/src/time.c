/* Calendar time, C99 7.23 and POSIX; the only zone is UTC. */
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

char *tzname[2] = { "UTC", "UTC" };
long timezone;
int daylight;

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char *const long_days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const long_months[] = { "January", "February", "March", "April", "May", "June", "July",
	                                   "August", "September", "October", "November", "December" };

static int leap(long year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int month, long year)
{
	static const char length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return length[month] + (month == 1 && leap(year));
}

/* Days from 1970-01-01 to the first of a year. */
static long year_start(long year)
{
	long y = year - 1;
	return (year - 1970) * 365 + (y / 4 - 492) - (y / 100 - 19) + (y / 400 - 4);
}

struct tm *gmtime_r(const time_t *time, struct tm *result)
{
	long day = *time / 86400L, second = *time % 86400L, year;
	int month = 0;
	if (second < 0) {
		second += 86400L;
		day--;
	}
	result->tm_hour = second / 3600;
	result->tm_min = second / 60 % 60;
	result->tm_sec = second % 60;
	result->tm_wday = (day % 7 + 11) % 7;
	year = 1970 + day / 366;
	if (day < 0)
		year--;
	while (year_start(year + 1) <= day)
		year++;
	while (year_start(year) > day)
		year--;
	day -= year_start(year);
	result->tm_year = year - 1900;
	result->tm_yday = day;
	while (day >= month_days(month, year))
		day -= month_days(month++, year);
	result->tm_mon = month;
	result->tm_mday = day + 1;
	result->tm_isdst = 0;
	return result;
}

struct tm *gmtime(const time_t *time)
{
	static struct tm result;
	return gmtime_r(time, &result);
}

struct tm *localtime_r(const time_t *time, struct tm *result)
{
	return gmtime_r(time, result);
}

struct tm *localtime(const time_t *time)
{
	return gmtime(time);
}

time_t timegm(struct tm *tm)
{
	long year = tm->tm_year + 1900L, month = tm->tm_mon, day;
	time_t result;
	year += month / 12;
	month %= 12;
	if (month < 0) {
		month += 12;
		year--;
	}
	for (day = year_start(year); month > 0; month--)
		day += month_days(month - 1, year);
	result = ((day + tm->tm_mday - 1) * 24 + tm->tm_hour) * 3600 + tm->tm_min * 60L + tm->tm_sec;
	gmtime_r(&result, tm);
	return result;
}

time_t mktime(struct tm *tm)
{
	return timegm(tm);
}

double difftime(time_t later, time_t earlier)
{
	return (double)later - (double)earlier;
}

char *asctime_r(const struct tm *tm, char *buffer)
{
	sprintf(buffer, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", days + tm->tm_wday * 3, months + tm->tm_mon * 3, tm->tm_mday,
	        tm->tm_hour, tm->tm_min, tm->tm_sec, tm->tm_year + 1900);
	return buffer;
}

char *asctime(const struct tm *tm)
{
	static char buffer[32];
	return asctime_r(tm, buffer);
}

char *ctime_r(const time_t *time, char *buffer)
{
	struct tm tm;
	return asctime_r(gmtime_r(time, &tm), buffer);
}

char *ctime(const time_t *time)
{
	static char buffer[32];
	return ctime_r(time, buffer);
}

void tzset(void)
{
}

/* Number of the ISO 8601 week; *year gets the year that it belongs to. */
static int iso_week(const struct tm *tm, long *year)
{
	int weekday = (tm->tm_wday + 6) % 7, week = (tm->tm_yday - weekday + 10) / 7, first;
	*year = tm->tm_year + 1900L;
	if (week < 1) {
		--*year;
		first = (int)((year_start(*year) % 7 + 10) % 7);
		return first == 3 || (first == 2 && leap(*year)) ? 53 : 52;
	}
	if (week == 53) {
		first = (int)((year_start(*year + 1) % 7 + 10) % 7);
		if (first <= 3) {
			++*year;
			return 1;
		}
	}
	return week;
}

size_t strftime(char *to, size_t size, const char *format, const struct tm *tm)
{
	char text[64];
	const char *s;
	size_t n, used = 0;
	long year;
	for (; *format; format++) {
		s = text;
		text[0] = 0;
		if (*format != '%') {
			text[0] = *format;
			text[1] = 0;
		} else {
			format++;
			if (*format == 'E' || *format == 'O')
				format++;
			switch (*format) {
			case 'a': sprintf(text, "%.3s", days + tm->tm_wday * 3); break;
			case 'A': s = long_days[tm->tm_wday]; break;
			case 'b':
			case 'h': sprintf(text, "%.3s", months + tm->tm_mon * 3); break;
			case 'B': s = long_months[tm->tm_mon]; break;
			case 'c': asctime_r(tm, text); text[strlen(text) - 1] = 0; break;
			case 'C': sprintf(text, "%.2d", (tm->tm_year + 1900) / 100); break;
			case 'd': sprintf(text, "%.2d", tm->tm_mday); break;
			case 'D': sprintf(text, "%.2d/%.2d/%.2d", tm->tm_mon + 1, tm->tm_mday, tm->tm_year % 100); break;
			case 'e': sprintf(text, "%2d", tm->tm_mday); break;
			case 'F': sprintf(text, "%d-%.2d-%.2d", tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday); break;
			case 'g': iso_week(tm, &year); sprintf(text, "%.2d", (int)(year % 100)); break;
			case 'G': iso_week(tm, &year); sprintf(text, "%ld", year); break;
			case 'H': sprintf(text, "%.2d", tm->tm_hour); break;
			case 'I': sprintf(text, "%.2d", (tm->tm_hour + 11) % 12 + 1); break;
			case 'j': sprintf(text, "%.3d", tm->tm_yday + 1); break;
			case 'm': sprintf(text, "%.2d", tm->tm_mon + 1); break;
			case 'M': sprintf(text, "%.2d", tm->tm_min); break;
			case 'n': s = "\n"; break;
			case 'p': s = tm->tm_hour < 12 ? "AM" : "PM"; break;
			case 'r': sprintf(text, "%.2d:%.2d:%.2d %s", (tm->tm_hour + 11) % 12 + 1, tm->tm_min, tm->tm_sec, tm->tm_hour < 12 ? "AM" : "PM"); break;
			case 'R': sprintf(text, "%.2d:%.2d", tm->tm_hour, tm->tm_min); break;
			case 's': { struct tm copy = *tm; sprintf(text, "%ld", timegm(&copy)); break; }
			case 'S': sprintf(text, "%.2d", tm->tm_sec); break;
			case 't': s = "\t"; break;
			case 'T':
			case 'X': sprintf(text, "%.2d:%.2d:%.2d", tm->tm_hour, tm->tm_min, tm->tm_sec); break;
			case 'u': sprintf(text, "%d", tm->tm_wday ? tm->tm_wday : 7); break;
			case 'U': sprintf(text, "%.2d", (tm->tm_yday + 7 - tm->tm_wday) / 7); break;
			case 'V': sprintf(text, "%.2d", iso_week(tm, &year)); break;
			case 'w': sprintf(text, "%d", tm->tm_wday); break;
			case 'W': sprintf(text, "%.2d", (tm->tm_yday + 7 - (tm->tm_wday + 6) % 7) / 7); break;
			case 'x': sprintf(text, "%.2d/%.2d/%.2d", tm->tm_mon + 1, tm->tm_mday, tm->tm_year % 100); break;
			case 'y': sprintf(text, "%.2d", tm->tm_year % 100); break;
			case 'Y': sprintf(text, "%d", tm->tm_year + 1900); break;
			case 'z': s = "+0000"; break;
			case 'Z': s = "UTC"; break;
			case '%': s = "%"; break;
			case 0: format--; break;
			}
		}
		n = strlen(s);
		if (used + n >= size)
			return 0;
		memcpy(to + used, s, n);
		used += n;
	}
	if (size == 0)
		return 0;
	to[used] = 0;
	return used;
}
