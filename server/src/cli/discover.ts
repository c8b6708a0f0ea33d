/**
 * From the paths on the command line to the files to check: files as named, folders with their .c and .h files at any depth,
 * glob patterns. Folders leave out node_modules, .git and what `.vforklintignore` files (in the syntax of .gitignore) say;
 * a file that is named is always taken.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { glob, isDynamicPattern } from 'tinyglobby';
import { absolutePath } from './paths.ts';
import { reasonOf } from './sources.ts';

/** Name of the files that say what is not checked. */
export const IGNORE_FILE = '.vforklintignore';

/** A file to check; `named` tells that the user named it, so no filter applies. */
export interface SourceFile {
  readonly path: string;
  readonly named: boolean;
}

export interface Discovery {
  readonly files: readonly SourceFile[];
  /** Paths that lead nowhere, as given, with the reason. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

const ALWAYS_OUT = ['**/node_modules/**', '**/.git/**'];

/** Finds the files. Paths in the result are absolute and `/`-separated, ordered, each once. */
export const discover = async (cwd: string, paths: readonly string[]): Promise<Discovery> => {
  const files = new Map<string, SourceFile>();
  const problems: { file: string; message: string }[] = [];
  const add = (path: string, named: boolean): void => {
    files.set(path, { path, named: named || files.get(path)?.named === true });
  };
  for (const given of paths) {
    const path = absolutePath(cwd, given);
    try {
      if (!existsSync(path) && isDynamicPattern(given)) {
        const found = await patternFiles(cwd, given);
        if (found.length === 0) problems.push({ file: given, message: 'no .c or .h file matches this pattern' });
        for (const file of found) add(file, false);
      } else if (statSync(path).isDirectory()) for (const file of await folderFiles(path)) add(file, false);
      else add(path, true);
    } catch (error) {
      problems.push({ file: given, message: reasonOf(error) });
    }
  }
  return { files: [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)), problems };
};

const folderFiles = async (folder: string): Promise<readonly string[]> => {
  const found = await glob([`**/*.{c,h}`, `**/${IGNORE_FILE}`], {
    cwd: folder,
    absolute: true,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ALWAYS_OUT,
  });
  return withoutIgnored(found);
};

const patternFiles = async (cwd: string, pattern: string): Promise<readonly string[]> => {
  const options = { cwd, absolute: true, dot: true, followSymbolicLinks: false, ignore: ALWAYS_OUT };
  const found = await glob([pattern.replaceAll('\\', '/')], { ...options, expandDirectories: true });
  const folders = new Set(found.map((path) => posix.dirname(path)));
  const ignoreFiles = [...folders].map((folder) => `${folder}/${IGNORE_FILE}`).filter((path) => existsSync(path));
  return withoutIgnored([...found.filter((path) => /\.[ch]$/.test(path)), ...ignoreFiles]);
};

/** Takes out what the ignore files among the paths say, and the ignore files themselves. */
const withoutIgnored = (paths: readonly string[]): readonly string[] => {
  const matchers: { readonly prefix: string; readonly matcher: Ignore }[] = paths
    .filter((path) => posix.basename(path) === IGNORE_FILE)
    .map((path) => ({ prefix: `${posix.dirname(path)}/`, matcher: ignore().add(readFileSync(path, 'utf8')) }));
  return paths.filter(
    (path) =>
      posix.basename(path) !== IGNORE_FILE &&
      !matchers.some(({ prefix, matcher }) => path.startsWith(prefix) && matcher.ignores(path.slice(prefix.length))),
  );
};
