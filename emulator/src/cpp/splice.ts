/**
 * Translation phases 1 and 2 (C99 5.1.1.2): trigraphs, on request, and line splices, with the way back from an offset in
 * the cleaned text to one in the file. As gcc does, white space between the backslash and the line end is let pass.
 */

/** From cleaned offset `at` on, an offset in the file is the cleaned one plus `shift`. */
interface Mark {
  readonly at: number;
  readonly shift: number;
  readonly trigraph: boolean;
}

export interface CleanText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const TRIGRAPHS: Readonly<Record<string, string>> = {
  '=': '#',
  '(': '[',
  ')': ']',
  '<': '{',
  '>': '}',
  '/': '\\',
  "'": '^',
  '!': '|',
  '-': '~',
};
const SPLICE = /\\[ \t\v\f]*(?:\r\n|\n|\r)/y;
const TRIGRAPH_SPLICE = /\?\?\/[ \t\v\f]*(?:\r\n|\n|\r)/y;
const ANY_SPLICE = /\\[ \t\v\f]*[\r\n]/;
const ANY_TRIGRAPH = /\?\?[=()<>/'!-]/;

/** The text with splices and, if asked for, trigraphs replaced. The same string comes back where there is nothing to do. */
export const cleanText = (source: string, trigraphs: boolean): CleanText => {
  const withTrigraphs = trigraphs && ANY_TRIGRAPH.test(source);
  if (!withTrigraphs && !ANY_SPLICE.test(source)) return { text: source, marks: [] };
  const marks: Mark[] = [];
  const parts: string[] = [];
  let length = 0;
  let kept = 0;
  const cut = (from: number, to: number, by: string): void => {
    parts.push(source.slice(kept, from), by);
    length += from - kept + by.length;
    kept = to;
    marks.push({ at: length, shift: to - length, trigraph: by !== '' });
  };
  for (let i = 0; i < source.length; ) {
    const unit = source.charCodeAt(i);
    if (unit === 92) {
      SPLICE.lastIndex = i;
      if (SPLICE.test(source)) cut(i, SPLICE.lastIndex, '');
      i = Math.max(i + 1, kept);
    } else if (withTrigraphs && unit === 63 && source.charCodeAt(i + 1) === 63) {
      TRIGRAPH_SPLICE.lastIndex = i;
      const by = TRIGRAPHS[source[i + 2] ?? ''];
      if (TRIGRAPH_SPLICE.test(source)) cut(i, TRIGRAPH_SPLICE.lastIndex, '');
      else if (by !== undefined) cut(i, i + 3, by);
      i = Math.max(i + 1, kept);
    } else i++;
  }
  parts.push(source.slice(kept));
  return { text: parts.join(''), marks };
};

/** Maps cleaned offsets to offsets in the file. Offsets must not go back from call to call. */
export class SourceMap {
  readonly #marks: readonly Mark[];
  #next = 0;
  #shift = 0;

  constructor(marks: readonly Mark[]) {
    this.#marks = marks;
  }

  /** Where the character at `offset` stands in the file. */
  start(offset: number): number {
    while (this.#next < this.#marks.length && this.#marks[this.#next]!.at <= offset) {
      this.#shift = this.#marks[this.#next]!.shift;
      this.#next++;
    }
    return offset + this.#shift;
  }

  /** Where the token that ends before `offset` (not zero) ends in the file: behind its last character. */
  end(offset: number): number {
    const last = this.start(offset - 1);
    const mark = this.#marks[this.#next];
    return mark?.trigraph && mark.at === offset ? last + 3 : last + 1;
  }
}
