/**
 * The C compiler: from text to a linked image, for a program of about 200 lines, warm (headers cached, library and run-time
 * routines compiled before), next to Debian's bcc on the same program where it is installed; and the size and speed of what
 * each of them makes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAout } from '@vfork-lint/emulator/asm';
import type { RegisterMode } from '@vfork-lint/emulator/cc';
import { HeaderCache } from '@vfork-lint/emulator/cpp';
import { Kernel, loadProgram, personalityOf } from '@vfork-lint/emulator/kernel';
import { buildProgram } from '@vfork-lint/emulator/toolchain';
import { type Bench, summarize } from './bench.ts';

/** A program in the C that both compilers take: tables, strings, longs, sorting, a small interpreter; 20 lines a part. */
const part = (n: number): string => `
struct item${n} { int key; long sum; char name[8]; };
static struct item${n} table${n}[16];
static unsigned hash${n}(s) char *s; { unsigned h; h = ${n}; while (*s) h = h * 31 + *s++; return h; }
static int find${n}(key) int key; { int lo, hi, mid; lo = 0; hi = 15; while (lo <= hi) { mid = (lo + hi) / 2;
    if (table${n}[mid].key == key) return mid; if (table${n}[mid].key < key) lo = mid + 1; else hi = mid - 1; } return -1; }
static void fill${n}() {
  int i, j;
  for (i = 0; i < 16; i++) {
    table${n}[i].key = i * 3;
    table${n}[i].sum = (long) i * 1000 + ${n};
    for (j = 0; j < 7; j++) table${n}[i].name[j] = 'a' + (i + j) % 26;
    table${n}[i].name[7] = 0;
  }
}
static long run${n}(code) char *code; {
  long acc;
  int n;
  acc = 0;
  for (n = 0; code[n]; n++) {
    switch (code[n]) {
    case '+': acc += table${n}[n & 15].sum; break;
    case '-': acc -= n; break;
    case '*': acc = acc * 3 + 1; break;
    case '/': acc = (acc & 0x7fffffffL) / 7; break;
    case '#': acc ^= hash${n}(table${n}[n & 15].name); break;
    case '?': acc += find${n}(n); break;
    default: acc++;
    }
  }
  return acc;
}
`;

const PARTS = [1, 2, 3, 4, 5, 6];
const PROGRAM = `${PARTS.map(part).join('')}
extern int write();
int main() {
  long total; int i; char digit;
  total = 0;
${PARTS.map((n) => `  fill${n}(); for (i = 0; i < 50; i++) total += run${n}("+*-/#?+*x#??-+/*#");`).join('\n')}
  for (i = 28; i >= 0; i -= 4) { digit = "0123456789abcdef"[(int) (total >> i) & 15]; write(1, &digit, 1); }
  return 0;
}
`;

const ours = (registers: RegisterMode, cache: HeaderCache): Uint8Array => {
  const reader = { read: (path: string): string | undefined => (path === '/bench.c' ? PROGRAM : undefined) };
  const { image } = buildProgram(['/bench.c'], { reader, cache, registers });
  if (image === undefined) throw new Error('the program does not compile');
  return writeAout(image);
};

/** Runs a program under the ELKS kernel and prints what it took. */
const show = (bytes: Uint8Array): void => {
  const personality = personalityOf('elks');
  const program = loadProgram('bench', bytes);
  if (personality === undefined || typeof program === 'string') return;
  let text = '';
  const kernel = new Kernel({
    personality,
    seed: 0,
    budgets: { instructions: 100_000_000, output: 1 << 16, processes: 4 },
    input: () => new Uint8Array(0),
    output: (_stream, part) => {
      text += Buffer.from(part).toString('latin1');
    },
  });
  kernel.world.fs.install('/bin/bench', bytes, 0o755);
  kernel.start(program, ['bench']);
  kernel.run();
  const { instructions } = kernel.world.meter.spent;
  console.log(`${''.padEnd(24)} a.out of ${bytes.length} bytes, ${instructions} instructions, prints ${text}`);
};

const bcc = (folder: string): { times: number[]; bytes: Uint8Array | undefined } => {
  const source = join(folder, 'bench.c');
  const program = join(folder, 'bench');
  writeFileSync(source, PROGRAM);
  const times: number[] = [];
  try {
    for (let i = 0; i < 10; i++) {
      const start = performance.now();
      execFileSync('bcc', ['-ansi', '-0', '-O', '-o', program, source], { stdio: 'pipe' });
      times.push(performance.now() - start);
    }
  } catch {
    return { times: [], bytes: undefined };
  }
  return { times, bytes: new Uint8Array(readFileSync(program)) };
};

export const bench: Bench = {
  summary: 'compile and link a program of 200 lines, next to bcc',
  run: () => {
    const cache = new HeaderCache({ read: () => undefined });
    console.log(`${PROGRAM.split('\n').length} lines`);
    for (const mode of ['none', 'declared', 'auto'] as const) {
      const times: number[] = [];
      for (let i = 0; i < 60; i++) {
        const start = performance.now();
        ours(mode, cache);
        times.push(performance.now() - start);
      }
      console.log(`${`registers ${mode}`.padEnd(24)} ${summarize(times.slice(20))}`);
      show(ours(mode, cache));
    }
    const folder = mkdtempSync(join(tmpdir(), 'bench-cc-'));
    try {
      const { times, bytes } = bcc(folder);
      if (bytes === undefined) console.log('bcc is not installed');
      else {
        console.log(`${'bcc -ansi -0 -O'.padEnd(24)} ${summarize(times)}`);
        show(bytes);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
