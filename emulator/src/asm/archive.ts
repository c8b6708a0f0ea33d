/**
 * Object files and archives as bytes: what `cc -c` writes, and the prebuilt C library. An archive holds its index first
 * and each member packed by itself, so that linking decodes only the members that a program needs.
 */
import type { Archive, ObjectFile } from './object.ts';
import { type Packable, pack, unpack } from './pack.ts';

/** The bytes of an object file. */
export const writeObject = (object: ObjectFile): Uint8Array => pack(object as unknown as Packable);

/** Reads an object file; undefined where the bytes are none. */
export const readObject = (bytes: Uint8Array): ObjectFile | undefined => {
  const value = unpack(bytes);
  return isObject(value) ? (value as unknown as ObjectFile) : undefined;
};

const isRecord = (value: Packable): value is { readonly [key: string]: Packable } =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);

const isObject = (value: Packable): boolean => {
  if (!isRecord(value)) return false;
  const { text, data, bss, symbols, relocations, debug, align, name } = value;
  return (
    typeof name === 'string' &&
    text instanceof Uint8Array &&
    data instanceof Uint8Array &&
    typeof bss === 'number' &&
    Array.isArray(symbols) &&
    Array.isArray(relocations) &&
    isRecord(debug) &&
    isRecord(align)
  );
};

/** An archive of objects in memory; the first that defines a symbol, as common or with a value, serves it. */
export const makeArchive = (name: string, objects: readonly ObjectFile[]): Archive => ({
  kind: 'archive',
  name,
  members: objects.map((object) => object.name),
  index: indexOf(objects),
  load: (member) => objects[member]!,
});

const indexOf = (objects: readonly ObjectFile[]): Map<string, number> => {
  const index = new Map<string, number>();
  objects.forEach((object, member) => {
    for (const { name, section, binding } of object.symbols)
      if (section !== 'undefined' && binding !== 'local' && !index.has(name)) index.set(name, member);
  });
  return index;
};

/** The bytes of an archive of these objects. */
export const writeArchive = (name: string, objects: readonly ObjectFile[]): Uint8Array => {
  const index = indexOf(objects);
  return pack({
    archive: name,
    members: objects.map((object) => object.name),
    symbols: [...index.keys()],
    owners: [...index.values()],
    objects: objects.map(writeObject),
  });
};

/** Reads an archive, its members undecoded; undefined where the bytes are none. */
export const readArchive = (bytes: Uint8Array): Archive | undefined => {
  const value = unpack(bytes);
  if (!isRecord(value)) return undefined;
  const {
    archive: name,
    members,
    symbols,
    owners,
    objects,
  } = value as {
    readonly archive: string;
    readonly members: readonly string[];
    readonly symbols: readonly string[];
    readonly owners: readonly number[];
    readonly objects: readonly Uint8Array[];
  };
  if (typeof name !== 'string' || ![members, symbols, owners, objects].every(Array.isArray)) return undefined;
  const loaded = new Map<number, ObjectFile>();
  return {
    kind: 'archive',
    name,
    members,
    index: new Map(symbols.map((symbol, i) => [symbol, owners[i] ?? 0])),
    load: (member) => {
      let object = loaded.get(member);
      if (object === undefined) {
        const packed = objects[member];
        object = packed === undefined ? undefined : readObject(packed);
        object ??= { ...EMPTY, name: members[member] ?? name };
        loaded.set(member, object);
      }
      return object;
    },
  };
};

/** What a damaged member counts as: its symbols are then reported as not defined. */
const EMPTY: ObjectFile = {
  name: '',
  text: new Uint8Array(0),
  data: new Uint8Array(0),
  bss: 0,
  align: { text: 1, data: 1, bss: 1 },
  symbols: [],
  relocations: [],
  debug: { files: [], types: [], lines: [], functions: [], variables: [] },
};
