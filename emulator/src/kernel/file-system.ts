/**
 * The in-memory file system: one tree of inodes with path lookup, permissions, links, symbolic links and devices.
 * POSIX.1-2001 XBD 4.11 (pathname resolution). There are no mounts and no holes; a host folder enters only as a copy.
 */
import type { Meter } from './budget.ts';
import { type Errno, failed } from './errno.ts';
import type { DeviceName, Directory, Inode, RegularFile } from './inode.ts';
import { reserve, truncate } from './inode.ts';
import type { Pipe } from './pipe.ts';

/** On whose behalf a path is looked up. */
export interface Seeker {
  readonly cwd: Directory;
  readonly root: Directory;
  readonly euid: number;
  readonly egid: number;
  readonly groups?: readonly number[];
}

/** Access wanted, as access(2) numbers it. */
export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

const MAX_LINKS = 8;
const MAX_PATH = 1024;

/** Whether `seeker` may use an inode in every one of the wanted ways. The superuser needs one x bit to execute. */
export const permits = (inode: Inode, seeker: Pick<Seeker, 'euid' | 'egid' | 'groups'>, wanted: number): boolean => {
  if (seeker.euid === 0) {
    return (wanted & EXECUTE) === 0 || inode.kind === 'directory' || (inode.mode & 0o111) !== 0;
  }
  const mine = inode.gid === seeker.egid || (seeker.groups ?? []).includes(inode.gid);
  const shift = inode.uid === seeker.euid ? 6 : mine ? 3 : 0;
  return ((inode.mode >> shift) & wanted) === wanted;
};

/** Where a path leads: its directory, its last component, and the inode if it exists. */
export interface Place {
  readonly directory: Directory;
  readonly name: string;
  readonly inode: Inode | undefined;
}

/** One file tree with its clock and its share of the file budget. */
export class FileSystem {
  readonly root: Directory;
  readonly #meter: Meter;
  readonly #now: () => number;
  readonly #nameLength: number;
  #lastIno = 1;

  /** `now` gives seconds; `nameLength` is the longest component (14 for minix, 26, 255). */
  constructor(meter: Meter, now: () => number, nameLength: number) {
    this.#meter = meter;
    this.#now = now;
    this.#nameLength = nameLength;
    const root = {
      kind: 'directory',
      entries: new Map(),
      ...this.#common(0o755, 0, 0),
      nlink: 2,
    } as unknown as Directory;
    root.parent = root;
    this.root = root;
  }

