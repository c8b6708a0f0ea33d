/**
 * The text of the quick fix that silences a finding: a comment above its line, or an id more in the comment that stands
 * there. Right inside macros of several lines, where only a block comment before the splice keeps the definition whole.
 */
import type { TextEdit } from '../text/edit.ts';

/** Edits that silence `rule` for the line on which `offset` lies. */
export const suppressLine = (text: string, offset: number, rule: string): readonly TextEdit[] => {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const aboveStart = lineStart === 0 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
  const above = text.slice(aboveStart, lineStart);
  const break_ = above.endsWith('\r\n') || (lineStart === 0 && /^[^\n]*\r\n/.test(text)) ? '\r\n' : '\n';
  const existing = /vfork-lint-disable-next-line[ \t]+[\w-]+(?:[ \t]*,?[ \t]*(?!--)[\w-]+)*/.exec(above);
  if (existing !== null) {
    const end = aboveStart + existing.index + existing[0].length;
    return [{ start: end, end, text: `, ${rule}` }];
  }
  const spliced = /\\\r?\n$/.test(above);
  const comment = spliced ? `/* vfork-lint-disable-next-line ${rule} */ \\` : `// vfork-lint-disable-next-line ${rule}`;
  return [{ start: lineStart, end: lineStart, text: `${indent}${comment}${break_}` }];
};

/** Edits that silence `rule` in the whole file: a comment at its top. */
export const suppressFile = (text: string, rule: string): readonly TextEdit[] => [
  { start: 0, end: 0, text: `/* vfork-lint-disable-file ${rule} */${/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n'}` },
];
