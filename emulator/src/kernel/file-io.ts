/** What open, read and write do to each kind of open file, shared by the calls that transfer data (reference §1.8). */
import { failed } from './errno.ts';
import { permits, READ, WRITE } from './file-system.ts';
import type { Inode } from './inode.ts';
import {
  mayRead,
  mayWrite,
  O_ACCMODE,
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_EXCL,
  O_NOCTTY,
  O_NONBLOCK,
  O_TRUNC,
  O_WRONLY,
  type OpenFile,
  type Target,
} from './open-file.ts';
import { sendSignal } from './signal-send.ts';
import { SIG } from './signals.ts';
import { block, type Call, fail, give, LEAVE, ok, type SyscallResult } from './syscall.ts';
import type { Terminal } from './terminal.ts';
import { readAccess, writeAccess } from './terminal-access.ts';
import { bytes, probe, put, textOf } from './user-memory.ts';

const SHOWN = 80;

/** Flags that open acts on; the rest stay with the open file and are what F_GETFL tells. */
const ONLY_AT_OPEN = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC;

/** Gives an inode a descriptor. */
export const openInode = (call: Call, inode: Inode, flags: number, path: string): SyscallResult => {
  const { process, world } = call;
  const writing = (flags & O_ACCMODE) !== 0;
  const wanted = (flags & O_ACCMODE) === O_WRONLY ? WRITE : writing ? READ | WRITE : READ;
  if (inode.kind === 'symlink') return fail('ELOOP');
  const truncates = (flags & O_TRUNC) !== 0;
  if (!permits(inode, process.ids, truncates ? wanted | WRITE : wanted)) return fail('EACCES');
  if (inode.kind === 'directory' && (writing || truncates)) return fail('EISDIR');
  const target = targetOf(call, inode, flags);
  if (target === undefined) return fail('ENXIO');
  const fd = process.descriptors.free(0);
  if (failed(fd) || fd >= process.limits.descriptors) return fail('EMFILE');
  const file = world.open(target, flags & ~ONLY_AT_OPEN, path);
  if (failed(file)) return fail(file);
  if (inode.kind === 'file' && truncates) world.fs.resize(inode, 0);
  process.descriptors.set(fd, file, (flags & O_CLOEXEC) !== 0);
  if (target.kind === 'terminal' && (flags & O_NOCTTY) === 0) takeTerminal(call, target.terminal);
  noteDescriptor(call, 'open', fd, path);
  return ok(fd);
};

/** A session leader without a terminal gets the one it opens, if that is free. */
const takeTerminal = ({ process }: Call, terminal: Terminal): void => {
  if (process.session !== process.pid || process.hasTerminal || terminal.session !== 0) return;
  process.hasTerminal = true;
  terminal.session = process.pid;
  terminal.foreground = process.group;
};

const targetOf = ({ world, process }: Call, inode: Inode, flags: number): Target | undefined => {
  switch (inode.kind) {
    case 'file':
      return { kind: 'file', inode };
    case 'directory':
      return { kind: 'directory', inode };
    case 'pipe':
      return { kind: 'pipe', inode, pipe: inode.pipe, end: (flags & O_ACCMODE) === 0 ? 'read' : 'write' };
    case 'device':
      if (inode.device === 'tty' && !process.hasTerminal) return undefined;
      if (inode.device === 'tty' || inode.device === 'console')
        return { kind: 'terminal', inode, terminal: world.terminal };
      return { kind: 'device', inode, device: inode.device };
    case 'symlink':
      return undefined;
  }
};

/** Reports a change of the descriptor table. */
export const noteDescriptor = (
  { world, thread, process }: Call,
  what: 'open' | 'close' | 'dup',
  fd: number,
  file: string,
): void => {
  const shared = process.descriptors.users > 1;
  world.emit(thread, { kind: 'fd', what, fd, file, table: shared ? 'shared' : 'own' });
};

