/**
 * API of room `libc`: the text of our C library, its headers and the programs of /bin, and the table of system calls that
 * its stubs are made from. Text only: room `toolchain` compiles it.
 */
export { HEADERS, PROGRAMS, SOURCES } from './files.generated.ts';
export { STUBS, type Stub, stubText } from './syscalls.ts';
