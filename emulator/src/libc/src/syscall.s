; long syscall(int number, ...): any system call by its number. vfork goes through with nothing but the return address
; on the stack, as its own stub does.
	section .text
	global _syscall
_syscall:
	mov bx, sp
	mov ax, [bx+2]
	cmp ax, 32
	je borrow
	cmp ax, 190
	je borrow
	push si
	push di
	mov si, [bx+12]
	mov di, [bx+10]
	mov dx, [bx+8]
	mov cx, [bx+6]
	mov bx, [bx+4]
	int 0x80
	pop di
	pop si
	cwd
	cmp ax, -1000
	jae error
	ret
borrow:	xor dx, dx
	int 0x80
	test ax, ax
	js error
	ret
error:	neg ax
	mov [_errno], ax
	mov ax, -1
	cwd
	ret
