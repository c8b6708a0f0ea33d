/**
 * Heads of function definitions, told by their first tokens: what the outline goes by where the text around is broken. Heads
 * of every style count whose first word stands in column 0: `int f(int a) {`, the name on a line of its own, old-style
 * parameters, attributes. Not a parser: what looks like a head to a reader who skims is one.
 */
import { nextToken, type Token } from './tokens.ts';

/** Words that no head has before its parameters. */
const OTHER = /^(?:if|for|while|switch|return|else|do|sizeof|case|default|goto|break|continue|typedef)$/;
const ATTRIBUTE = /^(?:__attribute__|__attribute|__declspec|__nonnull|_Alignas)$/;

/** How many tokens a head may have before and inside its parentheses, and behind them. */
const [WORDS, PARAMETERS, BEHIND] = [14, 300, 160];

/** Whether an offset is the first column of a line. */
export const inFirstColumn = (text: string, at: number): boolean => at === 0 || text.charCodeAt(at - 1) === 10;

/** The end of the parentheses that open at a token, and whether nothing but names and commas is in them. */
const behindParentheses = (
  text: string,
  open: Token,
): { readonly end: number; readonly plain: boolean } | undefined => {
  let depth = 0;
  let plain = true;
  let token: Token | undefined = open;
  for (let n = 0; n < PARAMETERS && token !== undefined; n++) {
    const mark = text[token.start];
    if (mark === '(') depth++;
    else if (mark === ')' && --depth === 0) return { end: token.end, plain };
    else if (token.kind === 'mark' && /[{};=]/.test(mark ?? '')) return undefined;
    else if (token.first && token.start > open.start && mark === '#') return undefined;
    if (token !== open && token.kind !== 'name' && mark !== ',' && mark !== ')') plain = false;
    token = nextToken(text, token.end, text.length);
  }
  return undefined;
};

/** The offset of the brace that opens the body of the function whose head begins at `at`; undefined where none does. */
export const bodyOfHead = (text: string, at: number): number | undefined => {
  let name: Token | undefined;
  let token = nextToken(text, at, text.length);
  for (let n = 0; n < WORDS && token !== undefined; n++) {
    const mark = text[token.start];
    if (token.kind === 'name') {
      const word = text.slice(token.start, token.end);
      if (OTHER.test(word)) return undefined;
      name = token;
    } else if (mark === '(' && name !== undefined) {
      const behind = behindParentheses(text, token);
      if (behind === undefined) return undefined;
      if (!ATTRIBUTE.test(text.slice(name.start, name.end))) return bodyBehind(text, behind.end, behind.plain);
      token = nextToken(text, behind.end, text.length);
      continue;
    } else if (mark !== '*') return undefined;
    token = nextToken(text, token.end, text.length);
  }
  return undefined;
};

/** The brace behind the parameters: at once, behind attributes, or behind the declarations of old-style parameters. */
const bodyBehind = (text: string, end: number, oldStyle: boolean): number | undefined => {
  let at = end;
  for (let n = 0; n < BEHIND; n++) {
    const token = nextToken(text, at, text.length);
    if (token === undefined) return undefined;
    const mark = text[token.start] ?? '';
    if (mark === '{') return token.start;
    if (token.kind === 'mark' && (mark === ';' ? !oldStyle || n === 0 : !/[*,()[\]]/.test(mark))) return undefined;
    if (n === 0 && token.kind !== 'name') return undefined;
    at = token.end;
  }
  return undefined;
};
