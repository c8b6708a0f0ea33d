/** The table covers every byte once, groups included, and decode reads it as the manual says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, ENCODINGS, encodingAt, type Instruction, isPrefix, MAX_LENGTH, MNEMONICS, PREFIXES } from './index.ts';

const bytes = (hex: string): ((offset: number) => number) => {
  const list = hex.split(' ').map((byte) => Number.parseInt(byte, 16));
  return (offset) => list[offset] ?? 0x90;
};

/** Decodes hex bytes and compares the fields given. */
const check = (hex: string, expected: Partial<Instruction>, mnemonic?: string): void => {
  const instruction = decode(bytes(hex));
  expect(instruction).toMatchObject(expected);
  if (mnemonic !== undefined) expect(instruction?.encoding.mnemonic).toBe(mnemonic);
};

describe('the table', () => {
  it('covers 00 to FF once: a prefix, one row, or the eight rows of a group', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      const regs = ENCODINGS.filter((encoding) => encoding.opcode === opcode).map((encoding) => encoding.reg);
      const expected = PREFIXES.has(opcode) ? [] : regs.length === 1 ? [undefined] : [0, 1, 2, 3, 4, 5, 6, 7];
      expect({ opcode, regs }).toEqual({ opcode, regs: expected });
    }
  });

  it('is in opcode order, and its keys are unique', () => {
    const keys = ENCODINGS.map((encoding) => encoding.key);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('uses every mnemonic', () => {
    const used = new Set(ENCODINGS.map((encoding) => encoding.mnemonic));
    expect(MNEMONICS.filter((mnemonic) => !used.has(mnemonic))).toEqual([]);
    expect([...MNEMONICS].sort()).toEqual([...MNEMONICS]);
  });

  it('says for each operand how it is used, and names a flag once', () => {
    for (const { key, operands, effects } of ENCODINGS) {
      expect(effects.access, key).toHaveLength(operands.length);
      const { tested, defined, undefined: open } = effects.flags;
      expect(tested, key).toMatch(/^O?D?I?T?S?Z?A?P?C?$/);
      expect(
        [...(defined + open)].sort((a, b) => 'ODITSZAPC'.indexOf(a) - 'ODITSZAPC'.indexOf(b)).join(''),
        key,
      ).toMatch(/^O?D?I?T?S?Z?A?P?C?$/);
    }
  });

  it('gives widths by the data operand', () => {
    const width = (key: string) => ENCODINGS.find((encoding) => encoding.key === key)?.width;
    for (const key of ['00', '04', '80.0', 'D2.4', 'E4', 'E6', 'EC', 'EE', 'A4', 'D7', 'D4', 'FE.0', 'B0', 'A0'])
      expect([key, width(key)]).toEqual([key, 8]);
    for (const key of ['01', '05', '81.0', '83.0', 'D3.4', 'E5', 'E7', 'ED', 'EF', 'A5', '40', 'FF.0', 'B8', 'A3'])
      expect([key, width(key)]).toEqual([key, 16]);
  });

  it('finds rows by opcode and reg', () => {
    expect(encodingAt(0x80, 5)?.mnemonic).toBe('SUB');
    expect(encodingAt(0x28, 5)?.mnemonic).toBe('SUB');
    expect(encodingAt(0xf3, 0)).toBeUndefined();
    expect([0x26, 0x27, 0xf1].map(isPrefix)).toEqual([true, false, true]);
  });
});

describe('decode', () => {
  it('reads memory operands', () => {
    const memory = { kind: 'memory', width: 16, base: 'BP', index: 'SI', displacement: 0xfffe, segment: 'SS' } as const;
    check(
      '8B 42 FE',
      {
        length: 3,
        operands: [
          { kind: 'register16', index: 0, name: 'AX' },
          { ...memory, displacementSize: 1 },
        ],
      },
      'MOV',
    );
    check('26 8B 42 FE', {
      length: 4,
      segment: 'ES',
      operands: [
        { kind: 'register16', index: 0, name: 'AX' },
        { ...memory, displacementSize: 1, segment: 'ES' },
      ],
    });
    check('88 0E 34 12', {
      operands: [
        {
          kind: 'memory',
          width: 8,
          base: undefined,
          index: undefined,
          displacement: 0x1234,
          displacementSize: 2,
          segment: 'DS',
        },
        { kind: 'register8', index: 1, name: 'CL' },
      ],
    });
    check(
      'C4 1F',
      {
        operands: [
          { kind: 'register16', index: 3, name: 'BX' },
          {
            kind: 'memory',
            width: 32,
            base: 'BX',
            index: undefined,
            displacement: 0,
            displacementSize: 0,
            segment: 'DS',
          },
        ],
      },
      'LES',
    );
    check('A1 FF FF', {
      length: 3,
      operands: [
        { kind: 'register16', index: 0, name: 'AX' },
        {
          kind: 'memory',
          width: 16,
          base: undefined,
          index: undefined,
          displacement: 0xffff,
          displacementSize: 2,
          segment: 'DS',
        },
      ],
    });
  });

  it('reads immediates, displacements and far pointers', () => {
    check(
      '83 C0 FF',
      {
        length: 3,
        operands: [
          { kind: 'register16', index: 0, name: 'AX' },
          { kind: 'immediate', value: 0xffff, width: 8, extended: true },
        ],
      },
      'ADD',
    );
    check('C7 06 01 00 02 03', { length: 6 }, 'MOV');
    check('EB FE', { length: 2, operands: [{ kind: 'relative', offset: -2, width: 8 }] }, 'JMP');
    check('E8 00 80', { length: 3, operands: [{ kind: 'relative', offset: -32768, width: 16 }] }, 'CALL');
    check('9A 34 12 78 56', { length: 5, operands: [{ kind: 'far', offset: 0x1234, segment: 0x5678 }] }, 'CALLF');
    check(
      'D0 E8',
      {
        length: 2,
        operands: [
          { kind: 'register8', index: 0, name: 'AL' },
          { kind: 'implied', value: 1 },
        ],
      },
      'SHR',
    );
  });

  it('keeps the last prefix of a kind', () => {
    check(
      'F2 26 F3 2E F0 A4',
      {
        length: 6,
        prefixes: [0xf2, 0x26, 0xf3, 0x2e, 0xf0],
        segment: 'CS',
        repeat: 'REP',
        lock: true,
        operands: [
          { kind: 'string', pointer: 'DI', width: 8, segment: 'ES' },
          { kind: 'string', pointer: 'SI', width: 8, segment: 'CS' },
        ],
      },
      'MOVSB',
    );
  });

  it('looks at two bits of a segment register number', () => {
    check('8E F8', {
      operands: [
        { kind: 'segment', index: 3, name: 'DS' },
        { kind: 'register16', index: 0, name: 'AX' },
      ],
    });
  });

  it('gives up on endless prefixes', () => {
    expect(decode(() => 0x26)).toBeUndefined();
  });

  it('decodes any bytes within its bounds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: MAX_LENGTH + 2, maxLength: MAX_LENGTH + 2 }), (data) => {
        let highest = -1;
        const instruction = decode((offset) => {
          highest = Math.max(highest, offset);
          return data[offset] ?? -1;
        });
        expect(highest).toBeLessThan(MAX_LENGTH);
        if (instruction !== undefined) expect(instruction.length).toBe(highest + 1);
      }),
    );
  });
});
