/* wc(1), POSIX: lines, words and bytes; -l, -w, -c choose. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int want;
static long total[3];

static void print(const long *count, const char *name)
{
	const char *between = "";
	int i;
	for (i = 0; i < 3; i++)
		if (want & 1 << i) {
			printf("%s%ld", between, count[i]);
			between = " ";
		}
	printf(*name ? " %s\n" : "\n", name);
}

static void count(FILE *f, const char *name)
{
	long n[3] = { 0, 0, 0 };
	int c, inside = 0, i;
	while ((c = getc(f)) != EOF) {
		n[2]++;
		n[0] += c == '\n';
		if (isspace(c))
			inside = 0;
		else if (!inside) {
			inside = 1;
			n[1]++;
		}
	}
	print(n, name);
	for (i = 0; i < 3; i++)
		total[i] += n[i];
}

int main(int argc, char **argv)
{
	int c, i, status = 0;
	while ((c = getopt(argc, argv, "lwc")) != -1)
		if (c == '?')
			return 2;
		else
			want |= c == 'l' ? 1 : c == 'w' ? 2 : 4;
	if (!want)
		want = 7;
	if (optind == argc)
		count(stdin, "");
	for (i = optind; i < argc; i++) {
		FILE *f = fopen(argv[i], "r");
		if (!f) {
			fprintf(stderr, "wc: %s: %s\n", argv[i], strerror(errno));
			status = 1;
			continue;
		}
		count(f, argv[i]);
		fclose(f);
	}
	if (argc - optind > 1)
		print(total, "total");
	return status;
}
