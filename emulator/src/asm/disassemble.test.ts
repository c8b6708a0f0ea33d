/** Disassembly: what is printed for an instruction, and that the printed text gives the same bytes for any code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../isa/index.ts';
import { assemble } from './assemble.ts';
import { disassemble } from './disassemble.ts';
import { link } from './link.ts';
import { listImage } from './listing.ts';
import type { Image } from './object.ts';
import { assembleText } from './parse.ts';
import { printItems } from './print.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));

const printed = (bytes: Uint8Array): string => printItems(disassemble(bytes).map(({ item }) => item));

/** The text and data of a listing, assembled and linked again. */
const again = (image: Image): { readonly text: string; readonly data: string; readonly bss: number } => {
  const listing = listImage(image) ?? '';
  const { object, problems } = assembleText(listing);
  const linked = link([object], { layout: image.layout });
  expect([...problems, ...linked.problems]).toEqual([]);
  const { text, data, bss } = linked.image;
  return { text: hex(text), data: hex(data), bss };
};

describe('instructions', () => {
  it.each<[string, string]>([
    ['89 d8', 'mov ax, bx'],
    ['8b d8', 'db 139, 216'],
    ['8b 46 04', 'mov ax, [bp+4]'],
    ['8b 86 04 00', 'mov ax, [word bp+4]'],
    ['8b 46 00', 'mov ax, [bp]'],
    ['8b 47 00', 'mov ax, [byte bx+0]'],
    ['c6 06 34 12 05', 'mov byte [4660], 5'],
    ['26 8a 07', 'mov al, [es:bx]'],
    ['f3 a4', 'rep movsb'],
    ['f3 a6', 'repe cmpsb'],
    ['f2 ae', 'repne scasb'],
    ['2e ac', 'cs lodsb'],
    ['eb fe', 'jmp short ($ + 0)'],
    ['74 10', 'jz short ($ + 18)'],
    ['e9 10 00', 'jmp near ($ + 19)'],
    ['e8 10 00', 'call ($ + 19)'],
    ['ff 1f', 'call far [bx]'],
    ['9a 78 56 34 12', 'call 4660:22136'],
    ['cd 80', 'int 128'],
    ['d1 e0', 'shl ax, 1'],
    ['d0 27', 'shl byte [bx], 1'],
    ['83 c3 ff', 'add bx, -1'],
    ['81 c3 ff ff', 'add bx, strict word 65535'],
    ['cc', 'int3'],
    ['d4 10', 'aam 16'],
    ['d4 0a', 'aam 10'],
    ['0f', 'pop cs'],
    ['c3', 'ret'],
    ['60 fe', 'db 96, 254'],
    ['d8 07', 'db 216, 7'],
    ['f1 90', 'db 241, 144'],
    ['e8 10', 'db 232\n\tdb 16'],
  ])('%s', (bytes, text) => {
    expect(printed(bytesOf(bytes))).toBe(`\t${text}\n`);
  });

  it('says in words what is printed as data', () => {
    expect(disassemble(bytesOf('8b d8')).map(({ text }) => text)).toEqual(['mov bx, ax']);
    expect(disassemble(bytesOf('60 fe')).map(({ text }) => text)).toEqual(['jo short ($ + 0)']);
  });

  it('gives the same bytes for every encoding of the table and every ModRM', () => {
    let instructions = 0;
    let all = 0;
    for (const { opcode, reg, modrm } of ENCODINGS) {
      const code: number[] = [];
      const rest = [0x12, 0x34, 0x05, 0x80, 0x90, 0x90, 0x90, 0x90];
      if (!modrm) code.push(opcode, ...rest);
      else
        for (const select of reg === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [reg])
          for (let mod = 0; mod < 4; mod++)
            for (let rm = 0; rm < 8; rm++) code.push(opcode, (mod << 6) | (select << 3) | rm, ...rest);
      const lines = disassemble(Uint8Array.from(code));
      const { object, problems } = assemble(lines.map(({ item }) => item));
      expect(problems).toEqual([]);
      expect(hex(object.text)).toBe(hex(Uint8Array.from(code)));
      all += lines.length;
      instructions += lines.filter(({ item }) => item.kind === 'instr').length;
    }
    // Most of it must be instructions, or the property would say nothing.
    expect(instructions).toBeGreaterThan(all / 2);
  });

  it('gives the same bytes for any bytes, through items and through text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const items = disassemble(bytes).map(({ item }) => item);
        expect(assemble(items).object.text).toEqual(bytes);
        const { object, problems } = assembleText(printItems(items));
        expect(problems).toEqual([]);
        expect(object.text).toEqual(bytes);
      }),
    );
  });

  it('begins anew at symbols', () => {
    const lines = disassemble(bytesOf('b8 01 02 c3'), { starts: [2] });
    expect(lines.map(({ at }) => at)).toEqual([0, 1, 2]);
  });
});

describe('listing', () => {
  const image = (source: string): Image => link([assembleText(source).object]).image;

  it('names functions, data and targets', () => {
    const listing = listImage(
      image(
        'global _f\n_f: mov ax,[v]\n.l: jnz .l\njmp short $+3\nnop\ncall _f\nsection .data\nv: dw 5\nsection .bss\nw: resb 4',
      ),
    );
    expect(listing?.replaceAll(/ +;.*/g, '')).toBe(
      [
        '; ELKS a.out, separate text and data, header version 1, entry 0x0000',
        '; text 11, data 2, bss 4, chmem 0, minstack 0',
        '\tsection .text',
        '\tglobal _f',
        '_f:',
        '\tmov ax, [v]',
        '_f.l:',
        '\tjnz short _f.l',
        '\tjmp short at_0008',
        '\tnop',
        'at_0008:',
        '\tcall _f',
        '\tsection .data',
        'v:',
        '\tdb 5, 0',
        '\tsection .bss',
        'w:',
        '\tresb 4',
        '',
      ].join('\n'),
    );
  });

  it('shows one function where asked', () => {
    const made = image('f: nop\ng: ret\nh: nop');
    expect(listImage(made, { symbol: 'g' })).toMatch(/^g:\n\tret +; 0001 c3\n$/);
    expect(listImage(made, { symbol: 'x' })).toBeUndefined();
  });

  it('assembles back, with names that are instructions, doubled, or no names at all', () => {
    const symbols = ['add', 'ax', 'byte', 'a b', '.x', 'twice', 'twice'].map((name, value) => ({
      name,
      section: 'text' as const,
      value,
      global: false,
    }));
    const made = { ...image('times 9 nop'), symbols };
    expect(again(made).text).toBe(hex(made.text));
  });

  it('assembles back for any text, data and symbols', () => {
    const symbol = fc.record({
      name: fc.stringMatching(/^[a-z._]{1,6}$/),
      section: fc.constantFrom('text', 'data', 'bss', 'absolute'),
      value: fc.nat(50),
      global: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.nat(30),
        fc.array(symbol, { maxLength: 8 }),
        fc.constantFrom('separate', 'combined'),
        (text, data, bss, symbols, layout) => {
          const made: Image = { ...image('nop'), layout, text, data, bss, symbols };
          expect(again(made)).toEqual({ text: hex(text), data: hex(data), bss });
        },
      ),
    );
  });
});
