/** Assembling items: encodings over the whole table, relaxed jumps, expressions, alignment, debug tables. */
import { describe, expect, it } from 'vitest';
import { decode, ENCODINGS } from '../isa/index.ts';
import { assemble } from './assemble.ts';
import { type Item, imm, instr, type Operand, reg, symbol } from './items.ts';
import { link } from './link.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** The text of a program, linked alone at 0. */
const textOf = (items: readonly Item[]): string => {
  const { object, problems } = assemble(items);
  const linked = link([object]);
  expect([...problems, ...linked.problems]).toEqual([]);
  return hex(linked.image.text);
};

const problemsOf = (items: readonly Item[]): readonly string[] =>
  assemble(items).problems.map(({ message }) => message);

const label = (name: string): Item => ({ kind: 'label', name });
const nops = (count: number): Item => ({ kind: 'bytes', bytes: new Uint8Array(count).fill(0x90) });
const mem = (rest: Partial<Extract<Operand, { kind: 'mem' }>>): Operand => ({ kind: 'mem', ...rest });
const to = (name: string): Operand => imm(symbol(name));

describe('encodings', () => {
  it.each<[string, Item]>([
    ['01 d8', instr('add', reg('ax'), reg('bx'))],
    ['83 c0 05', instr('add', reg('ax'), imm(5))],
    ['05 e8 03', instr('add', reg('ax'), imm(1000))],
    ['83 c3 ff', instr('add', reg('bx'), imm(0xffff))],
    ['81 c3 05 00', instr('add', reg('bx'), { kind: 'imm', value: 5, size: 2, strict: true })],
    ['04 05', instr('add', reg('al'), imm(5))],
    ['8b 46 04', instr('mov', reg('ax'), mem({ base: 'bp', disp: 4 }))],
    ['8b 46 00', instr('mov', reg('ax'), mem({ base: 'bp' }))],
    ['8b 87 34 12', instr('mov', reg('ax'), mem({ base: 'bx', disp: 0x1234 }))],
    ['8b 07', instr('mov', reg('ax'), mem({ base: 'bx' }))],
    ['8b 47 00', instr('mov', reg('ax'), mem({ base: 'bx', dispSize: 1 }))],
    ['a1 34 12', instr('mov', reg('ax'), mem({ disp: 0x1234 }))],
    ['8b 1e 34 12', instr('mov', reg('bx'), mem({ disp: 0x1234 }))],
    ['26 8a 02', instr('mov', reg('al'), mem({ base: 'bp', index: 'si', segment: 'es' }))],
    ['c6 07 05', instr('mov', mem({ base: 'bx', size: 1 }), imm(5))],
    ['c7 07 05 00', instr('mov', mem({ base: 'bx' }), { kind: 'imm', value: 5, size: 2 })],
    ['b8 ff ff', instr('mov', reg('ax'), imm(-1))],
    ['93', instr('xchg', reg('ax'), reg('bx'))],
    ['93', instr('xchg', reg('bx'), reg('ax'))],
    ['90', instr('xchg', reg('ax'), reg('ax'))],
    ['d1 e0', instr('shl', reg('ax'), imm(1))],
    ['d3 e0', instr('sal', reg('ax'), reg('cl'))],
    ['ff 76 04', instr('push', mem({ base: 'bp', disp: 4 }))],
    ['ff 57 02', instr('call', mem({ base: 'bx', disp: 2 }))],
    ['ff 1f', instr('call', mem({ base: 'bx', far: true }))],
    ['c4 1f', instr('les', reg('bx'), mem({ base: 'bx' }))],
    ['ea 34 12 78 56', instr('jmp', { kind: 'far', segment: 0x5678, offset: 0x1234 })],
    ['8d 46 fc', instr('lea', reg('ax'), mem({ base: 'bp', disp: -4 }))],
    ['cd 80', instr('int', imm(0x80))],
    ['d4 0a', instr('aam')],
    ['f3 a4', { kind: 'instr', op: 'movsb', operands: [], prefixes: ['rep'] }],
    ['a8 80', instr('test', reg('al'), imm(0x80))],
    ['84 07', instr('test', reg('al'), mem({ base: 'bx' }))],
    ['8e d8', instr('mov', reg('ds'), reg('ax'))],
  ])('%s', (bytes, item) => {
    expect(textOf([item])).toBe(bytes);
  });

  it.each<[string, Item]>([
    ["unknown instruction 'movzx'", instr('movzx', reg('ax'), reg('bl'))],
    ["'mov' needs a size: byte or word", instr('mov', mem({ base: 'bx' }), imm(5))],
    ["'inc' needs a size: byte or word", instr('inc', mem({ base: 'bx' }))],
    ["'mov' takes 2 operands, not 1", instr('mov', reg('ax'))],
    ["'mov' does not take these operands: ax, bl", instr('mov', reg('ax'), reg('bl'))],
    ['300 does not fit 1 bytes', instr('mov', reg('al'), imm(300))],
    ["'push' does not take these operands: a number", instr('push', imm(3))],
  ])('refuses: %s', (message, item) => {
    expect(problemsOf([item])).toEqual([message]);
  });

  it('can write every documented encoding of the table', () => {
    const reached = new Set<string>();
    const byteOperands = [
      reg('al'),
      reg('bl'),
      reg('cl'),
      mem({ base: 'bx', size: 1 }),
      mem({ disp: 0x1234, size: 1 }),
    ];
    const wordRegisters = (['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'] as const).map(reg);
    const segments = (['es', 'cs', 'ss', 'ds'] as const).map(reg);
    const operands: readonly Operand[] = [
      ...byteOperands,
      ...(['ah', 'ch', 'dh', 'bh', 'dl'] as const).map(reg),
      ...wordRegisters,
      ...segments,
      mem({ base: 'bx', size: 2 }),
      mem({ disp: 0x1234, size: 2 }),
      mem({ base: 'bx', far: true }),
      imm(1),
      imm(0x1234),
      imm(7),
      { kind: 'imm', value: { kind: 'here' }, reach: 'short' },
      { kind: 'imm', value: { kind: 'here' }, reach: 'near' },
      { kind: 'far', segment: 1, offset: 2 },
    ];
    const lists: readonly (readonly Operand[])[] = [
      [],
      ...operands.map((a) => [a]),
      ...operands.flatMap((a) => operands.map((b) => [a, b])),
    ];
    const names = new Set(ENCODINGS.map(({ mnemonic }) => mnemonic.toLowerCase()));
    for (const op of names)
      for (const list of lists) {
        const { object, problems } = assemble([instr(op, ...list)]);
        if (problems.length > 0) continue;
        const decoded = decode((at) => object.text[at] ?? 0);
        // A conditional jump out of reach is more than one instruction.
        if (object.text.length < 5) expect(decoded?.length).toBe(object.text.length);
        if (decoded !== undefined) reached.add(decoded.encoding.key);
      }
    const missing = ENCODINGS.filter(({ key, status }) => status === 'documented' && !reached.has(key));
    expect(missing.map(({ key }) => key)).toEqual([]);
  });
});

