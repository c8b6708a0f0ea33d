; vfork: the stub of claim A8. Nothing but the return address is on the stack when the kernel is entered: who resumes the
; parent must put that address back, because the child's next call overwrites it (claim A9).
	section .text
	global _vfork
_vfork:	mov ax, 32
	int 0x80
	test ax, ax
	jns done
	neg ax
	mov [_errno], ax
	mov ax, -1
done:	ret
