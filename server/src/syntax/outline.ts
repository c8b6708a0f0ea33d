/**
 * The outline of a file, found without parsing: its preprocessor directives and its top-level items. Functions are cut out
 * by their braces, so that each can be parsed by itself: half-typed code in one does not touch another, and an edit costs
 * the one function it falls in. Where braces do not balance, column 0 decides.
 */
import type { TextRange } from '../text/range.ts';
import { bodyOfHead, inFirstColumn } from './heads.ts';
import { lineEnd, nextToken } from './tokens.ts';

/** A directive. `name` is the word behind `#`, `body` the range of what follows it on the logical line. */
export interface Directive extends TextRange {
  readonly name: string;
  readonly body: TextRange;
}

/** A top-level item: a function with the range of its body, or any other declaration. `name` is empty when unclear. */
export interface Item extends TextRange {
  readonly kind: 'function' | 'declaration';
  readonly name: string;
  readonly bodyStart: number;
}

/** What a text holds. `balanced` is false where braces had to be guessed. */
export interface Outline {
  readonly directives: readonly Directive[];
  readonly items: readonly Item[];
  readonly balanced: boolean;
}

const NOT_FUNCTION = /^(?:extern|static|const|volatile|typedef|__extension__|\s)*(?:struct|union|enum)\b[^()=]*$/;
const CONTROL = /^(?:if|for|while|switch|return|else|do|sizeof|case|default|goto)$/;
const ATTRIBUTE = /__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)|__declspec\s*\([^()]*\)/g;

/** The name that a function's head declares: the name before the first parenthesis that is not an attribute's. */
const nameIn = (head: string): string => {
  const plain = head.replaceAll(ATTRIBUTE, (match) => ' '.repeat(match.length));
  for (const match of plain.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g)) {
    const name = match[1] ?? '';
    if (!CONTROL.test(name)) return name;
  }
  return '';
};

