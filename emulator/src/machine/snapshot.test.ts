/** Snapshots: what they bring back, and what they share. */
import { describe, expect, it } from 'vitest';
import { Machine } from './index.ts';

const ADDRESSES = [0, 0x100, 0x200, 0x5000, 0xfffff];

/** What can be asked of a machine about these places. */
const state = (machine: Machine): readonly unknown[] => [
  ...ADDRESSES.map((address) => [machine.ram[address], machine.lastWrite(address)]),
  machine.instructions,
];

describe('snapshots', () => {
  it('bring back memory, writers and the count, in any order', () => {
    const machine = new Machine();
    machine.write(0x100, [1], 1, 0x11);
    const [first, early] = [machine.snapshot(), state(machine)];
    machine.open(2, 'plain');
    machine.history.tag += 100;
    for (const address of ADDRESSES) machine.write(address, [2], 2, 0x22);
    const [second, late] = [machine.snapshot(first), state(machine)];
    machine.restore(first);
    expect(state(machine)).toEqual(early);
    for (const address of ADDRESSES) machine.write(address, [9], 4, 0x33);
    machine.restore(second);
    expect(state(machine)).toEqual(late);
  });

  it('are right in the middle of a run, and across renumberings', () => {
    const machine = new Machine();
    machine.write(0x100, [1], 1);
    machine.open(2, 'plain');
    machine.history.tag += 50;
    machine.history.renumber(machine.shadow);
    const [snapshot, before] = [machine.snapshot(), state(machine)];
    expect(machine.instructions).toBe(50);
    machine.history.tag += 100;
    machine.write(0x200, [3], 4);
    machine.write(0x100, [2], 3);
    machine.history.renumber(machine.shadow);
    machine.restore(snapshot);
    expect(state(machine)).toEqual(before);
  });

  it('forget what was struck, and tell that all code is void', () => {
    const machine = new Machine();
    const snapshot = machine.snapshot();
    machine.watch({ access: 'write', address: 0x100, length: 1 });
    machine.watch({ access: 'write', address: 0x100, length: 1, silent: true });
    const told: (readonly number[])[] = [];
    machine.onCodeChange((address, length) => told.push([address, length]));
    machine.write(0x100, [1], 1);
    machine.restore(snapshot);
    expect([machine.struck, machine.takeHit(), machine.takeSilent()]).toEqual([false, undefined, undefined]);
    expect(told).toEqual([[0, 0x100000]]);
  });

  it.each([
    { name: 'bytes', change: (machine: Machine) => machine.ram.fill(1, 0x5000, 0x6000) },
    { name: 'writers', change: (machine: Machine) => machine.shadow.fill(1, 0x5000, 0x6000) },
    { name: 'places of writers', change: (machine: Machine) => machine.sites.fill(1, 0x5000, 0x6000) },
    { name: 'one byte', change: (machine: Machine) => machine.write(0x5fff, [1], 1, 1) },
  ])('share the pages that did not change: of other $name they do not', ({ change }) => {
    const machine = new Machine();
    const first = machine.snapshot();
    change(machine);
    const second = machine.snapshot(first);
    expect(second.pages.flatMap((page, index) => (page === first.pages[index] ? [] : [index]))).toEqual([5]);
  });
});
