/**
 * A compact binary form of plain data (numbers, strings, booleans, arrays, records, bytes) with each string stored once.
 * The same data always gives the same bytes, so that built archives are stable. Objects and archives use it; it is no
 * general exchange format and has no versions beyond its magic number.
 */

export type Packable =
  | undefined
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Packable[]
  | { readonly [key: string]: Packable };

const MAGIC = [0x56, 0x46, 0x50, 0x31];

const TAG = { undefined: 0, false: 1, true: 2, int: 3, negative: 4, string: 5, bytes: 6, array: 7, record: 8 };

/** The deepest nesting that is read; what we write has a depth below ten. */
const DEPTH = 64;

type Writer = { bytes: Uint8Array; length: number; readonly strings: Map<string, number> };

/** Packs data; keys keep their order, members that are undefined are left out. Numbers are integers below 2^53. */
export const pack = (value: Packable): Uint8Array => {
  const writer: Writer = { bytes: new Uint8Array(4096), length: 0, strings: new Map() };
  write(writer, value);
  const body = writer.bytes.subarray(0, writer.length);
  const head: Writer = { bytes: new Uint8Array(1024), length: 0, strings: new Map() };
  for (const byte of MAGIC) put(head, byte);
  varint(head, writer.strings.size);
  for (const text of writer.strings.keys()) {
    varint(head, text.length);
    for (let i = 0; i < text.length; i++) varint(head, text.charCodeAt(i));
  }
  const packed = new Uint8Array(head.length + body.length);
  packed.set(head.bytes.subarray(0, head.length));
  packed.set(body, head.length);
  return packed;
};

const put = (writer: Writer, byte: number): void => {
  reserve(writer, 1);
  writer.bytes[writer.length++] = byte;
};

const reserve = (writer: Writer, count: number): void => {
  if (writer.length + count <= writer.bytes.length) return;
  const grown = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + count));
  grown.set(writer.bytes);
  writer.bytes = grown;
};

const varint = (writer: Writer, value: number): void => {
  let rest = value;
  while (rest >= 0x80) {
    put(writer, (rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  put(writer, rest);
};

const string = (writer: Writer, text: string): void => {
  let index = writer.strings.get(text);
  if (index === undefined) {
    index = writer.strings.size;
    writer.strings.set(text, index);
  }
  varint(writer, index);
};

const isArray = (value: Packable): value is readonly Packable[] => Array.isArray(value);

const write = (writer: Writer, value: Packable): void => {
  if (value === undefined) put(writer, TAG.undefined);
  else if (typeof value === 'boolean') put(writer, value ? TAG.true : TAG.false);
  else if (typeof value === 'number') {
    put(writer, value < 0 ? TAG.negative : TAG.int);
    varint(writer, Math.abs(value));
  } else if (typeof value === 'string') {
    put(writer, TAG.string);
    string(writer, value);
  } else if (value instanceof Uint8Array) {
    put(writer, TAG.bytes);
    varint(writer, value.length);
    reserve(writer, value.length);
    writer.bytes.set(value, writer.length);
    writer.length += value.length;
  } else if (isArray(value)) {
    put(writer, TAG.array);
    varint(writer, value.length);
    for (const member of value) write(writer, member);
  } else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    put(writer, TAG.record);
    varint(writer, members.length);
    for (const [key, member] of members) {
      string(writer, key);
      write(writer, member);
    }
  }
};

/** Reads packed data back; undefined where the bytes are not what `pack` writes. */
export const unpack = (bytes: Uint8Array): Packable => {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return undefined;
  let at = MAGIC.length;
  let intact = true;
  const next = (): number => {
    if (at >= bytes.length) intact = false;
    return bytes[at++] ?? 0;
  };
  const number = (): number => {
    let value = 0;
    for (let scale = 1, byte = 0x80; byte >= 0x80 && intact; scale *= 0x80) {
      byte = next();
      value += (byte & 0x7f) * scale;
    }
    return value;
  };
  const strings: string[] = [];
  const count = number();
  for (let i = 0; i < count && intact; i++) {
    let text = '';
    const length = number();
    for (let j = 0; j < length && intact; j++) text += String.fromCharCode(number());
    strings.push(text);
  }
  const read = (depth: number): Packable => {
    if (depth > DEPTH) intact = false;
    switch (intact ? next() : TAG.undefined) {
      case TAG.undefined:
        return undefined;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.int:
        return number();
      case TAG.negative:
        return -number();
      case TAG.string:
        return strings[number()] ?? '';
      case TAG.bytes: {
        const length = number();
        if (at + length > bytes.length) intact = false;
        const part = bytes.slice(at, at + length);
        at += length;
        return part;
      }
      case TAG.array: {
        const members: Packable[] = [];
        const length = number();
        for (let i = 0; i < length && intact; i++) members.push(read(depth + 1));
        return members;
      }
      case TAG.record: {
        const members: Record<string, Packable> = {};
        const length = number();
        for (let i = 0; i < length && intact; i++) {
          const key = strings[number()] ?? '';
          members[key] = read(depth + 1);
        }
        return members;
      }
      default:
        intact = false;
        return undefined;
    }
  };
  const value = read(0);
  return intact ? value : undefined;
};
