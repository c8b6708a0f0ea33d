/**
 * The ELKS a.out format, derived from Minix': header, text, far text, data, relocations, symbols; all little endian
 * (reference/elks-and-vfork.md §1.2). Reads every header length and both layouts; compressed images are refused with a
 * problem. Debug tables are not part of it: with them a section of our own follows the symbols, which loaders do not look at.
 */

import { readDebug, writeDebug } from './debug-section.ts';
import type { AsmProblem } from './items.ts';
import type { AoutRelocation, Image, ImageSymbol } from './object.ts';

const SEPARATE = 0x04200301;
const SEPARATE_EXECUTABLE = 0x04300301;
const COMBINED = 0x04100301;

/** Header lengths: plain, with relocations, with relocations of far text. */
const SHORT_HEADER = 0x20;
const RELOCATION_HEADER = 0x30;
const FAR_HEADER = 0x38;

const SYMBOL_SIZE = 16;
const NAME_SIZE = 8;
const RELOCATION_SIZE = 8;

/** The low three bits of a symbol's class. */
const SECTION_CLASS = { absolute: 1, text: 2, data: 3, bss: 4 } as const;
const SECTIONS = [undefined, 'absolute', 'text', 'data', 'bss'] as const;
const CLASS_GLOBAL = 0x10;
const CLASS_LOCAL = 0x18;

/** Writes an image; the header is as short as its relocations allow. `debug` adds its line tables behind the symbols. */
export const writeAout = (image: Image, { debug = false }: { readonly debug?: boolean } = {}): Uint8Array => {
  const { text, data, farText, textRelocations, dataRelocations, farTextRelocations } = image;
  const far = farText.length > 0 || farTextRelocations.length > 0;
  const hlen = far
    ? FAR_HEADER
    : textRelocations.length + dataRelocations.length > 0
      ? RELOCATION_HEADER
      : SHORT_HEADER;
  const symbols = symbolBytes(image.symbols);
  const relocations = [...textRelocations, ...dataRelocations, ...farTextRelocations];
  const symbolsAt = hlen + text.length + farText.length + data.length + relocations.length * RELOCATION_SIZE;
  const tables = debug ? writeDebug(image.debug) : new Uint8Array(0);
  const bytes = new Uint8Array(symbolsAt + symbols.length + tables.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, image.layout === 'combined' ? COMBINED : SEPARATE, true);
  view.setUint8(4, hlen);
  view.setUint16(6, image.version, true);
  view.setUint32(8, text.length, true);
  view.setUint32(12, data.length, true);
  view.setUint32(16, image.bss, true);
  view.setUint32(20, image.entry, true);
  view.setUint16(24, image.chmem, true);
  view.setUint16(26, image.minstack, true);
  view.setUint32(28, symbols.length, true);
  if (hlen > SHORT_HEADER) {
    view.setUint32(32, textRelocations.length * RELOCATION_SIZE, true);
    view.setUint32(36, dataRelocations.length * RELOCATION_SIZE, true);
  }
  if (hlen === FAR_HEADER) {
    view.setUint32(48, farText.length, true);
    view.setUint32(52, farTextRelocations.length * RELOCATION_SIZE, true);
  }
  bytes.set(text, hlen);
  bytes.set(farText, hlen + text.length);
  bytes.set(data, hlen + text.length + farText.length);
  relocations.forEach(({ address, symbol, type }, i) => {
    const at = symbolsAt - (relocations.length - i) * RELOCATION_SIZE;
    view.setUint32(at, address, true);
    view.setUint16(at + 4, symbol, true);
    view.setUint16(at + 6, type, true);
  });
  bytes.set(symbols, symbolsAt);
  bytes.set(tables, symbolsAt + symbols.length);
  return bytes;
};

const symbolBytes = (symbols: readonly ImageSymbol[]): Uint8Array => {
  const names = symbols.map(({ name }) => latin1(name));
  const entries = names.reduce((sum, name) => sum + Math.max(1, Math.ceil(name.length / NAME_SIZE)), 0);
  const bytes = new Uint8Array(entries * SYMBOL_SIZE);
  const view = new DataView(bytes.buffer);
  let at = 0;
  symbols.forEach(({ section, value, global }, i) => {
    const name = names[i]!;
    view.setUint32(at + 8, value, true);
    // An absolute symbol of one object has no scope in what ld86 writes.
    const scope = global ? CLASS_GLOBAL : section === 'absolute' ? 0 : CLASS_LOCAL;
    view.setUint8(at + 12, SECTION_CLASS[section] | scope);
    for (let from = 0; from === 0 || from < name.length; from += NAME_SIZE) {
      bytes.set(name.subarray(from, from + NAME_SIZE), at);
      at += SYMBOL_SIZE;
    }
  });
  return bytes;
};

const latin1 = (name: string): Uint8Array => Uint8Array.from(name, (char) => char.charCodeAt(0));

