/**
 * From the declarations of a slice to an object, whatever in them our compiler does not take: an error is traced to the
 * declaration that it stands in, the smallest piece around it is left out, and it is tried again. A helper's statement goes
 * first, then its body, which a stub replaces; an initialiser goes before its object. All of it is told. In the function
 * itself only statements go, and their lines are given, since what runs then is no longer what the user wrote.
 */
import type { ObjectFile } from '@vfork-lint/emulator/asm';
import { type CompileProblem, compileTokens, type External, Facts, type RegisterMode } from '@vfork-lint/emulator/cc';
import { HeaderCache, originOf, preprocess, type Token } from '@vfork-lint/emulator/cpp';
import { cLibrary } from '@vfork-lint/emulator/toolchain';
import type { Declaration } from './declarations.ts';
import { behindBracket } from './declarations.ts';

/** A piece of the user's function that was left out; lines count from 1. */
export interface Omission {
  readonly line: number;
  readonly endLine: number;
  readonly message: string;
}

/** Declarations that compile, and what was done to them. */
export interface Repaired {
  readonly pieces: readonly Piece[];
  readonly assumed: readonly string[];
  readonly omitted: readonly Omission[];
  /** Which of the callers could be compiled. */
  readonly driver: number;
}

/** What was made of a slice. */
export interface Compilation {
  readonly object: ObjectFile | undefined;
  readonly externals: readonly External[];
  readonly assumed: readonly { readonly kind: string; readonly name: string }[];
  readonly repaired: Repaired;
  readonly facts: Facts;
  readonly problem: { readonly message: string; readonly path: string; readonly line: number } | undefined;
}

/** A declaration on its way; `cuts` counts the statements that were left out of it. */
interface Piece {
  readonly declaration: Declaration;
  readonly tokens: readonly Token[];
  readonly cuts: number;
}

const ROUNDS = 24;
const STATEMENTS = 8;
const OWN_STATEMENTS = 12;

const is = (token: Token | undefined, text: string): boolean => token?.kind === 'punctuator' && token.text === text;

/** Tokens of a text of ours. */
export const tokensOfText = (path: string, text: string): readonly Token[] =>
  preprocess(path, text, { cache: new HeaderCache({ read: () => undefined }), needHeaders: false }).tokens;

const semicolon = (like: Token): Token => ({ ...like, kind: 'punctuator', text: ';', space: false });

/** What a helper does where a statement of it was left out. */
const GAP = tokensOfText('<gap>', '{ _exit(127); }');

const lineOf = (token: Token | undefined): number => {
  if (token === undefined) return 0;
  const { file, start } = originOf(token);
  return file.positionAt(start).line + 1;
};

/** Whether a `{` begins a block and not a list of values: behind `)`, `;`, a brace, a label, or a word such as `else`. */
const opensBlock = (tokens: readonly Token[], brace: number): boolean => {
  const before = tokens[brace - 1];
  if (before === undefined || before.kind === 'identifier') return true;
  if (!is(before, ')')) return is(before, ';') || is(before, '{') || is(before, '}') || is(before, ':');
  let depth = 0;
  for (let i = brace - 1; i >= 0; i--) {
    if (is(tokens[i], ')')) depth++;
    else if (is(tokens[i], '(') && --depth === 0) return tokens[i - 1]?.kind === 'identifier';
  }
  return true;
};

