/**
 * The C library as objects: its text (room `libc`) compiled and assembled by our own tools. As an archive in memory whose
 * members are compiled when a program first needs them, or as the bytes of the whole archive, which a build can embed.
 */
import { type Archive, assembleText, type ObjectFile, readArchive, writeArchive } from '../asm/index.ts';
import { compileText, runtime } from '../cc/index.ts';
import { HeaderCache } from '../cpp/index.ts';
import { HEADERS, SOURCES, STUBS, stubText } from '../libc/index.ts';
import { PREBUILT, type Prebuilt } from './prebuilt.ts';
import { LIBRARY_SYMBOLS } from './symbols.generated.ts';

/** Where the system headers are found: a folder that no real file system has. */
export const SYSTEM_INCLUDE = '/@vfork-lint/include';
/** Where the sources of the library are said to be, in line tables and messages. */
export const LIBRARY_SOURCE = '/@vfork-lint/libc';

/** The text of a system header or a library source by its full path; undefined for any other path. */
export const systemFile = (path: string): string | undefined => {
  const [table, folder] = path.startsWith(`${SYSTEM_INCLUDE}/`)
    ? [HEADERS, SYSTEM_INCLUDE]
    : path.startsWith(`${LIBRARY_SOURCE}/`)
      ? [SOURCES, LIBRARY_SOURCE]
      : [undefined, ''];
  if (table === undefined) return undefined;
  const name = path.slice(folder.length + 1);
  return Object.hasOwn(table, name) ? table[name] : undefined;
};

/** The first object of every program: it is entered at address 0 and calls main. */
const CRT0 = 'crt0.s';

/** The members of the library by name, each with its text. */
const members = (): ReadonlyMap<string, string> => {
  const sources = Object.entries(SOURCES).filter(([name]) => /\.[cs]$/.test(name) && name !== CRT0);
  const stubs = STUBS.map((stub) => [`${stub[0]}.s`, stubText(stub)] as const);
  return new Map([...sources, ...stubs]);
};

const cache = new HeaderCache({ read: systemFile });

/** Compiles or assembles one member. A mistake in the library is a mistake of ours, hence the exception. */
const makeMember = (name: string, text: string): ObjectFile => {
  const path = `${LIBRARY_SOURCE}/${name}`;
  // Beside vfork nothing is kept in registers, so that the library is right on every system (claim B6).
  const registers = /\bvfork\b/.test(text) ? 'none' : 'auto';
  const made = name.endsWith('.s')
    ? assembleText(text, path)
    : compileText(path, text, { reader: { read: systemFile }, cache, includePaths: [SYSTEM_INCLUDE], registers });
  const wrong = made.problems.find((problem) => !('severity' in problem) || problem.severity === 'error');
  if (made.object === undefined || wrong !== undefined) throw new Error(`${path}: ${wrong?.message}`);
  return { ...made.object, name };
};

/** All members compiled: for the build, which embeds the archive, and for the table of symbols. */
export const compileLibrary = (): readonly ObjectFile[] => [...members()].map(([name, text]) => makeMember(name, text));

/** The bytes of the archive of the whole library. */
export const libraryBytes = (): Uint8Array => writeArchive('libc', compileLibrary());

/** The bytes of the archive of the compiler's run-time routines. */
export const routineBytes = (): Uint8Array => {
  const { name, index, load } = runtime();
  return writeArchive(name, [...new Set(index.values())].map(load));
};

/** The table of symbols by member, for `symbols.generated.ts`. */
export const librarySymbols = (objects: readonly ObjectFile[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    objects.map(({ name, symbols }) => [
      name,
      symbols.filter((s) => s.binding !== 'local' && s.section !== 'undefined').map((s) => s.name),
    ]),
  );

const lazyArchive = (): Archive => {
  const texts = [...members()];
  const made = new Map<number, ObjectFile>();
  const index = new Map<string, number>();
  texts.forEach(([name], member) => {
    for (const symbol of LIBRARY_SYMBOLS[name] ?? []) if (!index.has(symbol)) index.set(symbol, member);
  });
  return {
    kind: 'archive',
    name: 'libc',
    members: texts.map(([name]) => name),
    index,
    load: (member) => {
      const known = made.get(member);
      if (known !== undefined) return known;
      const [name, text] = texts[member] ?? ['', ''];
      const object = makeMember(name, text);
      made.set(member, object);
      return object;
    },
  };
};

/** What every program is linked with: the start, the C library, and the compiler's run-time routines. */
export type Library = { readonly crt0: ObjectFile; readonly archive: Archive; readonly routines: Archive };

let library: Library | undefined;

/** What a build has embedded; a bundle's module has another value than the one in the source tree. */
export const prebuilt = (): Prebuilt | undefined => PREBUILT;

/** The library; the same objects at every call. */
export const cLibrary = (): Library => {
  if (library === undefined) {
    const embedded = prebuilt();
    const read = (bytes: Uint8Array | undefined): Archive | undefined => bytes && readArchive(bytes);
    library = {
      crt0: makeMember(CRT0, SOURCES[CRT0] ?? ''),
      archive: read(embedded?.library()) ?? lazyArchive(),
      routines: read(embedded?.routines()) ?? runtime(),
    };
  }
  return library;
};
