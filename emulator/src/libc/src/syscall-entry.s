; What the stubs of system calls share: arguments from the stack to BX CX DX DI SI, `int 0x80`, and the error convention.
; AX holds the number. A result from -1000 to -1 is a negated error. BX, CX and DX are free by the calling convention.
	section .text
	global __syscall0, __syscall1, __syscall2, __syscall3, __syscall4, __syscall5
__syscall5:
	push si
	push di
	mov bx, sp
	mov si, [bx+14]
	mov di, [bx+12]
	jmp four
__syscall4:
	push si
	push di
	mov bx, sp
	mov di, [bx+12]
four:	mov dx, [bx+10]
	mov cx, [bx+8]
	mov bx, [bx+6]
	int 0x80
	pop di
	pop si
	jmp result
__syscall1:
	mov bx, sp
	mov bx, [bx+2]
	int 0x80
	jmp result
__syscall2:
	mov bx, sp
	mov cx, [bx+4]
	mov bx, [bx+2]
	int 0x80
	jmp result
__syscall3:
	mov bx, sp
	mov dx, [bx+6]
	mov cx, [bx+4]
	mov bx, [bx+2]
__syscall0:
	int 0x80
result:	cmp ax, -1000
	jae error
	ret
error:	neg ax
	mov [_errno], ax
	mov ax, -1
	ret
