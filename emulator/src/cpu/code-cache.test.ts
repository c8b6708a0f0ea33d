/** Decoded code is kept, and stays right whatever writes to it: the code itself, another CPU, the world outside. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../machine/index.ts';
import { Cpu } from './index.ts';
import { execute, START } from './test-cpu.ts';

describe('code that changes itself', () => {
  it('runs what is there now', () => {
    // loop: INC AX; MOV byte [loop], DEC AX or INC AX in turns; LOOP
    const code = [0x40, 0x2e, 0x80, 0x36, 0x00, 0x01, 0x08, 0xe2, 0xf7];
    const { registers } = execute(code, { cx: 5 }, {}, 15);
    expect(registers).toMatchObject({ ax: 1, cx: 0 });
  });

  it('also where the write hits the middle of an instruction, or comes from outside', () => {
    const code = [0xb8, 0x11, 0x22, 0x2e, 0xfe, 0x06, 0x02, 0x01, 0xeb, 0xf6]; // MOV AX, i16; INC byte [102]; JMP
    expect(execute(code, {}, {}, 10).registers.ax).toBe(0x2511);
    for (const traced of [false, true]) {
      const cpu = new Cpu(new Machine());
      cpu.trace(traced);
      cpu.machine.write(0x10100, [0xb8, 0x11, 0x22, 0xeb, 0xfb], 0);
      cpu.load(START);
      cpu.run(10);
      cpu.machine.write(0x10101, [0x33], 0);
      cpu.run(10);
      expect(cpu.get('ax')).toBe(0x2233);
      const snapshot = cpu.machine.snapshot();
      cpu.machine.copy(0x20000, 0x10100, 5);
      cpu.machine.write(0x10100, [0x40, 0xeb, 0xfd], 0);
      cpu.load({ ...START, ax: 0 });
      cpu.run(10);
      expect(cpu.get('ax')).toBe(5);
      cpu.machine.restore(snapshot);
      cpu.load(START);
      cpu.run(10);
      expect(cpu.get('ax')).toBe(0x2233);
    }
  });

  it('and goes through ever new instructions', () => {
    // loop: MOV AX, n; ADD word [101], 1; JMP loop: every n is an instruction of its own.
    const cpu = new Cpu(new Machine());
    cpu.machine.write(0x10100, [0xb8, 0x00, 0x00, 0x2e, 0x83, 0x06, 0x01, 0x01, 0x01, 0xeb, 0xf5], 0);
    cpu.machine.write(0x10200, [0xbb, 0x00, 0x00, 0x2e, 0x83, 0x06, 0x01, 0x02, 0x01, 0xeb, 0xf5], 0);
    cpu.load(START);
    expect(cpu.run(3 * 65_000 + 1)).toEqual({ kind: 'budget', executed: 3 * 65_000 + 1 });
    expect(cpu.get('ax')).toBe(65_000);
    cpu.set('ip', 0x200);
    cpu.run(3 * 2000 + 1);
    expect(cpu.get('bx')).toBe(2000);
    cpu.set('ip', 0x100);
    cpu.run(1);
    expect(cpu.get('ax')).toBe(65_000);
    // MOV SI, 1234h; MOV DI, 4321h; ADD SI, DI; JMP to the first, in rounds.
    cpu.machine.write(0x10300, [0xbe, 0x34, 0x12, 0xbf, 0x21, 0x43, 0x01, 0xfe, 0xeb, 0xf6], 0);
    cpu.set('ip', 0x300);
    cpu.run(4 * 5 + 3);
    expect([cpu.get('si'), cpu.get('di'), cpu.get('ip')]).toEqual([0x5555, 0x4321, 0x308]);
  });

  it('heeds a watch of a byte that was decoded', () => {
    // MOV AX, i16; MOV byte [CS:101], 1: the byte is watched before it is met.
    const cpu = new Cpu(new Machine());
    cpu.machine.write(0x10100, [0xb8, 0x11, 0x22, 0x2e, 0xc6, 0x06, 0x01, 0x01, 0x01], 0);
    const watch = { access: 'write', address: 0x10101 } as const;
    cpu.machine.watch({ ...watch, length: 1 });
    cpu.load({ ...START, cs: 0x1000, ip: 0x100 });
    expect(cpu.run(2)).toEqual({ kind: 'watch', hit: watch, executed: 2 });
  });

  it('is seen through another segment, and by another CPU of the machine', () => {
    const machine = new Machine();
    const [one, two] = [new Cpu(machine), new Cpu(machine)];
    machine.write(0x10100, [0x40, 0xeb, 0xfd], 0);
    one.load(START);
    two.load({ ...START, cs: 0x1010, ip: 0 });
    one.run(2);
    two.run(2);
    two.machine.write(0x10100, [0x48], 0);
    one.run(2);
    two.run(2);
    expect([one.get('ax'), two.get('ax')]).toEqual([0, 0]);
  });

  it('runs at CS:IP, not where else something known lies', () => {
    const cpu = new Cpu(new Machine());
    const start = { ...START, cs: 0x1000, ip: 0x100, ax: 5 };
    // INC AX, and behind CMC, which is not hot, another; elsewhere DEC AX.
    cpu.machine.write(0x10100, [0x40, 0x90, 0xf5, 0x40], 0);
    const elsewhere = [0, 0x200, 0xff00, 0x20100, 0x50100, 0x30100, 0xfffff, 0x203, 0x20103, 0x50103, 0x30103];
    for (const address of elsewhere) {
      cpu.machine.write(address, [0x48], 0);
      cpu.load({ ...start, cs: address >> 4, ip: address % 16 });
      cpu.run(1);
      cpu.load({ ...START, cs: address >> 4, ip: address % 16, ax: 5 });
      expect([cpu.run(1).executed, cpu.get('ax')]).toEqual([1, 4]);
    }
    cpu.machine.write(0x10100, [0x40], 0);
    for (let round = 0; round < 3; round++) {
      cpu.load(start);
      expect([cpu.run(1).executed, cpu.get('ax'), cpu.get('ip')]).toEqual([1, 6, 0x101]);
      cpu.load({ ...start, ip: 0x102 });
      expect([cpu.run(2).executed, cpu.get('ax'), cpu.get('ip')]).toEqual([2, 6, 0x104]);
    }
    // What ran at 1000:0100 is not kept for any of them.
    for (const address of elsewhere) {
      cpu.machine.write(0x10100, [0x40], 0);
      cpu.load(start);
      cpu.run(1);
      cpu.load({ ...START, cs: address >> 4, ip: address % 16, ax: 5 });
      expect([address, cpu.run(1).executed, cpu.get('ax')]).toEqual([address, 1, 4]);
    }
  });

  it('in REP STOS over itself', () => {
    // REP STOSB writes INC AX over the NOPs that follow it.
    const { registers } = execute(
      [0xf3, 0xaa, ...Array(20).fill(0x90)],
      { ax: 0x40, cx: 10, es: START.cs, di: 0x102 },
      {},
      11,
    );
    expect(registers.ax).toBe(0x4a);
    const again = execute(
      [0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0xf3, 0xaa, 0xeb, 0xf3],
      { ax: 0x40, cx: 9, es: START.cs, di: 0x100 },
      {},
      20,
    );
    expect(again.registers.ax).toBe(0x49);
  });

  /** Where an instruction of a length may lie: at an edge, or beyond it where it wraps. */
  const PLACES: readonly { readonly name: string; readonly at: (length: number) => { cs: number; ip: number } }[] = [
    { name: 'in the middle of memory', at: () => ({ cs: 0x1000, ip: 0x100 }) },
    { name: 'at the start of memory', at: () => ({ cs: 0, ip: 0 }) },
    { name: 'at the end of a segment', at: (length) => ({ cs: 0x1000, ip: 0x10000 - length }) },
    { name: 'around the end of a segment', at: (length) => ({ cs: 0x1000, ip: 0x10001 - length }) },
    { name: 'at the end of memory', at: (length) => ({ cs: 0xffff, ip: 0x10 - length }) },
    { name: 'around the end of memory', at: (length) => ({ cs: 0xffff, ip: 0x11 - length }) },
  ];

  it.each(PLACES)('in any byte of an instruction of any length, $name', ({ at }) => {
    const cpu = new Cpu(new Machine());
    for (let prefixes = 0; prefixes < 8; prefixes++) {
      const length = prefixes + 3;
      const place = at(length);
      const code = [...Array<number>(prefixes).fill(0x3e), 0xb8, 0x34, 0x12]; // MOV AX, i16
      const put = (index: number, value: number): void =>
        cpu.machine.write((place.cs * 16 + ((place.ip + index) & 0xffff)) & 0xfffff, [value], 0);
      const run = (): readonly number[] => {
        cpu.load({ ...START, ...place, ax: 0 });
        const { executed } = cpu.run(1);
        return [executed, cpu.get('ax'), cpu.get('ip')];
      };
      const ip = (place.ip + length) & 0xffff;
      for (const [index, byte] of code.entries()) put(index, byte);
      for (const high of [0x12, 0x13, 0x14, 0x15, 0x16]) {
        put(length - 1, high);
        put(length, high % 2 === 0 ? 0xff : 0x00);
        for (let round = 0; round < 2; round++) expect([length, ...run()]).toEqual([length, 1, high * 256 + 0x34, ip]);
      }
      put(length - 2, 0x35);
      expect([length, ...run()]).toEqual([length, 1, 0x1635, ip]);
      put(length - 3, 0xb9);
      expect([length, ...run()]).toEqual([length, 1, 0, ip]);
    }
  });
});
