/* BSD's error messages: err and errx end the process with exit(3), which a vfork child must not do (A5). */
#ifndef _ERR_H
#define _ERR_H
#include <stdarg.h>
void err(int status, const char *format, ...) __attribute__((noreturn));
void errx(int status, const char *format, ...) __attribute__((noreturn));
void verr(int status, const char *format, va_list arguments) __attribute__((noreturn));
void verrx(int status, const char *format, va_list arguments) __attribute__((noreturn));
void warn(const char *format, ...);
void warnx(const char *format, ...);
void vwarn(const char *format, va_list arguments);
void vwarnx(const char *format, va_list arguments);
#endif
