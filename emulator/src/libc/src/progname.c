/* The name that the program was called by, GNU; set by crt0's C part before main. */
#include <errno.h>
#include <string.h>

char *program_invocation_name = "", *program_invocation_short_name = "";

void __set_program_name(char *name)
{
	char *slash = name ? strrchr(name, '/') : 0;
	program_invocation_name = name ? name : "";
	program_invocation_short_name = slash ? slash + 1 : program_invocation_name;
}
