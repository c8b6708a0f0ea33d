/* Pseudo-random numbers, C99 7.20.2: the generator that the standard prints as an example. */
#include <stdlib.h>

static unsigned long state = 1;

void srand(unsigned int seed)
{
	state = seed;
}

int rand(void)
{
	state = state * 1103515245UL + 12345;
	return (unsigned int)(state >> 16) & 32767;
}

int rand_r(unsigned int *seed)
{
	*seed = *seed * 25173U + 13849U;
	return *seed & 32767;
}

void srandom(unsigned int seed)
{
	srand(seed);
}

long random(void)
{
	long high = rand();
	return high << 15 | rand();
}
