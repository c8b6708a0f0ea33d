/** Moves, the stack, addresses: every addressing form, and every wrap of a segment and of memory. */
import { describe, expect, it } from 'vitest';
import { execute, START } from './test-cpu.ts';

const REGISTERS = { bx: 0x1000, bp: 0x2000, si: 0x0300, di: 0x0400 };
/** Sum of registers and default segment of each rm, from the manual's table 4-10. */
const FORMS = [
  [0x1300, START.ds],
  [0x1400, START.ds],
  [0x2300, START.ss],
  [0x2400, START.ss],
  [0x0300, START.ds],
  [0x0400, START.ds],
  [0x2000, START.ss],
  [0x1000, START.ds],
] as const;
const PREFIXES = [
  [0x26, START.es],
  [0x2e, START.cs],
  [0x36, START.ss],
  [0x3e, START.ds],
] as const;

/** Every addressing form: ModRM bytes for reg 0, the offset, the segment. */
const ADDRESSES = FORMS.flatMap(([sum, segment], rm) => [
  ...(rm === 6
    ? [{ bytes: [0x06, 0x34, 0x12], offset: 0x1234, segment: START.ds }]
    : [{ bytes: [rm], offset: sum, segment }]),
  { bytes: [0x40 | rm, 0x7f], offset: sum + 0x7f, segment },
  { bytes: [0x40 | rm, 0x80], offset: sum - 0x80, segment },
  { bytes: [0x80 | rm, 0x00, 0xf0], offset: (sum + 0xf000) & 0xffff, segment },
]);

const at = (segment: number, offset: number): number => ((segment << 4) + (offset & 0xffff)) & 0xfffff;

describe('addresses', () => {
  it('of every form, with each override', () => {
    for (const { bytes, offset, segment } of ADDRESSES)
      for (const [prefix, override] of [[undefined, segment], ...PREFIXES] as const) {
        const before = prefix === undefined ? [] : [prefix];
        const { registers } = execute([...before, 0x8b, ...bytes], REGISTERS, { [at(override, offset)]: [0xcd, 0xab] });
        expect([bytes, prefix, registers.ax]).toEqual([bytes, prefix, 0xabcd]);
        expect(execute([...before, 0x8d, ...bytes], REGISTERS).registers.ax).toBe(offset);
      }
  });

  it('wrap at FFFF: a word has its high byte at 0, in every form', () => {
    for (const { bytes, offset, segment } of ADDRESSES) {
      const si = (REGISTERS.si + 0xffff - offset) & 0xffff;
      const shifted =
        bytes[0] === undefined || bytes[0] === 6
          ? { ...REGISTERS }
          : (bytes[0] & 7) < 6 && (bytes[0] & 1) === 0
            ? { ...REGISTERS, si }
            : (bytes[0] & 7) < 6
              ? { ...REGISTERS, di: (REGISTERS.di + 0xffff - offset) & 0xffff }
              : (bytes[0] & 7) === 6
                ? { ...REGISTERS, bp: (REGISTERS.bp + 0xffff - offset) & 0xffff }
                : { ...REGISTERS, bx: (REGISTERS.bx + 0xffff - offset) & 0xffff };
      const code = bytes[0] === 6 ? [0x06, 0xff, 0xff] : bytes;
      const memory = { [at(segment, 0xffff)]: [0x34, 0x99], [at(segment, 0)]: [0x12] };
      expect(execute([0x8b, ...code], shifted, memory).registers.ax).toBe(0x1234);
      const stored = execute([0x89, ...code], { ...shifted, ax: 0x5678 }, memory);
      expect([
        stored.byte(segment, 0xffff),
        stored.byte(segment, 0),
        stored.machine.ram[at(segment, 0xffff) + 1],
      ]).toEqual([0x78, 0x56, 0x99]);
    }
  });

  it.each([
    { name: 'ADD m16, r16', code: [0x01, 0x04], low: 0x01, high: 0x03 },
    { name: 'ADD m16, i8', code: [0x83, 0x04, 0x02], low: 0x01, high: 0x03 },
    { name: 'INC m16', code: [0xff, 0x04], low: 0x00, high: 0x03 },
    { name: 'SHL m16, 1', code: [0xd1, 0x24], low: 0xfe, high: 0x05 },
    { name: 'NOT m16', code: [0xf7, 0x14], low: 0x00, high: 0xfd },
    { name: 'MOV m16, i16', code: [0xc7, 0x04, 0x77, 0x66], low: 0x77, high: 0x66 },
    { name: 'XCHG m16, r16', code: [0x87, 0x04], low: 0x02, high: 0x00 },
    { name: 'POP m16', code: [0x8f, 0x04], low: 0xbb, high: 0xaa },
    { name: 'MOV m16, ES', code: [0x8c, 0x04], low: 0x00, high: 0x40 },
  ])('$name wraps at FFFF', ({ code, low, high }) => {
    const memory = { [at(START.ds, 0xffff)]: [0xff], [at(START.ds, 0)]: [0x02], 335872: [0xbb, 0xaa] };
    const { byte } = execute(code, { si: 0xffff, ax: 2 }, memory);
    expect([byte(START.ds, 0xffff), byte(START.ds, 0)]).toEqual([low, high]);
  });

  it('wrap at 1 MiB', () => {
    const memory = { 1048575: [0x34], 0: [0x12, 0x56] };
    expect(execute([0x8b, 0x04], { ds: 0xffff, si: 0x0f }, memory).registers.ax).toBe(0x1234);
    expect(execute([0x8b, 0x04], { ds: 0xffff, si: 0x10 }, memory).registers.ax).toBe(0x5612);
    expect(execute([0x8a, 0x04], { ds: 0xffff, si: 0x11 }, memory).registers.ax).toBe(0x56);
    const stored = execute([0x89, 0x04], { ds: 0xffff, si: 0x0f, ax: 0xaabb }, memory);
    expect([stored.machine.ram[0xfffff], stored.machine.ram[0]]).toEqual([0xbb, 0xaa]);
    expect(
      execute([0xb8, 0x34, 0x12], { cs: 0xffff, ip: 0x0f }, { 1048575: [0xb8], 0: [0x34, 0x12] }).registers.ax,
    ).toBe(0x1234);
  });

  it('XLAT and far pointers wrap', () => {
    expect(execute([0xd7], { bx: 0xfff0, ax: 0x20 }, { [at(START.ds, 0x10)]: [0x77] }).registers.ax).toBe(0x77);
    expect(execute([0x26, 0xd7], { bx: 1, ax: 0xff }, { [at(START.es, 0x100)]: [0x66] }).registers.ax).toBe(0x66);
    const memory = { [at(START.ds, 0xfffe)]: [0x34, 0x12], [at(START.ds, 0)]: [0x78, 0x56] };
    expect(execute([0xc4, 0x04], { si: 0xfffe }, memory).registers).toMatchObject({ ax: 0x1234, es: 0x5678 });
    expect(execute([0xc5, 0x04], { si: 0xfffe }, memory).registers).toMatchObject({ ax: 0x1234, ds: 0x5678 });
  });
});

