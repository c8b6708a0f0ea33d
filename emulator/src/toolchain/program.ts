/**
 * C and assembly files to a program that ELKS can load: compile, link with crt0, the library and the run-time routines.
 * The image has header version 0, the ABI that our library speaks (reference/elks-and-vfork.md §1.1), so its data segment
 * has one size for data, bss, heap, arguments and stack.
 */
import { type Archive, assembleText, type Image, link, type ObjectFile } from '../asm/index.ts';
import { type CompileOptions, type CompileProblem, compile } from '../cc/index.ts';
import { cLibrary, SYSTEM_INCLUDE, systemFile } from './library.ts';

export interface ProgramOptions extends CompileOptions {
  /** Objects and archives after the files. */
  readonly objects?: readonly (ObjectFile | Archive)[];
  /** Bytes of heap and of stack with the arguments. */
  readonly heap?: number;
  readonly stack?: number;
}

export interface BuiltProgram {
  /** Undefined where there was an error. */
  readonly image: Image | undefined;
  readonly objects: readonly ObjectFile[];
  readonly problems: readonly CompileProblem[];
}

const HEAP = 0x2000;
const STACK = 0x2000;
/** The largest data segment that ELKS gives. */
const SEGMENT = 0xfff0;

/** Options with the system headers behind the caller's own folders. */
export const withSystemHeaders = (options: CompileOptions): CompileOptions => ({
  ...options,
  reader: { ...options.reader, read: (path) => systemFile(path) ?? options.reader.read(path) },
  includePaths: [...(options.includePaths ?? []), SYSTEM_INCLUDE],
});

/** Compiles C files, assembles `.s` files, without linking. */
export const makeObjects = (paths: readonly string[], options: CompileOptions): BuiltProgram => {
  const objects: ObjectFile[] = [];
  const problems: CompileProblem[] = [];
  const all = withSystemHeaders(options);
  for (const path of paths) {
    if (/\.(s|asm)$/i.test(path)) {
      const text = all.reader.read(path);
      if (text === undefined)
        problems.push({ severity: 'error', at: { path, line: 1, column: 1 }, message: 'the file cannot be read' });
      else {
        const made = assembleText(text, path);
        for (const { message, line = 1, column = 1 } of made.problems)
          problems.push({ severity: 'error', at: { path, line, column }, message });
        objects.push(made.object);
      }
      continue;
    }
    for (const { object, problems: found } of compile([path], all)) {
      problems.push(...found);
      if (object !== undefined) objects.push(object);
    }
  }
  return { image: undefined, objects, problems };
};

/** Links objects with crt0, the library and the run-time routines. */
export const linkProgram = (
  objects: readonly ObjectFile[],
  options: Omit<ProgramOptions, keyof CompileOptions> = {},
): BuiltProgram => {
  const { crt0, archive, routines } = cLibrary();
  const inputs = [crt0, ...objects, ...(options.objects ?? []), archive, routines];
  const { image, problems } = link(inputs, { entry: '__start', version: 0 });
  const first = objects[0]?.name ?? '';
  const found = problems.map(
    ({ message, file = first, line = 1, column = 1 }): CompileProblem => ({
      severity: 'error',
      at: { path: file, line, column },
      message: message.replace(/^'_(\w+)' is not defined$/, "'$1' is not defined"),
    }),
  );
  const wanted = image.data.length + image.bss + (options.heap ?? HEAP) + (options.stack ?? STACK);
  const sized: Image = { ...image, chmem: Math.min(wanted, SEGMENT) };
  return { image: found.length > 0 ? undefined : sized, objects, problems: found };
};

/** Builds a program from files. Problems of every file come first, then those of linking, which needs all objects. */
export const buildProgram = (paths: readonly string[], options: ProgramOptions): BuiltProgram => {
  const { objects, problems } = makeObjects(paths, options);
  if (problems.some(({ severity }) => severity === 'error')) return { image: undefined, objects, problems };
  const linked = linkProgram(objects, options);
  return { ...linked, problems: [...problems, ...linked.problems] };
};
