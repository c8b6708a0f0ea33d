/**
 * The kernel's view of a program's data segment: words, bytes and strings at offsets that the program gave. What is not
 * wholly inside the segment is EFAULT, thrown as `UserFault` and caught where calls are dispatched (reference §1.3).
 */
import type { AddressSpace } from './process.ts';
import { addressIn } from './segments.ts';
import type { World } from './world.ts';

/** A pointer argument outside the data segment. */
export class UserFault extends Error {}

const MAX_STRING = 1024;

const check = (world: World, space: AddressSpace, offset: number, length: number): void => {
  const end = world.personality.checksPointers ? space.data.size : 0x10000;
  if (offset + length > end) throw new UserFault(`offset ${offset} + ${length}`);
};

/** A word at `offset`. */
export const word = (world: World, space: AddressSpace, offset: number): number => {
  check(world, space, offset, 2);
  return peek(world, space, offset) | (peek(world, space, offset + 1) << 8);
};

/** Writes a word at `offset`. */
export const setWord = (world: World, space: AddressSpace, offset: number, value: number): void => {
  check(world, space, offset, 2);
  poke(world, space, offset, Uint8Array.of(value & 0xff, (value >> 8) & 0xff));
};

/** A 32-bit value, low word first. */
export const long = (world: World, space: AddressSpace, offset: number): number =>
  word(world, space, offset) | (word(world, space, offset + 2) << 16) | 0;

export const setLong = (world: World, space: AddressSpace, offset: number, value: number): void => {
  setWord(world, space, offset, value & 0xffff);
  setWord(world, space, offset + 2, (value >>> 16) & 0xffff);
};

/** `length` bytes at `offset`, as a copy. */
export const bytes = (world: World, space: AddressSpace, offset: number, length: number): Uint8Array => {
  check(world, space, offset, length);
  world.noteRead(addressIn(space.data, offset), length);
  return world.machine.read(addressIn(space.data, offset), length);
};

/** Copies bytes in. */
export const put = (world: World, space: AddressSpace, offset: number, content: Uint8Array): void => {
  check(world, space, offset, content.length);
  poke(world, space, offset, content);
};

/** Makes sure that `length` bytes at `offset` can be written, before a call has effects. */
export const probe = (world: World, space: AddressSpace, offset: number, length: number): void =>
  check(world, space, offset, length);

/** A string up to its NUL, as Latin-1, which keeps every byte. */
export const string = (world: World, space: AddressSpace, offset: number): string => {
  let text = '';
  for (let i = 0; i < MAX_STRING; i++) {
    check(world, space, offset + i, 1);
    const byte = peek(world, space, offset + i);
    if (byte === 0) return text;
    text += String.fromCharCode(byte);
  }
  throw new UserFault('string without an end');
};

/** Latin-1 text as bytes. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);

/** Bytes as Latin-1 text. */
export const textOf = (content: Uint8Array): string => {
  let text = '';
  for (const byte of content) text += String.fromCharCode(byte);
  return text;
};

const peek = (world: World, space: AddressSpace, offset: number): number =>
  world.machine.ram[addressIn(space.data, offset)]!;

const poke = (world: World, space: AddressSpace, offset: number, content: Uint8Array): void =>
  world.store(addressIn(space.data, offset), content);
