/** The map of guarded bytes: decoded code, and watches. */
import { describe, expect, it } from 'vitest';
import { CODE, Machine, WATCH_WRITE } from './index.ts';

/** Something done to a machine, and the addresses of code that it makes void. */
interface Change {
  readonly name: string;
  readonly change: (machine: Machine) => void;
  readonly told: readonly number[];
}

describe('decoded code', () => {
  const changes: readonly Change[] = [
    { name: 'a write', change: (machine) => machine.write(0x20, [1, 2], 0), told: [0x20, 0x21] },
    { name: 'a copy', change: (machine) => machine.copy(0x8000, 0x20, 2), told: [0x20, 0x21] },
    { name: 'clear', change: (machine) => machine.clear(0x20, 2), told: [0x20, 0x21] },
    {
      name: 'a watch of it',
      change: (machine) => machine.watch({ access: 'execute', address: 0x20, length: 2 }),
      told: [0x20, 0x21],
    },
    { name: 'a write beside it', change: (machine) => machine.write(0x22, [1, 2], 0), told: [] },
    {
      name: 'a write to a watched byte',
      change: (machine) => {
        machine.map[0x30] = WATCH_WRITE;
        machine.write(0x30, [1], 0);
      },
      told: [],
    },
  ];

  it.each(changes)('is void after what touches it: $name', ({ change, told }) => {
    const machine = new Machine();
    machine.map[0x20] = CODE;
    machine.map[0x21] = CODE;
    const found: number[] = [];
    machine.onCodeChange((address, length) => {
      for (let at = address; at < address + length; at++) found.push(at);
    });
    change(machine);
    expect(found).toEqual(told);
    const code = [0x20, 0x21].filter((address) => ((machine.map[address] ?? 0) & CODE) !== 0);
    expect(code).toEqual(told.length === 0 ? [0x20, 0x21] : []);
  });
});

describe('watches', () => {
  it('strikes watches', () => {
    const machine = new Machine();
    machine.watch({ access: 'write', address: 0x30, length: 2 });
    expect([machine.watching('write'), machine.watching('read'), machine.struck]).toEqual([true, false, false]);
    machine.write(0x2f, [1, 2, 3], 0);
    expect(machine.struck).toBe(true);
    expect(machine.takeHit()).toEqual({ access: 'write', address: 0x30 });
    expect([machine.takeHit(), machine.struck]).toEqual([undefined, false]);
    expect(() => machine.watch({ access: 'read', address: 0x100000, length: 1 })).toThrow(RangeError);
  });

  it('end one by one, and one that is not set ends no other', () => {
    const machine = new Machine();
    const watches = [0x30, 0x31, 0x33].map((address) => ({ access: 'write', address, length: 2 }) as const);
    for (const watch of watches) machine.watch(watch);
    machine.watch({ access: 'read', address: 0x30, length: 1 });
    machine.unwatch({ access: 'write', address: 0x30, length: 2 });
    expect(machine.watching('read')).toBe(true);
    /** The bytes at which a write strikes. */
    const guarded = (): readonly number[] =>
      [0x2f, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35].filter((address) => {
        machine.write(address, [1], 0);
        return machine.takeHit() !== undefined;
      });
    const seen = [guarded()];
    for (const watch of watches) {
      machine.unwatch(watch);
      seen.push(guarded());
    }
    expect(seen).toEqual([[0x30, 0x31, 0x32, 0x33, 0x34], [0x31, 0x32, 0x33, 0x34], [0x33, 0x34], []]);
  });

  it("of a recorder are silent: neither they nor those of a debugger take the others' hits", () => {
    const machine = new Machine();
    machine.watch({ access: 'write', address: 0x30, length: 2, silent: true });
    machine.watch({ access: 'write', address: 0x31, length: 2 });
    machine.watch({ access: 'read', address: 0x20, length: 0x20 });
    machine.watch({ access: 'read', address: 0x20, length: 0x20, silent: true });
    const at = (...addresses: readonly number[]) => {
      for (const address of addresses) machine.write(address, [1], 0);
      return [machine.struck, machine.takeHit()?.address, machine.takeSilent()?.address, machine.struck];
    };
    expect(at(0x2f)).toEqual([false, undefined, undefined, false]);
    expect(at(0x30)).toEqual([true, undefined, 0x30, false]);
    expect(at(0x31)).toEqual([true, 0x31, 0x31, false]);
    expect(at(0x32)).toEqual([true, 0x32, undefined, false]);
    expect(at(0x33)).toEqual([false, undefined, undefined, false]);
    expect(at(0x32, 0x31, 0x30)).toEqual([true, 0x32, 0x31, false]);
  });
});