/** The statement around a token of a body: the innermost one that does not stand within parentheses. */
const statementAt = (tokens: readonly Token[], body: number, at: number): { from: number; to: number } | undefined => {
  const open: { readonly block: boolean; from: number }[] = [{ block: true, from: body + 1 }];
  for (let i = body + 1; i < at; i++) {
    const token = tokens[i];
    if (is(token, '(') || is(token, '[')) open.push({ block: false, from: i });
    else if (is(token, '{')) open.push({ block: opensBlock(tokens, i), from: i + 1 });
    else if (is(token, ')') || is(token, ']')) {
      if (open.at(-1)?.block === false) open.pop();
    } else if (is(token, '}')) {
      const inner = open.findLastIndex(({ block }) => block);
      if (open.at(-1)?.block === false) open.pop();
      else if (inner > 0) open.length = inner;
      const top = open.at(-1);
      if (top?.block === true) top.from = i + 1;
    } else if (is(token, ';') || is(token, ':')) {
      const top = open.at(-1);
      // A label or a case stays, so that what jumps there still can.
      const label =
        is(token, ';') || /^(?:case|default)$/.test(tokens[top?.from ?? 0]?.text ?? '') || i === (top?.from ?? 0) + 1;
      if (top?.block === true && label) top.from = i + 1;
    }
  }
  const from = open.findLast(({ block }) => block)?.from ?? body + 1;
  for (let to = from; to < tokens.length - 1; to++) {
    if (is(tokens[to], ';') && to >= at) return { from, to: to + 1 };
    if (is(tokens[to], '(') || is(tokens[to], '[')) to = behindBracket(tokens, to) - 1;
    else if (is(tokens[to], '{')) {
      to = behindBracket(tokens, to) - 1;
      if (to >= at && !is(tokens[to + 1], ';') && !is(tokens[to + 1], ',')) return { from, to: to + 1 };
    } else if (is(tokens[to], '}')) return { from, to };
    else if (is(tokens[to], ';')) return { from, to: to + 1 };
  }
  return undefined;
};

/** Everything around one attempt: the user's function is `owner`, the last piece is the driver. */
class Repair {
  pieces: (Piece | undefined)[];
  readonly assumed: string[];
  readonly omitted: Omission[];
  readonly #owner: Declaration;

  constructor(declarations: readonly Declaration[], owner: Declaration, earlier: Repaired | undefined) {
    this.#owner = owner;
    this.pieces =
      earlier === undefined
        ? declarations.map((declaration) => ({ declaration, tokens: declaration.tokens, cuts: 0 }))
        : [...earlier.pieces];
    this.assumed = [...(earlier?.assumed ?? [])];
    this.omitted = [...(earlier?.omitted ?? [])];
  }

  /** Leaves out the smallest piece around a token of a declaration; false where nothing more can be left out. */
  shed(index: number, at: number, { message }: CompileProblem): boolean {
    const piece = this.pieces[index];
    if (piece === undefined) return false;
    const { declaration, tokens } = piece;
    const own = declaration === this.#owner;
    const name = declaration.gives[0] ?? '';
    const body =
      declaration.body === undefined
        ? -1
        : tokens.findIndex((token, i) => i >= (declaration.body ?? 0) && is(token, '{'));
    if (body >= 0 && at > body) {
      const statement = piece.cuts < (own ? OWN_STATEMENTS : STATEMENTS) ? statementAt(tokens, body, at) : undefined;
      if (statement !== undefined && statement.to > statement.from) {
        this.#cut(index, piece, statement, message);
        return true;
      }
      if (own) return false;
      this.pieces[index] = this.#head(piece, body);
      this.assumed.push(`body of ${name}`);
      return true;
    }
    if (own) {
      const [first] = tokens;
      if (body < 0 || first === undefined || piece.cuts > 0) return false;
      const head = tokensOfText(first.file.path, `int ${name}()`).map((token) => ({
        ...first,
        kind: token.kind,
        text: token.text,
        space: true,
      }));
      this.pieces[index] = { ...piece, tokens: [...head, ...tokens.slice(body)], cuts: 1 };
      this.assumed.push(`head of ${name}`);
      return true;
    }
    const equals = declaration.kind === 'object' ? tokens.findIndex((token) => is(token, '=')) : -1;
    const last = tokens.at(-1);
    if (equals > 0 && at > equals && last !== undefined) {
      this.pieces[index] = { ...piece, tokens: [...tokens.slice(0, equals), semicolon(last)] };
      this.assumed.push(`value of ${name}`);
      return true;
    }
    this.pieces[index] = undefined;
    this.assumed.push(`declaration of ${name === '' ? (tokens[0]?.text ?? '') : name}`);
    return true;
  }

