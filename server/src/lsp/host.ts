/**
 * The files of the machine for a server that runs in Node: the only module of the server that touches a disk, besides the
 * parser's own. Paths are those of uri.ts. Nothing here throws: what cannot be read is absent.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import type { Reader } from '../ide/index.ts';
import type { Runner } from './runner.ts';

/** What the server needs of its surroundings; a server in a browser brings another one. */
export interface Host {
  readonly reader: Reader;
  /** The C sources and headers below a folder, in order of their names. */
  files(root: string): AsyncIterable<string>;
  /** Runs functions on the emulator beside the server; without it the server runs them itself. */
  readonly runner?: Runner;
}

/** Files above this size are generated data, not sources: they are not read. */
const LARGEST = 8 * 1024 * 1024;

/** Folders that hold no sources of the project. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The host over Node's file system. */
export const nodeHost = (): Host => ({
  reader: {
    read: (path) => {
      try {
        const place = native(path);
        return statSync(place).size > LARGEST ? undefined : readFileSync(place, 'utf8');
      } catch {
        return undefined;
      }
    },
    exists: (path) => existsSync(native(path)),
    list: (folder) => {
      try {
        return readdirSync(native(folder)).toSorted();
      } catch {
        return [];
      }
    },
  },
  files: walk,
});

async function* walk(folder: string): AsyncGenerator<string> {
  const names: { readonly name: string; readonly isFolder: boolean }[] = [];
  try {
    for await (const entry of await opendir(native(folder)))
      names.push({ name: entry.name, isFolder: entry.isDirectory() });
  } catch {
    return;
  }
  names.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isFolder } of names) {
    const path = folder.endsWith('/') ? folder + name : `${folder}/${name}`;
    if (isFolder && !SKIPPED.has(name)) yield* walk(path);
    else if (!isFolder && /\.[ch]$/.test(name)) yield path;
  }
}

/** `/c:/x` is `c:/x` to Windows. */
const native = (path: string): string => (/^\/[a-z]:/.test(path) ? path.slice(1) : path);
