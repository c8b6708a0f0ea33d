/**
 * Joins objects to an image: sections laid one after the other, archive members pulled in for symbols that are wanted,
 * common symbols given room, addresses filled in, debug tables merged. The model is ELKS' small one: text from 0 in its
 * own segment, data and then bss from 0 in another; or all in one segment (`combined`), as a flat binary has it.
 */
import type { AsmProblem, SectionName } from './items.ts';
import { mergeDebug, type Placed, type Resolved } from './link-debug.ts';
import type { Archive, Image, ImageSymbol, ObjectFile, ObjectSymbol, Relocation } from './object.ts';

export type LinkOptions = {
  readonly layout?: 'separate' | 'combined';
  /** Symbol where the program starts; else the start of text. */
  readonly entry?: string;
  readonly version?: 0 | 1;
  /** See `Image`. */
  readonly chmem?: number;
  readonly minstack?: number;
  /** First address of text. */
  readonly origin?: number;
  /** Leaves symbols of one object out of the image's symbol table. */
  readonly globalsOnly?: boolean;
};

export type Linked = { readonly image: Image; readonly problems: readonly AsmProblem[] };

export type LinkInput = ObjectFile | Archive;

/** What a global name means. */
type Definition = { readonly placed: Placed; readonly symbol: ObjectSymbol };

type Common = { readonly name: string; readonly object: ObjectFile; size: number; align: number; address: number };

type Link = {
  readonly placed: Placed[];
  readonly definitions: Map<string, Definition>;
  readonly commons: Map<string, Common>;
  readonly problems: AsmProblem[];
};

/** The end of a segment. */
const SEGMENT_LIMIT = 0x10000;

const isArchive = (input: LinkInput): input is Archive => 'kind' in input;

/** Names that the linker itself defines: the ends of the sections, for assembly and, with `_` in front, for C. */
const EDGES = ['__etext', '__edata', '__end'] as const;

/** Links a program. Never throws: what is wrong is in `problems`, each with where the linker knows it. */
export const link = (inputs: readonly LinkInput[], options: LinkOptions = {}): Linked => {
  const state: Link = { placed: [], definitions: new Map(), commons: new Map(), problems: [] };
  collect(state, inputs, options.entry);
  const sizes = layOut(state, options);
  const resolve = resolver(state, sizes);
  const { text, data } = writeSections(state, sizes, resolve);
  const entry = options.entry === undefined ? sizes.textStart : resolve.global(options.entry);
  if (entry === undefined) state.problems.push({ message: `the entry symbol '${options.entry}' is not defined` });
  const image: Image = {
    layout: options.layout ?? 'separate',
    text,
    data,
    bss: sizes.end - sizes.bssStart,
    entry: entry ?? 0,
    version: options.version ?? 1,
    chmem: options.chmem ?? 0,
    minstack: options.minstack ?? 0,
    symbols: imageSymbols(state, options.globalsOnly === true),
    farText: new Uint8Array(0),
    textRelocations: [],
    dataRelocations: [],
    farTextRelocations: [],
    debug: mergeDebug(state.placed, (placed, name) => resolve.symbol(placed, name)),
  };
  return { image, problems: state.problems };
};

const collect = (state: Link, inputs: readonly LinkInput[], entry: string | undefined): void => {
  const wanted = new Set<string>();
  const add = (object: ObjectFile): void => addObject(state, object, wanted);
  if (entry !== undefined) wanted.add(entry);
  for (const input of inputs) if (!isArchive(input)) add(input);
  const archives = inputs.filter(isArchive);
  const taken = archives.map(() => new Set<number>());
  // A member can want what an archive before its own defines, so wanted names are looked up until none is found.
  for (const name of wanted) {
    if (state.definitions.has(name)) continue;
    for (let i = 0; i < archives.length; i++) {
      const member = archives[i]!.index.get(name);
      if (member === undefined || taken[i]!.has(member)) continue;
      const object = archives[i]!.load(member);
      // What is common already has room: a member is not taken for more of that.
      if (state.commons.has(name) && object.symbols.some((one) => one.name === name && one.section === 'common')) break;
      taken[i]!.add(member);
      add(object);
      break;
    }
  }
};

