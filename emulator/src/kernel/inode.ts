/**
 * Files as the in-memory file system holds them: one union over regular files, directories, symbolic links, devices
 * and pipes, with owner, mode, link count and times. Contents grow in place and count against the world's file budget.
 */
import type { Pipe } from './pipe.ts';

/** Devices that exist. `tty` is the controlling terminal of whoever opens it, `console` the world's one terminal. */
export type DeviceName = 'null' | 'zero' | 'tty' | 'console' | 'stdin' | 'stdout' | 'stderr';

interface Common {
  readonly ino: number;
  /** Permission bits with set-id and sticky bits, without the type. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  /** Seconds of virtual time since the epoch. */
  atime: number;
  mtime: number;
  ctime: number;
}

export interface RegularFile extends Common {
  readonly kind: 'file';
  /** Holds at least `size` bytes; what is beyond is zero. */
  data: Uint8Array;
  size: number;
}

export interface Directory extends Common {
  readonly kind: 'directory';
  parent: Directory;
  readonly entries: Map<string, Inode>;
}

export interface SymbolicLink extends Common {
  readonly kind: 'symlink';
  readonly target: string;
}

export interface Device extends Common {
  readonly kind: 'device';
  readonly device: DeviceName;
}

export interface PipeNode extends Common {
  readonly kind: 'pipe';
  readonly pipe: Pipe;
}

export type Inode = RegularFile | Directory | SymbolicLink | Device | PipeNode;

/** Type bits of st_mode. */
export const TYPE_BITS: Readonly<Record<Inode['kind'], number>> = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  device: 0o020000,
  pipe: 0o010000,
};

/** Device numbers (major, minor) as ELKS has them, for st_rdev. */
export const DEVICE_NUMBERS: Readonly<Record<DeviceName, number>> = {
  null: 0x0103,
  zero: 0x0105,
  tty: 0x0500,
  console: 0x0400,
  stdin: 0x0610,
  stdout: 0x0611,
  stderr: 0x0612,
};

/** Bytes that a file of this kind is said to hold. */
export const sizeOf = (inode: Inode): number => {
  switch (inode.kind) {
    case 'file':
      return inode.size;
    case 'directory':
      return (inode.entries.size + 2) * 16;
    case 'symlink':
      return inode.target.length;
    case 'device':
      return 0;
    case 'pipe':
      return inode.pipe.length;
  }
};

/** Makes room for `size` bytes; new bytes are zero. */
export const reserve = (file: RegularFile, size: number): void => {
  if (file.data.length >= size) return;
  const grown = new Uint8Array(Math.max(size, file.data.length * 2, 64));
  grown.set(file.data.subarray(0, file.size));
  file.data = grown;
};

/** Cuts or extends a file with zeros. */
export const truncate = (file: RegularFile, size: number): void => {
  reserve(file, size);
  if (size < file.size) file.data.fill(0, size, file.size);
  file.size = size;
};
