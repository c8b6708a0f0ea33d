/** Linking: addresses, archives, duplicate and undefined symbols, commons, weak symbols, debug tables, a.out, packing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAout, writeAout } from './aout.ts';
import { makeArchive, readArchive, readObject, writeArchive, writeObject } from './archive.ts';
import { assemble } from './assemble.ts';
import { type Item, imm, instr, reg, symbol } from './items.ts';
import { link } from './link.ts';
import { type Image, NO_DEBUG, type ObjectFile } from './object.ts';
import { pack, unpack } from './pack.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
const object = (name: string, ...items: readonly Item[]): ObjectFile => assemble(items, { name }).object;
const label = (name: string): Item => ({ kind: 'label', name });
const global = (name: string): Item => ({ kind: 'global', name });
const text: Item = { kind: 'section', name: 'text' };
const data: Item = { kind: 'section', name: 'data' };
const word = (name: string): Item => ({ kind: 'data', size: 2, values: [symbol(name)] });
const call = (name: string): Item => instr('call', imm(symbol(name)));
const fn = (name: string): ObjectFile => object(`${name}.o`, global(name), label(name), instr('ret'));

describe('link', () => {
  it('relocates calls and addresses between objects', () => {
    const a = object('a', call('f'), instr('mov', reg('ax'), imm(symbol('v', 2))), data, word('f'), word('v'));
    const b = object('b', global('f'), label('f'), instr('ret'), data, global('v'), label('v'), word('v'));
    const { image, problems } = link([a, b]);
    expect(problems).toEqual([]);
    expect(hex(image.text)).toBe('e8 03 00 b8 06 00 c3');
    expect(hex(image.data)).toBe('06 00 04 00 04 00');
    expect(image.symbols).toEqual([
      { name: 'f', section: 'text', value: 6, global: true },
      { name: 'v', section: 'data', value: 4, global: true },
    ]);
  });

  it('takes from archives only what is wanted, also what members want', () => {
    const g = object('g.o', global('g'), label('g'), call('f'));
    const library = makeArchive('lib', [fn('unused'), fn('f'), g]);
    const { image, problems } = link([object('main', call('g')), library]);
    expect(problems).toEqual([]);
    expect(image.symbols.map(({ name }) => name)).toEqual(['g', 'f']);
  });

  it('takes what an object needs without naming it, if an archive has it', () => {
    const needs = { ...object('main', instr('nop')), needs: ['f', 'nowhere'] };
    const { image, problems } = link([needs, makeArchive('lib', [fn('unused'), fn('f')])]);
    expect(problems).toEqual([]);
    expect(image.symbols.map(({ name }) => name)).toEqual(['f']);
  });

  it('starts at the entry symbol, which archives may define', () => {
    const { image } = link([object('a', instr('nop'), data, word('start')), makeArchive('lib', [fn('start')])], {
      entry: 'start',
    });
    expect(image.entry).toBe(1);
  });

  it('keeps local symbols of objects apart', () => {
    const a = object('a', label('x'), data, word('x'));
    const b = object('b', instr('nop'), label('x'), data, word('x'));
    expect(hex(link([a, b]).image.data)).toBe('00 00 01 00');
  });

  it('gives one room to common symbols of one name, and none where one defines it', () => {
    const common = (size: number): Item => ({ kind: 'common', name: 'c', size, align: 2 });
    const shared = link([object('a', common(2), data, word('c')), object('b', common(6))]).image;
    expect([shared.bss, hex(shared.data)]).toEqual([6, '02 00']);
    const defined = link([
      object('a', common(2), data, word('c')),
      object('b', data, global('c'), label('c'), word('c')),
    ]);
    expect([defined.image.bss, hex(defined.image.data)]).toEqual([0, '02 00 02 00']);
  });

  it('takes a member for its common symbol where nothing else has it, and none to add a common to a common', () => {
    const common: Item = { kind: 'common', name: 'c', size: 4, align: 2 };
    const library = makeArchive('lib', [object('c.o', common, global('g'), label('g'), instr('ret'))]);
    const read = readArchive(writeArchive('lib', [object('c.o', common, global('g'), label('g'), instr('ret'))]));
    for (const archive of [library, ...(read === undefined ? [] : [read])]) {
      const taken = link([object('a', data, word('c')), archive]);
      expect([taken.image.bss, taken.problems, taken.image.symbols.some(({ name }) => name === 'g')]).toEqual([
        4,
        [],
        true,
      ]);
      const own = link([object('a', common, data, word('c')), archive]);
      expect(own.image.symbols.some(({ name }) => name === 'g')).toBe(false);
    }
  });

  it('lets a weak symbol give way, and be 0 where nothing defines it', () => {
    const weak = object('a', { kind: 'weak', name: 'f' }, label('f'), instr('nop'), data, word('f'));
    expect(link([weak, fn('f')]).problems).toEqual([]);
    expect(hex(link([weak, fn('f')]).image.data)).toBe('01 00');
    const wanted = object('a', { kind: 'weak', name: 'f' }, instr('mov', reg('ax'), imm(symbol('f'))));
    const { image, problems } = link([wanted, makeArchive('lib', [fn('f')])]);
    expect([hex(image.text), problems]).toEqual(['b8 00 00', []]);
  });

  it('names undefined symbols with the line that wants them, and duplicates with both objects', () => {
    const a = object('a', { kind: 'line', file: 'a.c', line: 4 }, call('missing'), data, word('lost'));
    expect(link([a]).problems).toEqual([
      { message: "'missing' is not defined", file: 'a.c', line: 4 },
      { message: "'lost' is not defined", file: 'a' },
    ]);
    expect(link([fn('f'), fn('f')]).problems).toEqual([
      { message: "'f' is defined in f.o and already in f.o", file: 'f.o' },
    ]);
    expect(link([fn('f')], { entry: 'main' }).problems).toEqual([
      { message: "the entry symbol 'main' is not defined" },
    ]);
  });

  it('defines the ends of sections', () => {
    const a = object('a', instr('nop'), data, word('___etext'), word('___edata'), word('___end'), {
      kind: 'common',
      name: 'c',
      size: 10,
      align: 2,
    });
    expect(hex(link([a]).image.data)).toBe('01 00 06 00 10 00');
  });

  it('merges lines, functions and variables with their addresses', () => {
    const part = (name: string): ObjectFile =>
      assemble(
        [
          { kind: 'line', file: `${name}.c`, line: 1 },
          { kind: 'function', name, symbol: name, file: `${name}.c`, line: 1, frame: 2, saved: ['di'] },
          global(name),
          label(name),
          instr('push', reg('bp')),
          { kind: 'line', file: `${name}.c`, line: 2 },
          { kind: 'variable', name: 'i', location: { kind: 'frame', offset: -2 }, size: 2, type: 0 },
          { kind: 'scope' },
          { kind: 'variable', name: 's', location: { kind: 'static', symbol: 's' }, size: 2 },
          instr('nop'),
          { kind: 'scope-end' },
          instr('ret'),
          { kind: 'function-end' },
          data,
          label('s'),
          word('s'),
        ],
        { name, types: [{ kind: 'pointer', to: 0, size: 2 }] },
      ).object;
    const { debug } = link([part('f'), part('g')]).image;
    expect(debug.files).toEqual(['f.c', 'g.c']);
    expect(debug.lines.map(({ at, file, line }) => [at, file, line])).toEqual([
      [0, 0, 1],
      [1, 0, 2],
      [3, 1, 1],
      [4, 1, 2],
    ]);
    expect(debug.types[1]).toEqual({ kind: 'pointer', to: 1, size: 2 });
    expect(debug.functions[1]).toEqual({
      name: 'g',
      symbol: 'g',
      file: 1,
      line: 1,
      from: 3,
      to: 6,
      frame: 2,
      saved: ['di'],
      variables: [
        {
          name: 'i',
          location: { kind: 'frame', offset: -2 },
          size: 2,
          type: 1,
          parameter: false,
          line: 0,
          from: 4,
          to: 6,
        },
        {
          name: 's',
          location: { kind: 'static', symbol: 's', section: 'data', address: 2 },
          size: 2,
          parameter: false,
          line: 0,
          from: 4,
          to: 5,
        },
      ],
    });
  });

  it('lays a flat program out in one segment from its origin', () => {
    const a = object(
      'a',
      { kind: 'org', at: 0x100 },
      instr('mov', reg('ax'), imm(symbol('v'))),
      data,
      label('v'),
      word('v'),
    );
    const { image } = link([a, object('b', text, call('f')), fn('f')], { layout: 'combined' });
    expect(hex(image.text)).toBe('b8 07 01 e8 00 00 c3');
    expect(hex(image.data)).toBe('07 01');
  });
});

const image: fc.Arbitrary<Image> = fc.record({
  layout: fc.constantFrom('separate', 'combined'),
  text: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  data: fc.uint8Array({ maxLength: 40 }),
  bss: fc.nat(1000),
  entry: fc.constant(0),
  version: fc.constantFrom(0, 1),
  chmem: fc.nat(0xffff),
  minstack: fc.nat(0xffff),
  symbols: fc.array(
    fc.record({
      name: fc.stringMatching(/^[a-z_]{1,30}$/),
      section: fc.constantFrom('text', 'data', 'bss', 'absolute'),
      value: fc.nat(0xffff),
      global: fc.boolean(),
    }),
  ),
  farText: fc.uint8Array({ maxLength: 8 }),
  textRelocations: fc.array(fc.record({ address: fc.nat(99), symbol: fc.nat(0xffff), type: fc.constant(80) })),
  dataRelocations: fc.array(fc.record({ address: fc.nat(99), symbol: fc.nat(0xffff), type: fc.constant(80) })),
  farTextRelocations: fc.constant([]),
  debug: fc.constant(NO_DEBUG),
});

describe('a.out', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(image, (made) => {
        expect(readAout(writeAout(made))).toEqual({ image: made, problems: [] });
      }),
    );
  });

  it('writes the header that ELKS reads', () => {
    const bytes = writeAout(link([object('a', label('start'), instr('ret'), data, word('start'))]).image);
    expect(hex(bytes.subarray(0, 32))).toBe(
      '01 03 20 04 20 00 01 00 01 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 10 00 00 00',
    );
  });

  it('never throws, whatever the bytes', () => {
    const header = fc.constantFrom(0x20, 0x30, 0x38, 7);
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 100 }), (hlen, rest) => {
        const { image: read, problems } = readAout(Uint8Array.from([1, 3, 0x20, 4, hlen, ...rest]));
        expect(read !== undefined || problems.length > 0).toBe(true);
      }),
    );
  });

  it.each<[string, readonly number[]]>([
    ['not an ELKS a.out: 3 bytes are less than its header', [1, 3, 0x20]],
    ['not an ELKS a.out: it begins with 0x464c457f, not 0x4200301 or 0x4100301', [0x7f, 0x45, 0x4c, 0x46]],
  ])('refuses: %s', (message, bytes) => {
    const whole = bytes.length < 4 ? bytes : [...bytes, ...new Array<number>(40).fill(0)];
    expect(readAout(Uint8Array.from(whole)).problems).toEqual([{ message }]);
  });
});

describe('objects as bytes', () => {
  const sample = object('s.o', global('f'), label('f'), call('g'), data, word('f'), word('h'));

  it('reads back objects and archives', () => {
    expect(readObject(writeObject(sample))).toEqual(sample);
    const archive = readArchive(writeArchive('lib', [sample, fn('g')]));
    expect(archive?.members).toEqual(['s.o', 'g.o']);
    expect(archive?.index.get('g')).toBe(1);
    expect(archive?.load(0)).toEqual(sample);
  });

  it('packs the same data to the same bytes, and reads it back', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        fc.boolean(),
        fc.integer(),
        fc.string(),
        fc.uint8Array(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('any'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).any as fc.Arbitrary<Parameters<typeof pack>[0]>;
    fc.assert(
      fc.property(value, (one) => {
        expect(unpack(pack(one))).toEqual(one);
        expect(pack(one)).toEqual(pack(one));
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    const packed = writeArchive('lib', [sample]);
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), (at, byte) => {
        const damaged = packed.slice();
        damaged[at] = byte;
        readArchive(damaged)?.load(0);
        readObject(damaged);
        readObject(packed.subarray(0, at));
      }),
    );
  });
});
