/**
 * What the search can vary in a compiled program: words of its data segment that hold arguments, global variables, members of
 * structures, answers of stubs and failures of library functions. Each has a label that stays the same when the program is
 * compiled again, and values that fit its type. Addresses are named, since they move.
 */
import type { DebugType, Image } from '@vfork-lint/emulator/asm';
import type { Assigned } from './assigned.ts';
import { CROWDED } from './driver.ts';
import { isFurniture } from './furnish.ts';
import { choiceOf, doorOf, failuresOf, type Stub } from './stubs.ts';

/** A number, or the name of an address. */
export type Value = number | string;

/** A place in the data segment. `values` are tried in this order; where `open` holds, constants of the code come after them. */
export interface Input {
  readonly label: string;
  readonly at: number;
  readonly size: number;
  readonly values: readonly Value[];
  readonly open: boolean;
}

/** Inputs of a program, and its addresses by name. */
export interface Inputs {
  readonly list: readonly Input[];
  readonly addresses: ReadonlyMap<string, number>;
  /** Where it is asked for the scene around main; undefined where main is not what is called. */
  readonly crowded: number | undefined;
}

/** What the linked program was made from. `variables` are the static variables of the user's and the driver's text. */
export interface Parts {
  readonly variables: ReadonlySet<string>;
  /** What the file assigns to its variables, and which of them other files cannot reach. */
  readonly assigned: ReadonlyMap<string, Assigned>;
  readonly internal: ReadonlySet<string>;
  readonly stubs: readonly Stub[];
  readonly doors: readonly string[];
}

const MOST = 160;
const ELEMENTS = 3;
/** Words that main is given at most. */
const WORDS = 4;
const DEPTH = 3;
const INTERNAL = /^__driver_(?!arg_|obj_|more_|vector$|vectors$)/;

const symbolsOf = ({ symbols }: Image): ReadonlyMap<string, number> =>
  new Map(symbols.map(({ name, value }) => [name, value]));

const word = (data: Uint8Array, at: number): number => (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8);

/** Addresses that a pointer can be given. */
const addressesOf = (image: Image, symbols: ReadonlyMap<string, number>): Map<string, number> => {
  const { types, variables, functions } = image.debug;
  const addresses = new Map<string, number>();
  const put = (name: string, at: number | undefined): void => {
    if (at !== undefined && !addresses.has(name)) addresses.set(name, at);
  };
  put('blank', symbols.get('___driver_blank'));
  put('vector', symbols.get('___driver_vector'));
  put('other vector', symbols.get('___driver_other'));
  put('vectors', symbols.get('___driver_vectors'));
  put('function', functions.find(({ name }) => name === '__driver_function')?.from);
  const pool = variables.find(({ name }) => name === '__driver_pool');
  const start = pool?.location.kind === 'static' ? pool.location.address : undefined;
  const table = types[pool?.type ?? -1];
  if (start !== undefined && table?.kind === 'array')
    for (let i = 0; i < table.count; i++) put(`string ${i}`, word(image.data, start + i * 2));
  for (const { location, type } of variables) {
    const known = types[type ?? -1];
    if (known?.kind === 'struct' && location.kind === 'static') put(`struct ${known.name}`, location.address);
  }
  return addresses;
};

const pointerValues = (
  to: DebugType | undefined,
  types: readonly DebugType[],
  addresses: ReadonlyMap<string, number>,
): readonly Value[] => {
  const strings = [...addresses.keys()].filter((name) => name.startsWith('string '));
  const depth = (type: DebugType | undefined): number => (type?.kind === 'pointer' ? 1 + depth(types[type.to]) : 0);
  switch (to?.kind) {
    case 'base':
      return to.size === 1 ? [0, ...strings] : [0, 'blank'];
    case 'pointer':
      return depth(to) > 1 ? [0, 'vectors'] : [0, 'vector', 'other vector'];
    case 'function':
      return [0, 'function'];
    case 'struct':
      return [0, addresses.has(`struct ${to.name}`) ? `struct ${to.name}` : 'blank'];
    default:
      return [0, 'blank'];
  }
};

