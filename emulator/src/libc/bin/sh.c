/*
 * sh: enough of POSIX 2 for system(3), popen(3) and scripts. Lists with ; & && || and !, pipelines, ( ) and { }, if, while,
 * until, for, case; words with quotes, parameters, ${name:-word} and its like, $(command) and `command`, field splitting,
 * * ? [ ] in the last part of a path; redirections < > >> <> N>&M and here-documents. Built in: : . break cd continue eval exec exit
 * export false pwd read return set shift true umask unset wait. No functions, arithmetic, aliases or job control.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- syntax ---- */

enum kind { SIMPLE, PIPE, AND, OR, NOT, SEQUENCE, BACKGROUND, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE };

struct word {
	struct word *next;
	char *text; /* with its quotes */
};

struct redirection {
	struct redirection *next;
	int fd, kind; /* '<' '>' 'a'ppend 'b'oth '&' 'h'ere */
	char *target;
};

struct node {
	enum kind kind;
	struct node *left, *right, *other;
	struct word *words; /* SIMPLE: assignments and words; FOR: values; CASE: the word, or the patterns of an arm */
	char *name;         /* FOR: the variable */
	struct redirection *redirections;
};

static const char *source; /* what is parsed, NUL at its end */
static char *token;        /* text of the last word token */
static int kind;           /* of the last token: 'w'ord, '\n', ';', '&', '|', 'A'nd, 'O'r, '(', ')', 'D' (;;), '<', '>', 0 */
static int number;         /* of a redirection, -1 for none; for 'r' */
static char operator[4];
static int last_status, loop_depth, breaking, continuing, leaving;
static int argument_count;
static char **arguments;
static char *script_name = "sh";
static pid_t last_background;

static void fatal(const char *what, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "%s: %s%s%s\n", script_name, what, why ? ": " : "", why ? why : "");
	exit(2);
}

static void *allocate(size_t size)
{
	void *memory = calloc(1, size);
	if (!memory)
		fatal("out of memory", 0);
	return memory;
}

static char *copy(const char *s, size_t n)
{
	char *c = allocate(n + 1);
	memcpy(c, s, n);
	return c;
}

/* Moves over a quoted part or a substitution that starts at s; returns what is behind it. */
static const char *skip_part(const char *s)
{
	int close, depth;
	if (*s == '\\')
		return s[1] ? s + 2 : s + 1;
	if (*s == '\'') {
		s = strchr(s + 1, '\'');
		if (!s)
			fatal("unterminated quote", 0);
		return s + 1;
	}
	if (*s == '"' || *s == '`') {
		close = *s++;
		while (*s && *s != close)
			s = *s == '\\' || (close == '"' && (*s == '$' || *s == '`')) ? skip_part(s) : s + 1;
		if (!*s)
			fatal("unterminated quote", 0);
		return s + 1;
	}
	if (*s == '$' && (s[1] == '(' || s[1] == '{')) {
		close = s[1] == '(' ? ')' : '}';
		depth = 0;
		for (s++; *s;) {
			if (*s == '\'' || *s == '"' || *s == '\\' || *s == '`' || (*s == '$' && (s[1] == '(' || s[1] == '{')))
				s = skip_part(s);
			else {
				depth += *s == '(' || *s == '{';
				if (*s == close && --depth == 0)
					return s + 1;
				if (*s != close && (*s == ')' || *s == '}'))
					depth--;
				s++;
			}
		}
		fatal("unterminated substitution", 0);
	}
	return s + 1;
}

static void next_token(void)
{
	const char *start;
	number = -1;
	while (*source == ' ' || *source == '\t' || (*source == '\\' && source[1] == '\n'))
		source += *source == '\\' ? 2 : 1;
	if (*source == '#')
		source += strcspn(source, "\n");
	start = source;
	if (!*source) {
		kind = 0;
		return;
	}
	if (isdigit((unsigned char)*source) && (source[1] == '<' || source[1] == '>')) {
		number = *source++ - '0';
		start++;
	}
	if (*source == '<' || *source == '>') {
		int n = 1;
		if (source[1] == '&' || source[1] == *source || (*source == '<' && source[1] == '>') || (*source == '>' && source[1] == '|'))
			n = 2;
		memcpy(operator, source, n);
		operator[n] = 0;
		source += n;
		kind = 'r';
		return;
	}
	if (strchr("\n;&|()", *source)) {
		kind = *source++;
		if (kind == '&' && *source == '&')
			kind = 'A';
		else if (kind == '|' && *source == '|')
			kind = 'O';
		else if (kind == ';' && *source == ';')
			kind = 'D';
		else
			return;
		source++;
		return;
	}
	while (*source && !strchr(" \t\n;&|()<>", *source))
		source = skip_part(source);
	token = copy(start, source - start);
	kind = 'w';
}

