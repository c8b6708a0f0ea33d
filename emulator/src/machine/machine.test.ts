/** Shadow, log, and a machine made as new. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TAG_LIMIT } from './history.ts';
import { Machine } from './index.ts';

describe('the shadow', () => {
  it('names the writer of each byte, and nobody for the rest', () => {
    const machine = new Machine();
    expect(machine.lastWrite(0)).toBeUndefined();
    machine.write(0x10, [1, 2, 3], 7, 0x12345678);
    expect(machine.lastWrite(0x12)).toEqual({ process: 7, instruction: 0, origin: 'outside', code: 0x12345678 });
    expect(machine.lastWrite(0x13)).toBeUndefined();
    machine.write(0x11, [9], 8);
    expect([machine.lastWrite(0x10)?.process, machine.lastWrite(0x11)?.process]).toEqual([7, 8]);
    expect([...machine.read(0x0f, 5)]).toEqual([0, 1, 9, 3, 0]);
  });

  it('wraps at 1 MiB', () => {
    const machine = new Machine();
    machine.write(0x10, [3], 8);
    machine.write(0xfffff, [1, 2], 7, 0xf0001234);
    expect([machine.ram[0xfffff], machine.ram[0]]).toEqual([1, 2]);
    expect(machine.lastWrite(0x100000)).toEqual({ process: 7, instruction: 0, origin: 'outside', code: 0xf0001234 });
    expect([...machine.read(0xfffff, 2)]).toEqual([1, 2]);
  });

  it('moves with a copy, and goes with clear', () => {
    const machine = new Machine();
    machine.write(0x100, [1, 2, 3, 4], 7, 0x99);
    machine.copy(0x100, 0x8000, 4);
    expect([machine.ram[0x8003], machine.lastWrite(0x8003)?.process, machine.lastWrite(0x8003)?.code]).toEqual([
      4, 7, 0x99,
    ]);
    machine.clear(0x8000, 2);
    expect([machine.ram[0x8001], machine.lastWrite(0x8001), machine.ram[0x8002]]).toEqual([0, undefined, 3]);
    expect(() => machine.copy(0, 0xffff0, 0x11)).toThrow('17 bytes at 1048560 are not inside');
    expect(() => machine.copy(0xffff0, 0, 0x11)).toThrow('17 bytes at 1048560 are not inside');
    expect(() => machine.clear(-1, 1)).toThrow(RangeError);
    expect(() => machine.clear(0, -1)).toThrow(RangeError);
    machine.clear(0x100000, 0);
    machine.write(0x8000, [7], 9);
    expect(machine.lastWrite(0x8000)?.code).toBeUndefined();
  });

  it('counts instructions and outside writes apart', () => {
    const { history } = new Machine();
    history.open(1, 'plain');
    history.tag += 10;
    const outside = history.outside(2);
    history.open(1, 'plain');
    history.tag += 5;
    expect(history.instructions).toBe(15);
    expect(history.writer(outside)).toEqual({ process: 2, instruction: 10, origin: 'outside' });
    expect(history.writer(outside - 1)).toEqual({ process: 1, instruction: 9, origin: 'plain' });
    expect(history.writer(outside + 1)).toEqual({ process: 1, instruction: 10, origin: 'plain' });
    expect([history.process(outside), history.process(outside + 3), history.process(0)]).toEqual([2, 1, -1]);
    expect(history.writer(0)).toBeUndefined();
  });

  it('keeps every writer when tags are renumbered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(50), fc.nat(40)), { minLength: 1, maxLength: 30 }), (steps) => {
        const machine = new Machine();
        const { history } = machine;
        for (const [process, length, address] of steps) {
          if (length === 0) machine.write(address, [1], process);
          else {
            history.open(process, length % 2 === 0 ? 'plain' : 'traced');
            machine.shadow[address] = history.tag;
            history.tag += length;
          }
        }
        const ask = () => [
          machine.instructions,
          ...Array.from({ length: 50 }, (_, address) => machine.lastWrite(address)),
        ];
        const before = ask();
        history.renumber(machine.shadow);
        expect(ask()).toEqual(before);
        for (let address = 0; address < 50; address++)
          expect(history.process(machine.shadow[address] ?? 0)).toBe(machine.lastWrite(address)?.process ?? -1);
        history.open(9, 'plain');
        history.tag += 3;
        machine.write(45, [1], 2);
        expect(machine.lastWrite(45)).toMatchObject({ process: 2, instruction: (before[0] as number) + 3 });
        history.renumber(machine.shadow);
        expect(ask().slice(1, 45)).toEqual(before.slice(1, 45));
      }),
      { numRuns: 25 },
    );
  });

  it('holds the highest tag', () => {
    const machine = new Machine();
    machine.history.tag = TAG_LIMIT - 1;
    machine.write(5, [1], 3);
    expect([machine.shadow[5], machine.lastWrite(5)?.process]).toEqual([TAG_LIMIT - 1, 3]);
  });

  it('makes room when tags run out', () => {
    const machine = new Machine();
    machine.write(5, [1], 3);
    machine.open(4, 'plain');
    machine.history.tag = TAG_LIMIT - 5;
    const { instructions } = machine;
    machine.reserve(100);
    expect(machine.history.tag).toBe(2);
    expect([machine.instructions, machine.lastWrite(5)?.process]).toEqual([instructions, 3]);
  });
});

describe('the log', () => {
  it('has one entry for all runs of a process in a row', () => {
    const { history } = new Machine();
    for (let run = 0; run < 5; run++) {
      history.open(3, 'plain');
      history.tag += 10;
    }
    expect(history.image().slices).toEqual([{ tag: 1, instruction: 0, process: 3, origin: 'plain' }]);
  });

  it('has none for a run of nothing', () => {
    const { history } = new Machine();
    history.open(3, 'plain');
    history.tag += 10;
    history.open(4, 'plain');
    history.open(3, 'traced');
    expect(history.image().slices.map(({ process, origin }) => [process, origin])).toEqual([
      [3, 'plain'],
      [3, 'traced'],
    ]);
    history.outside(5);
    expect(history.image().slices.map(({ process, origin }) => [process, origin])).toEqual([
      [3, 'plain'],
      [5, 'outside'],
    ]);
  });

  it('does not grow for ever', () => {
    const machine = new Machine();
    for (let round = 0; round < 140_000; round++) {
      machine.write(round & 0xff, [round], round % 7);
      machine.open(round % 5, 'plain');
      machine.history.tag++;
    }
    expect(machine.history.image().slices.length).toBeLessThan(140_000);
    expect(machine.instructions).toBe(140_000);
    expect(machine.lastWrite(139_999 & 0xff)).toMatchObject({ process: 139_999 % 7, instruction: 139_999 });
    expect(machine.lastWrite(139_901 & 0xff)).toMatchObject({ process: 139_901 % 7, instruction: 139_901 });
  });
});

describe('a renewed machine', () => {
  /** All that can be asked of a machine. */
  const look = (machine: Machine) => ({
    bytes: machine.ram.findIndex((byte) => byte !== 0),
    writers: machine.shadow.findIndex((tag) => tag !== 0),
    map: machine.map.findIndex((bits) => bits !== 0),
    watched: [machine.watching('read'), machine.watching('write'), machine.watching('execute')],
    struck: [machine.struck, machine.takeHit(), machine.takeSilent()],
    instructions: machine.instructions,
    image: machine.history.image(),
  });

  it.each([0, 0x1234, 0xfffff])('is as new after writes at %d', (address) => {
    const machine = new Machine();
    machine.open(3, 'traced');
    machine.history.tag += 10;
    machine.watch({ access: 'write', address, length: 1 });
    machine.watch({ access: 'write', address, length: 1, silent: true });
    machine.watch({ access: 'execute', address, length: 1 });
    machine.write(address, [9], 4, 0x1000);
    expect(machine.struck).toBe(true);
    machine.renew();
    expect(look(machine)).toEqual(look(new Machine()));
  });

  it('tells listeners that all code is gone, and keeps them', () => {
    const machine = new Machine();
    const told: (readonly number[])[] = [];
    machine.onCodeChange((address, length) => told.push([address, length]));
    machine.renew();
    machine.renew();
    expect(told).toEqual([
      [0, 0x100000],
      [0, 0x100000],
    ]);
  });
});
