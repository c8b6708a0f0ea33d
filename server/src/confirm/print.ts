/** Tokens of a slice as C text whose lines the compiler counts as those of the files they came from (C99 6.10.4). */
import { needsSpace, originOf, type Token } from '@vfork-lint/emulator/cpp';
import type { Declaration } from './declarations.ts';

/** The text of declarations; `#line` directives say where each line stands in the user's files. */
export const printDeclarations = (declarations: readonly Declaration[]): string => {
  let out = '';
  let path: string | undefined;
  let line = -1;
  let last: Token | undefined;
  for (const { tokens } of declarations) {
    last = undefined;
    for (const token of tokens) {
      const { file, start } = originOf(token);
      const at = file.positionAt(start).line;
      if (file.path !== path || at < line || at > line + 3 || last === undefined) {
        if (file.path !== path || at !== line || last === undefined)
          out += `\n#line ${at + 1} ${JSON.stringify(file.path)}\n`;
        path = file.path;
        line = at;
        last = undefined;
      }
      while (line < at) {
        out += '\n';
        line++;
        last = undefined;
      }
      if (last !== undefined && (token.space || needsSpace(last.text, token.text))) out += ' ';
      out += token.text;
      last = token;
    }
  }
  return `${out}\n`;
};
