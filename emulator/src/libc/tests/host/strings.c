/* Prints what strings, character classes, sorting, searching, conversions, the environment, options, streams and time functions
   make of fixed input; the output must be the same with the host's library. Only types of fixed width or small values. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
static int sign(int n) { return n < 0 ? -1 : n > 0; }
static const char *show(const char *s) { return s ? s : "(null)"; }
static int by_int(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void classes(void)
{
	int c;
	for (c = 0; c < 128; c++)
		printf("%d:%d%d%d%d%d%d%d%d%d%d%d%d %d %d\n", c, !!isalnum(c), !!isalpha(c), !!isblank(c), !!iscntrl(c), !!isdigit(c),
		       !!isgraph(c), !!islower(c), !!isprint(c), !!ispunct(c), !!isspace(c), !!isupper(c), !!isxdigit(c), tolower(c), toupper(c));
}
static void strings(void)
{
	char b[64], c[64], *save, *p;
	static const char *const words[] = {"", "a", "ab", "abc", "abd", "ABC", "b", "xyzzy", "a\xff", "abcabc"};
	unsigned i, j;
	for (i = 0; i < 10; i++)
		for (j = 0; j < 10; j++) {
			const char *x = words[i], *y = words[j];
			printf("%d %d %d %d %d ", sign(strcmp(x, y)), sign(strncmp(x, y, 2)), sign(strcasecmp(x, y)), sign(memcmp(x, y, 2)), sign(strncasecmp(x, y, 3)));
			printf("%s %s %u %u %s %s\n", show(strstr(x, y)), show(strpbrk(x, y)), (unsigned)strspn(x, y), (unsigned)strcspn(x, y), show(strcasestr(x, y)),
			       (char *)show(memmem(x, strlen(x), y, strlen(y))));
		}
	memset(b, '#', sizeof b);
	strncpy(b, "hello", 8);
	printf("%d %d %c\n", b[5], b[7], b[8]);
	strcpy(b, "one");
	strcat(b, " two");
	strncat(b, " three", 3);
	printf("[%s] %s %s %s\n", b, strchr(b, 't'), strrchr(b, 't'), show(strchr(b, 'q')));
	printf("%s %s\n", strchr(b, 0)[0] ? "no" : "end", strchrnul(b, 'q')[0] ? "no" : "end");
	memmove(b + 2, b, 8);
	memmove(b, b + 3, 6);
	printf("%.12s\n", b);
	printf("%s %d\n", (char *)memchr("haystack", 's', 8), memchr("hay", 'z', 3) == NULL);
	printf("%s\n", (char *)memrchr("a,b,c", ',', 5));
	strcpy(c, "a,b;;c,,d ");
	for (p = strtok_r(c, ",;", &save); p; p = strtok_r(NULL, ",;", &save))
		printf("<%s>", p);
	strcpy(c, "x=1&&y");
	p = c;
	while ((save = strsep(&p, "&=")))
		printf("(%s)", save);
	printf("\n%s %s %u\n", p = strdup("dup"), strndup("dup", 2), (unsigned)strnlen("four", 3));
	printf("%s|%s|", stpcpy(b, "abc"), b);
	printf("%d\n", ffs(0) * 100 + ffs(1) * 10 + ffs(8));
	strcpy(c, "/usr/lib/x.c");
	printf("%s ", dirname(c));
	strcpy(c, "/usr/lib/");
	printf("%s %s\n", dirname(c), strerror(ENOENT));
}
static void numbers(void)
{
	static const char *const texts[] = {"0", "12", "-7", "+9", " 42x", "0x1F", "077", "2147483647", "2147483648", "-2147483648", "-2147483649",
	                                    "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999", "", "-", "0x", "zz", "1e3", "  +", "08"};
	static const int bases[] = {0, 10, 16, 8, 2, 36};
	unsigned i, j;
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		for (j = 0; j < 6; j++) {
			char *e1, *e2, *e3, *e4;
			int32_t l;
			uint32_t u;
			errno = 0;
			l = strtol(texts[i], &e1, bases[j]);
			printf("%ld %d ", (long)l, errno == ERANGE);
			errno = 0;
			u = strtoul(texts[i], &e2, bases[j]);
			printf("%lu %d ", (unsigned long)u, errno == ERANGE);
			errno = 0;
			printf("%lld ", (long long)strtoll(texts[i], &e3, bases[j]));
			printf("%d ", errno == ERANGE);
			errno = 0;
			printf("%llu ", (unsigned long long)strtoull(texts[i], &e4, bases[j]));
			printf("%d %d %d %d %d\n", errno == ERANGE, (int)(e1 - texts[i]), (int)(e2 - texts[i]), (int)(e3 - texts[i]), (int)(e4 - texts[i]));
		}
	printf("%d %ld %d %ld\n", abs(-5), labs(-70000L), atoi("123x"), atol("-70000"));
	{
		div_t d = div(-7, 2);
		ldiv_t e = ldiv(-100000L, 7L);
		lldiv_t f = lldiv(-10000000000LL, 7);
		printf("%d %d %ld %ld %lld %lld\n", d.quot, d.rem, e.quot, e.rem, f.quot, f.rem);
	}
}
static void sorting(void)
{
	int v[50], i, n, key;
	const char *w[] = {"pear", "apple", "fig", "date", "cherry", "banana", "apple"};
	for (n = 0; n < 50; n++) {
		for (i = 0; i < n; i++)
			v[i] = (i * 37 + n * 11) % 23;
		qsort(v, n, sizeof *v, by_int);
		for (i = 0; i < n; i++)
			printf("%d ", v[i]);
		key = 7;
		printf(": %d\n", bsearch(&key, v, n, sizeof *v, by_int) != NULL);
	}
	qsort(w, 7, sizeof *w, by_text);
	for (i = 0; i < 7; i++)
		printf("%s ", w[i]);
	puts("");
}
static int vform(char *to, size_t size, const char *format, ...)
{
	va_list list;
	int n;
	va_start(list, format);
	n = vsnprintf(to, size, format, list);
	va_end(list);
	return n;
}
static void streams(void)
{
	char line[40], *grown = NULL, word[20];
	size_t size = 0;
	int a, b, c, n;
	long at;
	FILE *f = fopen("/tmp/vfork-lint-streams", "w+");
	if (!f) {
		puts("no file");
		return;
	}
	fprintf(f, "first %d\nsecond line\n\n3 4 5 word\nlast", 1);
	fputc('!', f);
	rewind(f);
	while (fgets(line, 8, f))
		printf("{%s}", line);
	printf("%d %d\n", feof(f) != 0, ferror(f));
	fseek(f, 6, SEEK_SET);
	n = fscanf(f, "%d", &a);
	at = ftell(f);
	printf("%d %d %ld %c ", n, a, at, fgetc(f) == '\n' ? 'n' : '?');
	ungetc('S', f);
	a = fgetc(f);
	printf("%c%c ", a, fgetc(f));
	fgets(line, 40, f);
	fgets(line, 40, f);
	n = fscanf(f, "%d%d%d%19s", &a, &b, &c, word);
	printf("%d %d %d %d %s\n", n, a, b, c, word);
	rewind(f);
	while ((n = (int)getline(&grown, &size, f)) > 0)
		printf("%d ", n);
	printf("%d\n", feof(f) != 0);
	fseek(f, -5, SEEK_END);
	n = (int)fread(line, 1, 39, f);
	line[n] = 0;
	printf("%d %s\n", n, line);
	fseek(f, 0, SEEK_SET);
	fwrite("FIRST", 1, 5, f);
	fflush(f);
	fseek(f, 0, SEEK_SET);
	fgets(line, 40, f);
	printf("%s", line);
	fclose(f);
	f = fopen("/tmp/vfork-lint-streams", "a");
	setvbuf(f, NULL, _IONBF, 0);
	fputs("more", f);
	fclose(f);
	f = freopen("/tmp/vfork-lint-streams", "r", stdin);
	for (n = 0; getchar() != EOF; n++)
		;
	printf("%d %d\n", n, remove("/tmp/vfork-lint-streams"));
	printf("%d [%s] ", vform(line, 6, "%s-%d", "abc", 12345), line);
	printf("%d %s\n", asprintf(&grown, "%x%c", 48879, '!'), grown);
	n = sscanf("a1b2;77,0x1f 010 z", "a%1db%d;%d,%i %i %c", &a, &b, &c, &n, &n, word);
	printf("%d %d %d %d %c\n", n, a, b, c, word[0]);
	printf("%5.3d|%-6x|%+05d|%#o|%hhd|%.3s|%*d|%-*d|%%|%c\n", 7, 255, 42, 8, 300 & 255, "abcdef", 4, 9, 4, 9, 'q');
	printf("%" PRId32 " %" PRIu64 " %" PRIx16 "\n", (int32_t)-70000, (uint64_t)1 << 40, (uint16_t)65535);
}
static void environment(void)
{
	clearenv();
	setenv("A", "1", 1);
	setenv("A", "2", 0);
	putenv("B=two");
	printf("%s %s %s ", getenv("A"), getenv("B"), show(getenv("C")));
	setenv("A", "3", 1);
	unsetenv("B");
	printf("%s %s\n", getenv("A"), show(getenv("B")));
}
static void options(void)
{
	static char *words[] = {"prog", "-a", "-bvalue", "-c", "arg", "--long=5", "--flag", "-xz", "--", "rest", "more", NULL};
	static const struct option longs[] = {{"long", required_argument, NULL, 'L'}, {"flag", no_argument, NULL, 'F'}, {NULL, 0, NULL, 0}};
	int c;
	opterr = 0;
	while ((c = getopt_long(11, words, "ab:c:x", longs, NULL)) != -1)
		printf("%c:%s ", c, c == '?' ? "" : show(optarg));
	printf("%d %s\n", optind, words[optind]);
}
int main(void)
{
	setvbuf(stdout, NULL, _IOFBF, 512);
	classes();
	strings();
	numbers();
	sorting();
	streams();
	environment();
	options();
	return 0;
}
