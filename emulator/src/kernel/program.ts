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
/** A heap of this size or more is as large as there is room. */
const MAXIMAL_HEAP = 0xfff0;

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
  const stackSize = stackOf(image);
  return { size: rounded, breakStart, stackTop, stackSize };
};

/** Bytes at the top that the heap may not take. Where version 0 says how large everything is, none. */
const stackOf = ({ version, chmem, minstack }: Image): number => {
  if (version === 0) return chmem === 0 ? DEFAULT_STACK : 0;
  return minstack || DEFAULT_STACK;
};

const sizeOf = (image: Image, fixed: number, args: number): number | Errno => {
  const { version, chmem } = image;
  if (fixed >= SEGMENT) return 'EINVAL';
  if (version === 0 && chmem !== 0) {
    if (chmem <= fixed) return 'EINVAL';
    return chmem < fixed + args ? 'E2BIG' : chmem;
  }
  const withStack = fixed + stackOf(image);
  const heap = version === 0 ? DEFAULT_HEAP : chmem || DEFAULT_HEAP;
  if (withStack >= SEGMENT) return 'EFBIG';
  if (withStack + args >= SEGMENT) return 'E2BIG';
  if (heap >= MAXIMAL_HEAP) return Math.max(withStack + args, MAXIMAL_HEAP);
  return withStack + heap + args >= SEGMENT ? 'EFBIG' : withStack + heap + args;
};
