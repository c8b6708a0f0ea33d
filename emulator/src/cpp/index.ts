/**
 * The C preprocessor: complete C99 with the GNU extensions that headers use, pure, never throwing, with positions through
 * macros and back. The compiler reads its tokens; the linter reads its macros, conditionals and uses. API boundary.
 *
 * `preprocess(path, text, { cache: new HeaderCache(reader), includePaths, predefined })` is the whole of it; keep the
 * cache from run to run and tell it with `forget` what has changed.
 */
export { type Branch, type BranchKind, branchStates, type Conditional, conditionals } from './conditionals.ts';
export { HeaderCache, type LexedFile, lexFile, type Reader } from './headers.ts';
export { needsSpace } from './lexer.ts';
export type { Macro, Piece } from './macro.ts';
export { spell } from './pragma.ts';
export { DEFAULT_BUDGET, preprocess } from './preprocess.ts';
export { print } from './print.ts';
export {
  defineLines,
  expandText,
  expandTokens,
  expansionStack,
  macrosAt,
  type Origin,
  originOf,
  parseMacro,
  presumed,
  tokensOf,
  useAt,
} from './queries.ts';
export {
  type CppProblem,
  DIGRAPHS,
  type Expansion,
  isText,
  type Position,
  SourceFile,
  type Token,
  type TokenKind,
} from './source.ts';
export type { Budget, CppOptions, Include, MacroEvent, Pragma, Preprocessed, Use } from './state.ts';
