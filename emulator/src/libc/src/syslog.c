/* The system log, POSIX <syslog.h>: lines appended to /dev/log. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static const char *log_name;
static int log_fd = -1, log_options, log_facility = LOG_USER;

void openlog(const char *name, int options, int facility)
{
	log_name = name;
	log_options = options;
	log_facility = facility;
	if (options & LOG_NDELAY && log_fd < 0)
		log_fd = open("/dev/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

void closelog(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}

void vsyslog(int priority, const char *format, va_list arguments)
{
	char text[200];
	int n;
	if (!(priority & ~7))
		priority |= log_facility;
	n = snprintf(text, sizeof text, "<%d>%s", priority, log_name ? log_name : "");
	if (log_options & LOG_PID)
		n += snprintf(text + n, sizeof text - n, "[%d]", getpid());
	n += snprintf(text + n, sizeof text - n, ": ");
	n += vsnprintf(text + n, sizeof text - n, format, arguments);
	if (n > (int)sizeof text - 2)
		n = sizeof text - 2;
	text[n++] = '\n';
	if (log_fd < 0)
		log_fd = open("/dev/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (log_fd >= 0)
		write(log_fd, text, n);
	if (log_options & LOG_PERROR)
		write(2, text, n);
}

void syslog(int priority, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsyslog(priority, format, arguments);
	va_end(arguments);
}
