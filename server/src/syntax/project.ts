/**
 * The files around a source file: the headers it includes, directly or not, and the other sources that may define what it
 * calls. All through one reader, each file read once for each content, and what is missing remembered. It does not run the
 * preprocessor: every header that some configuration could include is given.
 */
import { type FileReader, HeaderSearch } from './header-search.ts';

/** What a project must know of a file; `definesFunction` is asked before a file counts as one that defines a name. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly includes: readonly { readonly name: string; readonly system: boolean }[];
  readonly functions: ReadonlyMap<string, unknown>;
}

/** Limits, so that a file in a huge tree costs little: headers of one file, sources read to find definitions, text size. */
const HEADERS = 300;
const SOURCES = 1500;
const SOURCE_UNITS = 24_000_000;
const LARGEST = 4_000_000;

const C_SOURCE = /\.(?:c|h)$/i;
/** A name that stands before a parenthesis at the beginning of a line or behind a type: perhaps the head of a definition. */
const HEAD = /^(?:[A-Za-z_][\w \t*]*?[ \t*])?([A-Za-z_]\w*)[ \t]*\((?![^()\n]*\)[ \t]*;)/gm;

/** Attributes stand between a type and a name, and look like a function's head themselves. */
const ATTRIBUTE = /__attribute__[ \t]*\(\((?:[^()]|\([^()]*\))*\)\)[ \t]*/g;

/** One project as seen by one reader. `make` turns a text into what the caller keeps of a file. */
export class Project<File extends ProjectFile> {
  readonly #reader: FileReader;
  readonly #make: (path: string, text: string) => File;
  readonly #search: HeaderSearch;
  readonly #files = new Map<string, File | undefined>();
  readonly #headers = new Map<string, readonly File[]>();
  readonly #heads = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #defined = new Map<string, readonly File[]>();
  readonly #mentions = new Map<string, readonly File[]>();
  readonly #spent = new Map<string, { sources: number; units: number }>();

  constructor(reader: FileReader, includePath: readonly string[], make: (path: string, text: string) => File) {
    this.#reader = reader;
    this.#make = make;
    this.#search = new HeaderSearch(reader, includePath);
  }

  /** Files changed, came or went: what was learnt from them is dropped. */
  changed(paths: readonly string[]): void {
    for (const path of paths) {
      if (this.#files.get(path) === undefined) this.#search.forget();
      this.#files.delete(path);
      this.#heads.delete(path.slice(0, path.lastIndexOf('/')));
    }
    this.#headers.clear();
    this.#mentions.clear();
    this.#defined.clear();
  }

  /** The file at a path. */
  file(path: string): File | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.#reader.read(path);
    const made = text === undefined || text.length > LARGEST ? undefined : this.#make(path, text);
    this.#files.set(path, made);
    return made;
  }

  /** The headers of a source file in the order in which they are included, those from the command line first. */
  headers(path: string): readonly File[] {
    const known = this.#headers.get(path);
    if (known !== undefined) return known;
    const flags = this.#search.flags(path);
    const found: File[] = [];
    const seen = new Set([path]);
    if (flags !== undefined && flags.defines.length + flags.undefines.length > 0)
      found.push(this.#make(`${path}:command-line`, commandLine(flags.defines, flags.undefines)));
    const visit = (file: File | undefined): void => {
      if (file === undefined) return;
      for (const { name, system } of file.includes) {
        const target = this.#search.find(name, system, file.path, flags);
        if (target !== undefined) add(target);
      }
    };
    const add = (target: string): void => {
      if (seen.has(target) || seen.size > HEADERS) return;
      seen.add(target);
      const file = this.file(target);
      visit(file);
      if (file !== undefined) found.push(file);
    };
    for (const target of flags?.forced ?? []) add(target);
    visit(this.file(path));
    this.#headers.set(path, found);
    return found;
  }

  /** The path of a header that `from` includes, where `source` is the file that is being looked at. */
  header(name: string, system: boolean, from: string, source: string): string | undefined {
    return this.#search.find(name, system, from, this.#search.flags(source));
  }

  /** #define and #undef lines of the compile command of a file. */
  defines(source: string): string {
    const flags = this.#search.flags(source);
    return flags === undefined ? '' : commandLine(flags.defines, flags.undefines);
  }

  /** The files that define a function of this name, nearest folder first: those of the first folder that has any. */
  definedIn(name: string, from: string): readonly File[] {
    const key = `${from} ${name}`;
    const known = this.#defined.get(key) ?? this.#find(name, from);
    this.#defined.set(key, known);
    return known;
  }

  #find(name: string, from: string): readonly File[] {
    for (const folder of this.#search.folders(from)) {
      const paths = this.#headsOf(folder, from).get(name) ?? [];
      const files = paths.flatMap((path) => (path === from ? [] : [this.file(path)]));
      const found = files.filter((file): file is File => file?.functions.has(name) === true);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The other files of the folder that seem to call a function of this name. */
  mentioning(name: string, from: string): readonly File[] {
    const folder = from.slice(0, from.lastIndexOf('/'));
    const key = `${folder} ${name}`;
    let known = this.#mentions.get(key);
    if (known === undefined) {
      const pattern = new RegExp(`\\b${name}[ \\t]*\\(`);
      let units = 0;
      known = this.#search.names(folder).flatMap((entry) => {
        const path = `${folder}/${entry}`;
        if (!C_SOURCE.test(entry) || path === from || units >= SOURCE_UNITS) return [];
        const text = this.#reader.read(path) ?? '';
        units += text.length;
        const file = pattern.test(text) ? this.file(path) : undefined;
        return file === undefined ? [] : [file];
      });
      this.#mentions.set(key, known);
    }
    return known;
  }

  /** Names that look defined in the sources of a folder, and where. */
  #headsOf(folder: string, from: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#heads.get(folder);
    if (known !== undefined) return known;
    const heads = new Map<string, string[]>();
    this.#heads.set(folder, heads);
    const spent = this.#spent.get(from) ?? { sources: 0, units: 0 };
    this.#spent.set(from, spent);
    for (const name of this.#search.names(folder)) {
      if (!C_SOURCE.test(name) || spent.sources >= SOURCES || spent.units >= SOURCE_UNITS) continue;
      const path = `${folder}/${name}`;
      const text = this.#reader.read(path);
      spent.sources++;
      spent.units += text?.length ?? 0;
      for (const [, head = ''] of (text ?? '').replaceAll(ATTRIBUTE, '').matchAll(HEAD)) {
        const paths = heads.get(head);
        if (paths === undefined) heads.set(head, [path]);
        else if (paths.at(-1) !== path) paths.push(path);
      }
    }
    return heads;
  }
}

const commandLine = (defines: readonly string[], undefines: readonly string[]): string =>
  [
    ...defines.map((text) => `#define ${text.includes('=') ? text.replace('=', ' ') : `${text} 1`}\n`),
    ...undefines.map((name) => `#undef ${name}\n`),
  ].join('');