  /** A new regular file that no directory names. */
  file(mode: number, uid: number, gid: number): RegularFile {
    return { kind: 'file', data: new Uint8Array(0), size: 0, ...this.#common(mode, uid, gid) };
  }

  directory(parent: Directory, mode: number, uid: number, gid: number): Directory {
    return { kind: 'directory', parent, entries: new Map(), ...this.#common(mode, uid, gid), nlink: 2 };
  }

  symlink(target: string, uid: number, gid: number): Inode {
    return { kind: 'symlink', target, ...this.#common(0o777, uid, gid) };
  }

  device(device: DeviceName, mode: number): Inode {
    return { kind: 'device', device, ...this.#common(mode, 0, 0) };
  }

  pipe(pipe: Pipe, mode: number, uid: number, gid: number): Inode {
    return { kind: 'pipe', pipe, ...this.#common(mode, uid, gid) };
  }

  /** Follows a path to an inode. `follow` says whether a symbolic link in the last place is followed. */
  lookup(path: string, seeker: Seeker, follow = true): Inode | Errno {
    const place = this.place(path, seeker, follow);
    if (failed(place)) return place;
    return place.inode ?? 'ENOENT';
  }

  /** Follows a path to its last component, which need not exist. */
  place(path: string, seeker: Seeker, follow = true, depth = 0): Place | Errno {
    if (path === '') return 'ENOENT';
    if (path.length > MAX_PATH) return 'ENAMETOOLONG';
    if (depth > MAX_LINKS) return 'ELOOP';
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    let here = path.startsWith('/') ? seeker.root : seeker.cwd;
    if (names.length === 0) return { directory: here, name: '.', inode: here };
    for (const [i, name] of names.entries()) {
      const last = i === names.length - 1;
      if (name.length > this.#nameLength) return 'ENAMETOOLONG';
      if (!permits(here, seeker, EXECUTE)) return 'EACCES';
      const found = this.#step(here, name, seeker);
      if (found?.kind === 'symlink' && (!last || follow || path.endsWith('/'))) {
        const rest = [found.target, ...names.slice(i + 1)].join('/');
        return this.place(rest, { ...seeker, cwd: here }, follow, depth + 1);
      }
      if (last) {
        if (path.endsWith('/') && found !== undefined && found.kind !== 'directory') return 'ENOTDIR';
        return { directory: here, name, inode: found };
      }
      if (found === undefined) return 'ENOENT';
      if (found.kind !== 'directory') return 'ENOTDIR';
      here = found;
    }
    return 'ENOENT';
  }

  /** Enters an inode under a name, counting the link. Fails where the directory may not be written or the name exists. */
  enter(place: Place, inode: Inode, seeker: Seeker): Errno | undefined {
    if (place.inode !== undefined) return 'EEXIST';
    if (!permits(place.directory, seeker, WRITE | EXECUTE)) return 'EACCES';
    if (place.directory.nlink === 0) return 'ENOENT';
    this.#meter.add('files', 64);
    place.directory.entries.set(place.name, inode);
    if (inode.kind === 'directory') {
      inode.parent = place.directory;
      place.directory.nlink++;
    }
    this.touch(place.directory);
    return undefined;
  }

  /** Removes a name. The caller counts links down and has checked the kind. */
  remove(place: Place, seeker: Seeker): Errno | undefined {
    const { directory, inode, name } = place;
    if (inode === undefined) return 'ENOENT';
    if (!permits(directory, seeker, WRITE | EXECUTE)) return 'EACCES';
    const sticky = (directory.mode & 0o1000) !== 0;
    if (sticky && seeker.euid !== 0 && seeker.euid !== inode.uid && seeker.euid !== directory.uid) return 'EPERM';
    directory.entries.delete(name);
    if (inode.kind === 'directory') directory.nlink--;
    this.#meter.add('files', -64);
    this.touch(directory);
    return undefined;
  }

  /** Bytes of a file from `offset`, at most `count`. */
  read(file: RegularFile, offset: number, count: number): Uint8Array {
    file.atime = this.#now();
    return file.data.subarray(Math.min(offset, file.size), Math.min(offset + count, file.size));
  }

  /** Writes bytes at `offset`, filling a gap with zeros. */
  write(file: RegularFile, offset: number, bytes: Uint8Array): void {
    const end = Math.max(file.size, offset + bytes.length);
    this.#meter.add('files', end - file.size);
    reserve(file, end);
    file.data.set(bytes, offset);
    file.size = end;
    file.mtime = file.ctime = this.#now();
  }

  /** Cuts or extends a file. */
  resize(file: RegularFile, size: number): void {
    this.#meter.add('files', size - file.size);
    truncate(file, size);
    file.mtime = file.ctime = this.#now();
  }

  /** Marks an inode as changed now. */
  touch(inode: Inode): void {
    inode.mtime = inode.ctime = this.#now();
  }

  /** The absolute path of a directory, seen from the file system's root; ENOENT for a removed one. */
  pathOf(directory: Directory, root: Directory): `/${string}` | 'ENOENT' {
    const names: string[] = [];
    for (let here = directory; here !== root && here !== this.root; here = here.parent) {
      const name = [...here.parent.entries].find(([, inode]) => inode === here)?.[0];
      if (name === undefined) return 'ENOENT';
      names.unshift(name);
    }
    return `/${names.join('/')}`;
  }

  /** Sets up a file with its directories, for tests, /bin and copies of host folders. */
  install(path: string, content: Uint8Array, mode: number): RegularFile {
    const directory = this.makePath(path.split('/').slice(0, -1).join('/'));
    const file = this.file(mode, 0, 0);
    directory.entries.set(path.split('/').at(-1) ?? '', file);
    this.write(file, 0, content);
    return file;
  }

  /** As `install`, with a content that is only asked for when somebody looks at it. It does not count against the budget. */
  installLater(path: string, content: () => Uint8Array, mode: number): RegularFile {
    const file = this.install(path, new Uint8Array(0), mode);
    const fill = (): RegularFile => {
      const data = content();
      const plain = { configurable: true, enumerable: true, writable: true };
      return Object.defineProperties(file, { data: { ...plain, value: data }, size: { ...plain, value: data.length } });
    };
    const late = { configurable: true, enumerable: true };
    return Object.defineProperties(file, {
      data: { ...late, get: () => fill().data, set: (data: Uint8Array) => Object.assign(fill(), { data }) },
      size: { ...late, get: () => fill().size, set: (size: number) => Object.assign(fill(), { size }) },
    });
  }

  /** Sets up a directory with those above it. */
  makePath(path: string): Directory {
    let here = this.root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next = here.entries.get(name) ?? this.directory(here, 0o755, 0, 0);
      if (next.kind !== 'directory') return here;
      if (!here.entries.has(name)) here.nlink++;
      here.entries.set(name, next);
      here = next;
    }
    return here;
  }

  #common(mode: number, uid: number, gid: number) {
    const now = this.#now();
    return { ino: this.#lastIno++, mode, uid, gid, nlink: 1, atime: now, mtime: now, ctime: now };
  }

  #step(here: Directory, name: string, seeker: Seeker): Inode | undefined {
    if (name === '..') return here === seeker.root ? here : here.parent;
    return here.entries.get(name);
  }
}
