/**
 * The portable part of our C library against the host's: one program is built with gcc -m32 twice, with our sources on a
 * handful of Linux system calls and with the host's libc, and prints the same. Independent of our compiler and machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const host = join(here, 'tests/host');
const SOURCES =
  'printf format float-format file open lines scanf float-scan strtod strtol str strmore mem math elementary malloc exit time strerror ctype seek intmath';

test('formats, conversions, calendar, elementary functions and the heap agree with the host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vfork-lint-libc-'));
  try {
    const common = ['-O1', '-m32', '-msse2', '-mfpmath=sse', '-w', join(host, 'portable.c')];
    const [theirs, ours] = [join(folder, 'theirs'), join(folder, 'ours')];
    execFileSync('gcc', [...common, '-D_GNU_SOURCE', '-o', theirs, '-lm']);
    const freestanding = '-nostdlib -nostdinc -fno-builtin -fno-stack-protector -fno-pie -no-pie -static'.split(' ');
    const sources = SOURCES.split(' ').map((name) => join(here, 'src', `${name}.c`));
    const include = ['-I', join(host, 'include'), '-I', join(here, 'include')];
    execFileSync('gcc', [
      ...common,
      ...freestanding,
      ...include,
      '-o',
      ours,
      join(host, 'shim.c'),
      ...sources,
      '-lgcc',
    ]);
    const [expected, actual] = [theirs, ours].map((program) => execFileSync(program, { encoding: 'utf8' }).split('\n'));
    expect(actual).toEqual(expected);
    expect(expected?.length).toBeGreaterThan(3000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
