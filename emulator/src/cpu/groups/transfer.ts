/**
 * MOV XCHG LEA LDS LES XLAT CBW CWD LAHF SAHF SALC IN OUT. iAPX 86,88 User's Manual, "Data Transfer Instructions".
 * Not modelled: LEA, LDS and LES with a register operand, where the chip uses what is left in its address latch; here
 * that is DS:0.
 */
import type { Core } from '../core.ts';
import { type Address, type Operation, type OperationGroup, offsetOf } from '../operation.ts';
import { AH, AL, AX, BX, DS, DX, ES, ZERO } from '../registers.ts';

/** The address where a register stands in the place of memory. */
const LATCH: Address = { segment: DS, base: ZERO, index: ZERO, displacement: 0 };

const loadPointer = (core: Core, { target, address = LATCH }: Operation, segment: number): void => {
  const offset = offsetOf(core, address);
  const low = core.load16(address.segment, offset);
  core.registers[segment] = core.load16(address.segment, offset + 2);
  target.store(core, low);
};

export const transfer: OperationGroup<
  'MOV' | 'XCHG' | 'LEA' | 'LDS' | 'LES' | 'XLAT' | 'CBW' | 'CWD' | 'LAHF' | 'SAHF' | 'SALC' | 'IN' | 'OUT'
> = {
  MOV: (core, { target, source }) => target.store(core, source.load(core)),
  XCHG: (core, { target, source }) => {
    const value = source.load(core);
    source.store(core, target.load(core));
    target.store(core, value);
  },
  LEA: (core, { target, address = LATCH }) => target.store(core, offsetOf(core, address)),
  LDS: (core, operation) => loadPointer(core, operation, DS),
  LES: (core, operation) => loadPointer(core, operation, ES),
  XLAT: (core, { segment }) => {
    core.bytes[AL] = core.load8(segment, core.registers[BX]! + core.bytes[AL]!);
  },
  CBW: (core) => {
    core.bytes[AH] = core.bytes[AL]! < 0x80 ? 0 : 0xff;
  },
  CWD: (core) => {
    core.registers[DX] = core.registers[AX]! < 0x8000 ? 0 : 0xffff;
  },
  LAHF: (core) => {
    core.bytes[AH] = core.flags;
  },
  SAHF: (core) => {
    core.flags = (core.flags & 0xff00) | core.bytes[AH]!;
  },
  /** Undocumented: AL becomes 0 or FF by CF. */
  SALC: (core) => {
    core.bytes[AL] = -core.cf;
  },
  IN: (core, { target, source, width }) => target.store(core, core.ports.input(source.load(core), width)),
  OUT: (core, { target, source, width }) => core.ports.output(target.load(core), source.load(core), width),
};