/** read(2) of `count` bytes to `offset` in user memory. */
export const readFile = (call: Call, fd: number, offset: number, count: number): SyscallResult => {
  const { process, world, thread } = call;
  const file = process.descriptors.get(fd);
  if (file === undefined || !mayRead(file)) return fail('EBADF');
  probe(world, process.space, offset, count);
  const deliver = (content: Uint8Array): SyscallResult => {
    put(world, process.space, offset, content);
    world.emit(thread, { kind: 'read', fd, file: file.name, length: content.length });
    return ok(content.length);
  };
  const { target } = file;
  switch (target.kind) {
    case 'file': {
      const content = world.fs.read(target.inode, file.offset, count).slice();
      file.offset += content.length;
      return deliver(content);
    }
    case 'directory':
      return fail('EISDIR');
    case 'device':
      if (target.device === 'zero') return deliver(new Uint8Array(count));
      return deliver(target.device === 'stdin' ? world.input(count).subarray(0, count) : new Uint8Array(0));
    case 'pipe':
      if (count === 0) return ok(0);
      if (target.pipe.length > 0) return deliver(target.pipe.take(count));
      if (target.pipe.writers === 0) return deliver(new Uint8Array(0));
      if ((file.flags & O_NONBLOCK) !== 0) return fail('EAGAIN');
      return block({ kind: 'pipe-data', pipe: target.pipe, fd });
    case 'terminal':
      return readTerminal(call, file, target.terminal, count, deliver);
  }
};

const readTerminal = (
  { world, thread }: Call,
  file: OpenFile,
  terminal: Terminal,
  count: number,
  deliver: (content: Uint8Array) => SyscallResult,
): SyscallResult => {
  const access = readAccess(world, thread, terminal);
  if (access === 'end-of-file') return deliver(new Uint8Array(0));
  if (access === 'stopped') return block({ kind: 'terminal-input', terminal });
  if (access !== 'allowed') return fail(access);
  if (terminal.readable) return deliver(terminal.read(count));
  if ((file.flags & O_NONBLOCK) !== 0) return fail('EAGAIN');
  return block({ kind: 'terminal-input', terminal });
};

/** write(2) of `count` bytes at `offset` in user memory. `memo` counts what a long write to a pipe has put in. */
export const writeFile = (call: Call, fd: number, offset: number, count: number): SyscallResult => {
  const { process, world, thread } = call;
  const file = process.descriptors.get(fd);
  if (file === undefined || !mayWrite(file)) return fail('EBADF');
  const content = bytes(world, process.space, offset, count);
  const { target } = file;
  const done = (): SyscallResult => {
    const at = target.kind === 'file' ? file.offset : 0;
    const text = textOf(content.subarray(0, SHOWN));
    world.emit(thread, { kind: 'write', fd, file: file.name, offset: at, length: count, address: offset, text });
    return ok(count);
  };
  if (count === 0) return done();
  switch (target.kind) {
    case 'file': {
      if ((file.flags & O_APPEND) !== 0) file.offset = target.inode.size;
      if (file.offset + count > process.limits.fileSize) {
        sendSignal(world, process, SIG.SIGXFSZ, thread);
        return fail('EFBIG');
      }
      world.fs.write(target.inode, file.offset, content);
      const result = done();
      file.offset += count;
      return result;
    }
    case 'directory':
      return fail('EISDIR');
    case 'device':
      if (target.device === 'stdout' || target.device === 'stderr') world.show(target.device, content);
      return done();
    case 'terminal': {
      const access = writeAccess(world, thread, target.terminal, false);
      if (access === 'stopped') return block({ kind: 'time', at: world.now });
      if (access !== 'allowed' && access !== 'end-of-file') return fail(access);
      target.terminal.write(content);
      return done();
    }
    case 'pipe':
      return writePipe(call, file, fd, content, done);
  }
};

/** A write that fits the ring goes in whole or waits; a longer one goes in piece by piece. */
const writePipe = (
  call: Call,
  file: OpenFile,
  fd: number,
  content: Uint8Array,
  done: () => SyscallResult,
): SyscallResult => {
  if (file.target.kind !== 'pipe') return LEAVE;
  const { pipe } = file.target;
  if (pipe.readers === 0) {
    if (call.memo > 0) return give(call.memo);
    sendSignal(call.world, call.process, SIG.SIGPIPE, call.thread);
    return fail('EPIPE');
  }
  const rest = content.subarray(call.memo);
  const whole = content.length <= pipe.capacity;
  const goes = whole ? pipe.room >= rest.length : pipe.room > 0;
  if (goes) call.memo += pipe.put(rest);
  if (call.memo === content.length) return done();
  if ((file.flags & O_NONBLOCK) !== 0) return call.memo > 0 ? ok(call.memo) : fail('EAGAIN');
  return block({ kind: 'pipe-room', pipe, bytes: whole ? rest.length : 1, fd });
};
