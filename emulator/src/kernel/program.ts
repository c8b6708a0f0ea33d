/**
 * A program ready to be started: the parts of an a.out, which ABI it speaks, and how its data segment is laid out
 * (reference §1.1-1.3). The header version tells the ABI: 0 is that of dev86 and of our
 * own library, 1 that of ELKS since 2020.
 */
import { type Image, readAout } from '../asm/index.ts';
import { type Errno, failed } from './errno.ts';

export type Abi = 'old' | 'new';

export interface Program {
  readonly path: string;
  readonly image: Image;
  readonly abi: Abi;
}

/** Sizes of a data segment, in bytes from its start. */
export interface DataLayout {
  readonly size: number;
  readonly breakStart: number;
  readonly stackTop: number;
  readonly stackSize: number;
}

const DEFAULT_HEAP = 4096;
const DEFAULT_STACK = 4096;
const SEGMENT = 0x10000;

/** The program in a file, or why it is none. */
export const loadProgram = (path: string, content: Uint8Array): Program | Errno => {
  const { image } = readAout(content);
  if (image === undefined || image.layout !== 'separate') return 'ENOEXEC';
  return programOf(path, image);
};

/** A program from a linked image. */
export const programOf = (path: string, image: Image): Program => ({
  path,
  image,
  abi: image.version === 0 ? 'old' : 'new',
});

/** Lays out the data segment for an argument block of `args` bytes. */
export const layoutOf = ({ image }: Program, args: number): DataLayout | Errno => {
  const fixed = image.data.length + image.bss;
  const size = sizeOf(image, fixed, args);
  if (failed(size)) return size;
  const rounded = (size + 15) & ~15;
  if (rounded > SEGMENT) return 'E2BIG';
  const stackTop = (Math.min(rounded, 0xfffe) - args) & ~1;
  const breakStart = (fixed + 1) & ~1;
  if (stackTop <= breakStart) return 'E2BIG';
  const stackSize = image.version === 1 ? image.minstack || DEFAULT_STACK : 0;
  return { size: rounded, breakStart, stackTop, stackSize };
};

const sizeOf = (image: Image, fixed: number, args: number): number | Errno => {
  if (image.version === 0) {
    if (image.chmem === 0) return fixed + DEFAULT_HEAP + DEFAULT_STACK + args;
    if (image.chmem <= fixed) return 'EINVAL';
    return image.chmem < fixed + args ? 'E2BIG' : image.chmem;
  }
  const stack = image.minstack || DEFAULT_STACK;
  if (image.chmem >= 0xfff0) return 0xfff0;
  return fixed + stack + args + (image.chmem || DEFAULT_HEAP);
};
