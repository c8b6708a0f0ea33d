/** The result of a run as text: what `gcc -E` writes, with line markers, or without them as `gcc -E -P`. */
import { needsSpace } from './lexer.ts';
import { presumed } from './queries.ts';
import type { SourceFile, Token } from './source.ts';
import type { Preprocessed } from './state.ts';

/** A gap of up to so many lines is written as line ends, a wider one as a line marker (as gcc has it). */
const NEAR = 8;

/** The text; `markers` asks for `# line "file"` lines. Pragmas stand on lines of their own. */
export const print = (run: Preprocessed, markers: boolean): string => {
  const parts: string[] = [];
  let file: SourceFile | undefined;
  let line = 0;
  let fresh = true;
  let before = '';
  const newLine = (): void => {
    if (!fresh) parts.push('\n');
    if (!fresh) line++;
    fresh = true;
    before = '';
  };
  const goTo = (to: SourceFile, wanted: number, flag: string): void => {
    if (to === file && wanted === line && flag === '') return;
    newLine();
    const near = flag === '' && to === file && wanted >= line && wanted - line <= NEAR;
    file = to;
    if (!markers) return;
    if (near) parts.push('\n'.repeat(wanted - line));
    else {
      const place = presumed(run, to, wanted);
      parts.push(`# ${place.line + 1} "${place.name.replace(/["\\]/g, '\\$&')}"${flag}\n`);
    }
    line = wanted;
  };
  let passage = 0;
  let pragma = 0;
  const pass = (index: number): void => {
    for (;;) {
      const mark = run.passages[passage];
      const note = run.pragmas[pragma];
      if (mark !== undefined && mark.at <= index && (note === undefined || mark.at <= note.at)) {
        goTo(mark.file, mark.line, mark.kind === 'enter' ? ' 1' : ' 2');
        passage++;
      } else if (note !== undefined && note.at <= index) {
        const root = rootOf(note.directive);
        newLine();
        goTo(root.file, root.file.positionAt(root.start).line, '');
        parts.push(`#${note.text}`);
        fresh = false;
        newLine();
        pragma++;
      } else return;
    }
  };
  if (markers) goTo(run.file, 0, '');
  for (const [i, token] of run.tokens.entries()) {
    pass(i);
    const root = rootOf(token);
    const wanted = root.file.positionAt(root.start).line;
    if (token.bol || fresh || root.file !== file) {
      newLine();
      goTo(root.file, wanted, '');
    } else if (token.space || needsSpace(before, token.text)) parts.push(' ');
    if (fresh && token.bol && markers) parts.push(' '.repeat(Math.max(0, root.file.positionAt(root.start).column)));
    parts.push(token.text);
    fresh = false;
    before = token.text;
  }
  pass(run.tokens.length);
  newLine();
  return parts.join('');
};

/** The token that stands in a file itself and that this one came from: the use of the outermost macro. */
const rootOf = (token: Token): Token => {
  let at = token;
  while (at.from !== undefined) at = at.from.use;
  return at;
};
