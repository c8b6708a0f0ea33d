/**
 * The outline of a file, found without parsing: its preprocessor directives and its top-level items. Functions are cut out
 * by their braces, so that each can be parsed by itself: half-typed code in one does not touch another, and an edit costs
 * the one function it falls in. Where braces do not balance, column 0 decides.
 */
import type { TextRange } from '../text/range.ts';
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
const HEADER_LINE = /^[A-Za-z_][\w \t*]*?\b([A-Za-z_]\w*)[ \t]*\([^;{}=]*\)?[^;=]*$/;

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
    if (guess && depth > 0 && token.kind === 'name' && (token.start === 0 || text.charCodeAt(token.start - 1) === 10)) {
      const line = text.slice(token.start, text.indexOf('\n', token.start) < 0 ? end : text.indexOf('\n', token.start));
      const name = HEADER_LINE.exec(line)?.[1];
      if (
        name !== undefined &&
        !CONTROL.test(name) &&
        !/^(?:else|return|case|goto|do)\b/.test(line) &&
        opensBody(text, token.start)
      ) {
        close(token.start);
        depth = 0;
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
      const outermost = guess && (token.start === 0 || text.charCodeAt(token.start - 1) === 10);
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

/** Whether a brace opens before the next semicolon that is outside parentheses: the head is that of a definition. */
const opensBody = (text: string, from: number): boolean => {
  let parens = 0;
  let at = from;
  for (let n = 0; n < 120; n++) {
    const token = nextToken(text, at, text.length);
    if (token === undefined) return false;
    const c = text.charCodeAt(token.start);
    if (c === 40) parens++;
    else if (c === 41) parens--;
    else if (parens === 0 && c === 123) return true;
    else if (parens === 0 && (c === 59 || c === 125 || c === 61)) return false;
    at = token.end;
  }
  return false;
};

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

/** Finds directives and items. Never fails; on unbalanced braces column 0 tells where functions begin and end. */
export const outlineOf = (text: string): Outline => {
  const first = scan(text, false);
  if (first.balanced) return first;
  return { ...scan(text, true), balanced: false };
};
