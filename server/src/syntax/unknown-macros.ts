/**
 * Macros whose definition is not at hand, where C without them would not parse: an attribute in a declaration
 * (`int argc UNUSED`), optional code (`IF_LOGGING(log(x);)`), a word that stands alone on its line. Names in capitals that
 * nothing defines are taken for such macros only where they can be nothing else; they are dropped, or their argument stands
 * for them. What could be a call, a constant or a type is left as it is.
 */
import { isText, type Token } from '@vfork-lint/emulator/cpp';

const CAPITALS = /^_*[A-Z][A-Z0-9_]{2,}$/;
const NEGATED = /(?:^|_)(?:NOT?|WITHOUT|UNLESS)_/;
const TYPE = /^(?:void|char|short|int|long|float|double|unsigned|signed|struct|union|enum|bool|_Bool)$/;
const STATEMENT = /^(?:if|for|while|do|switch|return|goto|break|continue)$/;
const KEYWORD =
  /^(?:auto|break|case|const|continue|default|do|else|extern|for|goto|if|inline|register|restrict|return|sizeof|static|switch|typedef|volatile|while)$/;

/** The tokens of a text without the macros that must be left out. `isKnown` tells whether a name has a definition. */
export const withoutUnknownMacros = (
  tokens: readonly Token[],
  isKnown: (name: string) => boolean,
): readonly Token[] => {
  const result: Token[] = [];
  const closers = new Set<number>();
  let depth = 0;
  let changed = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (closers.has(i)) continue;
    if (token.text === '{') depth++;
    else if (token.text === '}') depth--;
    if (token.kind !== 'identifier' || !CAPITALS.test(token.text) || isKnown(token.text)) {
      result.push(token);
      continue;
    }
    const place: Place = { tokens, at: i, previous: result.at(-1), earlier: result.at(-2), inHead: depth === 0 };
    const close = isText(tokens[i + 1], '(') ? closing(tokens, i + 1) : -1;
    const verdict = close < 0 ? judgeWord(place) : judgeCall(place, close);
    if (verdict === 'keep') {
      result.push(token);
      continue;
    }
    changed = true;
    if (verdict === 'unwrap') {
      closers.add(close);
      i++;
    } else if (close >= 0) i = close;
  }
  return changed ? result : tokens;
};

interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  readonly previous: Token | undefined;
  readonly earlier: Token | undefined;
  readonly inHead: boolean;
}

type Verdict = 'keep' | 'drop' | 'unwrap';

const judgeWord = ({ tokens, at, previous, earlier, inHead }: Place): Verdict => {
  const next = tokens[at + 1];
  if (next === undefined) return 'keep';
  const before = previous?.text ?? '';
  if (TYPE.test(next.text) && !/^(?:\.|->|struct|union|enum|goto|case)$/.test(before)) return 'drop';
  const nextIsName = next.kind === 'identifier' && !KEYWORD.test(next.text);
  if (before === '*' && nextIsName) return 'drop';
  if (startsStatement(previous) && next.bol && (next.kind === 'identifier' || next.text === '}')) return 'drop';
  const ends = /^[,);={]$/.test(next.text);
  if (before === ']' && ends) return 'drop';
  if (before === ')' && inHead && next.text === '{') return 'drop';
  const afterName =
    previous?.kind === 'identifier' && /[a-z]/.test(before) && !KEYWORD.test(before) && !TYPE.test(before);
  const hasType = earlier?.text === '*' || (earlier?.kind === 'identifier' && !KEYWORD.test(earlier.text));
  return afterName && hasType && ends ? 'drop' : 'keep';
};

const judgeCall = ({ tokens, at, previous, inHead }: Place, close: number): Verdict => {
  const { text } = tokens[at] as Token;
  const content = tokens.slice(at + 2, close);
  const after = tokens[close + 1];
  const code: Verdict = NEGATED.test(text) ? 'drop' : 'unwrap';
  if (isCode(content, previous, after, inHead)) return code;
  if (inHead && previous?.text === ')' && /^[{;]$/.test(after?.text ?? '')) return 'drop';
  const alone = startsStatement(previous) && after?.bol === true;
  return alone && after.kind === 'identifier' && !inHead ? 'drop' : 'keep';
};

/** Whether what is in the parentheses cannot be the arguments of a call. */
const isCode = (
  content: readonly Token[],
  previous: Token | undefined,
  after: Token | undefined,
  inHead: boolean,
): boolean => {
  const first = content[0];
  const last = content.at(-1);
  if (first === undefined || last === undefined) return false;
  if (first.text === ',' || last.text === ',' || STATEMENT.test(first.text)) return true;
  let depth = 0;
  for (const { text } of content) {
    if (text === '(' || text === '{') depth++;
    else if (text === ')' || text === '}') depth--;
    else if (text === ';' && depth === 0) return true;
  }
  if (first.kind === 'string' && (previous?.kind === 'string' || after?.kind === 'string')) return true;
  if (!TYPE.test(first.text)) return false;
  return inHead || (after?.kind === 'identifier' && !KEYWORD.test(after.text));
};

const startsStatement = (previous: Token | undefined): boolean =>
  previous !== undefined && /^[;{}]$/.test(previous.text);

/** Index of the `)` for the `(` at `open`, or -1. */
const closing = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (isText(tokens[i], '(')) depth++;
    else if (isText(tokens[i], ')') && --depth === 0) return i;
  }
  return -1;
};
