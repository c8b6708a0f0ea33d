/* dirname and the POSIX basename, <libgen.h>. Both may write into their argument. */
#include <string.h>
#include <libgen.h>

static char *trim(char *path)
{
	char *end = path + strlen(path);
	while (end > path + 1 && end[-1] == '/')
		*--end = 0;
	return path;
}

char *__xpg_basename(char *path)
{
	char *slash;
	if (!path || !*path)
		return ".";
	trim(path);
	slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

char *dirname(char *path)
{
	char *slash;
	if (!path || !*path)
		return ".";
	slash = strrchr(trim(path), '/');
	if (!slash)
		return ".";
	if (slash == path)
		slash[1] = 0;
	else
		*slash = 0;
	return trim(path);
}
