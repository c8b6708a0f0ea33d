/** Text edits: replacements of ranges, as fixes and editors make them. Knows nothing of files or versions. */
import type { TextRange } from './range.ts';

/** Replaces the text from `start` to `end` (UTF-16 offsets into the text before any edit) by `text`. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/**
 * Applies edits that all refer to the same original text. Of two that overlap the later one in the list is left out;
 * insertions at one place keep the order of the list.
 */
export const applyEdits = (text: string, edits: readonly TextEdit[]): string => {
  const ordered = edits.map((edit, index) => ({ edit, index }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { edit } of ordered) {
    if (edit.start < done) continue;
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
};
