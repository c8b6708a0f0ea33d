/* BSD's err and warn and GNU's error. Those that end the process call exit(3), not _exit (claim A5). */
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned int error_message_count;
void (*error_print_progname)(void);

static void message(const char *format, va_list arguments, int with_number, int number)
{
	fprintf(stderr, "%s: ", program_invocation_short_name);
	if (format) {
		vfprintf(stderr, format, arguments);
		if (with_number)
			fputs(": ", stderr);
	}
	if (with_number)
		fputs(strerror(number), stderr);
	fputc('\n', stderr);
}

void vwarn(const char *format, va_list arguments)
{
	message(format, arguments, 1, errno);
}

void vwarnx(const char *format, va_list arguments)
{
	message(format, arguments, 0, 0);
}

void verr(int status, const char *format, va_list arguments)
{
	message(format, arguments, 1, errno);
	exit(status);
}

void verrx(int status, const char *format, va_list arguments)
{
	message(format, arguments, 0, 0);
	exit(status);
}

void warn(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vwarn(format, arguments);
	va_end(arguments);
}

void warnx(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vwarnx(format, arguments);
	va_end(arguments);
}

void err(int status, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	verr(status, format, arguments);
}

void errx(int status, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	verrx(status, format, arguments);
}

static void report(int status, int number, const char *format, va_list arguments)
{
	vfprintf(stderr, format, arguments);
	if (number)
		fprintf(stderr, ": %s", strerror(number));
	fputc('\n', stderr);
	error_message_count++;
	if (status)
		exit(status);
}

static void opening(void)
{
	fflush(stdout);
	if (error_print_progname)
		error_print_progname();
	else
		fprintf(stderr, "%s:", program_invocation_name);
}

void error(int status, int number, const char *format, ...)
{
	va_list arguments;
	opening();
	fputc(' ', stderr);
	va_start(arguments, format);
	report(status, number, format, arguments);
	va_end(arguments);
}

void error_at_line(int status, int number, const char *file, unsigned int line, const char *format, ...)
{
	va_list arguments;
	opening();
	fprintf(stderr, "%s:%u: ", file, line);
	va_start(arguments, format);
	report(status, number, format, arguments);
	va_end(arguments);
}
