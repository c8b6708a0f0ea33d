/**
 * Expectations written into C sources under test, as comments below the line they speak of (after rust-analyzer's):
 *
 *     exit(1);
 *   //^^^^ exit-in-child: runs the atexit functions
 *   //   | and flushes
 *
 * The carets mark columns of the last line that holds no annotation. Behind them stands `rule`, `rule[severity]` or
 * `rule: text of the message`; a `//  | ` line goes on with the message. `/*^*\/` in the first column serves targets that
 * start in columns 0 and 1, where `//` would be in the way. `$0` marks a cursor, `$0…$0` a selection, and a line
 * `//- name.c` starts another file of the same fixture.
 */
import type { TextRange } from '../text/range.ts';

/** One expected finding. `line` counts from 0; `message` is a part of the expected message. */
export interface Annotation {
  readonly line: number;
  readonly range: TextRange;
  readonly rule: string;
  readonly severity?: string;
  readonly message?: string;
}

/** A file of a fixture; `path` as written after `//- `, or the default. */
export interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

const CARETS = /^(\s*)(\/\/[ \t]*|\/\*)(\^+)(?:\*\/)?[ \t]+([a-z][\w-]*)(?:\[(\w+)\])?(?::[ \t]*(.*?))?[ \t]*\r?$/;
const CONTINUATION = /^\s*\/\/\s+\|[ \t]?(.*?)[ \t]*\r?$/;

/** The annotations of a text, in order. Throws where a comment with carets cannot be read, since it would check nothing. */
export const annotationsOf = (text: string): readonly Annotation[] => {
  const found: Annotation[] = [];
  let offset = 0;
  let target = { line: 0, start: 0, length: 0 };
  for (const [line, content] of text.split('\n').entries()) {
    const carets = CARETS.exec(content);
    const continuation = CONTINUATION.exec(content);
    const last = found.at(-1);
    if (carets !== null) found.push(annotation(carets, target));
    else if (/^\s*\/[/*]\s*\^/.test(content)) throw new Error(`line ${line + 1}: not an annotation: ${content.trim()}`);
    else if (continuation !== null && last !== undefined)
      found[found.length - 1] = { ...last, message: [last.message, continuation[1]].filter(Boolean).join(' ') };
    else target = { line, start: offset, length: content.replace(/\r$/, '').length };
    offset += content.length + 1;
  }
  return found;
};

const annotation = (match: RegExpExecArray, target: { line: number; start: number; length: number }): Annotation => {
  const [, indent = '', opener = '', carets = '', rule = '', severity, message] = match;
  // A block comment's carets speak of the columns that its opener covers as well.
  const column = opener === '/*' ? indent.length : indent.length + opener.length;
  const end = opener === '/*' ? indent.length + 2 + carets.length : column + carets.length;
  if (target.length < end) throw new Error(`line ${target.line + 1}: carets for '${rule}' reach behind the line`);
  return {
    line: target.line,
    range: { start: target.start + column, end: target.start + end },
    rule,
    ...(severity === undefined ? {} : { severity }),
    ...(message === undefined ? {} : { message }),
  };
};

/** Splits a fixture at its `//- path` lines; text before the first goes to `name`. */
export const filesOf = (text: string, name = 'main.c'): readonly FixtureFile[] => {
  const parts = text.split(/^\/\/- (\S+)[ \t]*\n/m);
  const files = parts[0]?.trim() === '' && parts.length > 1 ? [] : [{ path: name, text: parts[0] ?? '' }];
  for (let i = 1; i < parts.length; i += 2) files.push({ path: parts[i] ?? name, text: parts[i + 1] ?? '' });
  return files;
};

/** Takes the `$0` marks out: the text, and the cursor (empty range) or selection they stood for. */
export const cursorOf = (marked: string): { readonly text: string; readonly range: TextRange } => {
  const [before = '', ...rest] = marked.split('$0');
  if (rest.length === 0 || rest.length > 2) throw new Error(`one or two $0 expected, not ${rest.length}`);
  const start = before.length;
  return {
    text: before + rest.join(''),
    range: { start, end: start + (rest.length === 2 ? (rest[0] ?? '').length : 0) },
  };
};
