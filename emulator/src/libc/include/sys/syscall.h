/* Numbers for syscall(2): the ELKS table, names as on Linux. */
#ifndef _SYS_SYSCALL_H
#define _SYS_SYSCALL_H
#define SYS_exit 1
#define SYS_fork 2
#define SYS_read 3
#define SYS_write 4
#define SYS_open 5
#define SYS_close 6
#define SYS_wait4 7
#define SYS_execve 11
#define SYS_getpid 20
#define SYS_vfork 32
#define SYS_kill 37
#define SYS_dup 41
#define SYS_pipe 42
#define SYS_dup2 45
#define __NR_exit SYS_exit
#define __NR_fork SYS_fork
#define __NR_vfork SYS_vfork
#define __NR_execve SYS_execve
#define __NR_getpid SYS_getpid
#define __NR_kill SYS_kill
#endif
