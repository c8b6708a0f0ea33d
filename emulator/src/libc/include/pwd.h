/* The user data base, POSIX <pwd.h>: /etc/passwd. */
#ifndef _PWD_H
#define _PWD_H
#include <sys/types.h>
struct passwd {
	char *pw_name, *pw_passwd;
	uid_t pw_uid;
	gid_t pw_gid;
	char *pw_gecos, *pw_dir, *pw_shell;
};
struct passwd *getpwnam(const char *name);
struct passwd *getpwuid(uid_t user);
struct passwd *getpwent(void);
void setpwent(void);
void endpwent(void);
#endif
