/**
 * The comments of a C text, found without a tree: suppression comments must work in code that does not parse, and in
 * branches that the preprocessor view leaves out. Follows C11 5.1.1.2 and 6.4.9: line splices, string and character
 * literals. Trigraphs are not read.
 */
import type { TextRange } from '../text/range.ts';

/** A comment with its delimiters in `range` and the text between them in `body`. */
export interface Comment {
  readonly range: TextRange;
  readonly body: string;
}

// Literals end at the line's end where they are not closed, as they do while someone types.
const TOKEN =
  /\/\*([\s\S]*?)(?:\*\/|$(?![\s\S]))|\/\/((?:\\\r?\n|[^\r\n])*)|"(?:\\\r?\n|\\[^\r\n]|[^"\\\r\n])*"?|'(?:\\\r?\n|\\[^\r\n]|[^'\\\r\n])*'?/g;

/** All comments of the text, in order. */
export const commentsOf = (text: string): readonly Comment[] => {
  const comments: Comment[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const body = match[1] ?? match[2];
    if (body !== undefined) comments.push({ range: { start: match.index, end: match.index + match[0].length }, body });
  }
  return comments;
};
