; Where the kernel enters a program for a signal. SP -> handler, signal number, mask (2 words), FLAGS, AX, IP of what was
; interrupted; `sigreturn` (204) takes them off again. Where the library keeps the handlers, as that of ELKS does, the
; function comes from the table in the program's memory and not from the frame (claim A7). A handler gets the number, and
; two null pointers in the places of SA_SIGINFO's arguments.
	section .text
	global ___signal_entry
___signal_entry:
	push bx
	push cx
	push dx
	push bp
	push es
	push ds
	pop es
	mov bp, sp
	mov ax, [bp+10]
	mov cx, [bp+12]
	cmp word [___signal_by_table], 1
	jne known
	mov bx, cx
	shl bx, 1
	mov ax, [___signal_table+bx]
known:	xor dx, dx
	push dx
	push dx
	push cx
	cld
	call ax
	mov sp, bp
	pop es
	pop bp
	pop dx
	pop cx
	pop bx
	mov ax, 204
	int 0x80
