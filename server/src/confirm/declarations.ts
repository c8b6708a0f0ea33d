/**
 * A preprocessed translation unit cut into its external declarations (C99 6.9), with the names that each gives and the
 * names that it uses. It looks at tokens and brackets only: what the compiler would refuse is cut as well, so that one
 * strange declaration does not cost the rest. Types and scopes are the compiler's business.
 */
import type { Token } from '@vfork-lint/emulator/cpp';

/** One external declaration. `gives` are the names it declares: objects, functions, typedefs, enumerators and `struct x`. */
export interface Declaration {
  readonly kind: 'function' | 'prototype' | 'typedef' | 'object' | 'tag' | 'other';
  readonly tokens: readonly Token[];
  readonly gives: readonly string[];
  readonly uses: ReadonlySet<string>;
  /** Index of the `{` of a function's body in `tokens`. */
  readonly body: number | undefined;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if inline int long register ' +
    'restrict return short signed sizeof static struct switch typedef union unsigned void volatile while _Bool _Complex ' +
    '_Static_assert _Noreturn _Generic _Alignof _Alignas _Thread_local _Atomic __inline __inline__ __restrict ' +
    '__restrict__ __const __volatile__ __volatile __signed__ __extension__ __attribute__ __attribute __asm__ __asm asm ' +
    'typeof __typeof__ __typeof __builtin_va_list'
  ).split(' '),
);
const ATTRIBUTE = /^__attribute(?:__)?$|^__asm(?:__)?$|^asm$|^__declspec$|^_Alignas$|^__typeof(?:__)?$|^typeof$/;
const TAG = /^(?:struct|union|enum)$/;
const OPEN = /^[([{]$/;
const CLOSE = /^[)\]}]$/;

const isName = (token: Token | undefined): token is Token & { readonly kind: 'identifier' } =>
  token !== undefined && token.kind === 'identifier' && !KEYWORDS.has(token.text);
const is = (token: Token | undefined, text: string): boolean =>
  token !== undefined && token.text === text && token.kind !== 'string' && token.kind !== 'char';

const CLOSED_BY: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The index behind the bracket that closes the one at `open`; the end where none does. Braces are believed before parentheses:
 * a stray `)` closes nothing, and a `}` closes what was opened since its `{`.
 */
export const behindBracket = (tokens: readonly Token[], open: number): number => {
  const expected: string[] = [];
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'string' || token.kind === 'char') continue;
    const closer = CLOSED_BY[token.text];
    if (closer !== undefined) expected.push(closer);
    else if (CLOSE.test(token.text)) {
      const at =
        token.text === '}' ? expected.lastIndexOf('}') : expected.at(-1) === token.text ? expected.length - 1 : -1;
      if (at < 0) {
        if (token.text === '}' && expected[0] !== '}') return i;
        continue;
      }
      expected.length = at;
      if (at === 0) return i + 1;
    }
  }
  return tokens.length;
};

/** Whether what stands before a `{` at the top level is the head of a function: a parameter list that is not an attribute. */
const headsFunction = (tokens: readonly Token[], from: number, brace: number): boolean => {
  let parameters = false;
  for (let i = from; i < brace; i++) {
    const token = tokens[i];
    if (is(token, '=')) return false;
    if (token !== undefined && ATTRIBUTE.test(token.text) && is(tokens[i + 1], '(')) {
      i = behindBracket(tokens, i + 1) - 1;
      continue;
    }
    if (is(token, '(')) {
      parameters = true;
      i = behindBracket(tokens, i) - 1;
    }
  }
  return parameters;
};