  #cut(index: number, piece: Piece, { from, to }: { from: number; to: number }, message: string): void {
    const { tokens, declaration } = piece;
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (first === undefined) return;
    const own = declaration === this.#owner;
    // A helper that comes to its gap ends its process, so that nothing is seen of what it would have done otherwise.
    const kept = own
      ? [semicolon(first)]
      : GAP.map((token) => ({ ...token, file: first.file, start: first.start, from: first.from }));
    this.pieces[index] = {
      ...piece,
      cuts: piece.cuts + 1,
      tokens: [...tokens.slice(0, from), ...kept, ...tokens.slice(to)],
    };
    const line = lineOf(first);
    if (own) this.omitted.push({ line, endLine: Math.max(line, lineOf(last)), message });
    this.assumed.push(`line ${line} left out`);
  }

  /** A definition without its body: a stub will answer for it. */
  #head({ declaration, tokens }: Piece, body: number): Piece | undefined {
    const last = tokens[body - 1];
    // The head of an old-style definition says nothing of use without its body.
    if (last === undefined || is(last, ';')) return undefined;
    return {
      declaration: { ...declaration, kind: 'prototype' },
      tokens: [...tokens.slice(0, body), semicolon(last)],
      cuts: 0,
    };
  }
}

/** An object whose own `popen`, or other function that our library has too, is its own affair: the library keeps using its own. */
const apart = (object: ObjectFile): ObjectFile => {
  const { index } = cLibrary().archive;
  return {
    ...object,
    symbols: object.symbols.map((symbol) =>
      symbol.section !== 'undefined' && symbol.section !== 'common' && index.has(symbol.name)
        ? { ...symbol, binding: 'local' as const }
        : symbol,
    ),
  };
};

/**
 * Compiles declarations and a driver; what it cannot take is left out of the declarations, as little as may be. Of the callers the first that can be compiled is
 * taken. `earlier` is
 * what came of the same declarations before.
 */
export const compileRepaired = (
  path: string,
  declarations: readonly Declaration[],
  owner: Declaration,
  before: readonly Token[],
  drivers: readonly (readonly Token[])[],
  registers: RegisterMode,
  earlier?: Compilation,
): Compilation => {
  const repair = new Repair(declarations, owner, earlier?.repaired);
  const facts = earlier?.facts ?? new Facts();
  const options = { reader: { read: () => undefined }, assume: true, registers, facts };
  let chosen = earlier?.repaired.driver ?? 0;
  for (let round = 0; ; round++) {
    const starts: number[] = [];
    const tokens: Token[] = [...before];
    for (const piece of repair.pieces) {
      starts.push(tokens.length);
      for (const token of piece?.tokens ?? []) tokens.push(token);
    }
    const end = tokens.length;
    const driver = drivers[chosen] ?? [];
    for (const token of driver) tokens.push(token);
    const compiled = compileTokens(path, tokens, options);
    const errors = compiled.problems.filter(({ severity }) => severity === 'error');
    const repaired: Repaired = {
      pieces: repair.pieces.flatMap((piece) => piece ?? []),
      assumed: repair.assumed,
      omitted: repair.omitted,
      driver: chosen,
    };
    const { object, externals, assumed } = compiled;
    if (errors.length === 0 && object !== undefined)
      return { object: apart(object), externals, assumed, repaired, facts, problem: undefined };
    const shed = new Set<number>();
    let progress = false;
    for (const error of round < ROUNDS ? errors : []) {
      const { token } = error.at;
      if (token === undefined || token >= end || token < before.length) continue;
      const index = starts.findLastIndex((start) => start <= token);
      if (shed.has(index)) continue;
      shed.add(index);
      progress = repair.shed(index, token - (starts[index] ?? 0), error) || progress;
    }
    if (!progress && chosen + 1 < drivers.length && errors.some(({ at }) => (at.token ?? 0) >= end)) {
      chosen++;
      progress = true;
    }
    if (!progress) {
      const [first] = errors;
      const problem = {
        message: first?.message ?? 'it does not compile',
        path: first?.at.path ?? path,
        line: first?.at.line ?? 1,
      };
      return { object: undefined, externals, assumed, repaired, facts, problem };
    }
  }
};
