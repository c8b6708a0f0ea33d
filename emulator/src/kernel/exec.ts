/**
 * exec: the argument block, loading, `#!` scripts, and what changes in the process (reference §1.3, §1.5). The vfork side of it,
 * letting go of the parent's memory or spawning and jumping back (claims B1, D3), is here too.
 */
import { type Errno, failed } from './errno.ts';
import { EXECUTE, permits } from './file-system.ts';
import type { RegularFile } from './inode.ts';
import { dropSpace, letGo, newThread, noteChild, spawnLike } from './lifecycle.ts';
import { type AddressSpace, DEFAULT, IGNORE, type Process, type Thread } from './process.ts';
import { layoutOf, loadProgram, type Program, programOf } from './program.ts';
import { freshRegisters, type Registers } from './registers.ts';
import { addressIn } from './segments.ts';
import { jumpBack } from './self-loan.ts';
import { latin1, textOf } from './user-memory.ts';
import { seekerOf, type World } from './world.ts';

const MAX_SCRIPT_LINE = 127;
const SEGMENT = 0x10000;

/** Programs by file, with the size and time of the contents they were read from. */
const loaded = new WeakMap<
  RegularFile,
  { readonly program: Program; readonly stamp: Uint8Array; readonly size: number }
>();

/** Puts an image into a file so that exec of that file finds its line tables. */
export const rememberImage = (file: RegularFile, path: string, image: Program['image']): void => {
  loaded.set(file, { program: programOf(path, image), stamp: file.data, size: file.size });
};

/** The block that exec passes on: argc, offsets of arguments, 0, offsets of environment strings, 0, the strings. */
export const argumentBlock = (argv: readonly string[], envp: readonly string[]): Uint8Array => {
  const strings = [...argv, ...envp].map((one) => latin1(`${one}\0`));
  const head = 2 * (argv.length + envp.length + 3);
  const size = (strings.reduce((sum, one) => sum + one.length, head) + 1) & ~1;
  const block = new Uint8Array(size);
  const view = new DataView(block.buffer);
  view.setUint16(0, argv.length, true);
  let slot = 2;
  let at = head;
  for (const [i, one] of strings.entries()) {
    if (i === argv.length) slot += 2;
    view.setUint16(slot, at, true);
    block.set(one, at);
    slot += 2;
    at += one.length;
  }
  return block;
};

/** Arguments and environment out of a block; nothing where it is not one. */
export const readBlock = (block: Uint8Array): { argv: string[]; envp: string[] } | undefined => {
  if (block.length < 6) return undefined;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const lists: string[][] = [[], []];
  let slot = 2;
  for (const list of lists) {
    for (; ; slot += 2) {
      if (slot + 2 > block.length) return undefined;
      const at = view.getUint16(slot, true);
      if (at === 0) break;
      const end = block.indexOf(0, at);
      if (at >= block.length || end < 0) return undefined;
      list.push(textOf(block.subarray(at, end)));
    }
    slot += 2;
  }
  return { argv: lists[0] ?? [], envp: lists[1] ?? [] };
};

/** execve for a thread: on success its process runs another program. */
export const execve = (world: World, thread: Thread, path: string, block: Uint8Array): Errno | undefined => {
  const { process } = thread;
  const found = findProgram(world, process, path, block);
  if (failed(found)) return found;
  const built = buildSpace(world, found.program, found.block);
  if (failed(built)) return built;
  const argv = readBlock(found.block)?.argv ?? [];
  const registers = { ...thread.registers };
  if (process.selfLoan !== undefined) {
    spawnAndJump(world, thread, found, built, argv);
    return undefined;
  }
  world.emit(thread, { kind: 'exec', path: found.program.path, argv, self: false, child: process.pid });
  letGo(world, process, registers);
  process.vforkChild = false;
  dropSpace(world, process.space);
  process.space = built;
  enterProgram(world, process, found, argv);
  for (const other of process.threads) if (other !== thread) other.state = { kind: 'done', value: 0 };
  process.threads = [thread];
  Object.assign(thread.registers, startRegisters(built));
  thread.call = undefined;
  noteChild(process);
  return undefined;
};

/** Starts a program in a process that has none yet: the first one. */
export const startProgram = (
  world: World,
  process: Process,
  program: Program,
  argv: readonly string[],
  envp: readonly string[],
): Errno | undefined => {
  const block = argumentBlock(argv, envp);
  const built = buildSpace(world, program, block);
  if (failed(built)) return built;
  process.space = built;
  process.program = program;
  process.argv = argv;
  newThread(world, process, startRegisters(built));
  return undefined;
};

interface Found {
  readonly program: Program;
  readonly block: Uint8Array;
  readonly file: RegularFile;
}