const addObject = (state: Link, object: ObjectFile, wanted: Set<string>): void => {
  const placed: Placed = { object, text: 0, data: 0, bss: 0 };
  state.placed.push(placed);
  for (const name of object.needs ?? []) wanted.add(name);
  for (const symbol of object.symbols) {
    const { name } = symbol;
    if (symbol.section === 'undefined') {
      // A weak reference does not ask for a member of an archive.
      if (symbol.binding !== 'weak') wanted.add(name);
    } else if (symbol.section === 'common') {
      addCommon(state, object, symbol);
      wanted.add(name);
    } else if (symbol.binding !== 'local') define(state, { placed, symbol });
  }
};

const addCommon = (state: Link, object: ObjectFile, { name, size, value: align }: ObjectSymbol): void => {
  const known = state.commons.get(name);
  if (known === undefined) state.commons.set(name, { name, object, size, align, address: 0 });
  else {
    known.size = Math.max(known.size, size);
    known.align = Math.max(known.align, align);
  }
};

const define = (state: Link, definition: Definition): void => {
  const { name, binding } = definition.symbol;
  const known = state.definitions.get(name);
  if (known === undefined || (known.symbol.binding === 'weak' && binding !== 'weak'))
    state.definitions.set(name, definition);
  else if (binding !== 'weak')
    state.problems.push({
      message: `'${name}' is defined in ${definition.placed.object.name} and already in ${known.placed.object.name}`,
      ...sourceOf(definition),
    });
};

/** Where a function is defined, if the object says so. */
const sourceOf = ({ placed, symbol }: Definition): { readonly file: string; readonly line?: number } => {
  const { debug, name } = placed.object;
  const found = debug.functions.find((fn) => fn.symbol === symbol.name);
  return found === undefined ? { file: name } : { file: debug.files[found.file] ?? name, line: found.line };
};

type Sizes = {
  readonly textStart: number;
  readonly textEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly bssStart: number;
  readonly end: number;
};

const alignUp = (value: number, to: number): number => Math.ceil(value / to) * to;

const layOut = (state: Link, { layout, origin }: LinkOptions): Sizes => {
  const { placed } = state;
  const textStart = origin ?? placed.find(({ object }) => object.org !== undefined)?.object.org ?? 0;
  const stack = (section: SectionName, from: number): number => {
    let at = from;
    for (const one of placed) {
      const { object } = one;
      at = alignUp(at, object.align[section]);
      one[section] = at;
      at += section === 'bss' ? object.bss : object[section].length;
    }
    return at;
  };
  const textEnd = stack('text', textStart);
  const dataStart = layout === 'combined' ? alignUp(textEnd, widest(placed, 'data')) : 0;
  const dataEnd = stack('data', dataStart);
  const bssStart = dataEnd;
  let end = stack('bss', bssStart);
  for (const common of state.commons.values()) {
    if (state.definitions.has(common.name)) continue;
    common.address = alignUp(end, Math.max(1, common.align));
    end = common.address + common.size;
  }
  if (textEnd > SEGMENT_LIMIT)
    state.problems.push({ message: `text ends at ${textEnd}, beyond its segment of ${SEGMENT_LIMIT} bytes` });
  if (end > SEGMENT_LIMIT)
    state.problems.push({ message: `data and bss end at ${end}, beyond their segment of ${SEGMENT_LIMIT} bytes` });
  return { textStart, textEnd, dataStart, dataEnd, bssStart, end };
};

const widest = (placed: readonly Placed[], section: SectionName): number =>
  placed.reduce((most, { object }) => Math.max(most, object.align[section]), 1);

type Resolver = {
  /** The address of a global name. */
  readonly global: (name: string) => number | undefined;
  /** A name as this object sees it, its own symbols first. */
  readonly symbol: (placed: Placed, name: string) => Resolved | undefined;
  /** What a relocation is relative to; undefined where its symbol is not defined anywhere. */
  readonly target: (placed: Placed, target: Relocation['target']) => number | undefined;
};

