/**
 * Our bytes against nasm's: one program with every mnemonic of the table on every kind of operand, addressing form and
 * size of number, as far as both know the statement; and one of data, expressions and sections. Needs nasm.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, ENCODINGS } from '../isa/index.ts';
import { link } from './link.ts';
import { assembleText } from './parse.ts';
import { INSTRUCTION_NAMES } from './plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'nasm-'));

/** Assembles with nasm to a flat binary. The lines that it refuses come back instead. */
const nasm = (source: string): { readonly bytes?: Uint8Array; readonly refused: ReadonlySet<number> } => {
  const input = join(folder, 'in.asm');
  const output = join(folder, 'out.bin');
  writeFileSync(input, source);
  const { stderr, status } = spawnSync('nasm', ['-f', 'bin', '-w-all', '-o', output, input], { encoding: 'utf8' });
  const refused = new Set([...stderr.matchAll(/:(\d+): error/g)].map((match) => Number(match[1])));
  return status === 0 ? { bytes: new Uint8Array(readFileSync(output)), refused } : { refused };
};

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

const REGISTERS = 'al cl dl bl ah ch dh bh ax cx dx bx sp bp si di es cs ss ds'.split(' ');
const BASES = ['bx+si', 'bx+di', 'bp+si', 'bp+di', 'si', 'di', 'bp', 'bx'];
const MEMORY = [
  ...BASES.flatMap((base) => [base, `${base}+5`, `${base}-128`, `${base}+128`, `byte ${base}+0`, `word ${base}+1`]),
  '0x1234',
  'es:bx',
  'cs:0x20',
].map((address) => `[${address}]`);
const NUMBERS = ['1', '3', '127', '128', '-1', '-128', '-129', '255', '0xffff', '0xff7f', '0x1234'];

/** Operands, with the size written for those that have none of their own. */
const OPERANDS = [
  ...REGISTERS,
  ...MEMORY.flatMap((memory) => [memory, `byte ${memory}`, `word ${memory}`, `far ${memory}`]),
  ...NUMBERS,
  ...NUMBERS.slice(0, 4).flatMap((number) => [`byte ${number}`, `strict word ${number}`]),
  '0x1234:0x5678',
  'short $',
  '$+2',
  'near $+5',
];

/** The statements that our assembler takes: all mnemonics, with pairs of operands thinned out to keep the program small. */
const statements = (): readonly string[] => {
  const few = [...'al cl dl ax cx dx bx sp es ds'.split(' '), '[bx]', 'byte [bx+5]', 'word [0x1234]', '[0x1234]'];
  const pairs = few.flatMap((a) => OPERANDS.flatMap((b) => (a === b ? [`${a}, ${b}`] : [`${a}, ${b}`, `${b}, ${a}`])));
  const loads = REGISTERS.slice(0, 16).map((register) => `${register}, 0x12`);
  const lists = ['', ...OPERANDS, ...new Set([...pairs, ...loads])];
  const texts = INSTRUCTION_NAMES.flatMap((name) => lists.map((list) => `${name} ${list}`.trim()));
  return [...new Set(texts)].filter((text) => assembleText(text).problems.length === 0);
};

/** What nasm has no word for, or means otherwise: undocumented operations, far transfers by our names. */
const NOT_NASM = /^(setmo|callf|jmpf)\b/;

/** Where only one size exists, we do not ask for it; and a long conditional jump is ours alone. */
const LAXER = /^((push|pop|lea|les|lds) .*\[|j\w+ near|(loop\w*|jcxz) (near|short)|.*strict word 1$)/;

describe('nasm', () => {
  it('makes the same bytes of every statement that both know', { timeout: 120_000 }, () => {
    const ours = statements().filter((text) => !NOT_NASM.test(text));
    const program = (texts: readonly string[]): string => ['cpu 8086', ...texts].join('\n');
    const first = nasm(program(ours));
    const both = ours.filter((_, index) => !first.refused.has(index + 2));
    const refused = ours.filter((_, index) => first.refused.has(index + 2));
    // One source at a time keeps `$` and relaxed jumps the same on both sides.
    const theirs = new Map<string, string>();
    const listing = join(folder, 'all.lst');
    writeFileSync(join(folder, 'all.asm'), program(both));
    execFileSync('nasm', [
      '-f',
      'bin',
      '-w-all',
      '-l',
      listing,
      '-o',
      join(folder, 'all.bin'),
      join(folder, 'all.asm'),
    ]);
    for (const line of readFileSync(listing, 'latin1').split('\n')) {
      const match = /^ *(\d+) [\dA-F]{8} ([\dA-F()[\]-]+) +(?:<\d+> )?(.*)$/.exec(line);
      if (match !== null) theirs.set(match[3] ?? '', (match[2] ?? '').replaceAll(/[^\dA-F]/g, '').toLowerCase());
    }
    const reached = new Set<string>();
    const different: string[] = [];
    for (const text of both) {
      const bytes = assembleText(text).object.text;
      const key = decode((at) => bytes[at] ?? 0)?.encoding.key;
      if (key !== undefined) reached.add(key);
      const mine = hex(bytes).replaceAll(' ', '');
      if (theirs.get(text) !== mine && !/\$|^(j|loop|call)/.test(text))
        different.push(`${text}: ${mine}, nasm ${theirs.get(text)}`);
    }
    expect(different).toEqual([]);
    expect(both.length).toBeGreaterThan(5000);
    const missing = ENCODINGS.filter(({ key, status }) => status === 'documented' && !reached.has(key));
    expect({ missing: missing.map(({ key }) => key), refused: refused.filter((text) => !LAXER.test(text)) }).toEqual({
      missing: [],
      refused: [],
    });
  });

  it('makes the same bytes of jumps, data, expressions and sections', () => {
    const source = `
      cpu 8086
      org 0x100
      val equ 6
      start: jmp near next
      jmp short start
      call start
      jz $+10
      loop start
      jcxz start
      call 0x1234:start
      jmp far [bx+start]
      back: times 120 nop
      jmp back
      jmp back
      jmp back
      jmp back
      jmp .end
      .end: jnz short .end
      jmp next
      times 200 db 0x90
      next: dw start, .end, $-$$, back.end
      .end:
      dd 1+2*3, -7 // 2, 7 %% 3, 1 << 10 | 5, ~0 ^ 3, 0x12345678
      db 'abc', "d", \`e\\n\`, 'x'+1
      dw 'ab', 'abc'
      mov ax, [bx+val]
      mov ax, val
      mov byte [lab], 5
      add bx, val-2
      lea di, [bp+si+lab-start]
      align 16, db 0x33
      times 0x300-($-$$) db 0x44
      lab: resb 0
    `;
    const { object, problems } = assembleText(source);
    expect(problems).toEqual([]);
    const { bytes, refused } = nasm(source);
    expect(refused).toEqual(new Set());
    const linked = link([object], { layout: 'combined' });
    expect(linked.problems).toEqual([]);
    expect(hex(linked.image.text)).toBe(hex(bytes ?? new Uint8Array(0)));
  });
});
