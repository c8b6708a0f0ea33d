/**
 * `vfork-lint exec IMAGE [ARG…]`, with options of its own anywhere before `--`; all else is the program's. Runs an ELKS a.out on the emulated machine under one kernel. The program's standard streams and
 * exit status are the command's own; a deadlock ends with 124, a spent budget with 125, each with its story on the error stream.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import {
  exitStatusOf,
  Kernel,
  type KernelEvent,
  loadProgram,
  PERSONALITIES,
  personalityOf,
  tellEvent,
  tellResult,
  userPlace,
} from '@vfork-lint/emulator/kernel';
import { BINARY_NAMES, binary } from '@vfork-lint/emulator/toolchain';
import type { Command } from 'commander';
import { type Io, UsageError } from '../io.ts';
import { knownKernel, wholeNumber } from '../options.ts';
import { shownPath } from '../paths.ts';

interface Options {
  readonly kernel: string;
  readonly seed: string;
  readonly instructions: string;
  readonly trace?: boolean;
  readonly stats?: boolean;
  readonly fs?: string;
}

/** Adds the command. `finish` takes the exit status. */
export const execCommand = (program: Command, io: Io, finish: (status: number) => void): void => {
  program
    .command('exec')
    .description('run an ELKS a.out on the emulated machine')
    .argument('<image>', 'a.out file')
    .argument('[args...]', 'arguments of the program; all after -- are its own, and options that are not listed here')
    .option('--kernel <name>', `one of ${PERSONALITIES.map(({ name }) => name).join(', ')}`, 'elks')
    .option('--seed <number>', 'order of the scheduler; 0 is plain round robin', '0')
    .option('--instructions <number>', 'instructions after which the run ends with 125', '500000000')
    .option('--fs <folder>', 'folder whose copy is the root of the file system')
    .option('--trace', 'print system calls, signals and processes on the error stream')
    .option('--stats', 'print instructions and seconds on the error stream')
    .allowUnknownOption()
    .action((path: string, args: readonly string[], options: Options) => {
      finish(execute(io, path, args, options));
    });
};

const execute = (io: Io, path: string, args: readonly string[], options: Options): number => {
  const kernels = PERSONALITIES.map(({ name }) => name);
  const personality = personalityOf(knownKernel(options.kernel, kernels));
  if (personality === undefined) throw new UsageError(`there is no kernel '${options.kernel}'`);
  const content = contentOf(resolve(io.cwd, path), path);
  const program = loadProgram(path, content);
  if (typeof program === 'string') throw new UsageError(`${path} is no ELKS a.out with separate text and data`);
  const started = performance.now();
  const trace = (event: KernelEvent): void => io.err(`${tellEvent(event, placeOf(io, kernel, event))}\n`);
  const kernel: Kernel = new Kernel({
    personality,
    seed: wholeNumber('--seed', options.seed),
    budgets: {
      instructions: wholeNumber('--instructions', options.instructions),
      output: 64 << 20,
      processes: 1_000_000,
    },
    input: (max) => io.streams?.input(max) ?? new Uint8Array(0),
    output: (stream, bytes) => show(io, stream === 'stderr' ? 2 : 1, bytes),
    ...(options.trace === true ? { observer: trace } : {}),
  });
  for (const name of BINARY_NAMES)
    kernel.world.fs.installLater(`/bin/${name}`, () => binary(name) ?? new Uint8Array(0), 0o755);
  if (options.fs !== undefined) copyFolder(kernel, resolve(io.cwd, options.fs));
  // Under its name in /bin, and where its argv[0] says, so that it can exec itself.
  const own = posix.resolve('/', path);
  kernel.world.fs.makePath(posix.dirname(own));
  for (const place of new Set([own, `/bin/${posix.basename(own)}`])) kernel.world.fs.install(place, content, 0o755);
  const error = kernel.start(program, [path, ...args]);
  if (error !== undefined) throw new UsageError(`cannot start ${path}: ${error}`);
  const result = kernel.run();
  for (const line of tellResult(result, (place) => shownPlace(io, place))) io.err(`vfork-lint: ${line}\n`);
  if (options.stats === true) {
    const { instructions } = kernel.world.meter.spent;
    const seconds = (performance.now() - started) / 1000;
    const rate = (instructions / seconds / 1e6).toFixed(1);
    io.err(`${instructions} instructions in ${seconds.toFixed(3)} s, ${rate} million a second\n`);
  }
  return exitStatusOf(result);
};

/** `file:line` of the program's own code that an event came from, where its file was made with `cc -g`. */
const placeOf = (io: Io, { world }: Kernel, { pid, tid }: KernelEvent): string | undefined => {
  const thread = world.processes.get(pid)?.threads.find((one) => one.tid === tid);
  const place = thread === undefined ? undefined : userPlace(world, thread);
  return place === undefined ? undefined : shownPlace(io, `${place.file}:${place.line}`);
};

/** A `file:line` with its file as seen from the working directory. */
const shownPlace = (io: Io, place: string): string => {
  const colon = place.lastIndexOf(':');
  return shownPath(io.cwd, place.slice(0, colon)) + place.slice(colon);
};

const show = (io: Io, fd: 1 | 2, bytes: Uint8Array): void => {
  if (io.streams !== undefined) io.streams.output(fd, bytes);
  else (fd === 1 ? io.out : io.err)(Buffer.from(bytes).toString('latin1'));
};

const contentOf = (path: string, shown: string): Uint8Array => {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new UsageError(
      `cannot read ${shown}: ${code === 'ENOENT' ? 'there is no such file' : String(code ?? error)}`,
    );
  }
};

/** Copies regular files of a host folder; the copy counts against the file budget, and links are left out. */
const copyFolder = (kernel: Kernel, folder: string): void => {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw new UsageError(`cannot read the folder ${folder}`);
  }
  for (const name of [...names].sort()) {
    const from = join(folder, name);
    const facts = statSync(from, { throwIfNoEntry: false });
    if (facts?.isDirectory() === true) kernel.world.fs.makePath(`/${name}`);
    else if (facts?.isFile() === true)
      kernel.world.fs.install(`/${name}`, new Uint8Array(readFileSync(from)), facts.mode & 0o777);
  }
};
