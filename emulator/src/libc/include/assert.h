/* Diagnostics, C99 7.2. May be included again with NDEBUG changed. */
#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) ((expression) ? (void)0 : __assert_fail(#expression, __FILE__, __LINE__, __func__))
#endif
#ifndef _ASSERT_H
#define _ASSERT_H
void __assert_fail(const char *expression, const char *file, int line, const char *function) __attribute__((noreturn));
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
#endif
