/**
 * From C to a program: a generated file of 200 lines, compiled and linked with our library, warm and in this process; the same
 * file by Debian's bcc, where it is installed, in the same rounds. And the library as a whole, compiled once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAout } from '@vfork-lint/emulator/asm';
import { HeaderCache } from '@vfork-lint/emulator/cpp';
import { compileLibrary, linkProgram, makeObjects, systemFile } from '@vfork-lint/emulator/toolchain';
import { type Bench, summarize } from './bench.ts';

const ROUNDS = 60;
const WARM_UP = 20;
const FUNCTIONS = 13;

/** A function of fourteen lines that every compiler of the eighties reads. */
const functionText = (n: number): string =>
  [
    `int work_${n}(p, count)`,
    'struct item *p; int count;',
    '{',
    '  int i, sum = 0;',
    '  long total = 0;',
    '  for (i = 0; i < count; i++) {',
    `    if (p[i].kind == ${n % 4}) sum += p[i].value * ${n + 2};`,
    '    else if (p[i].kind > 2) total += (long)p[i].value << 3;',
    '    else p[i].value = sum ^ (p[i].value >> 1);',
    '  }',
    `  if (total > 1000L) printf("%d %ld %s\\n", sum, total, "work ${n}");`,
    '  return sum + (int)(total & 0x7f);',
    '}',
    '',
  ].join('\n');

const program = (): string => {
  const numbers = Array.from({ length: FUNCTIONS }, (_, n) => n);
  return [
    '#include <stdio.h>\n#include <string.h>\n#include <stdlib.h>\n',
    'struct item { int kind; int value; char name[8]; };\nstruct item items[40];\n',
    ...numbers.map(functionText),
    'int main() {\n  int i, all = 0;\n  for (i = 0; i < 40; i++) { items[i].kind = i & 3; items[i].value = i * 7; strcpy(items[i].name, "item"); }',
    ...numbers.map((n) => `  all += work_${n}(items, 40);`),
    '  printf("%d\\n", all);\n  return all & 0x7f;\n}\n',
  ].join('\n');
};

const hasBcc = (): boolean => {
  try {
    execFileSync('bcc', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error instanceof Error && 'status' in error && error.status !== null;
  }
};

export const bench: Bench = {
  summary: 'a 200-line C program compiled and linked, beside bcc; the library compiled',
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), 'vfork-lint-bench-'));
    try {
      const text = program();
      const path = join(folder, 'program.c');
      writeFileSync(path, text);
      const bcc = hasBcc();
      const read = (at: string): string | undefined => (at === path ? text : undefined);
      const cache = new HeaderCache({ read: (at) => systemFile(at) ?? read(at) });
      const [compiling, linking, theirs]: [number[], number[], number[]] = [[], [], []];
      let bytes = new Uint8Array(0);
      for (let round = 0; round < ROUNDS + WARM_UP; round++) {
        const start = performance.now();
        const { objects, problems } = makeObjects([path], { reader: { read }, cache });
        const compiled = performance.now();
        const { image } = linkProgram(objects);
        if (image === undefined) throw new Error(problems[0]?.message ?? 'the program does not link');
        bytes = new Uint8Array(writeAout(image));
        const end = performance.now();
        if (round < WARM_UP) continue;
        compiling.push(compiled - start);
        linking.push(end - compiled);
        if (!bcc || round % 4 !== 0) continue;
        execFileSync('bcc', ['-ansi', '-0', '-o', join(folder, 'theirs'), path], { cwd: folder, stdio: 'ignore' });
        theirs.push(performance.now() - end);
      }
      const both = compiling.map((time, i) => time + (linking[i] ?? 0));
      console.log(`${text.split('\n').length} lines, ${bytes.length} bytes of a.out`);
      console.log(`compile       ${summarize(compiling)}`);
      console.log(`link          ${summarize(linking)}`);
      console.log(`both          ${summarize(both)}`);
      if (bcc) {
        const size = readFileSync(join(folder, 'theirs')).length;
        console.log(`bcc (process) ${summarize(theirs)}, ${size} bytes`);
      } else console.log('bcc is not installed');
      const start = performance.now();
      const members = compileLibrary().length;
      console.log(`library       ${members} members in ${((performance.now() - start) / 1000).toFixed(2)} s`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