/** Whether a `;` here ends a parameter declaration of an old-style definition and not the whole. */
const inOldStyleHead = (tokens: readonly Token[], from: number, semicolon: number): boolean => {
  let after: number | undefined;
  for (let i = from; i < semicolon; i++) {
    const token = tokens[i];
    if (is(token, '=') || is(token, '{') || is(token, 'typedef')) return false;
    if (token !== undefined && ATTRIBUTE.test(token.text) && is(tokens[i + 1], '('))
      i = behindBracket(tokens, i + 1) - 1;
    else if (is(token, '(')) {
      if (!isName(tokens[i - 1])) return false;
      after = behindBracket(tokens, i);
      if (!tokens.slice(i + 1, after - 1).every((one, at) => (at % 2 === 0 ? isName(one) : is(one, ',')))) return false;
      break;
    }
  }
  const next = after === undefined ? undefined : tokens[after];
  for (let i = after ?? semicolon; i < semicolon; i++) if (is(tokens[i], '=') || is(tokens[i], '{')) return false;
  return next !== undefined && next.kind === 'identifier' && !ATTRIBUTE.test(next.text);
};

/**
 * Where a function's head begins behind uses of macros that are declarations by themselves, as `EXPORT(x)` on a line of its own:
 * a call that begins the declaration, if another list of parameters follows before the body.
 */
const behindMacros = (tokens: readonly Token[], from: number, brace: number): number => {
  let head = from;
  while (isName(tokens[head]) && is(tokens[head + 1], '(')) {
    const end = behindBracket(tokens, head + 1);
    const next = tokens[end];
    if (end >= brace || next === undefined || next.kind !== 'identifier' || ATTRIBUTE.test(next.text)) break;
    const rest = tokens.slice(end, brace);
    const lists = rest.filter(
      (token, i) => is(token, '(') && isName(rest[i - 1]) && !ATTRIBUTE.test(rest[i - 1]?.text ?? ''),
    );
    const last = rest.at(-1);
    if (lists.length === 0 || is(last, ';') || !next.bol) break;
    head = end;
  }
  return head;
};

/** Ends of the external declarations that begin at the first token. */
const cut = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const parts: (readonly Token[])[] = [];
  let from = 0;
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (is(token, ';') && !inOldStyleHead(tokens, from, i)) {
      if (i > from) parts.push(tokens.slice(from, i + 1));
      from = ++i;
    } else if (is(token, '{')) {
      const end = behindBracket(tokens, i);
      if (headsFunction(tokens, from, i)) {
        const head = behindMacros(tokens, from, i);
        if (head > from) parts.push(tokens.slice(from, head));
        parts.push(tokens.slice(head, end));
        from = end;
      }
      i = end;
    } else if (token !== undefined && (is(token, '(') || is(token, '['))) i = behindBracket(tokens, i);
    else i++;
  }
  if (from < tokens.length) parts.push(tokens.slice(from));
  return parts;
};

/** Enumerators between the braces at `open`. */
const enumerators = (tokens: readonly Token[], open: number): string[] => {
  const names: string[] = [];
  const end = behindBracket(tokens, open);
  for (let i = open + 1; i < end; i++) {
    const token = tokens[i];
    if (isName(token) && (is(tokens[i - 1], '{') || is(tokens[i - 1], ','))) names.push(token.text);
    else if (is(token, '(') || is(token, '[')) i = behindBracket(tokens, i) - 1;
  }
  return names;
};

/** The name inside a parenthesised declarator such as `(*name)(int)` or `(*name[3])(void)`. */
const nameInside = (tokens: readonly Token[], open: number): string | undefined => {
  const end = behindBracket(tokens, open);
  for (let i = open + 1; i < end; i++) {
    const token = tokens[i];
    if (isName(token)) return token.text;
    if (token !== undefined && ATTRIBUTE.test(token.text)) i = behindBracket(tokens, i + 1) - 1;
    else if (!is(token, '*') && !is(token, '(') && !KEYWORDS.has(token?.text ?? '')) return undefined;
  }
  return undefined;
};

/** The index behind an initialiser that begins at `from`. */
const behindInitialiser = (tokens: readonly Token[], from: number): number => {
  let i = from;
  while (i < tokens.length && !is(tokens[i], ',') && !is(tokens[i], ';'))
    i = OPEN.test(tokens[i]?.text ?? '') && tokens[i]?.kind === 'punctuator' ? behindBracket(tokens, i) : i + 1;
  return i;
};

