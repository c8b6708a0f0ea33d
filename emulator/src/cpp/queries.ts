/**
 * Questions about a finished run: where a token came from, what a use became, which macros held at a place, and what some
 * other text would expand to there.
 */
import { Expander } from './expand.ts';
import { lexFile } from './headers.ts';
import { type Macro, parseDefine } from './macro.ts';
import { computed } from './operators.ts';
import { DEFAULT_BUDGET } from './preprocess.ts';
import { type CppProblem, type Expansion, makeToken, type SourceFile, type Token } from './source.ts';
import type { CppOptions, Preprocessed, Use } from './state.ts';

/** A place in a file. */
export interface Origin {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Where a token stands in the text that was written: for one out of a macro, the whole outermost use. */
export const originOf = (token: Token): Origin => {
  let outer = token.from;
  if (outer === undefined) return token;
  let end = outer.close?.from === undefined ? outer.close?.end : undefined;
  while (outer.use.from !== undefined) {
    outer = outer.use.from;
    if (outer.close !== undefined && outer.close.from === undefined) end = Math.max(end ?? 0, outer.close.end);
  }
  const { file, start } = outer.use;
  return { file, start, end: Math.max(end ?? 0, outer.use.end) };
};

/** The expansions a token came through, innermost first. */
export const expansionStack = (token: Token): readonly Expansion[] => {
  const stack: Expansion[] = [];
  for (let at = token.from; at !== undefined; at = at.parent) stack.push(at);
  return stack;
};

/** The name and zero-based line that #line gives a zero-based real line of a file; offsets by the marks of the run. */
export const presumed = (run: Preprocessed, file: SourceFile, line: number): { name: string; line: number } => {
  let name = file.path;
  let shift = 0;
  for (const mark of run.lineMarks) {
    if (mark.file !== file || file.positionAt(mark.offset).line >= line) continue;
    name = mark.name;
    shift = mark.shift;
  }
  return { name, line: line + shift };
};

/** The use of a macro in the run's own file whose name covers `offset`. */
export const useAt = (run: Preprocessed, offset: number): Use | undefined =>
  run.uses.findLast(({ expansion: { use } }) => use.file === run.file && use.start <= offset && offset < use.end);

/** The output tokens that came out of a use, also those that passed through as arguments. */
export const tokensOf = (run: Preprocessed, { expansion, at }: Use): readonly Token[] => {
  const { use } = expansion;
  const out: Token[] = [];
  for (let i = at; i < run.tokens.length; i++) {
    const token = run.tokens[i]!;
    let found = false;
    for (let from = token.from; from !== undefined && !found; from = from.parent) found = from.use === use;
    if (found) out.push(token);
    else if (token.from === undefined || out.length > 0) break;
  }
  return out;
};

/** The macros in force at an offset of the run's own file; undefined offset: at its end. */
export const macrosAt = (run: Preprocessed, offset?: number): ReadonlyMap<string, Macro> => {
  if (offset === undefined) return run.macros;
  const macros = new Map([...run.macros].filter(([, macro]) => macro.builtin !== undefined));
  for (const { name, macro, at } of run.history) {
    if (at > offset) break;
    if (macro === undefined) macros.delete(name);
    else macros.set(name, macro);
  }
  return macros;
};

/** What a text would expand to under these macros. Problems are of the text, as file `<text>`. */
export const expandText = (
  text: string,
  macros: { get(name: string): Macro | undefined },
  budget: CppOptions['budget'] = {},
): { tokens: readonly Token[]; problems: readonly CppProblem[] } =>
  expandTokens(lexFile('<text>', text, false).tokens, macros, budget);

/** The same for tokens that are there already; directives among them mean nothing. */
export const expandTokens = (
  tokens: readonly Token[],
  macros: { get(name: string): Macro | undefined },
  budget: CppOptions['budget'] = {},
): { tokens: readonly Token[]; problems: readonly CppProblem[] } => {
  const problems: CppProblem[] = [];
  const expander = new Expander(
    { ...DEFAULT_BUDGET, ...budget },
    {
      report: (severity, at, message) =>
        problems.push({ severity, message, file: at.file, start: at.start, end: at.end }),
      builtin: (macro, use) => [computed(undefined, macro.name, use)],
      replaced: () => {},
    },
    (name) => macros.get(name),
  );
  return { tokens: expander.expandList(tokens), problems };
};

/** The macro that `#define` followed by this text defines; undefined if it is none. Its file is called `path`. */
export const parseMacro = (path: string, text: string): Macro | undefined => {
  const { tokens, file } = lexFile(path, text, false);
  const directive = makeToken('identifier', 'define', file, 0, 0, false, false);
  return parseDefine(tokens, directive, () => {});
};

/** Lines for `predefined` from -D and -U arguments: `X`, `X=1`, `F(a)=a`. */
export const defineLines = (defines: readonly string[], undefines: readonly string[] = []): string =>
  [
    ...defines.map((text) => {
      const equals = text.indexOf('=');
      return equals < 0 ? `#define ${text} 1\n` : `#define ${text.slice(0, equals)} ${text.slice(equals + 1)}\n`;
    }),
    ...undefines.map((name) => `#undef ${name}\n`),
  ].join('');
