/**
 * Real ELKS binaries: what Debian's bcc and ld86 make of the programs in `data/elks-programs` is read with the symbols
 * that nm86 shows, and disassembles to text that assembles back to the same bytes. Our own a.out files are read by
 * objdump86. Needs bcc and bin86; without the programs beside the repository it makes its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAout, writeAout } from './aout.ts';
import { disassemble } from './disassemble.ts';
import { link } from './link.ts';
import { listImage } from './listing.ts';
import { assembleText } from './parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'bcc-'));

const PROGRAMS: Readonly<Record<string, string>> = {
  hello: '#include <stdio.h>\nint main(){ printf("%d %ld %s\\n", 3, 100000L / 7, "x"); return 3; }',
  vfork: `#include <unistd.h>
    #include <stdio.h>
    static int a_name_that_is_quite_long_for_a_symbol;
    int main(argc, argv) int argc; char **argv; {
      int pid = vfork();
      if (pid == 0) { a_name_that_is_quite_long_for_a_symbol++; _exit(1); }
      switch (argc) { case 1: puts("one"); break; case 2: puts("two"); break; case 9: puts("nine"); }
      return a_name_that_is_quite_long_for_a_symbol;
    }`,
  strings: `#include <string.h>
    #include <stdlib.h>
    #include <signal.h>
    #include <setjmp.h>
    jmp_buf env; long table[20]; char text[] = "some text";
    void hit(n) int n; { longjmp(env, n); }
    int main() { char *p = malloc(100); strcpy(p, text); signal(SIGALRM, hit); table[3] = atol(p) * 3 % 7;
      if (setjmp(env)) return strcmp(p, text); return (int)(table[3] << 2) ^ memcmp(p, text, 3); }`,
};

const compile = (name: string, source: string, ...options: readonly string[]): Uint8Array => {
  writeFileSync(join(folder, `${name}.c`), source);
  execFileSync('bcc', ['-ansi', '-0', ...options, '-o', name, `${name}.c`], { cwd: folder, stdio: 'pipe' });
  return new Uint8Array(readFileSync(join(folder, name)));
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each(Object.entries(PROGRAMS))('bcc %s', (name, source) => {
  it.each([[[]], [['-O']]])('with options %j', (options) => {
    const bytes = compile(name, source, ...options);
    const { image, problems } = readAout(bytes);
    expect(problems).toEqual([]);
    if (image === undefined) throw new Error('no image');

    const shown = execFileSync('nm86', [name], { cwd: folder, encoding: 'utf8' });
    const expected = [...shown.matchAll(/^([\da-f]{8}) ([TtDdBbAaCc]) (\S+)$/gm)].map(
      ([, value, , symbol]) => `${value} ${symbol}`,
    );
    const ours = image.symbols.map(
      ({ name: symbol, value }) => `${(value >>> 0).toString(16).padStart(8, '0')} ${symbol}`,
    );
    expect(expected.length).toBeGreaterThan(20);
    expect(ours).toEqual(expect.arrayContaining(expected));

    const listing = listImage(image) ?? '';
    const { object, problems: wrong } = assembleText(listing);
    const linked = link([object], { layout: image.layout });
    expect([...wrong, ...linked.problems]).toEqual([]);
    expect([hex(linked.image.text), hex(linked.image.data)]).toEqual([hex(image.text), hex(image.data)]);
    expect(linked.image.bss).toBe(image.bss);

    const lines = disassemble(image.text, {
      starts: image.symbols.filter((s) => s.section === 'text').map((s) => s.value),
    });
    expect(lines.filter(({ item }) => item.kind === 'instr').length / lines.length).toBeGreaterThan(0.8);

    expect(hex(writeAout(image)) === hex(bytes)).toBe(true);
  });
});

describe('objdump86', () => {
  it('reads what we write', () => {
    const source =
      'global _a_long_symbol_name\n_a_long_symbol_name: mov ax,[_v]\nret\nsection .data\nglobal _v\n_v: dw 5\nsection .bss\n_w: resb 6';
    const { image } = link([assembleText(source).object]);
    writeFileSync(join(folder, 'ours'), writeAout(image));
    const shown = execFileSync('objdump86', ['ours'], { cwd: folder, encoding: 'utf8' });
    expect(shown).toMatch(/^4\t2\t6\t/m);
    expect(shown).toMatch(/^00000000 T a_long_symbol_name$|^00000000 T _a_long_symbol_name$/m);
    expect(shown).toMatch(/^00000000 D _v$/m);
    expect(shown).toMatch(/^00000002 b _w$/m);
  });
});
