/** Layout of a data segment by the header of a program, as ELKS' exec makes it (reference §1.2, §1.3). */
import { describe, expect, it } from 'vitest';
import type { Image } from '../asm/index.ts';
import { layoutOf, programOf } from './program.ts';
import { build } from './testing.ts';

const base = build('main: ret');

const layout = (header: Partial<Image>, args = 16): ReturnType<typeof layoutOf> =>
  layoutOf(programOf('/bin/test', { ...base, data: new Uint8Array(100), bss: 28, ...header }), args);

describe('a data segment', () => {
  it.each([
    ['version 0: chmem is all of it, and no stack is kept', { version: 0, chmem: 0x8000 }, 0x8000, 0],
    ['version 0 without chmem: heap and stack of 4096 each', { version: 0, chmem: 0 }, 128 + 8192 + 16, 4096],
    ['version 1: heap and stack of 4096 each', { version: 1, chmem: 0, minstack: 0 }, 128 + 8192 + 16, 4096],
    ['version 1: its own', { version: 1, chmem: 512, minstack: 1024 }, 128 + 512 + 1024 + 16, 1024],
    ['version 1: as large as there is room', { version: 1, chmem: 0xfff0, minstack: 0 }, 0xfff0, 4096],
  ] as const)('%s', (_name, header, size, stackSize) =>
    expect(layout(header)).toEqual({ size, breakStart: 128, stackTop: size - 16, stackSize }),
  );

  it.each([
    ['chmem not above data and bss', { version: 0, chmem: 128 }, 'EINVAL'],
    ['no room for the arguments', { version: 0, chmem: 130 }, 'E2BIG'],
    ['data and bss of 64 KiB', { version: 1, bss: 0x10000 - 100 }, 'EINVAL'],
    ['a stack that does not fit', { version: 1, minstack: 0xff80 }, 'EFBIG'],
    ['arguments above the largest stack', { version: 1, minstack: 0xff7f }, 'E2BIG'],
    ['a heap that does not fit', { version: 1, chmem: 0xf000 }, 'EFBIG'],
  ] as const)('%s: %s', (_name, header, errno) => expect(layout({ chmem: 0, minstack: 0, ...header })).toBe(errno));
});
