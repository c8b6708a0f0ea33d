/* POSIX system calls and constants. vfork is declared here, so that the compiler knows that it returns twice (B6). */
#ifndef _UNISTD_H
#define _UNISTD_H
#include <stddef.h>
#include <sys/types.h>
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
#define _POSIX_VERSION 200112L
#define _POSIX_JOB_CONTROL 1
#define _SC_ARG_MAX 0
#define _SC_CHILD_MAX 1
#define _SC_CLK_TCK 2
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE _SC_PAGESIZE
#define _SC_NPROCESSORS_ONLN 84
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5
extern char **environ;
extern char *optarg;
extern int optind, opterr, optopt;
void _exit(int status) __attribute__((noreturn));
int access(const char *path, int mode);
unsigned int alarm(unsigned int seconds);
int brk(void *end);
int chdir(const char *path);
int fchdir(int fd);
int chown(const char *path, uid_t user, gid_t group);
int chroot(const char *path);
int close(int fd);
int close_range(unsigned int first, unsigned int last, int flags);
void closefrom(int first);
size_t confstr(int name, char *buffer, size_t size);
int daemon(int nochdir, int noclose);
int dup(int fd);
int dup2(int from, int to);
int dup3(int from, int to, int flags);
int execl(const char *path, const char *first, ...);
int execle(const char *path, const char *first, ...);
int execlp(const char *file, const char *first, ...);
int execv(const char *path, char *const arguments[]);
int execve(const char *path, char *const arguments[], char *const environment[]);
int execvp(const char *file, char *const arguments[]);
int execvpe(const char *file, char *const arguments[], char *const environment[]);
int fchown(int fd, uid_t user, gid_t group);
pid_t fork(void);
int fsync(int fd);
int ftruncate(int fd, off_t length);
char *getcwd(char *buffer, size_t size);
int getdtablesize(void);
gid_t getegid(void);
uid_t geteuid(void);
gid_t getgid(void);
int getgroups(int size, gid_t list[]);
int gethostname(char *name, size_t size);
char *getlogin(void);
int getopt(int argc, char *const argv[], const char *options);
int getpagesize(void);
pid_t getpgid(pid_t process);
pid_t getpgrp(void);
pid_t getpid(void);
pid_t getppid(void);
pid_t getsid(pid_t process);
uid_t getuid(void);
int isatty(int fd);
int lchown(const char *path, uid_t user, gid_t group);
int link(const char *from, const char *to);
off_t lseek(int fd, off_t offset, int whence);
int nice(int increment);
long pathconf(const char *path, int name);
int pause(void);
int pipe(int fds[2]);
int pipe2(int fds[2], int flags);
ssize_t pread(int fd, void *to, size_t size, off_t offset);
ssize_t pwrite(int fd, const void *from, size_t size, off_t offset);
ssize_t read(int fd, void *to, size_t size);
ssize_t readlink(const char *path, char *to, size_t size);
int rmdir(const char *path);
void *sbrk(int increment);
int setegid(gid_t group);
int seteuid(uid_t user);
int setgid(gid_t group);
int setpgid(pid_t process, pid_t group);
int setpgrp(void);
int setregid(gid_t real, gid_t effective);
int setreuid(uid_t real, uid_t effective);
int setresuid(uid_t real, uid_t effective, uid_t saved);
int setresgid(gid_t real, gid_t effective, gid_t saved);
pid_t setsid(void);
int setuid(uid_t user);
unsigned int sleep(unsigned int seconds);
int symlink(const char *target, const char *path);
void sync(void);
long syscall(int number, ...);
long sysconf(int name);
pid_t tcgetpgrp(int fd);
int tcsetpgrp(int fd, pid_t group);
int truncate(const char *path, off_t length);
char *ttyname(int fd);
int unlink(const char *path);
int usleep(unsigned long microseconds);
pid_t vfork(void) __attribute__((returns_twice));
ssize_t write(int fd, const void *from, size_t size);
#endif
