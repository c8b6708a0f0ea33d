/* Sorting and searching, C99 7.20.5. Heap sort: no recursion and no extra memory, so that the stack stays small. */
#include <stdlib.h>

static void swap(char *a, char *b, size_t size)
{
	char t;
	while (size--) {
		t = *a;
		*a++ = *b;
		*b++ = t;
	}
}

static void sift(char *base, size_t root, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	for (;;) {
		size_t child = 2 * root + 1;
		if (child >= count)
			return;
		if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0)
			child++;
		if (compare(base + root * size, base + child * size) >= 0)
			return;
		swap(base + root * size, base + child * size, size);
		root = child;
	}
}

void qsort(void *array, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	char *base = array;
	size_t i;
	for (i = count / 2; i-- > 0;)
		sift(base, i, count, size, compare);
	for (i = count; i-- > 1;) {
		swap(base, base + i * size, size);
		sift(base, 0, i, size, compare);
	}
}

void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *at = (const char *)base + middle * size;
		int order = compare(key, at);
		if (order == 0)
			return (void *)at;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}
