/* Process and user numbers, POSIX. The ELKS calls answer two numbers at once, the second through a pointer. */
#include <errno.h>
#include <unistd.h>

int __sys_getpid(int *parent);
unsigned int __sys_getuid(unsigned int *effective);
unsigned int __sys_getgid(unsigned int *effective);

pid_t getpid(void)
{
	int parent;
	return __sys_getpid(&parent);
}

pid_t getppid(void)
{
	int parent;
	__sys_getpid(&parent);
	return parent;
}

uid_t getuid(void)
{
	uid_t effective;
	return __sys_getuid(&effective);
}

uid_t geteuid(void)
{
	uid_t effective;
	__sys_getuid(&effective);
	return effective;
}

gid_t getgid(void)
{
	gid_t effective;
	return __sys_getgid(&effective);
}

gid_t getegid(void)
{
	gid_t effective;
	__sys_getgid(&effective);
	return effective;
}

pid_t getpgrp(void)
{
	return getpgid(0);
}

int setpgrp(void)
{
	return setpgid(0, 0);
}

int setresuid(uid_t real, uid_t effective, uid_t saved)
{
	(void)saved;
	return setreuid(real, effective);
}

int setresgid(gid_t real, gid_t effective, gid_t saved)
{
	(void)saved;
	return setregid(real, effective);
}

int getgroups(int size, gid_t list[])
{
	if (size > 0)
		list[0] = getegid();
	return 1;
}
