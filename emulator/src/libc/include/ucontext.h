/* Machine contexts are not offered; the names exist so that programs compile. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H
#include <signal.h>
#endif