static int reserved(const char *word)
{
	return kind == 'w' && strcmp(token, word) == 0;
}

static void expect(const char *word)
{
	if (!reserved(word))
		fatal("syntax error, expected", word);
	next_token();
}

static void newlines(void)
{
	while (kind == '\n')
		next_token();
}

static struct node *make(enum kind of, struct node *left, struct node *right)
{
	struct node *node = allocate(sizeof *node);
	node->kind = of;
	node->left = left;
	node->right = right;
	return node;
}

static struct node *list(void);
static struct node *command(void);

static int ends_list(void)
{
	static const char *const words[] = { "then", "else", "elif", "fi", "do", "done", "}", "esac", 0 };
	int i;
	if (kind == 0 || kind == ')' || kind == 'D')
		return 1;
	for (i = 0; words[i]; i++)
		if (reserved(words[i]))
			return 1;
	return 0;
}

/* The text of a here-document: the lines behind the current one up to the delimiter; they are cut out of the source. */
static char *here_document(const char *delimiter)
{
	const char *line = strchr(source, '\n'), *end;
	char *text, *rest;
	size_t n = strlen(delimiter);
	if (!line)
		fatal("here-document without text", 0);
	line++;
	for (end = line; *end && !(strncmp(end, delimiter, n) == 0 && (end[n] == '\n' || !end[n]));) {
		end += strcspn(end, "\n");
		if (*end)
			end++;
	}
	text = copy(line, end - line);
	if (*end)
		end += n + (end[n] == '\n');
	rest = allocate((line - source) + strlen(end) + 1);
	memcpy(rest, source, line - source);
	strcpy(rest + (line - source), end);
	source = rest;
	return text;
}

static void redirection(struct node *node)
{
	struct redirection *r = allocate(sizeof *r), **at = &node->redirections;
	r->fd = number >= 0 ? number : operator[0] == '<' ? 0 : 1;
	r->kind = operator[1] == '&' ? '&' : operator[1] == '>' ? operator[0] == '<' ? 'b' : 'a' : operator[1] == '<' ? 'h' : operator[0];
	next_token();
	if (kind != 'w')
		fatal("syntax error, expected a file name", 0);
	r->target = r->kind == 'h' ? here_document(token) : token;
	next_token();
	while (*at)
		at = &(*at)->next;
	*at = r;
}

static struct word **append(struct word **at, char *text)
{
	*at = allocate(sizeof **at);
	(*at)->text = text;
	return &(*at)->next;
}

static struct node *if_rest(void)
{
	struct node *node = make(IF, list(), 0);
	expect("then");
	node->right = list();
	if (reserved("elif")) {
		next_token();
		node->other = if_rest();
		return node;
	}
	if (reserved("else")) {
		next_token();
		node->other = list();
	}
	expect("fi");
	return node;
}

static struct node *for_rest(void)
{
	struct node *node = make(FOR, 0, 0);
	struct word **at = &node->words;
	node->name = token;
	next_token();
	newlines();
	if (reserved("in")) {
		for (next_token(); kind == 'w'; next_token())
			at = append(at, token);
	} else
		append(at, copy("\"$@\"", 4));
	if (kind == ';')
		next_token();
	newlines();
	expect("do");
	node->left = list();
	expect("done");
	return node;
}

static struct node *case_rest(void)
{
	struct node *node = make(CASE, 0, 0), **arm = &node->left;
	append(&node->words, token);
	next_token();
	newlines();
	expect("in");
	newlines();
	while (!reserved("esac")) {
		struct word **at;
		*arm = make(CASE, 0, 0);
		at = &(*arm)->words;
		if (kind == '(')
			next_token();
		for (;;) {
			if (kind != 'w')
				fatal("syntax error in case", 0);
			at = append(at, token);
			next_token();
			if (kind != '|')
				break;
			next_token();
		}
		if (kind != ')')
			fatal("syntax error in case, expected )", 0);
		next_token();
		(*arm)->left = list();
		if (kind == 'D')
			next_token();
		newlines();
		arm = &(*arm)->right;
	}
	next_token();
	return node;
}

static struct node *simple(void)
{
	struct node *node = make(SIMPLE, 0, 0);
	struct word **at = &node->words;
	while (kind == 'w' || kind == 'r')
		if (kind == 'r')
			redirection(node);
		else {
			at = append(at, token);
			next_token();
		}
	if (!node->words && !node->redirections)
		fatal("syntax error near", kind ? source : "end");
	return node;
}