/** Whether an attribute stands at `at`, and no name behind it that could be the one declared. */
const endsBeforeAttribute = (tokens: readonly Token[], at: number): boolean => {
  if (!ATTRIBUTE.test(tokens[at]?.text ?? '')) return false;
  const behind = is(tokens[at + 1], '(') ? behindBracket(tokens, at + 1) : at + 1;
  return !isName(tokens[behind]) && !is(tokens[behind], '*');
};

/** What one external declaration declares. */
const describe = (tokens: readonly Token[]): Declaration => {
  const gives: string[] = [];
  const tags: string[] = [];
  let body: number | undefined;
  let isFunction = false;
  let seenType = false;
  const isTypedef = tokens.some((token, i) => is(token, 'typedef') && i < 4);
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    if (ATTRIBUTE.test(token.text) && is(tokens[i + 1], '(')) {
      i = behindBracket(tokens, i + 1);
      if (/typeof/.test(token.text)) seenType = true;
    } else if (TAG.test(token.text)) {
      let at = i + 1;
      while (ATTRIBUTE.test(tokens[at]?.text ?? '')) at = behindBracket(tokens, at + 1);
      const name = tokens[at];
      if (isName(name)) at++;
      if (is(tokens[at], '{')) {
        if (isName(name)) tags.push(`${token.text === 'enum' ? 'enum' : 'struct'} ${name.text}`);
        if (token.text === 'enum') gives.push(...enumerators(tokens, at));
        at = behindBracket(tokens, at);
      } else if (is(tokens[at], ';') && isName(name))
        tags.push(`${token.text === 'enum' ? 'enum' : 'struct'} ${name.text}`);
      seenType = true;
      i = at;
    } else if (is(token, '=')) i = behindInitialiser(tokens, i + 1);
    else if (is(token, '{')) {
      if (body === undefined && gives.length > 0) {
        body = i;
        break;
      }
      i = behindBracket(tokens, i);
    } else if (is(token, '(')) {
      const inner = nameInside(tokens, i);
      const end = behindBracket(tokens, i);
      // A parenthesis that follows a name is a parameter list; any other holds a declarator.
      if (isName(tokens[i - 1]) && gives.at(-1) === tokens[i - 1]?.text) {
        if (!isTypedef) isFunction = true;
        i = end;
        const next = tokens[end];
        if (next !== undefined && next.kind === 'identifier' && !ATTRIBUTE.test(next.text)) {
          // Words for attributes, or parameter declarations of an old-style definition.
          while (i < tokens.length && !is(tokens[i], '{')) i++;
        }
      } else {
        if (inner !== undefined) gives.push(inner);
        i = is(tokens[end], '(') ? behindBracket(tokens, end) : end;
      }
    } else if (isName(token) && isName(tokens[i + 1]) && is(tokens[i + 2], '(') && is(tokens[i + 3], '(')) {
      // `f __P((int a))`: the macro around the parameters is no name.
      gives.push(token.text);
      if (!isTypedef) isFunction = true;
      seenType = true;
      i = behindBracket(tokens, i + 2);
    } else if (isName(token)) {
      const next = tokens[i + 1];
      const ends = next === undefined || /^[;,=[(:]$/.test(next.text) || endsBeforeAttribute(tokens, i + 1);
      if (ends && (seenType || !isName(next))) gives.push(token.text);
      seenType = true;
      i++;
    } else {
      if (KEYWORDS.has(token.text)) seenType = true;
      i++;
    }
  }
  const uses = new Set<string>();
  for (const [i, token] of tokens.entries())
    if (isName(token))
      uses.add(
        TAG.test(tokens[i - 1]?.text ?? '')
          ? `${is(tokens[i - 1], 'enum') ? 'enum' : 'struct'} ${token.text}`
          : token.text,
      );
  const kind: Declaration['kind'] =
    body !== undefined
      ? 'function'
      : isTypedef
        ? 'typedef'
        : isFunction
          ? 'prototype'
          : gives.length > 0
            ? 'object'
            : tags.length > 0
              ? 'tag'
              : 'other';
  return { kind, tokens, gives: [...new Set([...gives, ...tags])], uses, body };
};

/** The external declarations of a token list, in order. */
export const declarationsOf = (tokens: readonly Token[]): readonly Declaration[] => cut(tokens).map(describe);
