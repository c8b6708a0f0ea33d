/**
 * The debug tables of an image as bytes: what `cc -g` puts behind the symbols of an a.out. The format of ELKS knows no such thing; its
 * loaders go by the sizes in the header and do not read so far. Bytes of any other kind are no tables, and no mistake.
 */
import { type DebugInfo, NO_DEBUG } from './object.ts';
import { type Packable, pack, unpack } from './pack.ts';

const KEYS = ['files', 'types', 'lines', 'functions', 'variables'] as const;

/** The bytes of debug tables. */
export const writeDebug = (debug: DebugInfo): Uint8Array => pack(debug as unknown as Packable);

/** Debug tables from the bytes behind the symbols; empty ones where the bytes are none. */
export const readDebug = (bytes: Uint8Array): DebugInfo => {
  if (bytes.length === 0) return NO_DEBUG;
  const value = unpack(bytes);
  if (typeof value !== 'object' || value instanceof Uint8Array) return NO_DEBUG;
  const record = value as Readonly<Record<string, unknown>>;
  return KEYS.every((key) => Array.isArray(record[key])) ? (record as unknown as DebugInfo) : NO_DEBUG;
};
