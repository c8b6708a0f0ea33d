/** A CPU by itself, new or made as new: what it starts with, and that nothing of an earlier life is left. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../machine/index.ts';
import { Cpu, IF, REGISTER_NAMES } from './index.ts';
import { START } from './test-cpu.ts';

describe('registers', () => {
  const cpu = new Cpu(new Machine());

  it.each(REGISTER_NAMES)('%s keeps sixteen bits, and the others what they have', (name) => {
    cpu.load(START);
    cpu.set(name, 0x1f0d7);
    const after = { ...START, [name]: 0xf0d7 };
    expect(cpu.registers).toEqual(after);
    cpu.load({ [name]: 0x2f002 });
    expect(cpu.registers).toEqual({ ...after, [name]: 0xf002 });
  });
});

describe('a new CPU', () => {
  it('has all registers and flags clear', () => {
    const clear = Object.fromEntries(REGISTER_NAMES.map((name) => [name, name === 'flags' ? 0xf002 : 0]));
    expect(new Cpu(new Machine()).registers).toEqual(clear);
  });

  it('runs, takes requests and heeds watches, from the first instruction on', () => {
    const cpu = new Cpu(new Machine());
    cpu.machine.ram.fill(0x90, 0, 0x18);
    cpu.machine.ram.set([0x00, 0x05, 0x00, 0x20], 0x18);
    cpu.machine.ram.fill(0x90, 0x20500, 0x20510);
    cpu.set('flags', IF);
    cpu.machine.watch({ access: 'execute', address: 0, length: 1 });
    const [stop, start] = [
      { kind: 'watch', hit: { access: 'execute', address: 0 }, executed: 0 },
      cpu.machine.snapshot(),
    ];
    expect(cpu.run(1)).toEqual(stop);
    expect(cpu.run(1)).toEqual({ kind: 'budget', executed: 1 });
    cpu.request(6);
    cpu.run(1);
    expect([cpu.get('cs'), cpu.get('ip')]).toEqual([0x2000, 0x501]);
    cpu.machine.restore(start);
    cpu.load({ cs: 0, ip: 0 });
    expect(cpu.run(1)).toEqual(stop);
  });

  /** Offset and segment of the handler. */
  const VECTOR = [0x00, 0x05, 0x00, 0x20];
  /** What a CPU may be in the middle of. Code at 1000:0100 is MOV SS, AX; REP MOVSB. */
  const lives: Readonly<Record<string, (cpu: Cpu) => void>> = {
    'after MOV SS': (cpu) => cpu.run(1),
    'in a repeated instruction': (cpu) => cpu.run(3, 2),
    'waiting for an interrupt': (cpu) => cpu.request(6),
    halted: (cpu) => {
      cpu.machine.write(0x10100, [0xf4], 1);
      cpu.run(1);
    },
    'before a watched instruction': (cpu) => {
      cpu.machine.watch({ access: 'execute', address: 0x10100, length: 1 });
      cpu.run(1);
    },
    'traced, of a process, with hooks': (cpu) => {
      cpu.trace(true, () => expect.fail('a read is told'));
      cpu.process = 3;
      cpu.hooks.add(6);
      cpu.run(3);
    },
  };

  /** Code at 1000:0100 and the vector, without a writer: the first tag is that of the first instruction. */
  const lay = ({ machine }: Cpu, code: readonly number[]): void => {
    machine.ram.set(code, 0x10100);
    machine.ram.set(VECTOR, 0x18);
  };

  /** INC AX, watched; MOV AX, [0]; MOV [BX], AX; an interrupt is asked for after so many of them. */
  const next = (cpu: Cpu, place: number): readonly unknown[] => {
    const { registers, process } = cpu;
    lay(cpu, [0x40, 0xa1, 0x00, 0x00, 0x89, 0x07]);
    cpu.machine.watch({ access: 'execute', address: 0x10100, length: 1 });
    cpu.load({ ...START, flags: IF });
    const stops = [cpu.run(place), cpu.run(place)];
    cpu.request(6);
    const stop = cpu.run(1);
    const { instructions } = cpu.machine;
    return [registers, process, stops, stop, cpu.registers, cpu.machine.lastWrite(START.ds << 4), instructions];
  };

  it.each(Object.entries(lives))('is what renewing makes of one %s', (_name, live) => {
    for (const place of [0, 1, 2, 3]) {
      const used = new Cpu(new Machine());
      lay(used, [0x8e, 0xd0, 0xf3, 0xa4]);
      used.load({ ...START, cx: 9, ax: START.ss });
      live(used);
      used.renew();
      expect(next(used, place)).toEqual(next(new Cpu(new Machine()), place));
    }
  });

  it.each([
    { how: 'set', put: (cpu: Cpu) => [cpu.set('ip', 0x1234), cpu.set('sp', 0x100)] },
    { how: 'loaded', put: (cpu: Cpu) => cpu.load({ ip: 0x1234, sp: 0x100 }) },
  ])('enters a vector from the place that was $how', ({ put }) => {
    const cpu = new Cpu(new Machine());
    cpu.machine.ram.set(VECTOR, 0x18);
    put(cpu);
    cpu.enter(6);
    expect([...cpu.machine.read(0xfa, 6)]).toEqual([0x34, 0x12, 0, 0, 0x02, 0xf0]);
    expect(cpu.registers).toMatchObject({ cs: 0x2000, ip: 0x500, sp: 0xfa });
  });
});