const findProgram = (world: World, process: Process, path: string, block: Uint8Array, depth = 0): Found | Errno => {
  const seeker = seekerOf(process);
  const file = world.fs.lookup(path, seeker);
  if (failed(file)) return file;
  if (file.kind !== 'file') return 'EACCES';
  if (!permits(file, seeker, EXECUTE)) return 'EACCES';
  const script = world.personality.scripts && depth === 0 ? interpreterOf(file) : undefined;
  if (script !== undefined) {
    const args = readBlock(block) ?? { argv: [], envp: [] };
    const argv = [script.path, ...script.argument, path, ...args.argv.slice(1)];
    return findProgram(world, process, script.path, argumentBlock(argv, args.envp), 1);
  }
  const program = programIn(file, path);
  return failed(program) ? program : { program, block, file };
};

const programIn = (file: RegularFile, path: string): Program | Errno => {
  const known = loaded.get(file);
  if (known !== undefined && known.stamp === file.data && known.size === file.size) return known.program;
  const program = loadProgram(path, file.data.slice(0, file.size));
  if (!failed(program)) loaded.set(file, { program, stamp: file.data, size: file.size });
  return program;
};

const interpreterOf = (file: RegularFile): { path: string; argument: string[] } | undefined => {
  if (file.data[0] !== 0x23 || file.data[1] !== 0x21) return undefined;
  const line = textOf(file.data.subarray(2, Math.min(file.size, MAX_SCRIPT_LINE))).split('\n')[0] ?? '';
  const match = /^\s*(\S+)\s*(.*?)\s*$/.exec(line);
  if (match === null) return undefined;
  return { path: match[1] ?? '', argument: match[2] ? [match[2]] : [] };
};

const buildSpace = (world: World, program: Program, block: Uint8Array): AddressSpace | Errno => {
  const layout = layoutOf(program, block.length);
  if (failed(layout)) return layout;
  const { image } = program;
  const kept = world.texts.get(program);
  const text =
    kept !== undefined ? world.segments.share(kept) : world.allocate(image.text.length, SEGMENT - image.text.length);
  if (text === undefined) return 'ENOMEM';
  const data = world.allocate(layout.size, SEGMENT - layout.size);
  if (data === undefined) {
    world.segments.drop(text);
    return 'ENOMEM';
  }
  if (kept === undefined) {
    world.machine.write(addressIn(text, 0), image.text, 0);
    world.texts.set(program, world.segments.share(text));
  }
  world.machine.write(addressIn(data, 0), image.data, 0);
  world.machine.write(addressIn(data, layout.stackTop), relocated(block, layout.stackTop), 0);
  const { breakStart, stackTop, stackSize } = layout;
  return { text, data, heap: { brk: breakStart }, breakStart, stackTop, stackSize, entry: image.entry };
};

/** The block with the offsets of its two lists made addresses. */
const relocated = (block: Uint8Array, base: number): Uint8Array => {
  const copy = block.slice();
  const view = new DataView(copy.buffer);
  let slot = 2;
  for (let list = 0; list < 2; list++) {
    for (; slot + 2 <= copy.length; slot += 2) {
      const at = view.getUint16(slot, true);
      if (at === 0) break;
      view.setUint16(slot, (at + base) & 0xffff, true);
    }
    slot += 2;
  }
  return copy;
};

const startRegisters = (space: AddressSpace): Registers => ({
  ...freshRegisters(),
  sp: space.stackTop,
  ip: space.entry,
  dx: space.stackSize,
  cs: space.text.base,
  ds: space.data.base,
  es: space.data.base,
  ss: space.data.base,
});

/** What exec changes beside memory: program, signals, descriptors, set-id. */
const enterProgram = (world: World, process: Process, found: Found, argv: readonly string[]): void => {
  process.program = found.program;
  process.argv = argv;
  process.execs++;
  const keep = world.personality.execIgnored === 'kept';
  process.dispositions = process.dispositions.map((one) => (keep && one.kind === 'ignore' ? IGNORE : DEFAULT));
  if (process.descriptors.users > 1) {
    process.descriptors.users--;
    process.descriptors = process.descriptors.copy();
  }
  process.descriptors.closeMarked();
  if ((found.file.mode & 0o4000) !== 0) process.ids.euid = process.ids.suid = found.file.uid;
  if ((found.file.mode & 0o2000) !== 0) process.ids.egid = process.ids.sgid = found.file.gid;
};

/** exec by a caller that plays the child itself: a new process gets the program and the copied descriptors (claim D3). */
const spawnAndJump = (
  world: World,
  thread: Thread,
  found: Found,
  space: AddressSpace,
  argv: readonly string[],
): void => {
  const { process } = thread;
  const spawned = spawnLike(world, process, space);
  enterProgram(world, spawned, found, argv);
  newThread(world, spawned, startRegisters(space)).mask = thread.mask;
  world.emit(thread, { kind: 'exec', path: found.program.path, argv, self: true, child: spawned.pid });
  jumpBack(world, process, spawned.pid);
};
