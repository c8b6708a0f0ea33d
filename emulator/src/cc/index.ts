/**
 * API of room `cc`: the C compiler for the 8086. `compile` gives an object per file, `build` a linked image, `expand` the
 * preprocessed text. Pure: files come through an injected reader. It knows no machine and no kernel.
 */
export { type BuildOptions, type Built, build, runtime } from './build.ts';
export {
  type Compiled,
  type CompileOptions,
  compile,
  compileText,
  compileTokens,
  type External,
  expand,
} from './compile.ts';
export { FEATURES, type Feature } from './dialect.ts';
export { type Assumption, Facts } from './front/facts.ts';
export { REGISTER_MODES, type RegisterMode } from './passes/registers.ts';
export { DUMPS } from './pipeline.ts';
export { type CompileProblem, formatProblem, type Position } from './problem.ts';
