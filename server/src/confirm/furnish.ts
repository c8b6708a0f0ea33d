/**
 * The objects that an argument leads to: a pointer in a structure of the generated caller gets an object of its type to point to,
 * and so do the pointers in that, as far as there is room. Without them a function that looks behind a link finds nothing but the
 * start of its memory. Links never lead back, so that no list goes round. Changes a linked program's data; it runs nothing.
 */
import type { DebugType, DebugVariable, Image } from '@vfork-lint/emulator/asm';

/** Objects that are added at most, and their bytes together and each. */
const OBJECTS = 16;
const ROOM = 6_000;
const LARGEST = 2_000;

const OWN = /^__driver_(?:obj|arg)_/;
/** The name of an object that was added. */
const nameOf = (index: number): string => `__driver_more_${index}`;

/** Whether a variable is an object that was added. */
export const isFurniture = (name: string): boolean => name.startsWith('__driver_more_');

/** A program whose arguments lead to objects, and whose pointers to functions in them to a function that does nothing. */
export const furnished = (image: Image): Image => {
  const { types, variables, functions } = image.debug;
  const end = image.data.length + image.bss;
  const data = new Uint8Array(end + ROOM);
  data.set(image.data);
  let used = (end + 1) & ~1;
  const added: DebugVariable[] = [];
  const callee = functions.find(({ name }) => name === '__driver_function')?.from;
  const put = (at: number, value: number): void => {
    data[at] = value & 0xff;
    data[at + 1] = value >> 8;
  };
  const isEmpty = (at: number): boolean => (data[at] ?? 0) === 0 && (data[at + 1] ?? 0) === 0;
  /** Pointers in an object of this type at this place, with the structures around them. */
  const fill = (index: number | undefined, at: number, around: ReadonlySet<number>): void => {
    const type: DebugType | undefined = index === undefined ? undefined : types[index];
    if (index === undefined || type === undefined) return;
    if (type.kind === 'struct')
      for (const { type: member, offset, bits } of type.members)
        if (bits === undefined) fill(member, at + offset, new Set([...around, index]));
    if (type.kind !== 'pointer' || !isEmpty(at)) return;
    const to = types[type.to];
    if (to?.kind === 'function' && callee !== undefined) put(at, callee);
    // A link to another of its kind ends here: a list of one.
    if (to?.kind !== 'struct' || around.has(type.to) || added.length >= OBJECTS) return;
    if (to.size === 0 || to.size > LARGEST || used + to.size > end + ROOM) return;
    const place = used;
    used = (used + to.size + 1) & ~1;
    put(at, place);
    const location = { kind: 'static', symbol: '', section: 'bss', address: place } as const;
    const name = nameOf(added.length);
    added.push({ name, location, size: to.size, type: type.to, parameter: false, line: 0, from: 0, to: 0 });
    fill(type.to, place, around);
  };
  for (const { name, location, type } of variables)
    if (OWN.test(name) && location.kind === 'static' && location.address !== undefined)
      fill(type, location.address, new Set());
  return {
    ...image,
    data: data.slice(0, used),
    bss: 0,
    debug: { ...image.debug, variables: [...variables, ...added] },
  };
};
