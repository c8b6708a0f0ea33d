/* Name of the system, POSIX <sys/utsname.h>. */
#ifndef _SYS_UTSNAME_H
#define _SYS_UTSNAME_H
struct utsname {
	char sysname[17], nodename[17], release[17], version[17], machine[17];
};
int uname(struct utsname *name);
#endif
