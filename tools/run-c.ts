/**
 * For the compiler's tests and bench: runs a linked image on the 8086 with the few system calls that a program without a
 * library needs (exit, read, write, brk), and a small library in C and assembly to write such programs with. The real
 * kernel and library have tests of their own.
 */
import { type Archive, assembleText, type Image, makeArchive, type ObjectFile } from '../emulator/src/asm/index.ts';
import { compileText } from '../emulator/src/cc/index.ts';
import { Cpu } from '../emulator/src/cpu/index.ts';
import { Machine } from '../emulator/src/machine/index.ts';

export interface Ran {
  readonly status: number | 'budget' | 'fault';
  readonly output: string;
  readonly instructions: number;
}

const CS = 0x1000;
const DS = 0x2000;
const START = `
        section .text
        global start, __exit, _write, _read, __syscall
        extern _main
start:
        mov ax, argv
        push ax
        mov ax, 1
        push ax
        call _main
        push ax
        call __exit
__exit:
        mov bx, sp
        mov bx, [bx+2]
        mov ax, 1
        int 0x80
_write:
        push bp
        mov bp, sp
        mov bx, [bp+4]
        mov cx, [bp+6]
        mov dx, [bp+8]
        mov ax, 4
        int 0x80
        pop bp
        ret
_read:
        push bp
        mov bp, sp
        mov bx, [bp+4]
        mov cx, [bp+6]
        mov dx, [bp+8]
        mov ax, 3
        int 0x80
        pop bp
        ret
        section .data
argv:   dw name, 0
name:   db 'program', 0
`;

const LIBRARY = `
#include <stdarg.h>
int write(int, const void *, unsigned);
void _exit(int);
void exit(int status) { _exit(status); }
unsigned strlen(const char *s) { const char *p = s; while (*p) p++; return p - s; }
int strcmp(const char *a, const char *b) { while (*a && *a == *b) a++, b++; return (unsigned char)*a - (unsigned char)*b; }
char *strcpy(char *to, const char *from) { char *p = to; while ((*p++ = *from++)); return to; }
void *memcpy(void *to, const void *from, unsigned n) { char *p = to; const char *q = from; while (n--) *p++ = *q++; return to; }
void *memset(void *to, int c, unsigned n) { char *p = to; while (n--) *p++ = c; return to; }
int memcmp(const void *a, const void *b, unsigned n) {
  const unsigned char *p = a, *q = b;
  for (; n; n--, p++, q++) if (*p != *q) return *p - *q;
  return 0;
}
int abs(int x) { return x < 0 ? -x : x; }
int putchar(int c) { char b = c; write(1, &b, 1); return c; }
int puts(const char *s) { write(1, s, strlen(s)); putchar(10); return 0; }
static char heap[8192];
static unsigned used;
void *malloc(unsigned n) { void *p = heap + used; used += (n + 1) & ~1; return used > sizeof heap ? 0 : p; }
void free(void *p) { }
static void number(unsigned long long v, unsigned base, int negative, int width, int zero) {
  char b[66]; int i = 66;
  do { unsigned d = v % base; b[--i] = d < 10 ? d + '0' : d - 10 + 'a'; v /= base; } while (v);
  while (zero && 66 - i + negative < width) b[--i] = '0';
  if (negative) b[--i] = '-';
  while (66 - i < width) b[--i] = ' ';
  write(1, b + i, 66 - i);
}
int printf(const char *f, ...) {
  va_list ap;
  va_start(ap, f);
  for (; *f; f++) {
    int width = 0, zero = 0, size = 0;
    if (*f != '%') { putchar(*f); continue; }
    f++;
    if (*f == '0') zero = 1, f++;
    while (*f >= '0' && *f <= '9') width = width * 10 + *f++ - '0';
    while (*f == 'l') size++, f++;
    switch (*f) {
    case 'd': case 'i': {
      long long v = size == 0 ? va_arg(ap, int) : size == 1 ? va_arg(ap, long) : va_arg(ap, long long);
      number(v < 0 ? -v : v, 10, v < 0, width, zero);
      break;
    }
    case 'u': case 'x': {
      unsigned long long v = size == 0 ? va_arg(ap, unsigned) : size == 1 ? va_arg(ap, unsigned long) : va_arg(ap, unsigned long long);
      number(v, *f == 'u' ? 10 : 16, 0, width, zero);
      break;
    }
    case 'c': putchar(va_arg(ap, int)); break;
    case 's': { const char *s = va_arg(ap, char *); write(1, s, strlen(s)); break; }
    case 'p': number(va_arg(ap, unsigned), 16, 0, width, zero); break;
    case '%': putchar('%'); break;
    }
  }
  va_end(ap);
  return 0;
}
`;

