/*
 * malloc, C99 7.20.3: first fit over one list of blocks in address order, with neighbours joined at free. The list lives in
 * the memory of the process: a vfork child that allocates changes its parent's heap (claim C1, hazards H11 and H12).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each block starts with its size in bytes, header included, always even; bit 0 is set while it is in use. */
typedef unsigned int header;
#define USED 1U
#define CHUNK 512U

char *__heap_start, *__heap_end;

static header *next_block(header *block)
{
	return (header *)((char *)block + (*block & ~USED));
}

static header *grow(unsigned int need)
{
	unsigned int size = need < CHUNK ? CHUNK : need;
	char *at = sbrk(size);
	if (at == (char *)-1 && size > need) {
		size = need;
		at = sbrk(size);
	}
	if (at == (char *)-1)
		return 0;
	if (!__heap_start)
		__heap_start = at;
	else if (at != __heap_end) {
		/* Somebody else moved the break: cover the gap with a block that is never freed. */
		header *gap = (header *)(__heap_end - sizeof(header));
		*gap = (unsigned int)(at - (char *)gap) | USED;
	}
	__heap_end = at + size;
	*(header *)at = size;
	return (header *)at;
}

/* Joins free neighbours and returns the first free block that is big enough. */
static header *find(unsigned int need)
{
	header *block = (header *)__heap_start;
	while ((char *)block < __heap_end) {
		header *after = next_block(block);
		if (*block == 0)
			break;
		if (!(*block & USED)) {
			while ((char *)after < __heap_end && !(*after & USED) && *after) {
				*block += *after;
				after = next_block(block);
			}
			if (*block >= need)
				return block;
		}
		block = after;
	}
	return 0;
}

void *malloc(size_t size)
{
	unsigned int need = (size + sizeof(header) + 1) & ~1U;
	header *block;
	if (need < 6)
		need = 6;
	if (size > 0xFFE0U) {
		errno = ENOMEM;
		return 0;
	}
	block = find(need);
	if (!block) {
		if (!grow(need) || !(block = find(need))) {
			errno = ENOMEM;
			return 0;
		}
	}
	if (*block - need >= 8) {
		header *rest = (header *)((char *)block + need);
		*rest = *block - need;
		*block = need;
	}
	*block |= USED;
	return block + 1;
}

void free(void *memory)
{
	if (memory)
		((header *)memory)[-1] &= ~USED;
}

void *calloc(size_t count, size_t size)
{
	unsigned long total = (unsigned long)count * size;
	void *memory;
	if (total > 0xFFE0UL) {
		errno = ENOMEM;
		return 0;
	}
	memory = malloc(total);
	return memory ? memset(memory, 0, total) : 0;
}

void *realloc(void *memory, size_t size)
{
	unsigned int have;
	void *moved;
	if (!memory)
		return malloc(size);
	if (size == 0) {
		free(memory);
		return 0;
	}
	have = (((header *)memory)[-1] & ~USED) - sizeof(header);
	if (size <= have)
		return memory;
	moved = malloc(size);
	if (!moved)
		return 0;
	memcpy(moved, memory, have);
	free(memory);
	return moved;
}

void *reallocarray(void *memory, size_t count, size_t size)
{
	unsigned long total = (unsigned long)count * size;
	if (total > 0xFFE0UL) {
		errno = ENOMEM;
		return 0;
	}
	return realloc(memory, total);
}
