/** Assembly text: statements, operands, expressions, directives, and what is said about wrong lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from './items.ts';
import { link } from './link.ts';
import { assembleText, parseAssembly } from './parse.ts';
import { printItems } from './print.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** The text section of a source, linked alone. */
const check = (source: string, bytes: string): void => {
  const { object, problems } = assembleText(source);
  const linked = link([object]);
  expect([...problems, ...linked.problems]).toEqual([]);
  expect(hex(linked.image.text)).toBe(bytes);
};

describe('statements', () => {
  it.each<[string, string]>([
    ['mov ax, bx', '89 d8'],
    ['MOV AX,BX ; remark', '89 d8'],
    ['start: nop', '90'],
    ['start nop', '90'],
    ['a:\nb:\n jmp short a', 'eb fe'],
    ['a: nop\n.x: jmp .x\nb: nop\n.x: jmp a.x', '90 eb fe 90 eb fb'],
    ['rep movsb', 'f3 a4'],
    ['repne scasb', 'f2 ae'],
    ['lock inc word [bx]', 'f0 ff 07'],
    ['es lodsb', '26 ac'],
    ['rep\nmovsb', 'f3 a4'],
    ['push es', '06'],
    ['mov es, [bp+2]', '8e 46 02'],
    ['mov al, [es:bx+si+4]', '26 8a 40 04'],
    ['mov al, es:[di]', '26 8a 05'],
    ['mov word [bx], -1', 'c7 07 ff ff'],
    ['mov [bx], byte 1', 'c6 07 01'],
    ['mov ax, [word bx+1]', '8b 87 01 00'],
    ['mov ax, [byte bx]', '8b 47 00'],
    ['mov ax, [si+bx-2]', '8b 40 fe'],
    ['mov ax, [4*2+bx+1]', '8b 47 09'],
    ['add bx, strict word 1', '81 c3 01 00'],
    ['call far [bx]', 'ff 1f'],
    ['call 0x1234:0x5678', '9a 78 56 34 12'],
    ['jmp far [bx+2]', 'ff 6f 02'],
    ['call [bx]', 'ff 17'],
    ['les di, [bp+4]', 'c4 7e 04'],
    ['int 80h', 'cd 80'],
    ['in al, dx', 'ec'],
    ['out 0x20, al', 'e6 20'],
    ['retn 4', 'c2 04 00'],
    ['shl byte [bx], cl', 'd2 27'],
    ['bits 16\ncpu 8086\nnop', '90'],
    ['jz near $+5', '75 03 e9 00 00'],
    ['x equ 5\nmov ax, [bx+x]', '8b 47 05'],
    ['mov ax, $1f', 'b8 1f 00'],
    ['$add: jmp $add', 'eb fe'],
  ])('%s', check);
});

describe('data', () => {
  it.each<[string, string]>([
    ['db 1, \'ab\', "c", 0', '01 61 62 63 00'],
    ['db `a\\n\\x41\\0`', '61 0a 41 00'],
    ["dw 'abc', 'a', -2", '61 62 63 00 61 00 fe ff'],
    ['dd 0x12345678', '78 56 34 12'],
    ["mov ax, 'ab'", 'b8 61 62'],
    ["db 'é'", 'e9'],
    ['times 3 db 1, 2', '01 02 01 02 01 02'],
    ['nop\ntimes 4-($-$$) db 7\ndw $', '90 07 07 07 04 00'],
    ['nop\nalign 4\nnop', '90 90 90 90 90'],
    ['db 1\nalign 4, db 0xff\ndb 2', '01 ff ff ff 02'],
    ['resb 2\nresw 1', '00 00 00 00'],
    ['org 0x100\na: dw a, $, $$', '00 01 00 01 00 01'],
    ['a: dw b-a\nb:', '02 00'],
  ])('%s', check);

  it.each<[string, number]>([
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['-7 // 2', -3],
    ['-7 %% 2', -1],
    ['7 / 2 % 2', 1],
    ['1 << 4 | 3', 19],
    ['~0 & 0xff ^ 0x0f', 0xf0],
    ['!0 + !5', 1],
    ['2 > 1 && 1 <> 1 || 0', 0],
    ['1 ^^ 0', 1],
    ['3 <=> 4', -1],
    ['-16 >>> 2', -4],
    ['0b101 + 101b + 0o17 + 17q + 0d10 + 10d + 1_000', 5 + 5 + 15 + 15 + 10 + 10 + 1000],
    ['0x1F + 1fh + 0AH + $0a', 31 + 31 + 10 + 10],
  ])('%s is %i', (source, value) => {
    check(
      `dd ${source}`,
      hex(Uint8Array.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255])),
    );
  });
});

