/**
 * `vfork-lint cc FILE… -o IMAGE`: compiles and links C and assembly files with our library to an ELKS a.out; or stops after the
 * preprocessor (-E), the compiler (-S) or the assembler (-c). Problems are printed as gcc prints them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type ObjectFile, printItems, readObject, writeAout, writeObject } from '@vfork-lint/emulator/asm';
import {
  type CompileOptions,
  type CompileProblem,
  compile,
  DUMPS,
  expand,
  type RegisterMode,
} from '@vfork-lint/emulator/cc';
import { linkProgram, makeObjects, withSystemHeaders } from '@vfork-lint/emulator/toolchain';
import { type Command, Option } from 'commander';
import { EXIT, type Io, UsageError } from '../io.ts';
import { shownPath } from '../paths.ts';

interface Options {
  readonly output?: string;
  readonly preprocess?: boolean;
  readonly assembly?: boolean;
  readonly compile?: boolean;
  readonly include: readonly string[];
  readonly define: readonly string[];
  readonly registers: RegisterMode;
  readonly heap?: string;
  readonly stack?: string;
  readonly stackCheck?: boolean;
  readonly debug?: boolean;
  readonly dump: readonly string[];
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds the command. `finish` takes the exit status. */
export const ccCommand = (program: Command, io: Io, finish: (status: number) => void): void => {
  program
    .command('cc')
    .description('compile C and assembly files to an ELKS a.out')
    .argument('<files...>', 'C files, assembly files (.s) and objects (.o)')
    .option('-o, --output <file>', 'where to write; - is standard output')
    .option('-E, --preprocess', 'only preprocess')
    .option('-S, --assembly', 'only compile, to assembly text')
    .option('-c, --compile', 'only compile and assemble, to an object file')
    .option('-g, --debug', 'put line tables behind the program, for exec --trace')
    .option('-I, --include <folder>', 'folder of headers', collect, [])
    .option('-D, --define <macro>', 'NAME or NAME=VALUE', collect, [])
    .addOption(
      new Option('--registers <mode>', 'which variables live in SI and DI')
        .choices(['none', 'declared', 'auto'])
        .default('declared'),
    )
    .option('--heap <bytes>', 'room for the heap')
    .option('--stack <bytes>', 'room for arguments and the stack')
    .option('--stack-check', 'check at each function that the stack has room')
    .option('--dump <pass>', `print each function after a pass: ${DUMPS.join(', ')}`, collect, [])
    .action((files: readonly string[], options: Options) => {
      finish(run(io, files, options) ? EXIT.clean : EXIT.findings);
    });
};

const run = (io: Io, files: readonly string[], options: Options): boolean => {
  const paths = files.map((file) => resolve(io.cwd, file));
  const compiling: CompileOptions = {
    reader: { read: (path) => textOf(path) },
    includePaths: options.include.map((folder) => resolve(io.cwd, folder)),
    defines: options.define,
    registers: options.registers,
    stackCheck: options.stackCheck ?? false,
    dump: options.dump,
  };
  for (const name of options.dump)
    if (!DUMPS.includes(name)) throw new UsageError(`--dump takes one of ${DUMPS.join(', ')}, not '${name}'`);
  for (const path of paths)
    if (bytesOf(path) === undefined) throw new UsageError(`cannot read ${shownPath(io.cwd, path)}`);
  if (options.preprocess === true) return preprocess(io, paths, compiling, options);
  if (options.dump.length > 0) return dump(io, paths, compiling, options);
  if (options.assembly === true) return toAssembly(io, paths, compiling, options);
  const objects: ObjectFile[] = [];
  let ok = true;
  for (const path of paths) {
    const made = path.endsWith('.o') ? readGiven(io, path) : makeObjects([path], compiling);
    ok = show(io, made.problems) && ok;
    objects.push(...made.objects);
    if (options.compile === true && ok)
      write(io, outputFor(options, files.length, path, '.o'), writeObject(made.objects[0] as ObjectFile));
  }
  if (!ok || options.compile === true) return ok;
  const { image, problems } = linkProgram(objects, {
    ...(options.heap === undefined ? {} : { heap: sizeOf('--heap', options.heap) }),
    ...(options.stack === undefined ? {} : { stack: sizeOf('--stack', options.stack) }),
  });
  if (!show(io, problems) || image === undefined) return false;
  write(io, options.output ?? 'a.out', writeAout(image, { debug: options.debug === true }));
  return true;
};

const preprocess = (io: Io, paths: readonly string[], compiling: CompileOptions, options: Options): boolean => {
  const all = withSystemHeaders(compiling);
  let text = '';
  let ok = true;
  for (const path of paths) {
    const made = expand(path, all);
    ok = show(io, made.problems) && ok;
    text += made.text;
  }
  write(io, options.output ?? '-', text);
  return ok;
};

/** The functions as the passes see them, instead of code. */
const dump = (io: Io, paths: readonly string[], compiling: CompileOptions, options: Options): boolean => {
  const files = compile(paths, withSystemHeaders(compiling));
  const text = files.flatMap((file) => file.dumps.map((one) => `; ${one.pass}\n${one.text}`)).join('');
  const ok = files.every((file) => show(io, file.problems));
  write(io, options.output ?? '-', text);
  return ok;
};

const toAssembly = (io: Io, paths: readonly string[], compiling: CompileOptions, options: Options): boolean => {
  let ok = true;
  for (const file of compile(paths, withSystemHeaders(compiling))) {
    ok = show(io, file.problems) && ok;
    if (file.object !== undefined) write(io, outputFor(options, paths.length, file.path, '.s'), printItems(file.items));
  }
  return ok;
};

const readGiven = (
  io: Io,
  path: string,
): { readonly objects: readonly ObjectFile[]; readonly problems: readonly CompileProblem[] } => {
  const object = readObject(bytesOf(path) ?? new Uint8Array(0));
  if (object === undefined) throw new UsageError(`${shownPath(io.cwd, path)} is no object file that cc -c wrote`);
  return { objects: [object], problems: [] };
};

/** The file that a step writes: the one that is named, else the source's name with another ending, in the working directory. */
const outputFor = (options: Options, files: number, path: string, ending: string): string => {
  if (options.output === undefined) return basename(path).replace(/\.\w+$/, '') + ending;
  if (files > 1) throw new UsageError('-o names one file, and there are several');
  return options.output;
};

const sizeOf = (option: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xfff0)
    throw new UsageError(`${option} takes bytes from 0 to 65520, not '${text}'`);
  return value;
};

const write = (io: Io, file: string, content: string | Uint8Array): void => {
  if (file === '-') {
    if (typeof content === 'string') io.out(content);
    else if (io.streams !== undefined) io.streams.output(1, content);
    else io.out(Buffer.from(content).toString('latin1'));
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, file), content, typeof content === 'string' ? {} : { mode: 0o755 });
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error && 'code' in error ? error.code : error}`);
  }
};

/** Prints problems; whether none of them is an error. */
const show = (io: Io, problems: readonly CompileProblem[]): boolean => {
  for (const { at, severity, message } of problems)
    io.err(`${shownPath(io.cwd, at.path)}:${at.line}:${at.column}: ${severity}: ${message}\n`);
  return problems.every(({ severity }) => severity !== 'error');
};

const bytesOf = (path: string): Uint8Array | undefined => {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return undefined;
  }
};

const textOf = (path: string): string | undefined => {
  const bytes = bytesOf(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
};
