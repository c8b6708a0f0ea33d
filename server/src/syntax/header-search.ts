/**
 * Where a header is: by the compiler's flags, by the configured include path, beside the file, or, without any of these, in
 * a likely folder of the project around it. Everything asked of the file system is asked once, what is missing too.
 */
import { absolutePath, type CompileFlags, parseCompileCommands } from './compile-commands.ts';
import { isStandardHeader } from './standard-headers.ts';

/** How files are seen. `list` gives the entries of a folder, as names or as paths; folders that do not exist are empty. */
export interface FileReader {
  read(path: string): string | undefined;
  exists?(path: string): boolean;
  list?(folder: string): readonly string[];
}

/** How far up from a file its project is looked for, and how many folders of each step are looked into. */
const STEPS_UP = 7;
const FOLDERS = 200;

const LIKELY = ['include', 'inc', 'includes', 'src', 'lib', 'common', 'h', 'compat'];
const MARK =
  /^(?:makefile|gnumakefile|configure|cmakelists|meson|kconfig|build|readme|copying|licen[cs]e|changelog|news)\b|\.[ch]$/i;
const ROOT = /^\.(?:git|hg|svn)$/;
const FILE = /\.[A-Za-z]\w{0,4}$/;

/** Folders and files of a project, remembered until told to forget. */
export class HeaderSearch {
  readonly #reader: FileReader;
  readonly #includePath: readonly string[];
  readonly #lists = new Map<string, readonly string[]>();
  readonly #existing = new Map<string, boolean>();
  readonly #ups = new Map<string, readonly string[]>();
  readonly #near = new Map<string, string | undefined>();
  readonly #commands = new Map<string, ReadonlyMap<string, CompileFlags> | undefined>();

  constructor(reader: FileReader, includePath: readonly string[]) {
    this.#reader = reader;
    this.#includePath = includePath;
  }

  /** Forgets all answers: files have come or gone. */
  forget(): void {
    this.#lists.clear();
    this.#existing.clear();
    this.#near.clear();
    this.#ups.clear();
    this.#commands.clear();
  }

  /** The flags of a source file, from the nearest compile_commands.json that knows it. */
  flags(path: string): CompileFlags | undefined {
    let folder = folderOf(path);
    for (let step = 0; step < STEPS_UP; step++) {
      for (const place of ['compile_commands.json', 'build/compile_commands.json']) {
        const found = this.#database(joined(folder, place))?.get(path);
        if (found !== undefined) return found;
      }
      const up = folderOf(folder);
      if (up === folder) return undefined;
      folder = up;
    }
    return undefined;
  }

  /**
   * The path of a header that `from` includes; undefined if it is not found. `flags` are those of the source file that is
   * being looked at, which `from` belongs to.
   */
  find(name: string, system: boolean, from: string, flags: CompileFlags | undefined): string | undefined {
    const own = folderOf(from);
    if (name.startsWith('/')) return this.#exists(name) ? name : undefined;
    const folders = [
      ...(system ? [] : [own, ...(flags?.quotePaths ?? [])]),
      ...(flags?.includePaths ?? []),
      ...this.#includePath,
    ];
    for (const folder of folders) {
      const path = absolutePath(folder, name);
      if (this.#exists(path)) return path;
    }
    if (flags !== undefined || (system && isStandardHeader(name))) return undefined;
    return this.#nearby(own, name);
  }

  /** The folders of a file's project, nearest first: its own, then at each step up the folder and those in it. */
  *folders(path: string): Generator<string> {
    const seen = new Set<string>();
    for (const folder of this.#stepsUp(folderOf(path)))
      for (const place of [folder, ...this.#inside(folder)])
        if (!seen.has(place)) {
          seen.add(place);
          yield place;
        }
  }

  /**
   * The folders of the project at and above one: up to the root of a working copy, or as long as they look like parts of
   * a project; one level that only holds folders is passed over.
   */
  #stepsUp(own: string): readonly string[] {
    const known = this.#ups.get(own);
    if (known !== undefined) return known;
    const folders: string[] = [];
    let bare = 0;
    for (let folder = own; folders.length < STEPS_UP && bare < 2; folder = folderOf(folder)) {
      const names = this.names(folder);
      if (names.some((name) => MARK.test(name))) {
        folders.push(folder);
        bare = 0;
      } else bare++;
      if (names.some((name) => ROOT.test(name)) || folderOf(folderOf(folder)) === folderOf(folder)) break;
    }
    this.#ups.set(own, folders);
    return folders;
  }

  /** The names in a folder. */
  names(folder: string): readonly string[] {
    let names = this.#lists.get(folder);
    if (names === undefined) {
      const prefix = folder.endsWith('/') ? folder : `${folder}/`;
      const entries = (this.#reader.list?.(folder) ?? []).map((entry) => {
        const name = entry.startsWith(prefix) ? entry.slice(prefix.length) : entry;
        const slash = name.indexOf('/');
        return slash < 0 ? name : name.slice(0, slash);
      });
      names = [...new Set(entries)];
      this.#lists.set(folder, names);
    }
    return names;
  }

  #database(path: string): ReadonlyMap<string, CompileFlags> | undefined {
    if (!this.#commands.has(path)) {
      const text = this.#exists(path) ? this.#reader.read(path) : undefined;
      this.#commands.set(path, text === undefined ? undefined : parseCompileCommands(text, folderOf(path)));
    }
    return this.#commands.get(path);
  }

  #exists(path: string): boolean {
    let known = this.#existing.get(path);
    if (known === undefined) {
      known = this.#reader.exists?.(path) ?? this.#reader.read(path) !== undefined;
      this.#existing.set(path, known);
    }
    return known;
  }

  /** Looks at each step up from `own` into the folder, the folders in it, and an `include` in each of those. */
  #nearby(own: string, name: string): string | undefined {
    const key = `${own}\n${name}`;
    if (this.#near.has(key)) return this.#near.get(key);
    const [first = name] = name.split('/');
    const holds = (folder: string): boolean => this.names(folder).includes(first) && this.#exists(joined(folder, name));
    let found: string | undefined;
    for (const step of this.#stepsUp(own)) {
      found = [step, ...this.#inside(step)].flatMap((folder) => [folder, joined(folder, 'include')]).find(holds);
      if (found !== undefined) break;
    }
    const path = found === undefined ? undefined : joined(found, name);
    this.#near.set(key, path);
    return path;
  }

  #inside(folder: string): readonly string[] {
    const names = this.names(folder).filter((name) => !name.startsWith('.') && !FILE.test(name));
    const rank = (name: string): number => (LIKELY.indexOf(name) + LIKELY.length + 1) % (LIKELY.length + 1);
    return names
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, FOLDERS)
      .map((name) => joined(folder, name));
  }
}

const joined = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);

/** The folder of an absolute path; that of the root is itself. */
const folderOf = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
};
