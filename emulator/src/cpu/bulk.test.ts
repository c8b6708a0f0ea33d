/** The bulk paths by themselves: how many elements they take, up to which edge, and what they leave. */
import { describe, expect, it } from 'vitest';
import { decode } from '../isa/index.ts';
import { Machine } from '../machine/index.ts';
import { bulkFill, bulkMove } from './bulk.ts';
import { OPEN_PORTS, PlainBus, TracedBus } from './bus.ts';
import { Core } from './core.ts';
import { DF } from './flags.ts';
import { operationOf } from './operation.ts';
import { AX, DI, DS, ES, SI } from './registers.ts';

const operation = (opcode: number) => {
  const instruction = decode((index) => [0xf3, opcode][index] ?? 0);
  if (instruction === undefined) throw new Error('no instruction');
  return operationOf(instruction, () => {});
};
const [MOVSB, MOVSW, STOSB, STOSW] = [0xa4, 0xa5, 0xaa, 0xab].map(operation) as [never, never, never, never];

interface Setting {
  readonly si?: number;
  readonly di?: number;
  readonly ds?: number;
  readonly es?: number;
  readonly ax?: number;
  readonly down?: boolean;
  readonly traced?: boolean;
  readonly guarded?: number;
}

const CONTENT = new Uint8Array(0x100000);
for (let at = 0; at < CONTENT.length; at++) CONTENT[at] = at % 251;

/** A core over memory that counts up, and its registers set. */
const core = ({ si = 0x100, di = 0x200, ds = 0x3000, es = 0x4000, ax = 0x1234, ...rest }: Setting): Core => {
  const machine = new Machine();
  machine.ram.set(CONTENT);
  machine.history.tag = 77;
  if (rest.guarded !== undefined) machine.map[rest.guarded] = 1;
  const made = new Core(machine, rest.traced === true ? new TracedBus() : new PlainBus(), OPEN_PORTS);
  if (rest.down === true) made.control = DF;
  for (const [index, value] of [
    [SI, si],
    [DI, di],
    [DS, ds],
    [ES, es],
    [AX, ax],
  ] as const)
    made.registers[index] = value;
  return made;
};

const done = (made: Core): readonly number[] => [made.registers[SI] ?? 0, made.registers[DI] ?? 0];
/** The bytes that the tag of the run marks as written, as address and value. */
const written = ({ machine: { ram, shadow } }: Core): readonly (readonly number[])[] => {
  const found: (readonly number[])[] = [];
  for (let at = 0; at < shadow.length; at++) if (shadow[at] !== 0) found.push([at, ram[at] ?? 0, shadow[at] ?? 0]);
  return found;
};