/** Headers that tests can include. */
export const HEADERS: Readonly<Record<string, string>> = {
  'stdarg.h': `#pragma once
typedef __builtin_va_list va_list;
#define va_start(ap, last) __builtin_va_start(ap, last)
#define va_arg(ap, type) __builtin_va_arg(ap, type)
#define va_end(ap) __builtin_va_end(ap)
#define va_copy(to, from) __builtin_va_copy(to, from)
`,
  'stddef.h': `#pragma once
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __WCHAR_TYPE__ wchar_t;
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
`,
  'stdint.h': `#pragma once
typedef __INT8_TYPE__ int8_t;
typedef __INT16_TYPE__ int16_t;
typedef __INT32_TYPE__ int32_t;
typedef __INT64_TYPE__ int64_t;
typedef __UINT8_TYPE__ uint8_t;
typedef __UINT16_TYPE__ uint16_t;
typedef __UINT32_TYPE__ uint32_t;
typedef __UINT64_TYPE__ uint64_t;
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
`,
  'stdbool.h': `#pragma once
#define bool _Bool
#define true 1
#define false 0
`,
  'check.h': `#pragma once
#include <stddef.h>
int printf(const char *, ...);
int puts(const char *);
int putchar(int);
void exit(int);
unsigned strlen(const char *);
int strcmp(const char *, const char *);
char *strcpy(char *, const char *);
void *memcpy(void *, const void *, unsigned);
void *memset(void *, int, unsigned);
int memcmp(const void *, const void *, unsigned);
void *malloc(unsigned);
void free(void *);
#define CHECK(...) do { if (!(__VA_ARGS__)) { printf("line %d: %s\\n", __LINE__, #__VA_ARGS__); exit(1); } } while (0)
`,
};

/** Reads headers from here, and files from the texts given. */
export const readerFor = (files: Readonly<Record<string, string>>): { read(path: string): string | undefined } => ({
  read: (path) => files[path] ?? (path.startsWith('/include/') ? HEADERS[path.slice(9)] : undefined),
});

let start: ObjectFile | undefined;
let library: Archive | undefined;

/** What links in front of a test program. */
export const startObject = (): ObjectFile => {
  start ??= assembleText(START, 'start.s').object;
  return start;
};

/** The small library for test programs. */
export const testLibrary = (): Archive => {
  if (library === undefined) {
    const { object, problems } = compileText('/lib.c', LIBRARY, { reader: readerFor({}), includePaths: ['/include'] });
    if (object === undefined) throw new Error(problems.map((p) => `${p.at.line}: ${p.message}`).join('\n'));
    library = makeArchive('test', [object]);
  }
  return library;
};

/** Runs an image until it exits or has spent its instructions. */
export const runImage = (image: Image, input = '', budget = 50_000_000): Ran => {
  const machine = new Machine();
  const cpu = new Cpu(machine);
  machine.write(CS * 16, image.text, 0);
  machine.write(DS * 16, image.data, 0);
  for (const vector of [0, 1, 3, 4, 0x80]) cpu.hooks.add(vector);
  cpu.load({ cs: CS, ds: DS, es: DS, ss: DS, sp: 0xfff0, ip: image.entry, bp: 0, flags: 0xf202 });
  const out: number[] = [];
  let read = 0;
  let left = budget;
  const done = (status: Ran['status']): Ran => ({
    status,
    output: new TextDecoder().decode(Uint8Array.from(out)),
    instructions: budget - left,
  });
  for (;;) {
    const stop = cpu.run(left);
    left -= stop.executed;
    if (stop.kind === 'budget') return done('budget');
    if (stop.kind !== 'interrupt' || stop.vector !== 0x80) return done('fault');
    const { ax, bx, cx, dx } = cpu.registers;
    if (ax === 1) return done(bx & 0xff);
    if (ax === 4) {
      for (let i = 0; i < dx; i++) out.push(machine.ram[DS * 16 + ((cx + i) & 0xffff)] ?? 0);
      cpu.set('ax', dx);
    } else if (ax === 3) {
      const bytes = new TextEncoder().encode(input.slice(read, read + dx));
      read += dx;
      machine.write(DS * 16 + cx, bytes, 0);
      cpu.set('ax', bytes.length);
    } else cpu.set('ax', ax === 17 ? 0 : -38);
  }
};
