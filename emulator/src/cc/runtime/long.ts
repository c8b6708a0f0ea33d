/**
 * 32-bit multiplication and division, and the stack check, in assembly. Left operand in DX:AX, right one in CX:BX, result in
 * DX:AX; AX BX CX DX change, all others are kept. Division truncates (C99 6.5.5); by zero it raises interrupt 0 as DIV does.
 */
export const LONG_ASM: string = `
        section .text
        global ___lmul, ___ldiv, ___ludiv, ___lrem, ___lurem, ___stkchk
        global ___stklim

___lmul:
        push si
        mov si, ax
        mov ax, dx
        mul bx
        xchg ax, cx
        mul si
        add cx, ax
        mov ax, si
        mul bx
        add dx, cx
        pop si
        ret

; DX:AX / CX:BX, unsigned: quotient DX:AX, remainder CX:BX
udivmod:
        jcxz udivmod_word
        push si
        push di
        mov si, dx
        xor di, di
        mov dx, 16
udivmod_bit:
        shl ax, 1
        rcl si, 1
        rcl di, 1
        jc udivmod_take
        cmp di, cx
        jb udivmod_next
        ja udivmod_take
        cmp si, bx
        jb udivmod_next
udivmod_take:
        sub si, bx
        sbb di, cx
        inc ax
udivmod_next:
        dec dx
        jnz udivmod_bit
        mov bx, si
        mov cx, di
        pop di
        pop si
        ret
udivmod_word:
        mov cx, ax
        mov ax, dx
        xor dx, dx
        div bx
        xchg ax, cx
        div bx
        mov bx, dx
        mov dx, cx
        xor cx, cx
        ret

___ludiv:
        jmp udivmod

___lurem:
        call udivmod
        mov ax, bx
        mov dx, cx
        ret

; makes both operands positive
positive:
        test dx, dx
        jns positive_right
        neg dx
        neg ax
        sbb dx, 0
positive_right:
        test cx, cx
        jns positive_done
        neg cx
        neg bx
        sbb cx, 0
positive_done:
        ret

___ldiv:
        push si
        mov si, dx
        xor si, cx
        call positive
        call udivmod
signed_result:
        test si, si
        pop si
        jns signed_done
        neg dx
        neg ax
        sbb dx, 0
signed_done:
        ret

___lrem:
        push si
        mov si, dx
        call positive
        call udivmod
        mov ax, bx
        mov dx, cx
        jmp signed_result

; AX bytes of locals are about to be taken: ends the program if the stack would run into the data
___stkchk:
        mov bx, sp
        sub bx, ax
        jb stack_overflow
        sub bx, 32
        jb stack_overflow
        cmp bx, [___stklim]
        jb stack_overflow
        ret
stack_overflow:
        mov ax, 4
        mov bx, 2
        mov cx, overflow_text
        mov dx, 15
        int 0x80
        mov ax, 1
        mov bx, 139
        int 0x80
        jmp stack_overflow

        section .data
        extern __end
___stklim:
        dw __end
overflow_text:
        db 'stack overflow', 10
`;
