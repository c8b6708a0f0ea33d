; vforkx(flags) of Solaris (claim C7): as vfork, with the flags in BX.
	section .text
	global _vforkx
_vforkx:
	mov bx, sp
	mov bx, [bx+2]
	mov ax, 210
	int 0x80
	test ax, ax
	jns done
	neg ax
	mov [_errno], ax
	mov ax, -1
done:	ret
