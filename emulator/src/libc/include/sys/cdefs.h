/* BSD's declaration macros. */
#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H
#define __BEGIN_DECLS
#define __END_DECLS
#define __P(arguments) arguments
#define __dead __attribute__((noreturn))
#define __dead2 __attribute__((noreturn))
#define __unused __attribute__((unused))
#define __printflike(format, first) __attribute__((format(printf, format, first)))
#endif