describe('jumps', () => {
  it.each<[string, readonly Item[]]>([
    ['eb fe', [label('a'), instr('jmp', to('a'))]],
    ['74 01 90', [instr('je', to('a')), nops(1), label('a')]],
    ['e8 00 00', [instr('call', to('a')), label('a')]],
    ['eb 00', [instr('jmp', imm({ kind: 'binary', op: '+', left: { kind: 'here' }, right: 2 }))]],
  ])('%s', (bytes, items) => {
    expect(textOf(items)).toBe(bytes);
  });

  it.each<[number, string, number]>([
    [127, 'jmp', 2],
    [128, 'jmp', 3],
    [127, 'jne', 2],
    [128, 'jne', 5],
    [127, 'loop', 2],
    [128, 'loop', 7],
    [127, 'jcxz', 2],
    [128, 'jcxz', 7],
  ])('over %i bytes forward, %s takes %i bytes', (distance, op, size) => {
    const { object } = assemble([instr(op, to('.Lend')), nops(distance), label('.Lend')]);
    expect(object.text.length - distance).toBe(size);
  });

  it.each<[number, string, string]>([
    [126, 'jmp', 'eb 80'],
    [127, 'jmp', 'e9 7e ff'],
    [126, 'jc', '72 80'],
    [127, 'jc', '73 03 e9 7c ff'],
    [127, 'loop', 'e2 02 eb 03 e9 7a ff'],
  ])('over %i bytes backward, %s is %s', (distance, op, bytes) => {
    const text = textOf([label('a'), nops(distance), instr(op, to('a'))]);
    expect(text.slice(distance * 3)).toBe(bytes);
  });

  it('lets one jump grow because another did', () => {
    const items = [instr('jmp', to('.La')), nops(126), instr('jmp', to('.Lb')), label('.La'), nops(128), label('.Lb')];
    expect(assemble(items).object.text.length).toBe(3 + 126 + 3 + 128);
  });

  it('jumps near to what another object defines', () => {
    expect(assemble([instr('jz', to('elsewhere'))]).object.text.length).toBe(5);
  });
});

