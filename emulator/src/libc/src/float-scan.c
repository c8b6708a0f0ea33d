/* The floating conversions of the scanf family, C99 7.19.6.2: a file of its own, linked only where a program uses them. */
#include <stdlib.h>

void __scan_float(const char *text, int size, void *where)
{
	if (size == 0)
		*(float *)where = strtof(text, 0);
	else
		*(double *)where = strtod(text, 0);
}