describe('sections and symbols', () => {
  it('reads sections, global, extern, common and weak', () => {
    const { object, problems } = assembleText(
      'global _f, _v\nextern _g\ncommon _c 4:2\nweak _w\nsection .data\n_v: dw _c\nsection .text\n_f: call _g\nmov ax, [_v]\n_w: ret',
    );
    expect(problems).toEqual([]);
    expect(object.symbols.map(({ name, section, binding }) => `${name} ${section} ${binding}`)).toEqual([
      '_f text global',
      '_v data global',
      '_c common global',
      '_w text weak',
      '_g undefined global',
    ]);
  });

  it('keeps a line table, of the text or of what %line says', () => {
    const lines = (source: string): readonly string[] => {
      const { debug } = assembleText(source, 'a.s').object;
      return debug.lines.map(({ at, file, line }) => `${at} ${debug.files[file]}:${line}`);
    };
    expect(lines('nop\n\nnop')).toEqual(['0 a.s:1', '1 a.s:3']);
    expect(lines('%line 7+0 x y.c\nnop\nnop\n%line 9+1 b.c\nnop\nnop')).toEqual(['0 x y.c:7', '2 b.c:9', '3 b.c:10']);
  });
});

describe('wrong lines', () => {
  it.each<[string, number, string]>([
    ['mov ax,', 8, 'expected a value, found the end of the line'],
    ['mov ax bx', 8, "expected the end of the line, found 'bx'"],
    ['frob ax', 1, "unknown instruction 'frob'"],
    ['a: frob ax', 4, "unknown instruction 'frob'"],
    ['mov ax, [bx+bp]', 13, "'bp' cannot be part of this address: one of bx bp and one of si di can"],
    ['mov ax, [ax]', 10, "'ax' cannot be part of this address: one of bx bp and one of si di can"],
    ['mov ax, [bx-si]', 13, "'si' cannot be subtracted in an address"],
    ['mov ax, [bx', 12, "expected ']', '+' or '-', found the end of the line"],
    ['mov ax, (1', 11, "expected ')', found the end of the line"],
    ['mov ax, 1+cx', 11, "register 'cx' cannot be part of a value"],
    ['section .foo', 9, "expected .text, .data or .bss, found '.foo'"],
    ['db 0x', 4, "'0' does not belong here"],
    ['mov ax, #1', 9, "'#' does not belong here"],
    ['org x', 5, 'expected an address as a number'],
    ['mov ax, 0x123456789', 9, "'0x123456789' is not a number of 32 bits"],
    ['global 5', 8, "expected a name, found '5'"],
    ['mov al, bx', 1, "'mov' does not take these operands: al, bx"],
    ['call far bx', 10, "expected memory or 'segment:offset' after 'far', found 'bx'"],
    ["dw 'abcde'+1", 4, 'a string of more than 4 bytes is not a number'],
  ])('%s', (source, column, message) => {
    const problems = assembleText(`nop\n ${source}`, 'a.s').problems;
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    expect(problems[0]).toMatchObject({ file: 'a.s', line: 2 });
    expect((problems[0]?.column ?? 0) - 1).toBe(column);
  });

  it('reports each bad line and reads the others', () => {
    const { object, problems } = assembleText('nop\nfoo bar\nnop\nmov\nnop');
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(hex(object.text)).toBe('90 90 90');
  });

  it('never throws, whatever the text', () => {
    const word = fc.constantFrom(
      'mov',
      'ax',
      '[',
      ']',
      'bx',
      '+',
      ',',
      'dw',
      'times',
      '1',
      "'a'",
      '$',
      '(',
      ':',
      'equ',
      'x',
      '-',
      'rep',
      'section',
      '.text',
      '%line',
      'resb',
      '\n',
      ' ',
      'jmp',
      'far',
      'org',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (source) => {
          const { object } = assembleText(source);
          link([object]);
        },
      ),
    );
  });

  it('refuses deep nesting instead of overflowing', () => {
    expect(assembleText(`dw ${'('.repeat(5000)}`).problems[0]?.message).toBe('the expression is nested too deeply');
  });
});

describe('printing', () => {
  it('prints text that assembles to the same bytes', () => {
    const source = `
      org 0x10
      size equ 4
      start: mov ax, [bx+si-size]
      jnz near start
      call far [bp+2]
      lock add byte [es:di], 1+size*2
      times 40-($-$$) db 0x55
      db 'text', 0, 39
      dw start, -1
      align 8
      add bx, strict word 1
      mov ax, [word bx+1]
      jmp 0x1234:start
      section .data
      v: dd 1
      resb 3
      section .bss
      b: resw 4`;
    const first = parseAssembly(source);
    const printed = printItems(first.items);
    const second = assembleText(printed);
    expect([...first.problems, ...second.problems]).toEqual([]);
    const { text, data, bss } = assembleText(source).object;
    expect([hex(second.object.text), hex(second.object.data), second.object.bss]).toEqual([hex(text), hex(data), bss]);
  });

  it('shows debug items as remarks and line marks', () => {
    const items: readonly Item[] = [
      { kind: 'line', file: 'a.c', line: 3 },
      { kind: 'function', name: 'f', symbol: '_f', file: 'a.c', line: 3 },
      { kind: 'variable', name: 'i', location: { kind: 'frame', offset: -4 }, size: 2 },
      { kind: 'comment', text: 'two\nlines' },
      { kind: 'function-end' },
    ];
    expect(printItems(items)).toBe(
      '%line 3+0 a.c\n; function f\n; variable i: [bp-4], 2 bytes\n; two\n; lines\n; end of function\n',
    );
  });
});
