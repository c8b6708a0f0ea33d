/**
 * Text with roles and links, as the story of a run is made of: a terminal colours it, an editor shows it plain and makes the links
 * work. Knows neither of them.
 */

/** How a piece of text is meant. */
export type Role = 'title' | 'bad' | 'good' | 'unsure' | 'dim';

/** A piece of a line; `line` is the line of the user's file that it speaks of, counted from 1. */
export interface Span {
  readonly text: string;
  readonly role?: Role;
  readonly line?: number;
}

export type StoryLine = readonly Span[];

/** A link in the text of a story, by offsets. */
export interface StoryLink {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Plain text of which each `line N` is a link. */
export const linked = (text: string, role?: Role): readonly Span[] => {
  const spans: Span[] = [];
  const add = (part: string, line?: number): void => {
    if (part !== '')
      spans.push({ text: part, ...(role === undefined ? {} : { role }), ...(line === undefined ? {} : { line }) });
  };
  let at = 0;
  for (const match of text.matchAll(/\bline (\d+)\b/g)) {
    add(text.slice(at, match.index));
    add(match[0], Number(match[1]));
    at = match.index + match[0].length;
  }
  add(text.slice(at));
  return spans;
};

/** The lines as one text. */
export const storyText = (lines: readonly StoryLine[]): string =>
  lines
    .map(
      (line) =>
        `${line
          .map(({ text }) => text)
          .join('')
          .trimEnd()}\n`,
    )
    .join('');

/** The links of that text, in order. */
export const storyLinks = (lines: readonly StoryLine[]): readonly StoryLink[] => {
  const links: StoryLink[] = [];
  let row = 0;
  for (const spans of lines) {
    let at = row;
    for (const { text, line } of spans) {
      if (line !== undefined) links.push({ start: at, end: at + text.length, line });
      at += text.length;
    }
    row +=
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd().length + 1;
  }
  return links;
};
