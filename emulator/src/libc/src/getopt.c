/* getopt and getopt_long, POSIX and GNU; operands end the options, as POSIX has it. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt;

static int position = 1;

static int complain(char *const argv[], const char *options, const char *what, int letter)
{
	if (opterr && *options != ':')
		fprintf(stderr, "%s: %s -- '%c'\n", argv[0], what, letter);
	return '?';
}

int getopt(int argc, char *const argv[], const char *options)
{
	const char *at;
	int letter;
	optarg = 0;
	if (optind == 0) {
		optind = 1;
		position = 1;
	}
	if (optind >= argc || !argv[optind] || argv[optind][0] != '-' || !argv[optind][1])
		return -1;
	if (strcmp(argv[optind], "--") == 0) {
		optind++;
		return -1;
	}
	letter = optopt = (unsigned char)argv[optind][position++];
	at = letter == ':' ? 0 : strchr(options + (*options == ':' || *options == '+'), letter);
	if (!at) {
		if (!argv[optind][position]) {
			optind++;
			position = 1;
		}
		return complain(argv, options, "invalid option", letter);
	}
	if (at[1] == ':') {
		if (argv[optind][position])
			optarg = argv[optind] + position;
		else if (at[2] != ':') {
			if (++optind >= argc) {
				position = 1;
				complain(argv, options, "option requires an argument", letter);
				return *options == ':' ? ':' : '?';
			}
			optarg = argv[optind];
		}
		optind++;
		position = 1;
	} else if (!argv[optind][position]) {
		optind++;
		position = 1;
	}
	return letter;
}

int getopt_long(int argc, char *const argv[], const char *options, const struct option *names, int *index)
{
	const char *name;
	size_t n;
	int i, found = -1, exact = 0, many = 0;
	if (optind == 0) {
		optind = 1;
		position = 1;
	}
	if (position != 1 || optind >= argc || !argv[optind] || strncmp(argv[optind], "--", 2) != 0 || !argv[optind][2])
		return getopt(argc, argv, options);
	optarg = 0;
	name = argv[optind++] + 2;
	n = strcspn(name, "=");
	for (i = 0; names[i].name && !exact; i++)
		if (strncmp(names[i].name, name, n) == 0) {
			exact = strlen(names[i].name) == n;
			many = found >= 0 && !exact;
			found = i;
		}
	if (found < 0 || many) {
		if (opterr && *options != ':')
			fprintf(stderr, "%s: %s option '--%s'\n", argv[0], many ? "ambiguous" : "unrecognized", name);
		optopt = 0;
		return '?';
	}
	if (name[n] == '=') {
		if (names[found].has_arg == no_argument) {
			optopt = names[found].val;
			return '?';
		}
		optarg = (char *)name + n + 1;
	} else if (names[found].has_arg == required_argument) {
		if (optind >= argc) {
			optopt = names[found].val;
			if (opterr && *options != ':')
				fprintf(stderr, "%s: option '--%s' requires an argument\n", argv[0], names[found].name);
			return *options == ':' ? ':' : '?';
		}
		optarg = argv[optind++];
	}
	if (index)
		*index = found;
	if (names[found].flag) {
		*names[found].flag = names[found].val;
		return 0;
	}
	return names[found].val;
}

int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *names, int *index)
{
	return getopt_long(argc, argv, options, names, index);
}