describe('data and layout', () => {
  it('places data, alignment and reserved bytes', () => {
    const { object, problems } = assemble([
      { kind: 'section', name: 'data' },
      { kind: 'data', size: 1, values: [1, -1] },
      { kind: 'data', size: 4, values: [0x12345678] },
      { kind: 'align', to: 8 },
      { kind: 'data', size: 2, values: [0xffff] },
      { kind: 'reserve', count: 2 },
      { kind: 'section', name: 'bss' },
      { kind: 'reserve', count: 3 },
      { kind: 'align', to: 2 },
      label('end'),
    ]);
    expect(problems).toEqual([]);
    expect(hex(object.data)).toBe('01 ff 78 56 34 12 00 00 ff ff 00 00');
    expect(object.bss).toBe(4);
    expect(object.symbols).toEqual([{ name: 'end', section: 'bss', value: 4, size: 0, binding: 'local' }]);
  });

  it('knows the distance of labels, and counts that depend on it', () => {
    const distance = { kind: 'binary', op: '-', left: symbol('b'), right: symbol('a') } as const;
    const rest = { kind: 'binary', op: '-', left: 200, right: distance } as const;
    const items: readonly Item[] = [
      label('a'),
      instr('jmp', to('c')),
      nops(130),
      label('b'),
      { kind: 'times', count: rest, items: [{ kind: 'data', size: 1, values: [7] }] },
      label('c'),
      instr('mov', reg('ax'), imm(distance)),
    ];
    const text = textOf(items).split(' ');
    expect(text.length).toBe(200 + 3);
    expect(text.slice(0, 3)).toEqual(['e9', 'c5', '00']);
    expect(text.slice(133, 200).every((byte) => byte === '07')).toBe(true);
    expect(text.slice(200)).toEqual(['b8', '85', '00']);
  });

  it.each<[string, readonly Item[]]>([
    ["'a' is already defined", [label('a'), label('a')]],
    ["'.La' is not defined", [instr('jmp', to('.La'))]],
    ["'a' is defined by itself", [{ kind: 'equ', name: 'a', value: symbol('a') }, instr('mov', reg('ax'), to('a'))]],
    ['a count of -1 is not between 0 and 65536', [{ kind: 'reserve', count: -1 }]],
    ['256 does not fit 1 bytes', [{ kind: 'data', size: 1, values: [256] }]],
    [
      'bss holds no data',
      [
        { kind: 'section', name: 'bss' },
        { kind: 'bytes', bytes: [1] },
      ],
    ],
    [
      'the target is 130 bytes away, out of reach',
      [instr('jmp', { kind: 'imm', value: symbol('a'), reach: 'short' }), nops(130), label('a')],
    ],
  ])('refuses: %s', (message, items) => {
    expect(problemsOf(items)).toContain(message);
  });

  it('names file and line of what is wrong', () => {
    const items: readonly Item[] = [{ kind: 'line', file: 'a.c', line: 7, column: 3 }, instr('nope')];
    expect(assemble(items).problems).toEqual([
      { message: "unknown instruction 'nope'", file: 'a.c', line: 7, column: 3 },
    ]);
  });
});
