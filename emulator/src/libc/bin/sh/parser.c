/* sh: the grammar of the shell (POSIX 2.10), by recursive descent: tokens to trees. */
#include "sh.h"
#include <string.h>

static struct node *list(void);
static struct node *command(void);

static struct node *make(enum kind kind, struct node *left, struct node *right)
{
	struct node *node = allocate(sizeof *node);
	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

static int reserved(const char *word)
{
	return lexer.kind == WORD && strcmp(lexer.word, word) == 0;
}

static void expect(const char *word)
{
	if (!reserved(word))
		fatal("syntax error, expected", word);
	next_token();
}

static void newlines(void)
{
	while (lexer.kind == '\n')
		next_token();
}

static int ends_list(void)
{
	static const char *const words[] = { "then", "else", "elif", "fi", "do", "done", "}", "esac", 0 };
	int i;
	if (lexer.kind == 0 || lexer.kind == ')' || lexer.kind == DOUBLE_SEMICOLON)
		return 1;
	for (i = 0; words[i]; i++)
		if (reserved(words[i]))
			return 1;
	return 0;
}

/* How a redirection is written, as the kind that `struct redirection` has. */
static int redirection_kind(const char *operator)
{
	switch (operator[1]) {
	case '&':
		return '&';
	case '>':
		return operator[0] == '<' ? 'b' : 'a';
	case '<':
		return 'h';
	default:
		return operator[0];
	}
}

static void redirection(struct node *node)
{
	struct redirection *r = allocate(sizeof *r), **at = &node->redirections;
	r->fd = lexer.number >= 0 ? lexer.number : lexer.operator[0] == '<' ? 0 : 1;
	r->kind = redirection_kind(lexer.operator);
	next_token();
	if (lexer.kind != WORD)
		fatal("syntax error, expected a file name", 0);
	r->target = lexer.word;
	if (r->kind == 'h') {
		if (remove_quotes(lexer.word))
			r->kind = 'l';
		r->target = here_document(lexer.word);
	}
	next_token();
	while (*at)
		at = &(*at)->next;
	*at = r;
}

/* What is behind `if` or `elif`. */
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
	node->name = lexer.word;
	next_token();
	newlines();
	if (reserved("in")) {
		for (next_token(); lexer.kind == WORD; next_token())
			at = append(at, lexer.word);
	} else
		append(at, copy("\"$@\"", 4));
	if (lexer.kind == ';')
		next_token();
	newlines();
	expect("do");
	node->left = list();
	expect("done");
	return node;
}

/* One arm of `case`: its patterns, and what runs. */
static struct node *case_arm(void)
{
	struct node *arm = make(CASE, 0, 0);
	struct word **at = &arm->words;
	if (lexer.kind == '(')
		next_token();
	for (;;) {
		if (lexer.kind != WORD)
			fatal("syntax error in case", 0);
		at = append(at, lexer.word);
		next_token();
		if (lexer.kind != '|')
			break;
		next_token();
	}
	if (lexer.kind != ')')
		fatal("syntax error in case, expected )", 0);
	next_token();
	arm->left = list();
	if (lexer.kind == DOUBLE_SEMICOLON)
		next_token();
	newlines();
	return arm;
}

static struct node *case_rest(void)
{
	struct node *node = make(CASE, 0, 0), **arm = &node->left;
	append(&node->words, lexer.word);
	next_token();
	newlines();
	expect("in");
	newlines();
	for (; !reserved("esac"); arm = &(*arm)->right)
		*arm = case_arm();
	next_token();
	return node;
}

static struct node *simple(void)
{
	struct node *node = make(SIMPLE, 0, 0);
	struct word **at = &node->words;
	while (lexer.kind == WORD || lexer.kind == REDIRECTION)
		if (lexer.kind == REDIRECTION)
			redirection(node);
		else {
			at = append(at, lexer.word);
			next_token();
		}
	if (!node->words && !node->redirections)
		fatal("syntax error near", lexer.kind ? lexer.source : "end");
	return node;
}

static struct node *command(void)
{
	struct node *node;
	if (lexer.kind == '(') {
		next_token();
		node = make(SUBSHELL, list(), 0);
		if (lexer.kind != ')')
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
		enum kind kind = *lexer.word == 'w' ? WHILE : UNTIL;
		next_token();
		node = make(kind, list(), 0);
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
	while (lexer.kind == REDIRECTION)
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
	if (lexer.kind != '|')
		return node;
	next_token();
	newlines();
	return make(PIPE, node, pipeline());
}

/* Pipelines joined by && and ||; with & behind them they run in the background. */
static struct node *and_or(void)
{
	struct node *node = pipeline();
	while (lexer.kind == AND_IF || lexer.kind == OR_IF) {
		enum kind kind = lexer.kind == AND_IF ? AND : OR;
		next_token();
		newlines();
		node = make(kind, node, pipeline());
	}
	return lexer.kind == '&' ? make(BACKGROUND, node, 0) : node;
}

static int separates(void)
{
	return lexer.kind == ';' || lexer.kind == '&' || lexer.kind == '\n';
}

static struct node *list(void)
{
	struct node *node = 0, *one;
	newlines();
	while (!ends_list()) {
		one = and_or();
		node = node ? make(SEQUENCE, node, one) : one;
		if (!separates())
			break;
		next_token();
		newlines();
	}
	return node;
}

/* The next command of a text, up to what separates it from the one behind it; 0 at the end. */
struct node *complete_command(void)
{
	struct node *node;
	newlines();
	if (lexer.kind == 0)
		return 0;
	if (ends_list())
		fatal("syntax error near", lexer.kind == WORD ? lexer.word : ")");
	node = and_or();
	if (lexer.kind != 0 && !separates())
		fatal("syntax error near", lexer.kind == WORD ? lexer.word : lexer.source);
	return node;
}
