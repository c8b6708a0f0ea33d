/**
 * API of room `toolchain`: compiler, assembler, library and linker together. C files go in, a program comes out. It runs
 * nothing.
 */
export { BINARY_NAMES, binary } from './binaries.ts';
export {
  cLibrary,
  compileLibrary,
  LIBRARY_SOURCE,
  type Library,
  libraryBytes,
  librarySymbols,
  routineBytes,
  SYSTEM_INCLUDE,
  systemFile,
} from './library.ts';
export {
  type BuiltProgram,
  buildProgram,
  linkProgram,
  makeObjects,
  type ProgramOptions,
  withSystemHeaders,
} from './program.ts';