const resolver = (state: Link, sizes: Sizes): Resolver => {
  const places: readonly Resolved[] = [
    { section: 'text', address: sizes.textEnd },
    { section: 'data', address: sizes.dataEnd },
    { section: 'bss', address: sizes.end },
  ];
  const edges = new Map<string, Resolved>(
    EDGES.flatMap(
      (name, i) =>
        [
          [name, places[i]!],
          [`_${name}`, places[i]!],
        ] as const,
    ),
  );
  const placeOf = (placed: Placed, symbol: ObjectSymbol): Resolved => {
    const section = symbol.section === 'common' || symbol.section === 'undefined' ? 'absolute' : symbol.section;
    return { section, address: symbol.value + (section === 'absolute' ? 0 : placed[section]) };
  };
  const named = (name: string): Resolved | undefined => {
    const definition = state.definitions.get(name);
    if (definition !== undefined) return placeOf(definition.placed, definition.symbol);
    const common = state.commons.get(name);
    return common === undefined ? edges.get(name) : { section: 'bss', address: common.address };
  };
  return {
    global: (name) => named(name)?.address,
    symbol: (placed, name) => {
      const own = placed.object.symbols.find((symbol) => symbol.name === name && symbol.binding === 'local');
      return own === undefined ? named(name) : placeOf(placed, own);
    },
    target: (placed, target) => {
      if (target === 'absolute') return 0;
      if (typeof target === 'string') return placed[target];
      const symbol = placed.object.symbols[target];
      if (symbol === undefined) return 0;
      if (symbol.binding === 'local') return placeOf(placed, symbol).address;
      return named(symbol.name)?.address ?? (symbol.binding === 'weak' ? 0 : undefined);
    },
  };
};

const writeSections = (
  state: Link,
  sizes: Sizes,
  resolve: Resolver,
): { readonly text: Uint8Array; readonly data: Uint8Array } => {
  const text = new Uint8Array(sizes.textEnd - sizes.textStart).fill(0x90);
  const data = new Uint8Array(sizes.dataEnd - sizes.dataStart);
  for (const placed of state.placed) {
    text.set(placed.object.text, placed.text - sizes.textStart);
    data.set(placed.object.data, placed.data - sizes.dataStart);
    for (const relocation of placed.object.relocations) {
      const target = resolve.target(placed, relocation.target);
      if (target === undefined) {
        state.problems.push(undefinedSymbol(placed.object, relocation));
        continue;
      }
      const base = relocation.section === 'text' ? placed.text : placed.data;
      const start = relocation.section === 'text' ? sizes.textStart : sizes.dataStart;
      const bytes = relocation.section === 'text' ? text : data;
      const wrong = apply(bytes, base + relocation.at, start, relocation, target + relocation.addend);
      if (wrong !== undefined) state.problems.push({ message: wrong, ...whereOf(placed.object, relocation) });
    }
  }
  return { text, data };
};

/** Writes one relocated value; `at` is the address of its bytes and `start` that of the section's first. */
const apply = (
  bytes: Uint8Array,
  at: number,
  start: number,
  { kind }: Relocation,
  value: number,
): string | undefined => {
  const put = (width: number, what: number): void => {
    for (let i = 0; i < width; i++) bytes[at - start + i] = what >> (8 * i);
  };
  switch (kind) {
    case 'word':
      put(2, value);
      return undefined;
    case 'long':
      put(4, value);
      return undefined;
    case 'relative':
      put(2, value - (at + 2));
      return undefined;
    case 'segment':
      put(2, 0);
      return undefined;
    case 'byte':
      put(1, value);
      return value >= -0x80 && value <= 0xff ? undefined : `${value} does not fit a byte`;
    case 'relative-byte': {
      const distance = value - (at + 1);
      put(1, distance);
      return distance >= -0x80 && distance <= 0x7f ? undefined : `the target is ${distance} bytes away, out of reach`;
    }
  }
};

const undefinedSymbol = (object: ObjectFile, relocation: Relocation): AsmProblem => {
  const symbol = typeof relocation.target === 'number' ? object.symbols[relocation.target] : undefined;
  return { message: `'${symbol?.name}' is not defined`, ...whereOf(object, relocation) };
};

/** The source line of a relocation in text, or the object's name. */
const whereOf = (
  { name, debug }: ObjectFile,
  { section, at }: Relocation,
): { readonly file: string; readonly line?: number } => {
  if (section !== 'text') return { file: name };
  const entry = debug.lines.findLast((line) => line.at <= at);
  return entry === undefined ? { file: name } : { file: debug.files[entry.file] ?? name, line: entry.line };
};

const imageSymbols = (state: Link, globalsOnly: boolean): readonly ImageSymbol[] => {
  const symbols: ImageSymbol[] = [];
  for (const placed of state.placed)
    for (const symbol of placed.object.symbols) {
      const { name, section, value, binding } = symbol;
      if (section === 'undefined' || section === 'common') continue;
      if (binding === 'local' ? globalsOnly : state.definitions.get(name)?.placed !== placed) continue;
      const base = section === 'absolute' ? 0 : placed[section];
      symbols.push({ name, section, value: base + value, global: binding !== 'local' });
    }
  for (const { name, address } of state.commons.values())
    if (!state.definitions.has(name)) symbols.push({ name, section: 'bss', value: address, global: true });
  return symbols;
};