export type ReadImage = { readonly image: Image | undefined; readonly problems: readonly AsmProblem[] };

const refuse = (message: string): ReadImage => ({ image: undefined, problems: [{ message }] });

/** Reads an a.out file of any bytes. The image is undefined where it cannot be loaded; problems say why. */
export const readAout = (bytes: Uint8Array): ReadImage => {
  if (bytes.length < SHORT_HEADER) return refuse(`not an ELKS a.out: ${bytes.length} bytes are less than its header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);
  const type = u32(0);
  if (type !== SEPARATE && type !== SEPARATE_EXECUTABLE && type !== COMBINED)
    return refuse(`not an ELKS a.out: it begins with ${hex(type)}, not ${hex(SEPARATE)} or ${hex(COMBINED)}`);
  const hlen = view.getUint8(4);
  if (hlen !== SHORT_HEADER && hlen !== RELOCATION_HEADER && hlen !== FAR_HEADER)
    return refuse(`a header of ${hlen} bytes is none of 32, 48 and 56`);
  if (bytes.length < hlen) return refuse('the file ends in its header');
  const version = u16(6);
  if (version > 1) return refuse(`header version ${version} is not 0 or 1`);
  const [textSize, dataSize, bss, entry] = [u32(8), u32(12), u32(16), u32(20)];
  const long = hlen > SHORT_HEADER;
  const far = hlen === FAR_HEADER;
  const [textRelocs, dataRelocs] = long ? [u32(32), u32(36)] : [0, 0];
  const [farSize, farRelocs] = far ? [u32(48), u32(52)] : [0, 0];
  if (hlen === FAR_HEADER && hasCompression(bytes))
    return refuse('compressed images are not supported: expand it first');
  const symbolSize = u32(28);
  const loaded = hlen + textSize + farSize + dataSize + textRelocs + dataRelocs + farRelocs;
  if (loaded > bytes.length)
    return refuse(`the header speaks of ${loaded} bytes, but the file has ${bytes.length}: it is cut short`);
  if (textSize === 0) return refuse('the image has no text');
  if (textSize > 0x10000 || dataSize + bss > 0x10000) return refuse('text or data is larger than a segment of 64 KiB');
  if (entry >= textSize) return refuse(`the entry ${hex(entry)} is beyond the text of ${hex(textSize)} bytes`);
  const problems: AsmProblem[] = [];
  let at = hlen;
  const take = (size: number): Uint8Array => {
    at += size;
    return bytes.slice(at - size, at);
  };
  const [text, farText, data] = [take(textSize), take(farSize), take(dataSize)];
  const relocations = (size: number): AoutRelocation[] => {
    const found: AoutRelocation[] = [];
    for (const end = at + size; at + RELOCATION_SIZE <= end; at += RELOCATION_SIZE)
      found.push({ address: u32(at), symbol: u16(at + 4), type: u16(at + 6) });
    return found;
  };
  const [textRelocations, dataRelocations, farTextRelocations] = [
    relocations(textRelocs),
    relocations(dataRelocs),
    relocations(farRelocs),
  ];
  if (loaded + symbolSize > bytes.length) problems.push({ message: 'the symbol table is cut short' });
  return {
    image: {
      layout: type === COMBINED ? 'combined' : 'separate',
      text,
      data,
      bss,
      entry,
      version: version === 0 ? 0 : 1,
      chmem: u16(24),
      minstack: u16(26),
      symbols: readSymbols(bytes.subarray(loaded, loaded + symbolSize)),
      farText,
      textRelocations,
      dataRelocations,
      farTextRelocations,
      debug: readDebug(bytes.subarray(loaded + symbolSize)),
    },
    problems,
  };
};

const hasCompression = (bytes: Uint8Array): boolean => bytes.subarray(FAR_HEADER - 8 + 8, FAR_HEADER).some(Boolean);

const hex = (value: number): string => `0x${value.toString(16)}`;

const readSymbols = (bytes: Uint8Array): readonly ImageSymbol[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const symbols: ImageSymbol[] = [];
  for (let at = 0; at + SYMBOL_SIZE <= bytes.length; at += SYMBOL_SIZE) {
    const value = view.getUint32(at + 8, true);
    const section = SECTIONS[view.getUint8(at + 12) & 7];
    const global = (view.getUint8(at + 12) & 0x18) === CLASS_GLOBAL;
    let name = nameAt(bytes, at);
    // A name of eight characters goes on where the next entry has no class.
    while (name.length % NAME_SIZE === 0 && name.length > 0 && bytes[at + SYMBOL_SIZE + 12] === 0) {
      at += SYMBOL_SIZE;
      const more = nameAt(bytes, at);
      name += more;
      if (more.length === 0) break;
    }
    if (section !== undefined && name !== '') symbols.push({ name, section, value, global });
  }
  return symbols;
};

const nameAt = (bytes: Uint8Array, at: number): string => {
  const field = bytes.subarray(at, at + NAME_SIZE);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
};