static struct node *command(void)
{
	struct node *node;
	if (kind == '(') {
		next_token();
		node = make(SUBSHELL, list(), 0);
		if (kind != ')')
			fatal("syntax error, expected )", 0);
		next_token();
	} else if (reserved("{")) {
		next_token();
		node = make(GROUP, list(), 0);
		expect("}");
	} else if (reserved("if")) {
		next_token();
		node = if_rest();
	} else if (reserved("while") || reserved("until")) {
		enum kind of = *token == 'w' ? WHILE : UNTIL;
		next_token();
		node = make(of, list(), 0);
		expect("do");
		node->right = list();
		expect("done");
	} else if (reserved("for")) {
		next_token();
		node = for_rest();
	} else if (reserved("case")) {
		next_token();
		node = case_rest();
	} else
		return simple();
	while (kind == 'r')
		redirection(node);
	return node;
}

static struct node *pipeline(void)
{
	struct node *node;
	if (reserved("!")) {
		next_token();
		return make(NOT, pipeline(), 0);
	}
	node = command();
	if (kind != '|')
		return node;
	next_token();
	newlines();
	return make(PIPE, node, pipeline());
}

static struct node *and_or(void)
{
	struct node *node = pipeline();
	while (kind == 'A' || kind == 'O') {
		enum kind of = kind == 'A' ? AND : OR;
		next_token();
		newlines();
		node = make(of, node, pipeline());
	}
	return node;
}

static struct node *list(void)
{
	struct node *node = 0, *one;
	newlines();
	while (!ends_list()) {
		one = and_or();
		if (kind == '&')
			one = make(BACKGROUND, one, 0);
		node = node ? make(SEQUENCE, node, one) : one;
		if (kind != ';' && kind != '&' && kind != '\n')
			break;
		next_token();
		newlines();
	}
	return node;
}

/* ---- words ---- */

struct text {
	char *at;
	unsigned int used, size;
};

static void add(struct text *t, int c)
{
	if (t->used + 1 >= t->size) {
		t->size = t->size ? t->size * 2 : 32;
		t->at = realloc(t->at, t->size);
		if (!t->at)
			fatal("out of memory", 0);
	}
	t->at[t->used++] = c;
	t->at[t->used] = 0;
}

static void add_all(struct text *t, const char *s)
{
	while (*s)
		add(t, *s++);
}

static int run(struct node *node);
static int run_text(const char *text);

static struct word *fields, **fields_end;
static struct text field;
static int has_field, pattern;

static void end_field(void)
{
	if (has_field) {
		fields_end = append(fields_end, copy(field.at ? field.at : "", field.used));
	}
	field.used = 0;
	if (field.at)
		*field.at = 0;
	has_field = 0;
}

/* In fields that may be patterns a backslash stands before each quoted character that is special there. */
static void quoted(int c)
{
	if (pattern && strchr("*?[\\", c))
		add(&field, '\\');
	add(&field, c);
	has_field = 1;
}

static void put_value(const char *s, int in_quotes, int split)
{
	if (in_quotes)
		has_field = 1;
	for (; *s; s++)
		if (in_quotes || !split)
			quoted(*s);
		else if (isspace((unsigned char)*s))
			end_field();
		else {
			if (pattern && *s == '\\')
				add(&field, '\\');
			add(&field, *s);
			has_field = 1;
		}
}

static char *decimal(int n)
{
	static char buffer[8];
	sprintf(buffer, "%d", n);
	return buffer;
}

static const char *parameter(const char *name)
{
	int n;
	if (name[1] == 0)
		switch (*name) {
		case '?':
			return decimal(last_status);
		case '$':
			return decimal(getpid());
		case '!':
			return last_background ? decimal(last_background) : "";
		case '#':
			return decimal(argument_count);
		case '-':
			return "";
		}
	if (isdigit((unsigned char)*name)) {
		n = atoi(name);
		return n == 0 ? script_name : n <= argument_count ? arguments[n - 1] : 0;
	}
	return getenv(name);
}

