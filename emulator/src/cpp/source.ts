/**
 * Source files and the preprocessing tokens cut from them (C99 6.4): the data that all of this room passes on. A token
 * knows where it was spelled; one that came out of a macro also knows the expansion it came from. No behaviour here.
 */
import type { Macro } from './macro.ts';

/** Zero-based line and zero-based column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text under the path it was read from. Lines end at LF, CR LF or a lone CR. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #starts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The position of an offset into the text. */
  positionAt(offset: number): Position {
    this.#starts ??= lineStarts(this.text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - starts[low]! };
  }
}

const lineStarts = (text: string): readonly number[] => {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
};

/** `header` is a `<name>` behind #include; `other` a stray character or an unterminated literal; `placemarker` 6.10.3.3. */
export type TokenKind = 'identifier' | 'number' | 'char' | 'string' | 'punctuator' | 'header' | 'other' | 'placemarker';

/**
 * One preprocessing token. `text` is its spelling without line splices and trigraphs; `start` and `end` are offsets of
 * the spelling in `file` (for a token made by `#` or `##`, of the operand it began with). `space`: white space or a
 * comment stands before it; `bol`: it is the first of its line; `painted`: it met its own macro
 * and is never to be replaced (6.10.3.4 paragraph 2). `from` is the innermost expansion it came out of.
 */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly space: boolean;
  readonly bol: boolean;
  readonly painted: boolean;
  readonly from: Expansion | undefined;
}

/**
 * One replacement of a macro's use. `use` is the name that was replaced, `close` the `)` of a function-like use, and
 * `parent` the expansion in whose result, or argument, the use stood.
 */
export interface Expansion {
  readonly macro: Macro;
  readonly use: Token;
  readonly close: Token | undefined;
  readonly parent: Expansion | undefined;
}

/** `error`: a C compiler would refuse; `warning`: it would warn. `start` and `end` are offsets in `file`. */
export interface CppProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export type Report = (severity: CppProblem['severity'], at: Token, message: string) => void;

/** A token made anew; all tokens are built here so that they share one shape. */
export const makeToken = (
  kind: TokenKind,
  text: string,
  file: SourceFile,
  start: number,
  end: number,
  space: boolean,
  bol: boolean,
  painted: boolean = false,
  from?: Expansion,
): Token => ({ kind, text, file, start, end, space, bol, painted, from });

/** Whether the token is this punctuator or identifier, however it came about; digraphs count as what they stand for. */
export const isText = (token: Token | undefined, text: string): boolean =>
  token !== undefined &&
  (token.text === text || (DIGRAPHS[token.text] === text && token.kind === 'punctuator')) &&
  token.kind !== 'string';

/** What a digraph stands for (C99 6.4.6 paragraph 3). */
export const DIGRAPHS: Readonly<Record<string, string>> = {
  '<:': '[',
  ':>': ']',
  '<%': '{',
  '%>': '}',
  '%:': '#',
  '%:%:': '##',
};
