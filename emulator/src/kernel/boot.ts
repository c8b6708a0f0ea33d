/** The world before its first instruction: /dev, /tmp and the like, and the first process with descriptors 0, 1 and 2. */
import type { Image } from '../asm/index.ts';
import { failed } from './errno.ts';
import type { DeviceName } from './inode.ts';
import { fresh } from './new-process.ts';
import { Descriptors, O_RDWR, O_WRONLY, type Target } from './open-file.ts';
import { type AddressSpace, DEFAULT, type Process } from './process.ts';
import { latin1 } from './user-memory.ts';
import type { World } from './world.ts';

const DEVICES: readonly (readonly [DeviceName, number])[] = [
  ['null', 0o666],
  ['zero', 0o666],
  ['tty', 0o666],
  ['console', 0o622],
  ['stdin', 0o444],
  ['stdout', 0o222],
  ['stderr', 0o222],
];

/** What descriptors 0, 1 and 2 are: the world's terminal, streams of the host, or streams behind a terminal for input. */
export type Stdio = 'streams' | 'terminal' | 'terminal-input';

/** The tree that every world starts with. */
export const createFiles = (world: World): void => {
  const { fs } = world;
  for (const folder of ['/bin', '/dev', '/etc', '/home', '/tmp', '/usr/bin']) fs.makePath(folder);
  fs.makePath('/tmp').mode = 0o1777;
  const dev = fs.makePath('/dev');
  for (const [name, mode] of DEVICES) dev.entries.set(name, fs.device(name, mode));
  fs.install('/etc/passwd', latin1('root:x:0:0:root:/:/bin/sh\n'), 0o644);
};

/**
 * The process whose status is that of the run. Its program comes with `startProgram`. Under a shell it is an ordinary process in the
 * session and group of one that does nothing more; else it has no parent, and leads its own.
 */
export const createFirst = (world: World, uid: number, stdio: Stdio, under: 'nobody' | 'shell'): Process => {
  // Number 1 is not the shell: programs take that for a parent that is gone.
  const shell = under === 'shell' ? processOf(world, world.nextPid() + 1, uid, undefined) : undefined;
  if (shell !== undefined) world.processes.set(world.nextPid(), shell);
  const pid = world.nextPid();
  const process = processOf(world, pid, uid, shell);
  world.processes.set(pid, process);
  world.terminal.session = process.session;
  world.terminal.foreground = process.group;
  openStdio(world, process, stdio);
  return process;
};

const processOf = (world: World, pid: number, uid: number, parent: Process | undefined): Process => {
  return {
    ...fresh(),
    pid,
    slot: world.freeSlot(),
    parent,
    group: parent?.group ?? pid,
    session: parent?.session ?? pid,
    hasTerminal: true,
    program: { path: '', image: NO_IMAGE, abi: 'old' },
    argv: [],
    space: NO_SPACE,
    descriptors: new Descriptors(world.limits.descriptors),
    cwd: world.fs.root,
    root: world.fs.root,
    umask: 0o022,
    ids: { uid, euid: uid, suid: uid, gid: uid, egid: uid, sgid: uid },
    dispositions: Array.from({ length: 32 }, () => DEFAULT),
    limits: {
      processes: world.limits.processesPerUser,
      descriptors: world.limits.descriptors,
      fileSize: 0x7fffffff,
    },
  };
};

const openStdio = (world: World, process: Process, stdio: Stdio): void => {
  const dev = world.fs.makePath('/dev');
  const open = (fd: number, name: DeviceName, flags: number): void => {
    const inode = dev.entries.get(name);
    if (inode === undefined) return;
    const target: Target =
      name === 'console'
        ? { kind: 'terminal', inode, terminal: world.terminal }
        : { kind: 'device', inode, device: name };
    const file = world.open(target, flags, name);
    if (!failed(file)) process.descriptors.set(fd, file, false);
  };
  const terminal = stdio === 'terminal';
  const typed = stdio !== 'streams';
  open(0, typed ? 'console' : 'stdin', typed ? O_RDWR : 0);
  open(1, terminal ? 'console' : 'stdout', terminal ? O_RDWR : O_WRONLY);
  open(2, terminal ? 'console' : 'stderr', terminal ? O_RDWR : O_WRONLY);
};

const NO_SPACE: AddressSpace = {
  text: { base: 0, size: 0, references: 1, margin: 0 },
  data: { base: 0, size: 0, references: 1, margin: 0 },
  heap: { brk: 0 },
  breakStart: 0,
  stackTop: 0,
  stackSize: 0,
  entry: 0,
};

const NO_IMAGE: Image = {
  layout: 'separate',
  text: new Uint8Array(0),
  data: new Uint8Array(0),
  bss: 0,
  entry: 0,
  version: 0,
  chmem: 0,
  minstack: 0,
  symbols: [],
  farText: new Uint8Array(0),
  textRelocations: [],
  dataRelocations: [],
  farTextRelocations: [],
  debug: { files: [], types: [], lines: [], functions: [], variables: [] },
};
