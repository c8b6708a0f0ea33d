/**
 * From C files to objects: preprocess, parse, lower, the passes, select, assemble. Pure and without exceptions for any input;
 * what is wrong is in `problems`. A file with an error gives no object.
 */
import { assemble, type DebugType, type Item, type ObjectFile, parseAssembly } from '../asm/index.ts';
import {
  defineLines,
  HeaderCache,
  type Preprocessed,
  preprocess,
  print,
  type Reader,
  type SourceFile,
  type Token,
} from '../cpp/index.ts';
import type { LooseFloat, TranslationUnit } from './front/ast.ts';
import { type Assumption, Facts } from './front/facts.ts';
import { lex, type PpToken } from './front/lex.ts';
import { parse } from './front/parse.ts';
import { sizeOf, type Type } from './front/types.ts';
import { printFunction } from './ir/print.ts';
import { Strings } from './lower/builder.ts';
import { lowerFunction } from './lower/statements.ts';
import { WideConstants } from './passes/legalize.ts';
import type { RegisterMode } from './passes/registers.ts';
import { PASSES } from './pipeline.ts';
import { PREDEFINED } from './predefined.ts';
import type { CompileProblem, Position } from './problem.ts';
import { constantItems, objectItems } from './target/data.ts';
import { DebugTypes } from './target/debug-types.ts';
import { select } from './target/select.ts';

export interface CompileOptions {
  readonly reader: Reader;
  /** Kept from run to run it saves the reading and lexing of headers. */
  readonly cache?: HeaderCache;
  readonly includePaths?: readonly string[];
  /** As behind -D: `NAME` or `NAME=value`. */
  readonly defines?: readonly string[];
  /** Which variables live in SI and DI. Default `declared`. */
  readonly registers?: RegisterMode;
  /** Check at each function's start that the stack has room. */
  readonly stackCheck?: boolean;
  /** Make up what is not declared, from how it is used, and note it in `assumed`: for code cut out of its program. */
  readonly assume?: boolean;
  /** What earlier compilations of nearly the same code learnt of it (with `assume`); it is added to. */
  readonly facts?: Facts;
  /** Passes after which each function is shown in `dumps`. */
  readonly dump?: readonly string[];
}

/** A name that the file uses and does not define, with what it is there. */
export interface External {
  readonly name: string;
  readonly symbol: string;
  /** What a function returns, or that it is an object. */
  readonly kind: 'object' | 'void' | 'word' | 'pointer' | 'wide' | 'record';
  readonly noreturn: boolean;
  /** Bytes of the object, or of what a function returns. */
  readonly size: number;
  /** Whether nothing declares it. */
  readonly assumed: boolean;
}

export interface Compiled {
  readonly path: string;
  readonly items: readonly Item[];
  readonly types: readonly DebugType[];
  /** Undefined where there was an error. */
  readonly object: ObjectFile | undefined;
  readonly problems: readonly CompileProblem[];
  readonly assumed: readonly Assumption[];
  readonly externals: readonly External[];
  readonly dumps: readonly { readonly pass: string; readonly text: string }[];
}

/** Where a token stands for its reader: the use of the outermost macro that it came out of. */
const outermost = (token: Token): Token => {
  let at = token;
  while (at.from !== undefined) at = at.from.use;
  return at;
};

const positions = (run: Preprocessed): ((file: SourceFile, offset: number) => Position) => {
  const marked = run.lineMarks.length > 0;
  return (file, offset) => {
    const { line, column } = file.positionAt(offset);
    if (!marked) return { path: file.path, line: line + 1, column: column + 1 };
    let name = file.path;
    let shift = 0;
    for (const mark of run.lineMarks) {
      if (mark.file === file && mark.offset < offset && file.positionAt(mark.offset).line < line)
        ({ name, shift } = mark);
    }
    return { path: name, line: line + shift + 1, column: column + 1 };
  };
};

const preprocessed = (path: string, text: string, options: CompileOptions): Preprocessed =>
  preprocess(path, text, {
    cache: options.cache ?? new HeaderCache(options.reader),
    includePaths: options.includePaths ?? [],
    predefined: PREDEFINED + defineLines(options.defines ?? []),
  });

const failed = (path: string, problems: readonly CompileProblem[]): Compiled => ({
  path,
  items: [],
  types: [],
  object: undefined,
  problems,
  assumed: [],
  externals: [],
  dumps: [],
});

