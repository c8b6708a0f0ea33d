/** What one run of the preprocessor keeps while it works, and what it leaves behind: records that the steps share. */
import type { Expander } from './expand.ts';
import type { HeaderCache, LexedFile, SearchPath } from './headers.ts';
import type { Macro } from './macro.ts';
import type { CppProblem, Expansion, Report, SourceFile, Token } from './source.ts';

/** Limits of a run. `expansions` and `tokens` hold for macros, `output` for the result. */
export interface Budget {
  readonly expansions: number;
  readonly tokens: number;
  readonly nesting: number;
  readonly includeDepth: number;
  readonly output: number;
}

/** Settings of a run; all but `cache` may be left out. */
export interface CppOptions {
  /** Files and headers; keep it from run to run. */
  readonly cache: HeaderCache;
  /** Folders for `"name"` only, before `includePaths` (gcc -iquote). */
  readonly quotePaths?: readonly string[];
  /** Folders for both forms, in order (gcc -I, then -isystem). */
  readonly includePaths?: readonly string[];
  /** Text of #define and #undef lines that come before the file: predefined macros, see `defineLines` for -D and -U. */
  readonly predefined?: string;
  /** Names that stay as they are in headers, whatever those say. */
  readonly fixed?: ReadonlySet<string>;
  /** What `__DATE__` and `__TIME__` give, without quotes. */
  readonly date?: string;
  readonly time?: string;
  /** Names for which `__has_attribute` and `__has_builtin` give 1. */
  readonly attributes?: ReadonlySet<string>;
  readonly builtins?: ReadonlySet<string>;
  /** Report headers that are not found as errors; otherwise they are only listed in `includes`. Default true. */
  readonly needHeaders?: boolean;
  /** Asked for a header that the search path has not: the path where it is, or undefined. `from` is the including file. */
  readonly locate?: (name: string, angled: boolean, from: string) => string | undefined;
  readonly budget?: Partial<Budget>;
}

/** An #include, #include_next or #import that was run. `path` is undefined if nothing was found. */
export interface Include {
  readonly name: string;
  readonly angled: boolean;
  readonly path: string | undefined;
  readonly directive: Token;
  /** Number of output tokens before it. */
  readonly at: number;
}

/** A #define (`macro`) or #undef of a name. `at` is the offset in the main file from which it holds. */
export interface MacroEvent {
  readonly name: string;
  readonly macro: Macro | undefined;
  readonly at: number;
}

/** What became of an #if, #ifdef, #ifndef, #elif or #else that was reached: `hash` is the offset of its `#`. */
export interface BranchState {
  readonly file: SourceFile;
  readonly hash: number;
  readonly active: boolean;
}

/** A #pragma, _Pragma or #ident: its text from the name of the directive on, before output token `at`. */
export interface Pragma {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly directive: Token;
  readonly at: number;
}

/** From `offset` in `file` on, presumed lines are real ones plus `shift`, in a file presumed to be called `name`. */
export interface LineMark {
  readonly file: SourceFile;
  readonly offset: number;
  readonly shift: number;
  readonly name: string;
}

/** A macro use that stands in a file itself; its tokens begin at output token `at`. */
export interface Use {
  readonly expansion: Expansion;
  readonly at: number;
}

/** Going into a file or back to it, before output token `at`; `line` is zero-based and real. */
export interface Passage {
  readonly kind: 'enter' | 'leave';
  readonly file: SourceFile;
  readonly line: number;
  readonly at: number;
}

/** All that a run gives. `stopped` tells that a budget was spent, with a problem that says which. */
export interface Preprocessed {
  readonly file: SourceFile;
  readonly tokens: readonly Token[];
  readonly problems: readonly CppProblem[];
  readonly macros: ReadonlyMap<string, Macro>;
  readonly history: readonly MacroEvent[];
  readonly branches: readonly BranchState[];
  readonly includes: readonly Include[];
  readonly pragmas: readonly Pragma[];
  readonly uses: readonly Use[];
  readonly lineMarks: readonly LineMark[];
  readonly passages: readonly Passage[];
  readonly stopped: boolean;
}

/** An #if that is open: whether a branch was taken, the present one is active, and #else was seen. */
export interface OpenCondition {
  readonly directive: Token;
  taken: boolean;
  active: boolean;
  sawElse: boolean;
}

/** A file being read. `index` is the next token, `nextDirective` an index into `lexed.directives`. */
export interface Frame {
  readonly lexed: LexedFile;
  readonly path: string;
  readonly place: number;
  readonly depth: number;
  readonly conditions: OpenCondition[];
  /** Tokens to give before the next one of the file, last first. */
  readonly pending: Token[];
  index: number;
  nextDirective: number;
  lineShift: number;
  presumedName: string;
}

/** A run. */
export interface Run {
  readonly options: CppOptions;
  /** `quotePaths`, then `includePaths`. */
  readonly search: SearchPath;
  readonly budget: Budget;
  readonly expander: Expander;
  readonly report: Report;
  readonly frames: Frame[];
  readonly out: Token[];
  readonly history: MacroEvent[];
  readonly branches: BranchState[];
  readonly includes: Include[];
  readonly pragmas: Pragma[];
  readonly uses: Use[];
  readonly lineMarks: LineMark[];
  readonly passages: Passage[];
  /** Paths that are not to be read again (#pragma once, #import). */
  readonly once: Set<string>;
  /** Saved by `#pragma push_macro`. */
  readonly pushed: Map<string, (Macro | undefined)[]>;
  counter: number;
  /** Reads a header that was found; gives its tokens unexpanded while arguments are being read. */
  enter(lexed: LexedFile, path: string, place: number, directive: Token): void;
}
