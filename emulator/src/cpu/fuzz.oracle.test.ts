/** Ten million instructions of random bytes over a thousand seeds: nothing throws, every run stops at its budget. */
import { expect, it } from 'vitest';
import { Machine } from '../machine/index.ts';
import { Cpu } from './index.ts';
import { START } from './test-cpu.ts';

const SEEDS = 1000;
const BUDGET = 10_000;

it('random bytes never throw, never leave memory, and stop at their budget', { timeout: 600_000 }, () => {
  const cpu = new Cpu(new Machine());
  const { machine } = cpu;
  const size = machine.ram.length;
  for (let seed = 1; seed <= SEEDS; seed++) {
    let state = (seed * 2654435761) >>> 0;
    const bytes = Array.from({ length: 0x4000 }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state & 0xff;
    });
    for (let at = 0; at < size; at += bytes.length) machine.write(at, bytes, seed & 0xff);
    cpu.load({ ...START, flags: state & 0xffff });
    cpu.trace(seed % 10 === 0);
    const before = machine.instructions;
    let executed = 0;
    // Halts are left by NMI; a run of HLT alone would never end.
    for (let runs = 0; executed < BUDGET && runs < BUDGET; runs++) {
      const budget = Math.min(1 + (state & 0x3ff), BUDGET - executed);
      const stop = cpu.run(budget);
      expect(stop.executed).toBeLessThanOrEqual(budget);
      if (stop.kind === 'budget') expect(stop.executed).toBe(budget);
      executed += stop.executed;
      if (stop.kind === 'halt') cpu.nmi();
    }
    expect(machine.instructions - before).toBe(executed);
    expect(executed).toBe(BUDGET);
  }
  expect(machine.ram.length).toBe(size);
});
