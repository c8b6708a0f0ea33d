/**
 * Ranges of text as half-open intervals of UTF-16 offsets: the one coordinate of the analysis. Lines and columns exist
 * only at the rim (see line-index.ts).
 */

/** `start` is the first offset inside, `end` the first one behind; both in UTF-16 units from the start of the file. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether the two ranges share a character, or touch where one of them is empty. */
export const overlaps = (a: TextRange, b: TextRange): boolean =>
  a.start === a.end || b.start === b.end ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;

/** Whether `inner` lies within `outer`. */
export const covers = (outer: TextRange, inner: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
