/**
 * What names mean that the preprocessor itself answers for: the macros computed at each use (C99 6.10.8, GNU
 * `__COUNTER__` and kin) and the operators of #if (`defined`, `__has_include`, `__has_attribute`, …).
 */
import type { ExpandMode } from './expand.ts';
import { folderOf } from './headers.ts';
import type { Macro } from './macro.ts';
import { isText, makeToken, SourceFile, type Token, type TokenKind } from './source.ts';
import type { Frame, Run } from './state.ts';
import type { Stream } from './stream.ts';

const COMPUTED = [
  ...['__FILE__', '__LINE__', '__DATE__', '__TIME__', '__TIMESTAMP__'],
  ...['__COUNTER__', '__INCLUDE_LEVEL__', '__BASE_FILE__', '__FILE_NAME__'],
] as const;

/** Operators that `#ifdef` finds defined, with what they look up. */
const HAS = new Map<string, 'include' | 'include_next' | 'attribute' | 'builtin'>([
  ['__has_include', 'include'],
  ['__has_include_next', 'include_next'],
  ['__has_attribute', 'attribute'],
  ['__has_cpp_attribute', 'attribute'],
  ['__has_c_attribute', 'attribute'],
  ['__has_builtin', 'builtin'],
]);

const NOWHERE = new SourceFile('<built-in>', '');

/** The macros that are there before any text. */
export const builtinMacros = (): Macro[] =>
  COMPUTED.map((name) => ({
    name,
    params: undefined,
    variadic: false,
    body: [],
    pieces: [],
    simple: true,
    builtin: name,
    file: NOWHERE,
    start: 0,
    end: 0,
  }));

/** Whether `#ifdef name` holds. */
export const isDefined = (run: Run, name: string): boolean => run.expander.macros.has(name) || HAS.has(name);

/** The token that a computed macro gives where `use` stands. */
export const computed = (run: Run | undefined, name: string, use: Token): Token => {
  const frame = run?.frames.at(-1);
  const make = (kind: TokenKind, text: string): Token =>
    makeToken(kind, text, use.file, use.start, use.end, use.space, use.bol, use.painted, use.from);
  switch (name) {
    case '__LINE__':
      return make('number', String(frame === undefined ? 0 : presumedLine(frame, use) + 1));
    case '__FILE__':
      return make('string', quote(frame?.presumedName ?? ''));
    case '__FILE_NAME__':
      return make('string', quote((frame?.presumedName ?? '').replace(/^.*\//, '')));
    case '__BASE_FILE__':
      return make('string', quote(run?.frames[0]?.path ?? ''));
    case '__INCLUDE_LEVEL__':
      return make('number', String(frame?.depth ?? 0));
    case '__COUNTER__':
      return make('number', String(run === undefined ? 0 : run.counter++));
    case '__DATE__':
      return make('string', quote(run?.options.date ?? '??? ?? ????'));
    case '__TIMESTAMP__':
      return make('string', quote('??? ??? ?? ??:??:?? ????'));
    default:
      return make('string', quote(run?.options.time ?? '??:??:??'));
  }
};

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The presumed line, from zero, of the outermost use that a token came out of. */
const presumedLine = (frame: Frame, token: Token): number => {
  let at = token;
  while (at.from !== undefined) at = at.from.use;
  const line = at.file === frame.lexed.file ? at.file.positionAt(at.start).line : 0;
  return line + frame.lineShift;
};

/** Expansion of an #if or #elif line: the operators become 0 or 1. */
export const conditionMode = (run: Run): ExpandMode => ({
  operator: (token, stream, emit) => {
    const value =
      token.text === 'defined'
        ? definedOperand(run, token, stream)
        : HAS.has(token.text) && isText(stream.peek(), '(')
          ? hasOperand(run, token, stream)
          : undefined;
    if (value === undefined) return false;
    emit(makeToken('number', value ? '1' : '0', token.file, token.start, token.end, true, false));
    return true;
  },
});

const definedOperand = (run: Run, operator: Token, stream: Stream): boolean => {
  const open = isText(stream.peek(), '(');
  if (open) stream.next();
  const name = stream.peek();
  if (name?.kind !== 'identifier') {
    run.report('error', name ?? operator, 'operator "defined" requires an identifier');
    return false;
  }
  stream.next();
  if (open && !isText(stream.peek(), ')')) run.report('error', name, `missing ')' after "defined"`);
  else if (open) stream.next();
  return isDefined(run, name.text);
};

const hasOperand = (run: Run, operator: Token, stream: Stream): boolean => {
  const operand: Token[] = [];
  let depth = 0;
  for (let token = stream.next(); token !== undefined; token = stream.next()) {
    if (isText(token, ')') && --depth === 0) break;
    if (depth > 0) operand.push(token);
    if (isText(token, '(')) depth++;
  }
  if (depth !== 0) run.report('error', operator, `missing ')' after "${operator.text}" operand`);
  const what = HAS.get(operator.text);
  if (what === 'include' || what === 'include_next') {
    const name = headerName(run, operand);
    if (name === undefined) {
      run.report('error', operator, `operator "${operator.text}" requires a header name`);
      return false;
    }
    return lookUp(run, name, what === 'include_next') !== undefined;
  }
  const last = run.expander.expandList(operand).findLast((token) => token.kind === 'identifier');
  const word = last?.text.replace(/^__(.*)__$/, '$1') ?? '';
  const known = what === 'attribute' ? run.options.attributes : run.options.builtins;
  return known?.has(word) === true || (last !== undefined && known?.has(last.text) === true);
};

/** A header's name as written. */
export interface HeaderName {
  readonly name: string;
  readonly angled: boolean;
}

/** The header name that an #include's tokens give, expanded where they are not one at once (6.10.2 paragraph 4). */
export const headerName = (run: Run, tokens: readonly Token[]): HeaderName | undefined => {
  const direct = spelledName(tokens);
  if (direct !== undefined) return direct;
  return tokens[0]?.kind === 'identifier' ? spelledName(run.expander.expandList(tokens)) : undefined;
};

const spelledName = (tokens: readonly Token[]): HeaderName | undefined => {
  const first = tokens[0];
  if (first?.kind === 'header') return { name: first.text.slice(1, -1), angled: true };
  if (first?.kind === 'string') {
    const start = first.text.indexOf('"') + 1;
    return { name: first.text.slice(start, -1), angled: false };
  }
  if (!isText(first, '<')) return undefined;
  let name = '';
  for (const token of tokens.slice(1)) {
    if (isText(token, '>')) return { name, angled: true };
    name += (token.space && name !== '' ? ' ' : '') + token.text;
  }
  return undefined;
};

/** Finds a header from the file that is being read. */
export const lookUp = (
  run: Run,
  { name, angled }: HeaderName,
  next: boolean,
): ReturnType<Run['options']['cache']['find']> => {
  const { cache, quotePaths = [] } = run.options;
  const frame = run.frames.at(-1);
  const first = angled ? quotePaths.length : 0;
  if (next && frame !== undefined && frame.depth > 0)
    return cache.find(name, undefined, run.search, Math.max(frame.place + 1, first));
  const found = cache.find(name, angled || frame === undefined ? undefined : folderOf(frame.path), run.search, first);
  if (found !== undefined || frame === undefined) return found;
  const path = run.options.locate?.(name, angled, frame.path);
  const lexed = path === undefined ? undefined : cache.read(path);
  return path === undefined || lexed === undefined ? undefined : { lexed, path, place: -1 };
};
