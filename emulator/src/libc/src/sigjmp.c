/* The signal mask in jump buffers, POSIX sigsetjmp and siglongjmp; the registers are setjmp's (assembler). */
#include <setjmp.h>
#include <signal.h>

int __sigsetjmp_mask(sigjmp_buf state, int save_mask)
{
	state->has_mask = save_mask;
	return save_mask ? sigprocmask(SIG_BLOCK, 0, &state->mask) : 0;
}

void siglongjmp(sigjmp_buf state, int value)
{
	if (state->has_mask)
		sigprocmask(SIG_SETMASK, &state->mask, 0);
	longjmp(state, value);
}

void _longjmp(jmp_buf state, int value)
{
	longjmp(state, value);
}
