; setjmp and longjmp, C99 7.13. The buffer holds SI, DI, BP, SP after the return, the return address and ES (setjmp.h).
	section .text
	global _setjmp, __setjmp, _longjmp
_setjmp:
__setjmp:
	pop dx
	mov bx, sp
	mov bx, [bx]
	mov [bx], si
	mov [bx+2], di
	mov [bx+4], bp
	mov [bx+6], sp
	mov [bx+8], dx
	mov [bx+10], es
	xor ax, ax
	jmp dx
_longjmp:
	mov bx, sp
	mov ax, [bx+4]
	mov bx, [bx+2]
	test ax, ax
	jnz nonzero
	inc ax
nonzero:
	mov si, [bx]
	mov di, [bx+2]
	mov bp, [bx+4]
	mov sp, [bx+6]
	mov es, [bx+10]
	jmp [bx+8]