/** The preprocessed text of a file, as `cc -E` prints it. */
export const expand = (
  path: string,
  options: CompileOptions,
): { text: string; problems: readonly CompileProblem[] } => {
  const text = options.reader.read(path);
  if (text === undefined) return { text: '', problems: [unreadable(path)] };
  const run = preprocessed(path, text, options);
  const at = positions(run);
  return {
    text: print(run, true),
    problems: run.problems.map((p) => ({ severity: p.severity, message: p.message, at: at(p.file, p.start) })),
  };
};

const unreadable = (path: string): CompileProblem => ({
  severity: 'error',
  at: { path, line: 1, column: 1 },
  message: 'the file cannot be read',
});

/** Most parses of one piece of code: chains of unknown members are learnt link by link. */
const PARSES = 12;

/** Parses tokens; where declarations are missing, until another parse would learn nothing new. */
const parsed = (
  input: readonly PpToken[],
  path: string,
  problems: CompileProblem[],
  facts: Facts | undefined,
): TranslationUnit => {
  const tokens = lex(input, path, (at, message) => problems.push({ severity: 'error', at, message }));
  const before = problems.length;
  let unit = parse(tokens, path, problems, facts);
  for (let i = 1; i < PARSES && facts?.learnt === true; i++) {
    facts.restart();
    problems.length = before;
    unit = parse(tokens, path, problems, facts);
  }
  return unit;
};

const front = (
  path: string,
  text: string,
  options: CompileOptions,
  problems: CompileProblem[],
  facts: Facts | undefined,
): TranslationUnit => {
  const run = preprocessed(path, text, options);
  const at = positions(run);
  for (const p of run.problems) problems.push({ severity: p.severity, message: p.message, at: at(p.file, p.start) });
  const input = run.tokens.map((token): PpToken => {
    const shown = outermost(token);
    return { kind: token.kind, text: token.text, at: at(shown.file, shown.start) };
  });
  return parsed(input, path, problems, facts);
};

/**
 * What printf and scanf of our library do with floating values. They refer to it weakly, so that it is linked only to
 * programs that hand such values to functions that could be them.
 */
const NEEDS: Readonly<Record<LooseFloat, string>> = { value: '___format_float', address: '___scan_float' };

const asmItems = (text: string, at: Position, problems: CompileProblem[]): readonly Item[] => {
  const parsed = parseAssembly(text.replaceAll(';', '\n'), at.path);
  for (const problem of parsed.problems) problems.push({ severity: 'error', at, message: `asm: ${problem.message}` });
  return parsed.items;
};

const needed = (unit: TranslationUnit): TranslationUnit['functions'] =>
  unit.functions.filter(({ symbol }) => (symbol.external && !symbol.inlineOnly) || symbol.referenced);

/** Runs a step for one function; in code with guessed declarations a failure of ours is a problem of that function. */
const guard =
  ({ assume }: CompileOptions, problems: CompileProblem[]) =>
  (at: Position, step: () => void): void => {
    try {
      step();
    } catch (error) {
      if (assume !== true) throw error;
      problems.push({ severity: 'error', at, message: `this function cannot be compiled: ${String(error)}` });
    }
  };

