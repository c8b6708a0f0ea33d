; Start of a program, at offset 0 of text: the stack holds argc, argv, 0, envp, 0 (reference elks-and-vfork.md 1.3).
; What lies at data offset 0 belongs to nothing, so that no object has the address NULL.
	section .text
	global __start
	weak ___set_program_name
__start:
	xor bp, bp
	cld
	mov bx, sp
	mov ax, [bx]
	lea cx, [bx+2]
	mov dx, ax
	shl dx, 1
	add dx, cx
	inc dx
	inc dx
	mov [_environ], dx
	push dx
	push cx
	push ax
	mov ax, ___set_program_name
	test ax, ax
	jz nameless
	mov bx, cx
	push word [bx]
	call ax
	pop ax
nameless:
	call _main
	push ax
	call _exit
.hang:	jmp .hang
	section .data
	dw 0
	global _environ
_environ:
	dw 0
	section .bss
	global _errno
_errno:	resw 1
