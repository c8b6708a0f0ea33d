/* Jumps out of functions, C99 7.13 and POSIX. A buffer holds SI, DI, BP, SP, the return address, ES and the signal mask. */
#ifndef _SETJMP_H
#define _SETJMP_H
typedef struct {
	unsigned int registers[6];
	int has_mask;
	unsigned long mask;
} jmp_buf[1];
typedef jmp_buf sigjmp_buf;
int setjmp(jmp_buf state) __attribute__((returns_twice));
int _setjmp(jmp_buf state) __attribute__((returns_twice));
void longjmp(jmp_buf state, int value) __attribute__((noreturn));
void _longjmp(jmp_buf state, int value) __attribute__((noreturn));
int __sigsetjmp_mask(sigjmp_buf state, int save_mask);
#define sigsetjmp(state, save_mask) (__sigsetjmp_mask(state, save_mask), setjmp(state))
void siglongjmp(sigjmp_buf state, int value) __attribute__((noreturn));
#endif