const back = (unit: TranslationUnit, options: CompileOptions, problems: CompileProblem[]): Compiled => {
  const strings = new Strings();
  const constants = new WideConstants();
  const types = new DebugTypes();
  const dumps: { pass: string; text: string }[] = [];
  const wanted = new Set(options.dump ?? []);
  const items: Item[] = [];
  for (const { at, text } of unit.assembly)
    items.push({ kind: 'section', name: 'text' }, ...asmItems(text, at, problems));
  const context = { constants, registers: options.registers ?? 'declared' };
  const guarded = guard(options, problems);
  for (const definition of needed(unit))
    guarded(definition.at, () => {
      const fn = lowerFunction(definition, strings, problems);
      if (wanted.has('lower')) dumps.push({ pass: 'lower', text: printFunction(fn) });
      for (const pass of PASSES) {
        pass.run(fn, context);
        if (wanted.has(pass.name)) dumps.push({ pass: pass.name, text: printFunction(fn) });
      }
      const made = select(fn, {
        parseAsm: (text, op) => asmItems(text, op.at, problems),
        stackCheck: options.stackCheck ?? false,
        typeIndex: (slot) => (slot.variable === undefined ? undefined : types.index(slot.variable.type)),
      });
      for (const item of made) items.push(item);
    });
  for (const { symbol, weak, defined } of unit.symbols)
    if (weak && !defined) items.push({ kind: 'weak', name: symbol });
  for (const { symbol, weak, definition } of unit.variables)
    if (weak && definition === 'none') items.push({ kind: 'weak', name: symbol });
  for (const item of objectItems(unit, strings, problems, options.assume === true)) items.push(item);
  for (const item of constantItems(strings, constants)) items.push(item);
  for (const variable of unit.variables) {
    if (variable.definition === 'none' || variable.hidden) continue;
    const location = { kind: 'static', symbol: variable.symbol } as const;
    const size = sizeOf(variable.type);
    items.push({
      kind: 'variable',
      name: variable.name,
      location,
      size,
      type: types.index(variable.type),
      line: variable.at.line,
    });
  }
  if (problems.some((p) => p.severity === 'error')) return { ...failed(unit.path, problems), dumps };
  const { object, problems: found } = assemble(items, { name: unit.path, types: types.list });
  for (const p of found) {
    const at = { path: p.file ?? unit.path, line: p.line ?? 1, column: p.column ?? 1 };
    problems.push({ severity: 'error', at, message: p.message });
  }
  return {
    path: unit.path,
    items,
    types: types.list,
    object: found.length > 0 ? undefined : { ...object, needs: [...unit.loose].map((kind) => NEEDS[kind]) },
    problems,
    assumed: [],
    externals: [],
    dumps,
  };
};

const resultKind = (type: Type): External['kind'] => {
  if (type.kind === 'void' || type.kind === 'record' || type.kind === 'pointer') return type.kind;
  return sizeOf(type) > 2 ? 'wide' : 'word';
};

const externalsOf = ({ symbols, variables }: TranslationUnit): readonly External[] => [
  ...symbols
    .filter(({ defined }) => !defined)
    .map(
      ({ name, symbol, type: { result }, noreturn, implicit }): External => ({
        name,
        symbol,
        kind: resultKind(result),
        noreturn,
        size: sizeOf(result),
        assumed: implicit,
      }),
    ),
  ...variables
    .filter(({ definition }) => definition === 'none')
    .map(
      ({ name, symbol, type }): External => ({
        name,
        symbol,
        kind: 'object',
        noreturn: false,
        size: sizeOf(type),
        assumed: type.kind === 'int' && type.assumed !== undefined,
      }),
    ),
];

const compiled = (
  path: string,
  options: CompileOptions,
  problems: CompileProblem[],
  read: (facts: Facts | undefined) => TranslationUnit,
): Compiled => {
  try {
    const facts = options.assume === true ? (options.facts ?? new Facts()) : undefined;
    facts?.restart();
    const unit = read(facts);
    const assumed = facts?.list ?? [];
    if (problems.some((p) => p.severity === 'error')) return { ...failed(path, problems), assumed };
    return { ...back(unit, options, problems), assumed, externals: externalsOf(unit) };
  } catch (error) {
    // our own stack: an expression with many thousands of operators
    if (!(error instanceof RangeError)) throw error;
    const at = { path, line: 1, column: 1 };
    return failed(path, [...problems, { severity: 'error', at, message: 'the program is too complex to compile' }]);
  }
};

/** Compiles one file, given as text. */
export const compileText = (path: string, text: string, options: CompileOptions): Compiled => {
  const problems: CompileProblem[] = [];
  return compiled(path, options, problems, (facts) => front(path, text, options, problems, facts));
};

/** Compiles tokens that are preprocessed already; positions name them by index, and lines of the files that they came from. */
export const compileTokens = (path: string, tokens: readonly Token[], options: CompileOptions): Compiled => {
  const problems: CompileProblem[] = [];
  return compiled(path, options, problems, (facts) => {
    const input = tokens.map((token, index): PpToken => {
      const { file, start } = outermost(token);
      const { line, column } = file.positionAt(start);
      return {
        kind: token.kind,
        text: token.text,
        at: { path: file.path, line: line + 1, column: column + 1, token: index },
      };
    });
    return parsed(input, path, problems, facts);
  });
};

/** Compiles each file by itself. */
export const compile = (paths: readonly string[], options: CompileOptions): readonly Compiled[] =>
  paths.map((path) => {
    const text = options.reader.read(path);
    return text === undefined ? failed(path, [unreadable(path)]) : compileText(path, text, options);
  });
