//- error: missing semicolon
/*
error
/test.c:5:28: error: expected ';' but found 'return'
*/
int main(void) { int x = 1 return x; }
//- error: goes on and reports more than one
/*
error
/test.c:6:29: error: 'a' is not declared
/test.c:6:40: error: 'b' is not declared
*/
int main(void) { int x; x = a; int y = b; return 0; }
//- error: unknown member
/*
error
'struct s' has no member 'z'
*/
struct s { int x; } v; int main(void) { return v.z; }
//- error: arrow on a struct
/*
error
expected a pointer to a struct before '->x' but found 'struct s'; did you mean '.'?
*/
struct s { int x; } v; int main(void) { return v->x; }
//- error: dot on a pointer
/*
error
did you mean '->'?
*/
struct s { int x; } *v; int main(void) { return v.x; }
//- error: too few and too many arguments
/*
error
too few arguments for 'f': expected 2 but found 1
too many arguments for 'f': expected 2 but found 3
*/
int f(int, int); int main(void) { return f(1) + f(1, 2, 3); }
//- error: wrong argument type
/*
error
argument 1 of 'f': expected 'struct s' but found 'int'
*/
struct s { int x; }; int f(struct s); int main(void) { return f(1); }
//- error: assignment to const
/*
error
assignment to a const object of type 'const int'
*/
int main(void) { const int x = 1; x = 2; return x; }
//- error: not an lvalue
/*
error
the left operand of an assignment must be an lvalue
expected an lvalue or function after '&'
*/
int main(void) { 1 = 2; int *p = &3; return 0; }
//- error: conflicting declarations
/*
error
'f' is declared as 'long (int)' but was 'int (int)' before
'x' is declared as 'char' but was 'int' before
*/
int f(int); long f(int); int x; char x;
//- error: redefinitions
/*
error
'f' is defined twice
'x' is defined twice
'a' is declared twice in this scope
'struct s' is defined twice
*/
int f(void) { return 1; } int f(void) { return 2; } int x = 1; int x = 2; struct s { int a; }; struct s { int b; }; int main(void) { int a; long a; return 0; }
//- error: break, continue, case and default out of place
/*
error
'break' outside a loop or 'switch'
'continue' outside a loop
'case' outside a 'switch'
'default' outside a 'switch'
*/
int main(void) { break; continue; case 1: default: return 0; }
//- error: duplicate cases and labels, missing label
/*
error
duplicate case value 1
second 'default' in a 'switch'
the label 'a' is defined twice
the label 'nowhere' is not defined
*/
int main(void) { switch (1) { case 1: case 1: default: default: ; } a: a: goto nowhere; }
//- error: incomplete types
/*
error
'v' has the incomplete type 'struct s'
'sizeof' of the incomplete type 'struct s'
*/
struct s; struct s v; int main(void) { return sizeof(struct s); }
//- error: operands that do not fit
/*
error
invalid operands of '+': 'struct s' and 'int'
invalid operands of '%': 'double' and 'int'
invalid operand of '~': 'float'
invalid operands of '*': 'char *' and 'int'
*/
struct s { int x; } v; int main(void) { v + 1; 1.5 % 2; ~1.0f; char *p; p * 2; return 0; }
//- error: dereference of an integer and call of an object
/*
error
cannot dereference 'int': expected a pointer
expected a function before '(' but found 'int'
expected an array or pointer and an integer but found 'int' and 'int'
*/
int x; int main(void) { *x; x(1); x[1]; return 0; }
//- error: not constant
/*
error
an enumerator: expected an integer constant expression
'case': expected an integer constant expression
*/
int n; enum { A = n }; int main(void) { switch (1) { case n: ; } return 0; }
//- error: static initialiser that is not constant
/*
error
the initialiser of a static object must be constant
*/
int n; int v = n + 1; int main(void) { return v; }
//- error: static assertion
/*
error
static assertion failed: int is small
*/
_Static_assert(sizeof(int) == 4, "int is small");
//- error: unsupported complex numbers
/*
error
unsupported: complex numbers
*/
double _Complex z; int main(void) { return 0; }
//- error: unsupported imaginary constants
/*
error
unsupported: imaginary constant '2.0i'
*/
int main(void) { return 2.0i; }
//- error: unsupported thread-local storage
/*
error
unsupported: thread-local storage
*/
_Thread_local int x; int main(void) { return 0; }
//- error: unsupported attributes that change meaning
/*
error
unsupported: attribute 'cleanup'
unsupported: attribute 'constructor'
*/
void f(int *); __attribute__((constructor)) void g(void) {} int main(void) { int x __attribute__((cleanup(f))); return 0; }
//- error: unsupported asm goto
/*
error
unsupported: asm goto
*/
int main(void) { asm goto ("jmp %l0" : : : : out); out: return 0; }
//- error: unsupported wide asm operands
/*
error
unsupported: asm operand wider than 16 bits
*/
int main(void) { long x; asm("nop" : "=r"(x)); return 0; }
//- error: unsupported frame address of a caller
/*
error
unsupported: __builtin_frame_address of a caller
*/
int main(void) { return __builtin_frame_address(1) != 0; }
//- error: unsupported _Atomic of a type
/*
error
unsupported: _Atomic(type)
*/
_Atomic(int) x; int main(void) { return 0; }
//- error: bit fields
/*
error
the width 20 of the bit field 'a' is not between 1 and 16
the bit field 'p' has the type 'char *': expected an integer type
the address of a bit field cannot be taken
*/
struct s { int a : 20; char *p : 3; unsigned u : 4; } v; int main(void) { &v.u; return 0; }
//- error: array sizes
/*
error
the size -1 of the array is negative
the size 70000 of the array is too large
the size of an array outside a function must be constant
*/
int n; char a[-1]; char b[70000]; int c[n]; int main(void) { return 0; }
//- error: designators
/*
error
'struct s' has no member 'q'
the designator [5] is outside the array
*/
struct s { int x; } v = { .q = 1 }; int a[3] = { [5] = 1 }; int main(void) { return 0; }
//- error: asm that is no assembly
/*
error
/test.c:5:18: error: asm:
*/
int main(void) { asm("frobnicate ax"); return 0; }
//- error: function that returns an array, array of functions
/*
error
a function cannot return 'int [3]'
*/
int f(void)[3]; int main(void) { return 0; }
//- error: va_start without variable arguments
/*
error
'va_start' in a function that takes no variable arguments
*/
#include <stdarg.h>
int f(int n) { va_list ap; va_start(ap, n); return 0; } int main(void) { return 0; }
//- error: type expected and found
/*
error
expected a declaration but found 'foo'
*/
foo bar; int main(void) { return 0; }
//- error: unbalanced braces and parentheses
/*
error
expected '}' but found the end of the file
*/
int main(void) { if (1) { return 0;
//- error: character and number constants
/*
error
empty character constant
'12abc' is no valid number
invalid digit in the octal constant '089'
*/
int main(void) { int a = ''; int b = 12abc; int c = 089; return 0; }
//- error: conditional of a struct and void values
/*
error
expected a scalar condition but found 'struct s'
expected 'int' but found 'void'
*/
struct s { int x; } v; void f(void); int main(void) { if (v) ; int x = f(); return x; }
//- error: undefined function at link time
/*
error
'_nowhere' is not defined
*/
int nowhere(void); int main(void) { return nowhere(); }
//- error: a header that is not there, and #error
/*
error
nothere.h
stop here
*/
#include "nothere.h"
#error stop here
int main(void) { return 0; }
//- error: unsupported nested functions
/*
error
unsupported: nested functions
*/
int main(void) { int inner(int x) { return x + 1; } return inner(1); }
//- error: unsupported overflow builtins of 64 bits
/*
error
unsupported: __builtin_add_overflow of more than 32 bits
*/
int main(void) { long long r; return __builtin_add_overflow(1LL, 2LL, &r); }
//- a flexible array member of an automatic object
/* error
a flexible array member can be initialised in a static object only
*/
struct f { int n; int v[]; }; int main(void) { struct f l = { 1, { 2 } }; return l.n; }