describe.each([
  { name: 'MOVSB', move: MOVSB, size: 1 },
  { name: 'MOVSW', move: MOVSW, size: 2 },
])('$name', ({ move, size }) => {
  const check = (setting: Setting, limit: number, count: number): void => {
    const made = core(setting);
    const [si = 0, di = 0] = done(made);
    const source = (setting.ds ?? 0x3000) * 16 + si;
    const target = (setting.es ?? 0x4000) * 16 + di;
    const bytes = Array.from({ length: count * size }, (_, index) => [target + index, (source + index) % 251, 77]);
    expect([setting, limit, bulkMove(made, move, limit)]).toEqual([setting, limit, count]);
    expect(done(made)).toEqual([(si + count * size) % 0x10000, (di + count * size) % 0x10000]);
    expect(written(made)).toEqual(bytes);
  };

  it('moves up to its limit', () => {
    for (const limit of [1, 2, 9, 300]) check({}, limit, limit);
    check({ di: 0xf000 }, Number.POSITIVE_INFINITY, 0x1000 / size);
  });

  it('stops where a segment or memory wraps', () => {
    check({ si: 0xfff0 }, 100, 16 / size);
    check({ di: 0xfff0 }, 100, 16 / size);
    check({ si: 0xffff }, 100, size === 1 ? 1 : 0);
    check({ di: 0xfffd }, 100, size === 1 ? 3 : 1);
    check({ ds: 0xffff, si: 0 }, 100, 16 / size);
    check({ es: 0xffff, di: 8 }, 100, 8 / size);
    check({ es: 0xffff, di: 15 }, 100, size === 1 ? 1 : 0);
    check({ es: 0xf800, di: 0x7ff0 }, 100, 16 / size);
  });

  it('does not read what it wrote', () => {
    check({ es: 0x3000, di: 0x101 }, 100, 0);
    check({ es: 0x3000, di: 0x100 + 100 * size - 1 }, 100, 0);
    check({ es: 0x3000, di: 0x100 + 100 * size }, 100, 100);
    check({ es: 0x3000, di: 0x100 }, 100, 100);
    check({ es: 0x3000, di: 0x0ff }, 100, 100);
  });

  it('stops before a guarded byte', () => {
    check({ guarded: 0x40200 }, 100, 0);
    check({ guarded: 0x40207 }, 100, size === 1 ? 7 : 3);
    check({ guarded: 0x40208 }, 100, 8 / size);
    check({ guarded: 0x401ff }, 100, 100);
    check({ guarded: 0x40200 + 100 * size }, 100, 100);
    check({ guarded: 0x40200 + 100 * size - 1 }, 100, 99);
  });

  it('leaves the way down and traced runs to others', () => {
    check({ down: true }, 100, 0);
    check({ traced: true }, 100, 0);
  });
});

it('of memory that has wrapped moves and fills nothing', () => {
  for (const setting of [
    { ds: 0xffff, si: 0x10 },
    { ds: 0xffff, si: 0x20 },
    { es: 0xffff, di: 0x10 },
    { es: 0xffff, di: 0x20 },
  ]) {
    for (const move of [MOVSB, MOVSW]) {
      const made = core(setting);
      expect(bulkMove(made, move, 10)).toBe(0);
      expect(written(made)).toEqual([]);
    }
    for (const fill of setting.es === undefined ? [] : [STOSB, STOSW]) {
      const made = core(setting);
      expect(bulkFill(made, fill, 10)).toBe(0);
      expect(written(made)).toEqual([]);
    }
  }
});

describe.each([
  { name: 'STOSB', fill: STOSB, size: 1 },
  { name: 'STOSW', fill: STOSW, size: 2 },
])('$name', ({ fill, size }) => {
  const check = (setting: Setting, limit: number, count: number): void => {
    const made = core(setting);
    const [si = 0, di = 0] = done(made);
    const target = (setting.es ?? 0x4000) * 16 + di;
    const { ax = 0x1234 } = setting;
    const value = [ax % 256, size === 1 ? ax % 256 : Math.floor(ax / 256)];
    const bytes = Array.from({ length: count * size }, (_, index) => [target + index, value[index % 2], 77]);
    expect([setting, limit, bulkFill(made, fill, limit)]).toEqual([setting, limit, count]);
    expect(done(made)).toEqual([si, (di + count * size) % 0x10000]);
    expect(written(made)).toEqual(bytes);
  };

  it('fills up to its limit, with any value', () => {
    for (const limit of [1, 2, 9, 300]) check({}, limit, limit);
    for (const ax of [0, 0x3434, 0xff00, 0x00ff, 0xffff, 0x8180, 0x0101, 0x0100]) check({ ax }, 20, 20);
    check({ di: 0xf000 }, Number.POSITIVE_INFINITY, 0x1000 / size);
  });

  it('stops where the segment or memory wraps, and before a guarded byte', () => {
    check({ di: 0xfff0 }, 100, 16 / size);
    check({ di: 0xffff }, 100, size === 1 ? 1 : 0);
    check({ es: 0xffff, di: 8 }, 100, 8 / size);
    check({ guarded: 0x40207 }, 100, size === 1 ? 7 : 3);
    check({ guarded: 0x40200 }, 100, 0);
  });

  it('leaves the way down and traced runs to others', () => {
    check({ down: true }, 100, 0);
    check({ traced: true }, 100, 0);
  });
});