it('LEA, LDS and LES of a register, which are not modelled, take the address DS:0', () => {
  const memory = { [at(START.ds, 0)]: [0x34, 0x12, 0x78, 0x56] };
  const registers = { ax: 0x9999, bx: 0x100, bp: 0x200, si: 0x300, di: 0x400 };
  expect(execute([0x8d, 0xc3], registers, memory).registers).toMatchObject({ ...registers, ax: 0 });
  expect(execute([0xc4, 0xc3], registers, memory).registers).toMatchObject({ ax: 0x1234, es: 0x5678 });
  expect(execute([0xc5, 0xc3], registers, memory).registers).toMatchObject({ ax: 0x1234, ds: 0x5678 });
});

describe('the stack', () => {
  it.each([0, 1, 2, 3, 5, 6, 7])('pushes and pops register %d', (index) => {
    const names = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'] as const;
    const name = names[index] ?? 'ax';
    const pushed = execute([0x50 + index], { [name]: 0x1234 });
    expect([pushed.registers.sp, pushed.byte(START.ss, 0x1ffe), pushed.byte(START.ss, 0x1fff)]).toEqual([
      0x1ffe, 0x34, 0x12,
    ]);
    const popped = execute([0x58 + index], {}, { 335872: [0x78, 0x56] }).registers;
    expect([popped.sp, popped[name]]).toEqual([0x2002, 0x5678]);
  });

  it('PUSH SP stores SP as it becomes; POP SP takes what is popped', () => {
    for (const code of [[0x54], [0xff, 0xf4], [0xff, 0xfc]]) {
      const { byte, registers } = execute(code);
      expect([registers.sp, byte(START.ss, 0x1ffe), byte(START.ss, 0x1fff)]).toEqual([0x1ffe, 0xfe, 0x1f]);
    }
    for (const code of [[0x5c], [0x8f, 0xc4]])
      expect(execute(code, {}, { 335872: [0x78, 0x56] }).registers.sp).toBe(0x5678);
  });

  it('wraps at FFFF and at 0', () => {
    const odd = execute([0x50], { sp: 1, ax: 0x1234 });
    expect([odd.registers.sp, odd.byte(START.ss, 0xffff), odd.byte(START.ss, 0)]).toEqual([0xffff, 0x34, 0x12]);
    const even = execute([0x50], { sp: 0, ax: 0x1234 });
    expect([even.registers.sp, even.byte(START.ss, 0xfffe), even.byte(START.ss, 0xffff)]).toEqual([0xfffe, 0x34, 0x12]);
    const stack = { [at(START.ss, 0xffff)]: [0x34], [at(START.ss, 0)]: [0x12] };
    expect(execute([0x58], { sp: 0xffff }, stack).registers).toMatchObject({ ax: 0x1234, sp: 1 });
    expect(execute([0xc3], { sp: 0xffff }, stack).registers).toMatchObject({ ip: 0x1234, sp: 1 });
    expect(execute([0x58], { sp: 0xfffe }).registers.sp).toBe(0);
    const call = execute([0xe8, 0, 0], { sp: 1 });
    expect([call.byte(START.ss, 0xffff), call.byte(START.ss, 0)]).toEqual([0x03, 0x01]);
  });

  it('wraps at 1 MiB', () => {
    const { machine } = execute([0x50], { ss: 0xffff, sp: 0x11, ax: 0x1234 });
    expect([machine.ram[0xfffff], machine.ram[0]]).toEqual([0x34, 0x12]);
    expect(execute([0x58], { ss: 0xffff, sp: 0x0f }, { 1048575: [0x34], 0: [0x12] }).registers.ax).toBe(0x1234);
  });

  it('PUSH and POP of memory, of segments, of FLAGS', () => {
    const memory = execute([0xff, 0x34], { si: 0xffff }, { [at(START.ds, 0xffff)]: [0x34], [at(START.ds, 0)]: [0x12] });
    expect([memory.byte(START.ss, 0x1ffe), memory.byte(START.ss, 0x1fff)]).toEqual([0x34, 0x12]);
    const low = execute([0xff, 0x34], { si: 4 }, { 196612: [0x34, 0x12] });
    expect([low.byte(START.ss, 0x1ffe), low.byte(START.ss, 0x1fff)]).toEqual([0x34, 0x12]);
    for (const [index, segment] of [START.es, START.cs, START.ss, START.ds].entries())
      expect(execute([0x06 + 8 * index]).byte(START.ss, 0x1fff)).toBe(segment >> 8);
    const stack = { 335872: [0x78, 0x56] };
    expect(execute([0x07], {}, stack).registers).toMatchObject({ es: 0x5678, sp: 0x2002 });
    expect(execute([0x17], {}, stack).registers).toMatchObject({ ss: 0x5678, sp: 0x2002 });
    expect(execute([0x1f], {}, stack).registers).toMatchObject({ ds: 0x5678, sp: 0x2002 });
    expect(execute([0x0f], {}, stack).registers).toMatchObject({ cs: 0x5678, sp: 0x2002, ip: 0x101 });
    const flags = execute([0x9c], { flags: 0xfed7 });
    expect([flags.byte(START.ss, 0x1ffe), flags.byte(START.ss, 0x1fff)]).toEqual([0xd7, 0xfe]);
    expect(execute([0x9d], {}, { 335872: [0xff, 0xfe] }).registers.flags).toBe(0xfed7);
    expect(execute([0x9d], {}, { 335872: [0x00, 0x00] }).registers.flags).toBe(0xf002);
  });
});

