/* Solaris' additions to stdio. */
#ifndef _STDIO_EXT_H
#define _STDIO_EXT_H
#include <stdio.h>
#endif