/** Whether the text between the last item and an opening brace is the head of a function. */
const isFunctionHead = (head: string): boolean => {
  const plain = head
    .replaceAll(ATTRIBUTE, ' ')
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replaceAll(/^[ \t]*#[^\n]*/gm, ' ');
  return plain.includes('(') && !NOT_FUNCTION.test(plain.trim()) && !/=\s*(?:\([^()]*\))?\s*$/.test(plain);
};

interface OpenItem {
  readonly start: number;
  readonly bodyStart: number;
  readonly name: string;
  readonly kind: Item['kind'];
}

/** How deep the braces are, where the next item began, and the item that is open. */
interface Standing {
  readonly depth: number;
  readonly head: number | undefined;
  readonly item: OpenItem | undefined;
}

interface Scan {
  readonly directives: Directive[];
  readonly items: Item[];
  balanced: boolean;
}

const scan = (text: string, guess: boolean): Scan => {
  const result: Scan = { directives: [], items: [], balanced: true };
  // What was open at each #if: every branch begins from it, and the first one decides how things stand behind #endif.
  const conditions: { readonly before: Standing; taken: Standing | undefined }[] = [];
  const end = text.length;
  let depth = 0;
  let head: number | undefined;
  let item: OpenItem | undefined;
  let at = 0;
  // Where the body of a head opens that was found in the first column: up to there nothing else begins.
  let settled = 0;
  const close = (behind: number): void => {
    if (item !== undefined) result.items.push({ ...item, end: behind });
    item = undefined;
    head = undefined;
  };
  for (;;) {
    const token = nextToken(text, at, end);
    if (token === undefined) break;
    at = token.end;
    const c = text.charCodeAt(token.start);
    if (c === 35 && token.first) {
      const stop = lineEnd(text, token.end, end);
      const word = nextToken(text, token.end, stop);
      const name = word === undefined ? '' : text.slice(word.start, word.end);
      const from = word?.end ?? token.end;
      result.directives.push({ start: token.start, end: stop, name, body: { start: from, end: stop } });
      at = stop;
      if (name === 'if' || name === 'ifdef' || name === 'ifndef')
        conditions.push({ before: { depth, head, item }, taken: undefined });
      else if (name === 'else' || name.startsWith('elif')) {
        const top = conditions.at(-1);
        if (top !== undefined) {
          top.taken ??= { depth, head, item };
          ({ depth, head, item } = top.before);
        }
      } else if (name === 'endif') {
        const top = conditions.pop();
        if (top?.taken !== undefined) ({ depth, head, item } = top.taken);
      }
      continue;
    }
    const isAstray = depth > 0 ? guess : item !== undefined || head !== undefined;
    if (
      isAstray &&
      token.kind === 'name' &&
      token.start >= settled &&
      inFirstColumn(text, token.start) &&
      (depth > 0 || item !== undefined || head === undefined || !isType(text, head, token.start))
    ) {
      const body = bodyOfHead(text, token.start);
      if (body !== undefined) {
        if (depth > 0) conditions.length = 0;
        if (item === undefined && head !== undefined)
          item = { start: head, bodyStart: token.start, name: '', kind: 'declaration' };
        close(token.start);
        depth = 0;
        head = token.start;
        settled = body;
      }
    }
    if (c === 123) {
      if (depth === 0 && item === undefined) {
        const start = head ?? token.start;
        const text0 = text.slice(start, token.start);
        if (/^extern\s*"C"\s*$/.test(text0)) {
          head = undefined;
          continue;
        }
        const fn = isFunctionHead(text0);
        item = { start, bodyStart: token.start, name: fn ? nameIn(text0) : '', kind: fn ? 'function' : 'declaration' };
      }
      depth++;
    } else if (c === 125) {
      const outermost = guess && inFirstColumn(text, token.start);
      depth = outermost ? 0 : depth - 1;
      if (depth < 0) {
        result.balanced = false;
        depth = 0;
        head = undefined;
      } else if (depth === 0 && item?.kind === 'function') close(token.end);
    } else if (c === 59 && depth === 0) {
      // The declarations of an old-style parameter list end in semicolons too: they belong to the head.
      const start = item?.start ?? head ?? token.start;
      if (item === undefined && oldStyle(text, start, token.end)) continue;
      item ??= { start, bodyStart: token.end, name: '', kind: 'declaration' };
      close(token.end);
    } else if (head === undefined && item === undefined) head = token.start;
  }
  if (depth !== 0) result.balanced = false;
  if (item !== undefined) close(end);
  return result;
};

/** Whether the text between a head's start and a name can be its type: words, stars, attributes, comments, directives. */
const isType = (text: string, start: number, end: number): boolean =>
  /^[\s\w*]*$/.test(
    text
      .slice(start, end)
      .replaceAll(ATTRIBUTE, ' ')
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|^[ \t]*#[^\n]*/gm, ' '),
  );

/** Whether the text up to a semicolon is `type name(a, b) type a;`: an old-style head before its body. */
const oldStyle = (text: string, start: number, end: number): boolean => {
  if (end - start > 3000) return false;
  const plain = text.slice(start, end).replaceAll(/\/\*[\s\S]*?\*\/|^[ \t]*#[^\n]*/gm, ' ');
  const match = /^[^()=;{}]*\(\s*([A-Za-z_]\w*\s*(?:,\s*[A-Za-z_]\w*\s*)*)\)\s*([A-Za-z_][^{}]*;)\s*$/.exec(plain);
  const declared = match?.[2] ?? '';
  return (
    match !== null && (match[1] ?? '').split(',').some((name) => new RegExp(`\\b${name.trim()}\\b`).test(declared))
  );
};

/** Whether a comment holds the head of a function: that of the next one, where its end is not yet typed. */
const swallows = (text: string, start: number, end: number): boolean => {
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    const c = text.charCodeAt(at + 1);
    if ((c === 95 || (c >= 65 && c <= 90) || (c >= 97 && c <= 122)) && bodyOfHead(text, at + 1) !== undefined)
      return true;
  }
  return false;
};

/**
 * Comments whose end is missing, by what they run into: the end of the text, or another comment behind the head of a
 * function. They are made to end with their line, without a change of any offset; undefined where there are none.
 */
const withoutOpenComments = (text: string): string | undefined => {
  const starts: number[] = [];
  const { length } = text;
  for (let i = text.indexOf('/*'); i >= 0; i = text.indexOf('/*', i)) {
    if (isQuotedOrCommented(text, i)) {
      i += 2;
      continue;
    }
    const close = text.indexOf('*/', i + 2);
    const end = close < 0 ? length : close;
    const inner = text.indexOf('/*', i + 2);
    const isOpen = close < 0 || (inner >= 0 && inner < close && swallows(text, i, inner));
    if (isOpen) {
      starts.push(i);
      const line = text.indexOf('\n', i);
      i = line < 0 ? length : line;
    } else i = end + 2;
  }
  if (starts.length === 0) return undefined;
  let result = '';
  let done = 0;
  for (const start of starts) {
    result += `${text.slice(done, start)}//`;
    done = start + 2;
  }
  return result + text.slice(done);
};

/** Whether a line comment or a string is open at a place, as far as its line tells. */
const isQuotedOrCommented = (text: string, at: number): boolean => {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const token = { end: start };
  for (let n = 0; n < 400 && token.end < at; n++) {
    const next = nextToken(text, token.end, text.length);
    if (next === undefined || next.start > at) return text.slice(token.end, at).includes('//');
    if (next.start < at && at < next.end) return true;
    token.end = next.end;
  }
  return false;
};

/** Finds directives and items. Never fails; where the text is broken column 0 tells where functions begin and end. */
export const outlineOf = (text: string): Outline => {
  const mended = withoutOpenComments(text);
  const first = mended === undefined ? scan(text, false) : undefined;
  if (first?.balanced === true) return first;
  return { ...scan(mended ?? text, true), balanced: false };
};