/* Output of a command substitution, trailing newlines removed. */
static char *substitute(const char *text)
{
	struct text output = { 0, 0, 0 };
	int fds[2], status, n;
	char buffer[128];
	pid_t child;
	if (pipe(fds) < 0)
		fatal("pipe", strerror(errno));
	fflush(stdout);
	child = fork();
	if (child < 0)
		fatal("fork", strerror(errno));
	if (child == 0) {
		close(fds[0]);
		dup2(fds[1], 1);
		if (fds[1] != 1)
			close(fds[1]);
		exit(run_text(text));
	}
	close(fds[1]);
	add(&output, 'x');
	while ((n = read(fds[0], buffer, sizeof buffer)) > 0) {
		int i;
		for (i = 0; i < n; i++)
			add(&output, buffer[i]);
	}
	close(fds[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	last_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	while (output.used > 1 && output.at[output.used - 1] == '\n')
		output.at[--output.used] = 0;
	return output.at + 1;
}

static void expand(const char *s, int in_quotes, int split);

/* "$@" and $*: the arguments, in quotes as fields of their own for @. */
static void all_arguments(int which, int in_quotes, int split)
{
	int i;
	for (i = 0; i < argument_count; i++) {
		if (i) {
			if (which == '@' && in_quotes && split)
				end_field();
			else
				put_value(" ", in_quotes, split);
		}
		put_value(arguments[i], in_quotes, split);
	}
}

static void braces(const char *s, int in_quotes, int split)
{
	char *name;
	const char *value;
	size_t n;
	int colon = 0, length = 0;
	if (*s == '#' && s[1]) {
		length = 1;
		s++;
	}
	for (n = 0; isalnum((unsigned char)s[n]) || s[n] == '_'; n++)
		;
	if (n == 0 && *s)
		n = 1;
	name = copy(s, n);
	s += n;
	value = parameter(name);
	if (length) {
		put_value(decimal(value ? strlen(value) : 0), in_quotes, split);
		return;
	}
	if (*s == ':') {
		colon = 1;
		s++;
	}
	if (*s && (!value || (colon && !*value))) {
		if (*s == '-' || *s == '=') {
			if (*s == '=') {
				struct word *before = fields, **end = fields_end;
				struct text kept = field;
				int had = has_field;
				memset(&field, 0, sizeof field);
				fields = 0;
				fields_end = &fields;
				expand(s + 1, 1, 0);
				setenv(name, field.at ? field.at : "", 1);
				fields = before;
				fields_end = end;
				field = kept;
				has_field = had;
				put_value(getenv(name), in_quotes, split);
			} else
				expand(s + 1, in_quotes, split);
		} else if (*s == '?')
			fatal(name, s[1] ? s + 1 : "parameter not set");
		return;
	}
	if (*s == '+') {
		expand(s + 1, in_quotes, split);
		return;
	}
	put_value(value ? value : "", in_quotes, split);
}

static const char *dollar(const char *s, int in_quotes, int split)
{
	const char *end;
	char *inner;
	size_t n;
	if (s[1] == '(' || s[1] == '{') {
		end = skip_part(s);
		inner = copy(s + 2, end - s - 3);
		if (s[1] == '(')
			put_value(substitute(inner), in_quotes, split);
		else
			braces(inner, in_quotes, split);
		return end;
	}
	if (s[1] == '@' || s[1] == '*') {
		all_arguments(s[1], in_quotes, split);
		return s + 2;
	}
	for (n = 0; isalnum((unsigned char)s[1 + n]) || s[1 + n] == '_'; n++)
		if (n == 0 && isdigit((unsigned char)s[1])) {
			n = 1;
			break;
		}
	if (n == 0 && s[1] && strchr("?$!#-", s[1]))
		n = 1;
	if (n == 0) {
		quoted('$');
		return s + 1;
	}
	put_value((inner = (char *)parameter(copy(s + 1, n))) ? inner : "", in_quotes, split);
	return s + 1 + n;
}

/* Expands the text of a word into the current field and the fields behind it. */
static void expand(const char *s, int in_quotes, int split)
{
	const char *end;
	while (*s)
		switch (*s) {
		case '\'':
			if (in_quotes) {
				quoted(*s++);
				break;
			}
			end = strchr(s + 1, '\'');
			has_field = 1;
			for (s++; s < end; s++)
				quoted(*s);
			s++;
			break;
		case '"':
			if (in_quotes && !split) {
				s++;
				break;
			}
			end = skip_part(s);
			if (strcmp(s, "\"$@\"") != 0)
				has_field = 1;
			{
				char *inner = copy(s + 1, end - s - 2);
				expand(inner, 1, 1);
			}
			s = end;
			break;
		case '\\':
			if (in_quotes && s[1] && !strchr("$`\"\\\n", s[1]))
				quoted('\\');
			else if (s[1])
				s++;
			if (*s != '\n')
				quoted(*s);
			s++;
			break;
		case '$':
			s = dollar(s, in_quotes, split);
			break;
		case '`':
			end = skip_part(s);
			put_value(substitute(copy(s + 1, end - s - 2)), in_quotes, split);
			s = end;
			break;
		default:
			if (in_quotes)
				quoted(*s++);
			else {
				add(&field, *s++);
				has_field = 1;
			}
		}
}

/* One string without splitting: for assignments, redirections, here-documents and case. */
static char *one_string(const char *s, int as_pattern, int in_quotes)
{
	struct word *before = fields, **end = fields_end;
	struct text kept = field;
	int had = has_field, was = pattern;
	char *result;
	memset(&field, 0, sizeof field);
	pattern = as_pattern;
	expand(s, in_quotes, 0);
	result = field.at ? field.at : copy("", 0);
	field = kept;
	fields = before;
	fields_end = end;
	has_field = had;
	pattern = was;
	return result;
}

/* Shell patterns, POSIX 2.13. */
static int matches(const char *p, const char *s)
{
	for (; *p; p++, s++) {
		if (*p == '*') {
			for (;; s++) {
				if (matches(p + 1, s))
					return 1;
				if (!*s)
					return 0;
			}
		}
		if (!*s)
			return 0;
		if (*p == '?')
			continue;
		if (*p == '[' && strchr(p + 2, ']')) {
			int no = p[1] == '!', found = 0;
			p += 1 + no;
			do {
				if (p[1] == '-' && p[2] != ']') {
					found |= *p <= *s && *s <= p[2];
					p += 2;
				} else
					found |= *p == *s;
				p++;
			} while (*p != ']');
			if (found == no)
				return 0;
			continue;
		}
		if (*p == '\\' && p[1])
			p++;
		if (*p != *s)
			return 0;
	}
	return *s == 0;
}

static char *unquote(char *s)
{
	char *from = s, *to = s;
	for (; *from; from++) {
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from;
	}
	*to = 0;
	return s;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Path names of a pattern, in order; the pattern itself where there is none. */
static struct word **glob(struct word **at, char *text)
{
	char *slash = strrchr(text, '/'), *last = slash ? slash + 1 : text, *names[64];
	int n = 0, i, special = 0;
	const char *s;
	DIR *directory;
	struct dirent *entry;
	for (s = last; *s; s++)
		if (*s == '\\' && s[1])
			s++;
		else
			special |= *s == '*' || *s == '?' || *s == '[';
	if (special) {
		char *folder = slash ? unquote(copy(text, slash - text + 1)) : ".";
		directory = opendir(folder);
		while (directory && n < 64 && (entry = readdir(directory)))
			if ((entry->d_name[0] != '.' || *last == '.') && matches(last, entry->d_name)) {
				names[n] = allocate((slash ? strlen(folder) : 0) + strlen(entry->d_name) + 1);
				if (slash)
					strcpy(names[n], folder);
				strcat(names[n++], entry->d_name);
			}
		if (directory)
			closedir(directory);
		qsort(names, n, sizeof *names, by_name);
		for (i = 0; i < n; i++)
			at = append(at, names[i]);
		if (n)
			return at;
	}
	return append(at, unquote(text));
}

static struct word *expand_words(struct word *words)
{
	struct word *result = 0, **at = &result, *w;
	struct word *before = fields, **end = fields_end;
	struct text kept = field;
	int had = has_field, was = pattern;
	memset(&field, 0, sizeof field);
	fields = 0;
	fields_end = &fields;
	has_field = 0;
	pattern = 1;
	for (; words; words = words->next) {
		expand(words->text, 0, 1);
		end_field();
	}
	for (w = fields; w; w = w->next)
		at = glob(at, w->text);
	fields = before;
	fields_end = end;
	field = kept;
	has_field = had;
	pattern = was;
	return result;
}

/* ---- execution ---- */

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int wait_for(pid_t child)
{
	int status;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return status_of(status);
}

static pid_t spawn(void)
{
	pid_t child;
	fflush(stdout);
	child = fork();
	if (child < 0)
		fatal("fork", strerror(errno));
	return child;
}

/* Applies redirections; keeps the old descriptors in `saved` where it is given. Returns 0, or 1 after a message. */
static int redirect(struct redirection *r, int saved[10])
{
	for (; r; r = r->next) {
		char *target = r->kind == 'h' ? one_string(r->target, 0, 1) : one_string(r->target, 0, 0);
		int fd;
		if (saved && saved[r->fd] == -1) {
			saved[r->fd] = fcntl(r->fd, F_DUPFD, 10);
			if (saved[r->fd] >= 0)
				fcntl(saved[r->fd], F_SETFD, FD_CLOEXEC);
			else
				saved[r->fd] = -2;
		}
		switch (r->kind) {
		case '&':
			if (strcmp(target, "-") == 0) {
				close(r->fd);
				continue;
			}
			fd = atoi(target);
			if (fd != r->fd && dup2(fd, r->fd) < 0) {
				fprintf(stderr, "%s: %s: %s\n", script_name, target, strerror(errno));
				return 1;
			}
			continue;
		case 'h': {
			char name[] = "/tmp/shXXXXXX";
			fd = mkstemp(name);
			if (fd >= 0) {
				write(fd, target, strlen(target));
				lseek(fd, 0, SEEK_SET);
				unlink(name);
			}
			break;
		}
		case '<':
			fd = open(target, O_RDONLY);
			break;
		case 'b':
			fd = open(target, O_RDWR | O_CREAT, 0666);
			break;
		case 'a':
			fd = open(target, O_WRONLY | O_CREAT | O_APPEND, 0666);
			break;
		default:
			fd = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0666);
		}
		if (fd < 0) {
			fprintf(stderr, "%s: %s: %s\n", script_name, target, strerror(errno));
			return 1;
		}
		if (fd != r->fd) {
			dup2(fd, r->fd);
			close(fd);
		}
	}
	return 0;
}

static void restore(int saved[10])
{
	int fd;
	fflush(stdout);
	for (fd = 0; fd < 10; fd++)
		if (saved[fd] == -2)
			close(fd);
		else if (saved[fd] >= 0) {
			dup2(saved[fd], fd);
			close(saved[fd]);
		}
}

static int assigns(const char *s)
{
	const char *at = s;
	if (!isalpha((unsigned char)*at) && *at != '_')
		return 0;
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	return *at == '=';
}

static void assign(const char *s)
{
	const char *equals = strchr(s, '=');
	setenv(copy(s, equals - s), one_string(equals + 1, 0, 0), 1);
}

static int builtin_read(char **argv)
{
	char line[256], *at = line;
	int n = 0;
	char c;
	while (n < 255 && read(0, &c, 1) == 1 && c != '\n')
		line[n++] = c;
	line[n] = 0;
	if (n == 0 && c != '\n')
		return 1;
	for (argv++; *argv; argv++) {
		at += strspn(at, " \t");
		if (!argv[1])
			setenv(*argv, at, 1);
		else {
			size_t length = strcspn(at, " \t");
			setenv(*argv, copy(at, length), 1);
			at += length;
		}
	}
	return 0;
}

static char *read_file(const char *path)
{
	struct text text = { 0, 0, 0 };
	char buffer[128];
	int fd = path ? open(path, O_RDONLY) : 0, n, i;
	if (fd < 0)
		return 0;
	add(&text, '\n');
	while ((n = read(fd, buffer, sizeof buffer)) > 0)
		for (i = 0; i < n; i++)
			add(&text, buffer[i]);
	if (path)
		close(fd);
	return text.at;
}

static int builtin_set(char **argv)
{
	if (argv[1] && strcmp(argv[1], "--") == 0)
		argv++;
	else if (!argv[1]) {
		char **at;
		for (at = environ; *at; at++)
			puts(*at);
		return 0;
	}
	arguments = argv + 1;
	for (argument_count = 0; arguments[argument_count]; argument_count++)
		;
	return 0;
}

static int builtin_wait(char **argv)
{
	int status;
	if (argv[1])
		return wait_for(atoi(argv[1]));
	while (wait(&status) >= 0 || errno == EINTR)
		;
	return 0;
}

/* Runs a built-in command; returns -1 where there is none of that name. */
static int builtin(char **argv)
{
	const char *name = argv[0];
	int n = argv[1] ? atoi(argv[1]) : 0, i;
	char *text;
	if (strcmp(name, ":") == 0 || strcmp(name, "true") == 0)
		return 0;
	if (strcmp(name, "false") == 0)
		return 1;
	if (strcmp(name, "cd") == 0) {
		const char *to = argv[1] ? argv[1] : getenv("HOME");
		if (!to || chdir(to) < 0) {
			fprintf(stderr, "cd: %s: %s\n", to ? to : "HOME", strerror(errno));
			return 1;
		}
		return 0;
	}
	if (strcmp(name, "pwd") == 0) {
		char path[256];
		puts(getcwd(path, sizeof path) ? path : "?");
		return 0;
	}
	if (strcmp(name, "exit") == 0)
		exit(argv[1] ? n : last_status);
	if (strcmp(name, "return") == 0) {
		leaving = 1;
		return argv[1] ? n : last_status;
	}
	if (strcmp(name, "break") == 0 || strcmp(name, "continue") == 0) {
		if (n < 1)
			n = 1;
		if (n > loop_depth)
			n = loop_depth;
		if (*name == 'b')
			breaking = n;
		else
			continuing = n;
		return 0;
	}
	if (strcmp(name, "export") == 0) {
		for (i = 1; argv[i]; i++)
			if (strchr(argv[i], '='))
				putenv(argv[i]);
			else if (!getenv(argv[i]))
				setenv(argv[i], "", 1);
		return 0;
	}
	if (strcmp(name, "unset") == 0) {
		for (i = 1; argv[i]; i++)
			unsetenv(argv[i]);
		return 0;
	}
	if (strcmp(name, "shift") == 0) {
		if (!argv[1])
			n = 1;
		if (n > argument_count)
			return 1;
		arguments += n;
		argument_count -= n;
		return 0;
	}
	if (strcmp(name, "umask") == 0) {
		if (argv[1])
			umask(strtol(argv[1], 0, 8));
		else {
			mode_t mask = umask(0);
			umask(mask);
			printf("%04o\n", mask);
		}
		return 0;
	}
	if (strcmp(name, "read") == 0)
		return builtin_read(argv);
	if (strcmp(name, "set") == 0)
		return builtin_set(argv);
	if (strcmp(name, "wait") == 0)
		return builtin_wait(argv);
	if (strcmp(name, ".") == 0) {
		text = argv[1] ? read_file(argv[1]) : 0;
		if (!text) {
			fprintf(stderr, "%s: .: %s: %s\n", script_name, argv[1] ? argv[1] : "", strerror(errno));
			return 1;
		}
		return run_text(text);
	}
	if (strcmp(name, "eval") == 0) {
		struct text all = { 0, 0, 0 };
		for (i = 1; argv[i]; i++) {
			add_all(&all, argv[i]);
			add(&all, ' ');
		}
		return all.at ? run_text(all.at) : 0;
	}
	return -1;
}

static void execute(char **argv)
{
	fflush(stdout);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s: %s\n", script_name, argv[0], errno == ENOENT ? "not found" : strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

static int run_simple(struct node *node)
{
	struct word *words = node->words, *w, *first;
	int n = 0, status, saved[10], i;
	char **argv;
	pid_t child;
	for (; words && assigns(words->text); words = words->next)
		;
	first = node->words;
	last_status = words ? last_status : 0;
	w = expand_words(words);
	if (!w) {
		for (i = 0; i < 10; i++)
			saved[i] = -1;
		for (; first != words; first = first->next)
			assign(first->text);
		status = redirect(node->redirections, saved) ? 1 : last_status;
		restore(saved);
		return status;
	}
	for (words = w; words; words = words->next)
		n++;
	argv = allocate((n + 1) * sizeof *argv);
	for (n = 0, words = w; words; words = words->next)
		argv[n++] = words->text;
	if (strcmp(argv[0], "exec") == 0) {
		if (redirect(node->redirections, 0))
			return 1;
		if (argv[1])
			execute(argv + 1);
		return 0;
	}
	for (i = 0; i < 10; i++)
		saved[i] = -1;
	for (i = 0; i < 15; i++) {
		static const char names[15][9] = { ":", "true", "false", "cd", "pwd", "exit", "return", "break",
			                           "continue", "export", "unset", "shift", "umask", "read", "set" };
		if (strcmp(argv[0], names[i]) == 0)
			break;
	}
	if (i < 15 || strcmp(argv[0], "wait") == 0 || strcmp(argv[0], ".") == 0 || strcmp(argv[0], "eval") == 0) {
		for (; first && assigns(first->text); first = first->next)
			assign(first->text);
		status = redirect(node->redirections, saved) ? 1 : builtin(argv);
		restore(saved);
		return status;
	}
	child = spawn();
	if (child == 0) {
		for (; first && assigns(first->text); first = first->next)
			assign(first->text);
		if (redirect(node->redirections, 0))
			_exit(1);
		execute(argv);
	}
	return wait_for(child);
}

static int run_pipe(struct node *node)
{
	int fds[2], status;
	pid_t left, right;
	if (pipe(fds) < 0)
		fatal("pipe", strerror(errno));
	left = spawn();
	if (left == 0) {
		close(fds[0]);
		dup2(fds[1], 1);
		if (fds[1] != 1)
			close(fds[1]);
		exit(run(node->left));
	}
	right = spawn();
	if (right == 0) {
		close(fds[1]);
		dup2(fds[0], 0);
		if (fds[0] != 0)
			close(fds[0]);
		exit(run(node->right));
	}
	close(fds[0]);
	close(fds[1]);
	status = wait_for(right);
	wait_for(left);
	return status;
}

/* After the body of a loop: whether the loop ends. */
static int loop_ends(void)
{
	if (breaking) {
		breaking--;
		return 1;
	}
	if (continuing && --continuing)
		return 1;
	return leaving;
}

static int run_for(struct node *node)
{
	struct word *w;
	int status = 0;
	loop_depth++;
	for (w = expand_words(node->words); w; w = w->next) {
		setenv(node->name, w->text, 1);
		status = run(node->left);
		if (loop_ends())
			break;
	}
	loop_depth--;
	return status;
}

static int run_case(struct node *node)
{
	char *text = one_string(node->words->text, 0, 0);
	struct node *arm;
	struct word *w;
	for (arm = node->left; arm; arm = arm->right)
		for (w = arm->words; w; w = w->next)
			if (matches(one_string(w->text, 1, 0), text))
				return arm->left ? run(arm->left) : 0;
	return 0;
}

static int run_kind(struct node *node)
{
	int status = 0;
	pid_t child;
	switch (node->kind) {
	case SIMPLE:
		return run_simple(node);
	case PIPE:
		return run_pipe(node);
	case AND:
		status = run(node->left);
		return status == 0 ? run(node->right) : status;
	case OR:
		status = run(node->left);
		return status ? run(node->right) : status;
	case NOT:
		return !run(node->left);
	case SEQUENCE:
		status = run(node->left);
		return breaking || continuing || leaving ? status : run(node->right);
	case BACKGROUND:
		child = spawn();
		if (child == 0) {
			int fd = open("/dev/null", O_RDONLY);
			if (fd > 0) {
				dup2(fd, 0);
				close(fd);
			}
			exit(run(node->left));
		}
		last_background = child;
		return 0;
	case SUBSHELL:
		child = spawn();
		if (child == 0)
			exit(run(node->left));
		return wait_for(child);
	case GROUP:
		return run(node->left);
	case IF:
		if (run(node->left) == 0)
			return run(node->right);
		return node->other ? run(node->other) : 0;
	case WHILE:
	case UNTIL:
		loop_depth++;
		while ((run(node->left) == 0) == (node->kind == WHILE) && !leaving) {
			status = run(node->right);
			if (loop_ends())
				break;
		}
		loop_depth--;
		return status;
	case FOR:
		return run_for(node);
	default:
		return run_case(node);
	}
}

static int run(struct node *node)
{
	int saved[10], i;
	if (!node)
		return 0;
	if (node->kind == SIMPLE || !node->redirections)
		return last_status = run_kind(node);
	for (i = 0; i < 10; i++)
		saved[i] = -1;
	last_status = redirect(node->redirections, saved) ? 1 : run_kind(node);
	restore(saved);
	return last_status;
}

/* Parses and runs one complete command after the other, so that what comes first happens first. */
static int run_text(const char *text)
{
	const char *outer = source;
	char *outer_token = token;
	int outer_kind = kind;
	last_status = 0;
	source = text;
	next_token();
	for (;;) {
		struct node *node;
		newlines();
		if (kind == 0 || leaving)
			break;
		if (ends_list())
			fatal("syntax error near", kind == 'w' ? token : ")");
		node = and_or();
		if (kind == '&')
			node = make(BACKGROUND, node, 0);
		if (kind != 0 && kind != ';' && kind != '&' && kind != '\n')
			fatal("syntax error near", kind == 'w' ? token : source);
		run(node);
		if (kind)
			next_token();
	}
	leaving = 0;
	source = outer;
	token = outer_token;
	kind = outer_kind;
	return last_status;
}

static void prompt_loop(void)
{
	char line[256];
	for (;;) {
		fputs(getuid() ? "$ " : "# ", stderr);
		if (!fgets(line, sizeof line, stdin))
			break;
		run_text(line);
	}
}

int main(int argc, char **argv)
{
	char *text;
	if (!getenv("PATH"))
		setenv("PATH", "/bin:/usr/bin", 1);
	if (argc > 1 && strcmp(argv[1], "-c") == 0) {
		if (argc < 3)
			fatal("-c needs a command", 0);
		if (argc > 3)
			script_name = argv[3];
		arguments = argv + (argc > 3 ? 4 : 3);
		argument_count = argc > 4 ? argc - 4 : 0;
		exit(run_text(argv[2]));
	}
	if (argc > 1) {
		script_name = argv[1];
		arguments = argv + 2;
		argument_count = argc - 2;
		text = read_file(argv[1]);
		if (!text)
			fatal(argv[1], strerror(errno));
		exit(run_text(text));
	}
	if (isatty(0)) {
		prompt_loop();
		exit(last_status);
	}
	exit(run_text(read_file(0)));
}
