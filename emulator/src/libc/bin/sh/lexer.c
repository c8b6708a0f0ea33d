/* sh: the text of commands as tokens. Quotes and substitutions stay in the words; expand.c takes them apart. */
#include "sh.h"
#include <ctype.h>
#include <string.h>

struct lexer lexer;

/* Moves over a quoted part or a substitution that starts at s; returns what is behind it. */
const char *skip_part(const char *s)
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

/* < > >> << <> <& >& >| and the number before it. */
static void redirection_operator(void)
{
	const char *s = lexer.source;
	int n = s[1] == '&' || s[1] == *s || (*s == '<' && s[1] == '>') || (*s == '>' && s[1] == '|') ? 2 : 1;
	memcpy(lexer.operator, s, n);
	lexer.operator[n] = 0;
	lexer.source += n;
	lexer.kind = REDIRECTION;
}

/* Newline ; & | ( ) and the doubled ones. */
static void control_operator(void)
{
	int c = *lexer.source++, doubled = c == '&' ? AND_IF : c == '|' ? OR_IF : c == ';' ? DOUBLE_SEMICOLON : 0;
	lexer.kind = c;
	if (doubled && *lexer.source == c) {
		lexer.source++;
		lexer.kind = doubled;
	}
}

/* Reads the next token into `lexer`. */
void next_token(void)
{
	const char *s = lexer.source;
	lexer.number = -1;
	while (*s == ' ' || *s == '\t' || (*s == '\\' && s[1] == '\n'))
		s += *s == '\\' ? 2 : 1;
	if (*s == '#')
		s += strcspn(s, "\n");
	if (isdigit((unsigned char)*s) && (s[1] == '<' || s[1] == '>'))
		lexer.number = *s++ - '0';
	lexer.source = s;
	if (!*s)
		lexer.kind = 0;
	else if (*s == '<' || *s == '>')
		redirection_operator();
	else if (strchr("\n;&|()", *s))
		control_operator();
	else {
		while (*s && !strchr(" \t\n;&|()<>", *s))
			s = skip_part(s);
		lexer.word = copy(lexer.source, s - lexer.source);
		lexer.source = s;
		lexer.kind = WORD;
	}
}

/* Takes the quotes out of a word that is not expanded; returns whether there were some. */
int remove_quotes(char *s)
{
	char *to = s;
	int found = 0;
	for (; *s; s++)
		if (strchr("'\"\\", *s))
			found = 1;
		else
			*to++ = *s;
	*to = 0;
	return found;
}

/* The text of a here-document: the lines behind the current one up to the delimiter; they are cut out of the source. */
char *here_document(const char *delimiter)
{
	const char *line = strchr(lexer.source, '\n'), *end;
	char *text, *rest;
	size_t n = strlen(delimiter), before;
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
	before = line - lexer.source;
	rest = allocate(before + strlen(end) + 1);
	memcpy(rest, lexer.source, before);
	strcpy(rest + before, end);
	lexer.source = rest;
	return text;
}
