/**
 * The cache of findings: one small file per checked source, valid while the source, the configuration, the program itself and
 * every other file that the analysis looked at are what they were. Keyed by content, never by time. A cache that cannot be
 * read or written is a miss, not an error.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../ide/index.ts';

/** What a lint of one file gave. */
export interface CachedResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

interface Entry extends CachedResult {
  readonly key: string;
  /** Paths that the analysis asked for, and a digest of what was there, or null where nothing was. */
  readonly read: readonly (readonly [string, string | null])[];
}

export interface Cache {
  get(path: string, text: string, config: string): CachedResult | undefined;
  put(path: string, text: string, config: string, result: CachedResult): void;
}

/** The folder of the cache, by the custom of the system. */
export const cacheFolder = (env: Readonly<Record<string, string | undefined>>): string => {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env as { XDG_CACHE_HOME?: string; LOCALAPPDATA?: string };
  const base = xdg ?? (process.platform === 'win32' ? local : undefined) ?? join(homedir(), '.cache');
  return join(base, 'vfork-lint');
};

const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64url');
};

/**
 * A cache in a folder. `program` stands for the version of the analysis; `seen` gives the paths that the analysis has asked
 * for so far; `read` reads them.
 */
export const openCache = (
  folder: string,
  program: string,
  seen: () => Iterable<string>,
  read: (path: string) => string | undefined,
): Cache => {
  const version = digest(program);
  const digests = new Map<string, string | null>();
  const state = (path: string): string | null => {
    const known = digests.get(path);
    if (known !== undefined) return known;
    const text = read(path);
    const made = text === undefined ? null : digest(text);
    digests.set(path, made);
    return made;
  };
  const place = (path: string): string => join(folder, `${digest(path)}.json`);
  return {
    get: (path, text, config) => {
      try {
        const entry = JSON.parse(readFileSync(place(path), 'utf8')) as Entry;
        if (entry.key !== digest(version, config, text)) return undefined;
        if (entry.read.some(([file, before]) => file !== path && state(file) !== before)) return undefined;
        return { findings: entry.findings, problems: entry.problems };
      } catch {
        return undefined;
      }
    },
    put: (path, text, config, result) => {
      const asked = [...seen()].filter((file) => file !== path).map((file) => [file, state(file)] as const);
      const entry: Entry = { key: digest(version, config, text), read: asked, ...result };
      try {
        mkdirSync(folder, { recursive: true });
        const temporary = `${place(path)}.${process.pid}`;
        writeFileSync(temporary, JSON.stringify(entry));
        renameSync(temporary, place(path));
      } catch {
        // A read-only home only costs time.
      }
    },
  };
};
