/*
 * What the parts of sh share, a section for each part. sh is enough of POSIX 2 for system(3), popen(3) and scripts: lists with
 * ; & && || and !, pipelines, ( ) and { }, if, while, until, for, case; words with quotes, parameters, ${name:-word} and its
 * like, $(command) and `command`, field splitting, * ? [ ] in the last part of a path; redirections < > >> <> N>&M and
 * here-documents; built-in commands. No functions, arithmetic, aliases or job control.
 */
#ifndef SH_H
#define SH_H
#include <stddef.h>
#include <sys/types.h>

/* ---- main.c: the state of the shell ---- */

struct shell {
	const char *name; /* $0 */
	char **arguments; /* $1 and those behind it */
	int argument_count;
	int status; /* $? */
	pid_t background; /* $!, 0 for none */
	int loop_depth;
	int breaking, continuing; /* how many loops are still to be left, to be left or gone on with */
	int leaving;              /* `return` was run */
};
extern struct shell shell;

/* ---- memory.c: memory that is never given back, texts that grow, the end of the shell ---- */

struct text {
	char *at; /* 0 while nothing was added */
	unsigned int used, size;
};

struct word {
	struct word *next;
	char *text; /* with its quotes */
};

void fatal(const char *what, const char *why);
void *allocate(size_t size);
char *copy(const char *s, size_t n);
void add(struct text *text, int c);
void add_file(struct text *text, int fd);
struct word **append(struct word **at, char *text);

/* ---- lexer.c: tokens ---- */

/* The kind of a token is the character itself for operators of one character, 0 at the end, or one of these. */
enum { WORD = 'w', REDIRECTION = 'r', AND_IF = 'A', OR_IF = 'O', DOUBLE_SEMICOLON = 'D' };

struct lexer {
	const char *source; /* what is behind the current token, NUL at its end */
	int kind;           /* of the current token */
	char *word;         /* text of the last WORD */
	int number;         /* of a REDIRECTION the number before it, -1 for none */
	char operator[4];   /* of a REDIRECTION: how it is written */
};
extern struct lexer lexer;

const char *skip_part(const char *s);
void next_token(void);
int remove_quotes(char *s);
char *here_document(const char *delimiter);

/* ---- parser.c: commands as trees ---- */

enum kind { SIMPLE, PIPE, AND, OR, NOT, SEQUENCE, BACKGROUND, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE };

struct redirection {
	struct redirection *next;
	int fd, kind; /* '<' '>' 'a'ppend 'b'oth '&' 'h'ere; 'l'iteral: here, with nothing expanded */
	char *target;
};

struct node {
	enum kind kind;
	struct node *left, *right, *other;
	struct word *words; /* SIMPLE: assignments and words; FOR: values; CASE: the word, or the patterns of an arm */
	char *name;         /* FOR: the variable */
	struct redirection *redirections;
};

struct node *complete_command(void);

/* ---- expand.c: words to fields ---- */

/* Where a text stands: in none, in double ones, in a here-document, where quotes mean themselves. */
enum quotes { BARE, DOUBLE, DOCUMENT };

struct word *expand_words(struct word *words);
char *one_string(const char *s, int as_pattern, enum quotes quotes);

/* ---- pattern.c: patterns and the paths that they fit ---- */

int matches(const char *pattern, const char *s);
struct word **glob(struct word **at, char *pattern);

/* ---- redirect.c: descriptors of a command ---- */

#define DESCRIPTORS 10

struct descriptors {
	int old[DESCRIPTORS];
};

void keep(struct descriptors *saved);
int redirect(const struct redirection *list, struct descriptors *saved);
void restore(const struct descriptors *saved);
void move(int from, int to);

/* ---- builtin.c: commands that the shell runs by itself ---- */

typedef int (*builtin)(char **argv);

builtin builtin_of(const char *name);

/* ---- process.c: children ---- */

pid_t make_child(void);
int wait_for(pid_t child);
void execute(char **argv);

/* ---- run.c: execution of trees ---- */

int run_text(const char *text);
char *text_of(const char *path);
#endif
