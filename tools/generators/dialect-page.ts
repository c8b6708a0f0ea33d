/** Writes docs/c-dialect.md: what of C the compiler has, each feature with the program that shows it or the error it gives. */
import { FEATURES } from '../../emulator/src/cc/index.ts';

const INTRO = `# The C of the compiler

Written by \`npm run generate\` from \`emulator/src/cc/dialect.ts\`. Clauses are of ISO C99 where nothing else is said. Each
program named is a section of a file in \`emulator/src/cc/tests\` and runs in all three register modes.

## Types and calls

| type | bytes | alignment |
| --- | --- | --- |
| \`char\` (signed), \`_Bool\` | 1 | 1 |
| \`short\`, \`int\`, enumerations, pointers, \`wchar_t\` | 2 | 2 |
| \`long\`, \`float\` | 4 | 2 |
| \`long long\`, \`double\`, \`long double\` | 8 | 2 |

An enumeration with a value that \`int\` cannot hold is \`long\`. Bit fields fill units of their declared type from the low
bits up and never cross one. Names get a leading underscore.

Arguments are pushed from right to left, each a whole number of words; the caller drops them. BP, SI, DI and ES are kept by
the callee; AX, BX, CX and DX are free. Results come back in AL, AX, DX:AX, or for 64 bits in AX, BX, CX, DX from the low word
to the high one; a struct goes where the hidden first argument points, and AX is that address. Frame: arguments from
[bp+4], saved SI and DI below BP, then locals.

\`--registers none\` keeps every variable in memory, \`declared\` puts the first two \`register\` words of a function into SI and
DI, \`auto\` the most used 16-bit scalars, several to a register where their lives do not overlap. A call, \`vfork\` included, is
an ordinary instruction to all of them.

## Features

| clause | feature | shown by |
| --- | --- | --- |
`;

/** The text of docs/c-dialect.md. */
export const dialectPage = (): string =>
  INTRO +
  FEATURES.map(
    (entry) =>
      `| ${entry.clause} | ${entry.feature} | ${'test' in entry ? entry.test : `error \`${entry.unsupported}\``} |\n`,
  ).join('');
