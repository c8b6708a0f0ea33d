/**
 * Files as the preprocessor sees them: read through an injected reader, cut into tokens once for each content, and found
 * along include paths. What is not there is remembered too, until it is forgotten on purpose.
 */
import { lex } from './lexer.ts';
import type { Macro } from './macro.ts';
import { isText, SourceFile, type Token } from './source.ts';

/** Reads a whole file; undefined if there is none. Paths are POSIX-style; relative ones are the reader's business. */
export interface Reader {
  read(path: string): string | undefined;
}

/**
 * A file's tokens. `directives` are the indices of the `#` that begin one. `guard` is the macro that #ifndef tests
 * around the whole file. `definitions` holds the parsed #define by the index of its `#`: the same in every run.
 */
export interface LexedFile {
  readonly file: SourceFile;
  readonly tokens: readonly Token[];
  readonly open: number | undefined;
  readonly directives: readonly number[];
  readonly guard: string | undefined;
  readonly definitions: Map<number, Macro>;
}

/** Where a header was found: the file, and the place of its folder in the search path (for #include_next). */
export interface Found {
  readonly lexed: LexedFile;
  readonly path: string;
  readonly place: number;
}

type Place = { readonly path: string; readonly place: number } | 'missing';

/** Folders in order, and where on them each header was found or not, by including folder and first place. */
export interface SearchPath {
  readonly folders: readonly string[];
  readonly found: Map<string, Place>;
}

/** Cuts a text; nothing is remembered. */
export const lexFile = (path: string, text: string, trigraphs: boolean): LexedFile => {
  const file = new SourceFile(path, text);
  const { tokens, open } = lex(file, trigraphs);
  const directives: number[] = [];
  for (const [i, token] of tokens.entries()) if (isDirective(token)) directives.push(i);
  return { file, tokens, open, directives, guard: findGuard(tokens, directives), definitions: new Map() };
};

/** Whether a token of a file begins a directive (6.10 paragraph 2). */
export const isDirective = (token: Token): boolean => token.bol && (token.text === '#' || token.text === '%:');

/** Files by path, shared by all runs of a program or an editor session. */
export class HeaderCache {
  readonly #reader: Reader;
  readonly #trigraphs: boolean;
  readonly #shared: { readonly folder: string; readonly cache: HeaderCache } | undefined;
  readonly #files = new Map<string, LexedFile | undefined>();
  readonly #searches = new Map<string, SearchPath>();

  /** `shared` holds files below a folder that never change, for many caches. */
  constructor(
    reader: Reader,
    trigraphs: boolean = false,
    shared?: { readonly folder: string; readonly cache: HeaderCache },
  ) {
    this.#reader = reader;
    this.#shared = shared;
    this.#trigraphs = trigraphs;
  }

  /** The file at a path, read at most once. */
  read(path: string): LexedFile | undefined {
    if (this.#shared !== undefined && path.startsWith(this.#shared.folder)) return this.#shared.cache.read(path);
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.#reader.read(path);
    const lexed = text === undefined ? undefined : lexFile(path, text, this.#trigraphs);
    this.#files.set(path, lexed);
    return lexed;
  }

  /** This text as the file at a path; cut again only if it differs from what is known. */
  put(path: string, text: string): LexedFile {
    const known = this.#files.get(path);
    if (known?.file.text === text) return known;
    const lexed = lexFile(path, text, this.#trigraphs);
    this.#files.set(path, lexed);
    if (known === undefined) this.#forgetSearches();
    return lexed;
  }

  /** Forgets one path, or with no argument all that was not found and all that was. */
  forget(path?: string): void {
    if (path === undefined) this.#files.clear();
    else this.#files.delete(path);
    this.#forgetSearches();
  }

  #forgetSearches(): void {
    for (const { found } of this.#searches.values()) found.clear();
  }

  /** A search path to look headers up on; equal paths share what they have found. */
  searchPath(folders: readonly string[]): SearchPath {
    const key = folders.join('\n');
    let path = this.#searches.get(key);
    if (path === undefined) {
      path = { folders, found: new Map() };
      this.#searches.set(key, path);
    }
    return path;
  }

  /**
   * Looks a header up. For `"name"` the including file's folder, `own`, is tried before the search path (place -1).
   * `from` is the first place to try, as #include_next needs it.
   */
  find(name: string, own: string | undefined, search: SearchPath, from: number): Found | undefined {
    const key = `${from} ${own ?? '<'}\n${name}`;
    let place = search.found.get(key);
    if (place === undefined) {
      place = this.#look(name, own, search.folders, from);
      search.found.set(key, place);
    }
    if (place === 'missing') return undefined;
    const lexed = this.read(place.path);
    return lexed === undefined ? undefined : { ...place, lexed };
  }

  #look(name: string, own: string | undefined, folders: readonly string[], from: number): Place {
    if (name.startsWith('/')) return this.read(name) === undefined ? 'missing' : { path: name, place: -1 };
    if (own !== undefined) {
      const path = joinPath(own, name);
      if (this.read(path) !== undefined) return { path, place: -1 };
    }
    for (let place = Math.max(0, from); place < folders.length; place++) {
      const path = joinPath(folders[place]!, name);
      if (this.read(path) !== undefined) return { path, place };
    }
    return 'missing';
  }
}

/** The folder of a path, without the slash; empty for a bare name. */
export const folderOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
};

/** `folder/name` with `.` and `..` steps resolved as text. */
export const joinPath = (folder: string, name: string): string => {
  const whole = folder === '' || folder === '.' ? name : `${folder}/${name}`;
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(whole)) return whole;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return (whole.startsWith('/') ? '/' : '') + steps.join('/');
};

/** The macro of a whole-file `#ifndef X … #endif` (or `#if !defined X`), with no #else for it and nothing outside. */
const findGuard = (tokens: readonly Token[], directives: readonly number[]): string | undefined => {
  const last = directives.at(-1);
  if (directives[0] !== 0 || last === undefined || tokens[last + 1]?.text !== 'endif') return undefined;
  for (let i = last + 2; i < tokens.length; i++) if (tokens[i]!.bol) return undefined;
  let depth = 0;
  for (const [k, at] of directives.entries()) {
    const name = tokens[at + 1];
    if (name === undefined || name.bol) continue;
    if (/^if(?:n?def)?$/.test(name.text)) depth++;
    else if (name.text === 'endif') {
      if (--depth === 0 && k < directives.length - 1) return undefined;
    } else if (depth === 1 && name.text.startsWith('el')) return undefined;
  }
  const line = lineTokens(tokens, 1);
  if (line[0]?.text === 'ifndef') return line.length === 2 ? line[1]?.text : undefined;
  if (line[0]?.text !== 'if' || !isText(line[1], '!') || line[2]?.text !== 'defined') return undefined;
  if (line.length === 4 && line[3]?.kind === 'identifier') return line[3].text;
  return line.length === 6 && isText(line[3], '(') && isText(line[5], ')') ? line[4]?.text : undefined;
};

/** The tokens from `from` to the end of their line; empty if a new line begins there. */
export const lineTokens = (tokens: readonly Token[], from: number): readonly Token[] => {
  let end = from;
  while (end < tokens.length && !tokens[end]!.bol) end++;
  return tokens.slice(from, end);
};
