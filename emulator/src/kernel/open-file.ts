/**
 * Open file entries (what fork and dup share: offset and flags) and descriptor tables (what they do not).
 * POSIX.1-2001 open(2), dup(2), fcntl(2). A table is itself counted, because one variant of vfork shares it.
 */
import type { Errno } from './errno.ts';
import type { DeviceName, Directory, Inode, RegularFile } from './inode.ts';
import type { Pipe } from './pipe.ts';
import type { Terminal } from './terminal.ts';

export const O_ACCMODE = 3;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NOCTTY = 0o400;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_CLOEXEC = 0o10000;

/** What an open file entry stands for. */
export type Target =
  | { readonly kind: 'file'; readonly inode: RegularFile }
  | { readonly kind: 'directory'; readonly inode: Directory }
  | { readonly kind: 'device'; readonly inode: Inode; readonly device: DeviceName }
  | { readonly kind: 'terminal'; readonly inode: Inode; readonly terminal: Terminal }
  | { readonly kind: 'pipe'; readonly inode: Inode; readonly pipe: Pipe; readonly end: 'read' | 'write' };

export interface OpenFile {
  readonly id: number;
  readonly target: Target;
  /** What it was opened as, for events and stories. */
  readonly name: string;
  /** O_ flags; access mode and the flags that F_SETFL changes. */
  flags: number;
  offset: number;
  /** Descriptors that refer to it. */
  references: number;
}

export const mayRead = (file: OpenFile): boolean => (file.flags & O_ACCMODE) !== O_WRONLY;
export const mayWrite = (file: OpenFile): boolean => (file.flags & O_ACCMODE) !== 0;

/** Drops one reference; the last one closes the end of a pipe. */
export const release = (file: OpenFile): void => {
  file.references--;
  if (file.references > 0 || file.target.kind !== 'pipe') return;
  if (file.target.end === 'read') file.target.pipe.readers--;
  else file.target.pipe.writers--;
};

/** A new entry with no descriptor yet; an end of a pipe counts from here. */
export const openEntry = (id: number, target: Target, flags: number, name: string): OpenFile => {
  if (target.kind === 'pipe') {
    if (target.end === 'read') target.pipe.readers++;
    else target.pipe.writers++;
  }
  return { id, target, name, flags, offset: 0, references: 0 };
};

/** A table of descriptors: slot number to open file entry and close-on-exec mark. */
export class Descriptors {
  readonly limit: number;
  /** Processes that use this very table. */
  users = 1;
  readonly #slots: ({ file: OpenFile; closeOnExec: boolean } | undefined)[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  get(fd: number): OpenFile | undefined {
    return this.#slots[fd]?.file;
  }

  /** Descriptors in use, in order. */
  list(): { readonly fd: number; readonly file: OpenFile; readonly closeOnExec: boolean }[] {
    return this.#slots.flatMap((slot, fd) => (slot === undefined ? [] : [{ fd, ...slot }]));
  }

  /** The lowest free descriptor not below `from`. */
  free(from: number): number | Errno {
    for (let fd = from; fd < this.limit; fd++) if (this.#slots[fd] === undefined) return fd;
    return 'EMFILE';
  }

  /** Puts an entry into a free slot. */
  set(fd: number, file: OpenFile, closeOnExec: boolean): void {
    file.references++;
    this.#slots[fd] = { file, closeOnExec };
  }

  closesOnExec(fd: number): boolean {
    return this.#slots[fd]?.closeOnExec ?? false;
  }

  markCloseOnExec(fd: number, mark: boolean): void {
    const slot = this.#slots[fd];
    if (slot !== undefined) slot.closeOnExec = mark;
  }

  close(fd: number): Errno | undefined {
    const slot = this.#slots[fd];
    if (slot === undefined) return 'EBADF';
    this.#slots[fd] = undefined;
    release(slot.file);
    return undefined;
  }

  /** A private copy, as fork makes it. */
  copy(): Descriptors {
    const copy = new Descriptors(this.limit);
    for (const { fd, file, closeOnExec } of this.list()) copy.set(fd, file, closeOnExec);
    return copy;
  }

  /** What exec does. */
  closeMarked(): number[] {
    const marked = this.list().filter((slot) => slot.closeOnExec);
    for (const { fd } of marked) this.close(fd);
    return marked.map(({ fd }) => fd);
  }

  /** One user fewer; the last one closes everything. */
  drop(): void {
    this.users--;
    if (this.users === 0) for (const { fd } of this.list()) this.close(fd);
  }
}