/** Everything that can be varied. */
export const inputsOf = (image: Image, { variables, assigned, internal, stubs, doors }: Parts): Inputs => {
  const { types } = image.debug;
  const symbols = symbolsOf(image);
  const addresses = addressesOf(image, symbols);
  const crowded = variables.has(CROWDED) ? symbols.get(`_${CROWDED}`) : undefined;
  const list: Input[] = [];
  const add = (label: string, at: number, size: number, values: readonly Value[], open: boolean): void => {
    if (list.length < MOST && values.length > 0) list.push({ label, at, size, values, open });
  };
  const walk = (type: DebugType | undefined, at: number, label: string, depth: number): void => {
    switch (type?.kind) {
      case 'base':
        if (type.encoding !== 'float') add(label, at, type.size, [1, -1, 0], type.encoding !== 'bool');
        return;
      case 'enum':
        add(label, at, type.size, type.values.map(({ value }) => value).slice(0, 12), false);
        return;
      case 'pointer':
        add(label, at, 2, pointerValues(types[type.to], types, addresses), false);
        return;
      case 'array': {
        const size = type.count > 0 ? type.size / type.count : 0;
        // The first word of main is its own name.
        const words = crowded !== undefined && label === '__driver_vector';
        const [first, most] = words ? [1, WORDS] : [0, ELEMENTS];
        if (depth < DEPTH)
          for (let i = first; i < Math.min(most, type.count); i++)
            walk(types[type.of], at + i * size, `${label}[${i}]`, depth + 1);
        return;
      }
      case 'struct':
        if (depth < DEPTH)
          for (const member of type.members)
            if (member.bits === undefined)
              walk(types[member.type], at + member.offset, `${label}.${member.name}`, depth + 1);
        return;
      default:
        return;
    }
  };
  const places = image.debug.variables.flatMap(({ name, location, type }) =>
    location.kind === 'static' && location.address !== undefined && (variables.has(name) || isFurniture(name))
      ? [{ name, at: location.address, type: types[type ?? -1] }]
      : [],
  );
  for (const { name, at, type } of places)
    if (name.startsWith('__driver_') && !INTERNAL.test(name)) walk(type, at, name, 0);
  for (const { symbol, kind } of stubs) {
    const at = symbols.get(kind === 'data' ? symbol : choiceOf(symbol));
    if (at !== undefined && kind !== 'noreturn' && kind !== 'argument')
      add(symbol, at, 2, kind === 'data' ? [1, -1, 'blank'] : [1, -1, 'blank', 'string 0'], true);
  }
  for (const symbol of doors) {
    const at = symbols.get(doorOf(symbol));
    const ways = Array.from({ length: failuresOf(symbol) }, (_, i) => i + 1);
    if (at !== undefined) add(`${symbol} fails`, at, 2, ways, false);
  }
  // Variables of the file: what it says of them holds. Structures are left to whoever fills them.
  for (const { name, at, type } of places) {
    if (name.startsWith('__driver_') || type === undefined || !/^(?:base|enum|pointer)$/.test(type.kind)) continue;
    const values = assigned.get(name) ?? (internal.has(name) ? new Set<number>() : 'any');
    if (values === 'any') walk(type, at, name, 0);
    else if ('size' in type) add(name, at, type.size, [...values], false);
  }
  return { list, addresses, crowded };
};

/** Whether an input holds a value: as it was `given`, or as it was compiled. */
export const isNow = (
  { data }: Image,
  { addresses }: Inputs,
  { at, size }: Input,
  given: Value | undefined,
  value: Value,
): boolean => {
  const number = (one: Value): number | undefined => (typeof one === 'string' ? addresses.get(one) : one);
  const wanted = number(value);
  if (given !== undefined) return given === value || number(given) === wanted;
  if (wanted === undefined) return false;
  const bytes = Array.from({ length: size }, (_, i) => (i < 4 ? (wanted >> (i * 8)) & 0xff : wanted < 0 ? 0xff : 0));
  return bytes.every((byte, i) => byte === (data[at + i] ?? 0));
};

/**
 * An image with other values in its data, and with the scene around main where it is `full`. Inputs or addresses that this program
 * has not are left out.
 */
export const withValues = (
  image: Image,
  { list, addresses, crowded }: Inputs,
  values: ReadonlyMap<string, Value>,
  full: boolean,
): Image => {
  if (values.size === 0 && !full) return image;
  const bytes = new Uint8Array(image.data.length + image.bss);
  bytes.set(image.data);
  for (const { label, at, size } of list) {
    const value = values.get(label);
    const number = typeof value === 'string' ? addresses.get(value) : value;
    if (number === undefined) continue;
    for (let i = 0; i < size && at + i < bytes.length; i++)
      bytes[at + i] = i < 4 ? (number >> (i * 8)) & 0xff : number < 0 ? 0xff : 0;
  }
  if (full && crowded !== undefined) bytes[crowded] = 1;
  return { ...image, data: bytes, bss: 0 };
};
