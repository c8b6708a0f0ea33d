/* Users and groups, POSIX <pwd.h> and <grp.h>, out of /etc/passwd and /etc/group through stdio and static buffers: neither is
   safe in a vfork child (claim C1, hazard H23). */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char line[160];
static struct passwd user;
static struct group group;
static char *members[8];
static FILE *all_users;

static struct passwd *parse_user(char *text)
{
	char *uid, *gid;
	text[strcspn(text, "\n")] = 0;
	user.pw_name = strsep(&text, ":");
	user.pw_passwd = strsep(&text, ":");
	uid = strsep(&text, ":");
	gid = strsep(&text, ":");
	user.pw_gecos = strsep(&text, ":");
	user.pw_dir = strsep(&text, ":");
	user.pw_shell = text;
	if (!text)
		return 0;
	user.pw_uid = atoi(uid);
	user.pw_gid = atoi(gid);
	return &user;
}

static struct group *parse_group(char *text)
{
	char *gid, *member;
	int n = 0;
	text[strcspn(text, "\n")] = 0;
	group.gr_name = strsep(&text, ":");
	group.gr_passwd = strsep(&text, ":");
	gid = strsep(&text, ":");
	if (!gid || !text)
		return 0;
	group.gr_gid = atoi(gid);
	while ((member = strsep(&text, ",")) && n < 7)
		if (*member)
			members[n++] = member;
	members[n] = 0;
	group.gr_mem = members;
	return &group;
}

struct passwd *getpwent(void)
{
	if (!all_users && !(all_users = fopen("/etc/passwd", "re")))
		return 0;
	while (fgets(line, sizeof line, all_users))
		if (parse_user(line))
			return &user;
	return 0;
}

void setpwent(void)
{
	if (all_users)
		rewind(all_users);
}

void endpwent(void)
{
	if (all_users)
		fclose(all_users);
	all_users = 0;
}

static struct passwd *find_user(const char *name, uid_t number)
{
	struct passwd *found;
	setpwent();
	while ((found = getpwent()))
		if (name ? strcmp(found->pw_name, name) == 0 : found->pw_uid == number)
			break;
	endpwent();
	return found;
}

struct passwd *getpwnam(const char *name)
{
	return find_user(name, 0);
}

struct passwd *getpwuid(uid_t number)
{
	return find_user(0, number);
}

static struct group *find_group(const char *name, gid_t number)
{
	FILE *f = fopen("/etc/group", "re");
	struct group *found = 0;
	if (!f)
		return 0;
	while (!found && fgets(line, sizeof line, f))
		if (parse_group(line) && (name ? strcmp(group.gr_name, name) == 0 : group.gr_gid == number))
			found = &group;
	fclose(f);
	return found;
}

struct group *getgrnam(const char *name)
{
	return find_group(name, 0);
}

struct group *getgrgid(gid_t number)
{
	return find_group(0, number);
}

int initgroups(const char *name, gid_t number)
{
	(void)name;
	(void)number;
	return 0;
}

int setgroups(size_t count, const gid_t *groups)
{
	(void)count;
	(void)groups;
	return 0;
}
