/**
 * Reading sources: bytes to text and back without loss. UTF-8 where the bytes are UTF-8, else Latin-1, in which much old C is
 * written and which maps each byte to one unit; so offsets, columns and fixes are exact in both.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';

export type Encoding = 'utf-8' | 'latin1';

export type Source =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: 'problem'; readonly message: string };

/** No hand-written C file is near this; generated ones above it are reported instead of read. */
const LIMIT = 32 * 1024 * 1024;

/** Reads a file. What cannot be read or is no text is a problem that says why. */
export const readSource = (path: string): Source => {
  try {
    const { size } = statSync(path);
    if (size > LIMIT) return { kind: 'problem', message: tooLarge(size) };
    return decode(readFileSync(path));
  } catch (error) {
    return { kind: 'problem', message: reasonOf(error) };
  }
};

/** Decodes the bytes of a source; a NUL byte near the start marks what is not text. */
export const decode = (bytes: Uint8Array): Source => {
  if (bytes.length > LIMIT) return { kind: 'problem', message: tooLarge(bytes.length) };
  if (bytes.subarray(0, 8192).includes(0))
    return { kind: 'problem', message: 'not a text file: it is skipped; name only C sources' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { kind: 'text', text, encoding: 'utf-8' };
  } catch {
    return { kind: 'text', text: Buffer.from(bytes).toString('latin1'), encoding: 'latin1' };
  }
};

/** Writes a text back in the encoding it was read in. */
export const writeSource = (path: string, text: string, encoding: Encoding): void =>
  writeFileSync(path, Buffer.from(text, encoding));

/** Why a file operation failed, in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    case 'EISDIR':
      return 'is a folder, not a file';
    case 'ELOOP':
      return 'cannot be read: its symbolic links form a loop';
    default:
      return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const tooLarge = (size: number): string =>
  `too large: ${Math.ceil(size / 1048576)} MB, and files above ${LIMIT / 1048576} MB are not checked`;
