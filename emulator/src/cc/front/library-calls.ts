/**
 * Table: the `__builtin_*` names that are calls, with their types: of the library function of the same name, or of a routine
 * of the run-time archive.
 */
import {
  CHAR,
  CHAR_POINTER,
  DOUBLE,
  type FunctionType,
  INT,
  LONG,
  pointerTo,
  qualify,
  type Type,
  UINT,
  ULLONG,
  ULONG,
  VOID,
  VOID_POINTER,
} from './types.ts';

/** The type of a function with these parameters. */
const fn = (result: Type, ...types: readonly Type[]): FunctionType => ({
  kind: 'function',
  result,
  parameters: types.map((type) => ({ name: undefined, type })),
  variadic: false,
  prototype: true,
});

const variadic = (result: Type, ...types: readonly Type[]): FunctionType => ({
  ...fn(result, ...types),
  variadic: true,
});

const TEXT = pointerTo(qualify(CHAR, true, false));

const ANY = pointerTo(qualify(VOID, true, false));

/** Builtins that are calls: of the library function of the same name, or of a run-time routine. */
export const LIBRARY_CALLS: ReadonlyMap<string, { readonly name: string; readonly type: FunctionType }> = new Map(
  Object.entries({
    memcpy: fn(VOID_POINTER, VOID_POINTER, ANY, UINT),
    memmove: fn(VOID_POINTER, VOID_POINTER, ANY, UINT),
    memset: fn(VOID_POINTER, VOID_POINTER, INT, UINT),
    memcmp: fn(INT, ANY, ANY, UINT),
    memchr: fn(VOID_POINTER, ANY, INT, UINT),
    strlen: fn(UINT, TEXT),
    strcpy: fn(CHAR_POINTER, CHAR_POINTER, TEXT),
    strncpy: fn(CHAR_POINTER, CHAR_POINTER, TEXT, UINT),
    strcat: fn(CHAR_POINTER, CHAR_POINTER, TEXT),
    strcmp: fn(INT, TEXT, TEXT),
    strncmp: fn(INT, TEXT, TEXT, UINT),
    strchr: fn(CHAR_POINTER, TEXT, INT),
    strrchr: fn(CHAR_POINTER, TEXT, INT),
    abs: fn(INT, INT),
    labs: fn(LONG, LONG),
    malloc: fn(VOID_POINTER, UINT),
    calloc: fn(VOID_POINTER, UINT, UINT),
    free: fn(VOID, VOID_POINTER),
    abort: fn(VOID),
    exit: fn(VOID, INT),
    _exit: fn(VOID, INT),
    printf: variadic(INT, TEXT),
    puts: fn(INT, TEXT),
    putchar: fn(INT, INT),
    sprintf: variadic(INT, CHAR_POINTER, TEXT),
    snprintf: variadic(INT, CHAR_POINTER, UINT, TEXT),
    fabs: fn(DOUBLE, DOUBLE),
    setjmp: fn(INT, VOID_POINTER),
    longjmp: fn(VOID, VOID_POINTER, INT),
    bswap16: fn(UINT, UINT),
    bswap32: fn(ULONG, ULONG),
    bswap64: fn(ULLONG, ULLONG),
    clz: fn(INT, UINT),
    clzl: fn(INT, ULONG),
    clzll: fn(INT, ULLONG),
    ctz: fn(INT, UINT),
    ctzl: fn(INT, ULONG),
    ctzll: fn(INT, ULLONG),
    popcount: fn(INT, UINT),
    popcountl: fn(INT, ULONG),
    popcountll: fn(INT, ULLONG),
    parity: fn(INT, UINT),
    parityl: fn(INT, ULONG),
    parityll: fn(INT, ULLONG),
    ffs: fn(INT, INT),
    ffsl: fn(INT, LONG),
    isnan: fn(INT, DOUBLE),
    isinf: fn(INT, DOUBLE),
    isfinite: fn(INT, DOUBLE),
    signbit: fn(INT, DOUBLE),
  } satisfies Record<string, FunctionType>).map(([name, type]) => [`__builtin_${name}`, { name: nameOf(name), type }]),
);

/** Bit and float inspection are routines of the run-time archive, the rest are functions of the library. */
function nameOf(name: string): string {
  return /^(bswap|clz|ctz|popcount|parity|ffs|isnan|isinf|isfinite|signbit)/.test(name) ? `__${name}` : name;
}