describe('moves', () => {
  it('between registers and immediates', () => {
    expect(execute([0x89, 0xc3], { ax: 0x1234 }).registers.bx).toBe(0x1234);
    expect(execute([0x8b, 0xc3], { bx: 0x1234 }).registers.ax).toBe(0x1234);
    expect(execute([0x88, 0xe3], { ax: 0x1234, bx: 0x5678 }).registers.bx).toBe(0x5612);
    expect(execute([0xb4, 0x99], { ax: 0x1234 }).registers.ax).toBe(0x9934);
    expect(execute([0xbf, 0x34, 0x12]).registers.di).toBe(0x1234);
    expect(execute([0xc6, 0xc3, 0x99], { bx: 0x1234 }).registers.bx).toBe(0x1299);
    expect(execute([0xc7, 0xc3, 0x99, 0x88]).registers.bx).toBe(0x8899);
    for (const reg of [1, 7]) expect(execute([0xc7, 0xc3 | (reg << 3), 0x99, 0x88]).registers.bx).toBe(0x8899);
    expect(execute([0x86, 0xe0], { ax: 0x1234 }).registers.ax).toBe(0x3412);
    expect(execute([0x93], { ax: 1, bx: 2 }).registers).toMatchObject({ ax: 2, bx: 1 });
    expect(execute([0x87, 0xcb], { cx: 1, bx: 2 }).registers).toMatchObject({ cx: 2, bx: 1 });
  });

  it('through AL and AX, with overrides', () => {
    const memory = { 201268: [0x78, 0x56], 266804: [0x99] };
    expect(execute([0xa1, 0x34, 0x12], {}, memory).registers.ax).toBe(0x5678);
    expect(execute([0xa0, 0x34, 0x12], {}, memory).registers.ax).toBe(0x78);
    expect(execute([0x26, 0xa0, 0x34, 0x12], {}, memory).registers.ax).toBe(0x99);
    expect(execute([0xa3, 0x34, 0x12], { ax: 0xabcd }).byte(0x3000, 0x1235)).toBe(0xab);
    expect(execute([0xa2, 0x34, 0x12], { ax: 0xabcd }, memory).byte(0x3000, 0x1235)).toBe(0x56);
  });

  it('of segment registers look at two bits', () => {
    for (const reg of [0, 2, 3]) {
      const name = (['es', 'cs', 'ss', 'ds'] as const)[reg] ?? 'es';
      for (const alias of [reg, reg | 4]) {
        expect(execute([0x8e, 0xc0 | (alias << 3)], { ax: 0x7777 }).registers[name]).toBe(0x7777);
        expect(execute([0x8c, 0xc0 | (alias << 3)]).registers.ax).toBe(START[name]);
      }
    }
    expect(execute([0x8e, 0xc8], { ax: 0x7777 }).registers).toMatchObject({ cs: 0x7777, ip: 0x102 });
  });

  it('of signs and flags', () => {
    for (const [al, ax] of [
      [0x7f, 0x007f],
      [0x80, 0xff80],
    ])
      expect(execute([0x98], { ax: 0x5500 | (al ?? 0) }).registers.ax).toBe(ax);
    for (const [ax, dx] of [
      [0x7fff, 0],
      [0x8000, 0xffff],
    ])
      expect(execute([0x99], { ax: ax ?? 0, dx: 5 }).registers).toMatchObject({ ax, dx });
    expect(execute([0x9f], { flags: 0xfed7 }).registers.ax).toBe(0xd700);
    expect(execute([0x9e], { ax: 0xff00, flags: 0xf802 }).registers.flags).toBe(0xf8d7);
    expect(execute([0x9e], { ax: 0x0000, flags: 0xf8d7 }).registers.flags).toBe(0xf802);
    expect(execute([0xd6], { flags: 0xf003, ax: 0x1200 }).registers.ax).toBe(0x12ff);
    expect(execute([0xd6], { flags: 0xf002, ax: 0x1234 }).registers.ax).toBe(0x1200);
  });

  it('of flag bits', () => {
    const after = (code: number, flags: number) => execute([code], { flags }).registers.flags;
    expect([after(0xf8, 0xfcd7), after(0xf9, 0xf002), after(0xf5, 0xf002), after(0xf5, 0xf003)]).toEqual([
      0xfcd6, 0xf003, 0xf003, 0xf002,
    ]);
    expect([after(0xfc, 0xfed7), after(0xfd, 0xf002), after(0xfa, 0xfed7), after(0xfb, 0xf002)]).toEqual([
      0xfad7, 0xf402, 0xfcd7, 0xf202,
    ]);
  });

  it('to and from ports', () => {
    const log: unknown[] = [];
    const ports = {
      input: (port: number, width: number): number => {
        log.push(['in', port, width]);
        return 0x1234;
      },
      output: (...all: unknown[]): void => void log.push(['out', ...all]),
    };
    const code = [0xe4, 0x10, 0xe5, 0x11, 0xec, 0xed, 0xe6, 0x12, 0xe7, 0x13, 0xee, 0xef];
    execute(code, { dx: 0x3f8 }, {}, 8, (cpu) => {
      cpu.ports = ports;
    });
    expect(log.slice(0, 8)).toEqual([
      ['in', 0x10, 8],
      ['in', 0x11, 16],
      ['in', 0x3f8, 8],
      ['in', 0x3f8, 16],
      ['out', 0x12, 0x34, 8],
      ['out', 0x13, 0x1234, 16],
      ['out', 0x3f8, 0x34, 8],
      ['out', 0x3f8, 0x1234, 16],
    ]);
    expect(execute([0xe4, 0x10], {}).registers.ax).toBe(0xff);
    expect(execute([0xed], {}).registers.ax).toBe(0xffff);
  });

  it('WAIT, LOCK, ESC and NOP do nothing', () => {
    for (const code of [[0x9b], [0xf0, 0x90], [0xf1, 0x90], [0xd8, 0x04], [0xdf, 0xc0], [0x90], [0xf3, 0x90]])
      expect(execute(code, { flags: 0xfcd7 }).registers).toMatchObject({
        ...START,
        flags: 0xfcd7,
        ip: 0x100 + code.length,
      });
  });
});
