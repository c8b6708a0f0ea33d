/**
 * The driver: C files to a linked image, with an archive of a library and the run-time routines that the compiler's own
 * code calls. The routines are compiled by this compiler the first time they are needed.
 */
import { type Archive, assembleText, type Image, link, makeArchive, type ObjectFile } from '../asm/index.ts';
import { type Compiled, type CompileOptions, compile, compileText } from './compile.ts';
import type { CompileProblem } from './problem.ts';
import { BITS_C } from './runtime/bits.ts';
import { FLOAT_C } from './runtime/float.ts';
import { LLONG_C } from './runtime/llong.ts';
import { LONG_ASM } from './runtime/long.ts';

export interface BuildOptions extends CompileOptions {
  /** Objects and archives to link with, in order: crt0 first, the library after the program. */
  readonly before?: readonly ObjectFile[];
  readonly libraries?: readonly Archive[];
  readonly entry?: string;
  /** Bytes of heap and stack that the image asks for (ELKS header version 1; 0 is the kernel's default). */
  readonly heap?: number;
  readonly stack?: number;
}

export interface Built {
  /** Undefined where a file did not compile or a symbol is missing. */
  readonly image: Image | undefined;
  readonly files: readonly Compiled[];
  readonly problems: readonly CompileProblem[];
}

let archive: Archive | undefined;

const compiledRoutines = (name: string, text: string): ObjectFile => {
  const { object, problems } = compileText(name, text, { reader: { read: () => undefined }, registers: 'auto' });
  if (object === undefined) throw new Error(`${name} of the run-time archive: ${problems[0]?.message}`);
  return object;
};

/** The archive of run-time routines: long, long long and floating-point arithmetic, bit operations, the stack check. */
export const runtime = (): Archive => {
  archive ??= makeArchive('runtime', [
    assembleText(LONG_ASM, 'long.s').object,
    compiledRoutines('llong.c', LLONG_C),
    compiledRoutines('float.c', FLOAT_C),
    compiledRoutines('bits.c', BITS_C),
  ]);
  return archive;
};

/** Compiles and links. */
export const build = (paths: readonly string[], options: BuildOptions): Built => {
  const files = compile(paths, options);
  const problems = files.flatMap((file) => file.problems);
  const objects = files.flatMap((file) => file.object ?? []);
  if (objects.length < files.length) return { image: undefined, files, problems };
  const { image, problems: found } = link(
    [...(options.before ?? []), ...objects, ...(options.libraries ?? []), runtime()],
    {
      version: 1,
      chmem: options.heap ?? 0,
      minstack: options.stack ?? 0,
      ...(options.entry === undefined ? {} : { entry: options.entry }),
    },
  );
  const all = [
    ...problems,
    ...found.map(
      (p): CompileProblem => ({
        severity: 'error',
        at: { path: p.file ?? paths[0] ?? '', line: p.line ?? 1, column: p.column ?? 1 },
        message: p.message,
      }),
    ),
  ];
  return { image: found.length > 0 ? undefined : image, files, problems: all };
};
