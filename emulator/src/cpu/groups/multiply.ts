/**
 * MUL IMUL DIV IDIV. iAPX 86,88 User's Manual, "Arithmetic Instructions". A quotient that does not fit enters vector 0
 * with the address of the next instruction; -80 and -8000 do not fit. An undocumented trait of the chip: a repeat
 * prefix turns the sign of a product and of a signed quotient. Of the flags that the manual leaves open, multiplication
 * sets SF, ZF and PF by the high half and clears AF; division leaves all as they were.
 */
import type { Core } from '../core.ts';
import type { Operation, OperationGroup } from '../operation.ts';
import { AH, AL, AX, DX } from '../registers.ts';

const signed = (value: number, width: 8 | 16): number => (width === 8 ? (value << 24) >> 24 : (value << 16) >> 16);
const turns = ({ instruction }: Operation): boolean => instruction.repeat !== undefined;

/** Stores a product; `fits`: whether its high half says nothing. */
const settle = (core: Core, product: number, width: 8 | 16, fits: boolean): void => {
  const high = product >> width;
  core.registers[AX] = product;
  if (width === 16) core.registers[DX] = high;
  core.setResult(high, width);
  core.setCarries(false, !fits);
  core.cf = fits ? 0 : 1;
};

const divideFault = (core: Core): void => {
  core.raise(0, 'divide');
};

const storeQuotient = (core: Core, width: 8 | 16, quotient: number, remainder: number): void => {
  if (width === 8) {
    core.bytes[AL] = quotient;
    core.bytes[AH] = remainder;
  } else {
    core.registers[AX] = quotient;
    core.registers[DX] = remainder;
  }
};

export const multiply: OperationGroup<'MUL' | 'IMUL' | 'DIV' | 'IDIV'> = {
  MUL: (core, operation) => {
    const { target, width } = operation;
    const magnitude = (width === 8 ? core.bytes[AL]! : core.registers[AX]!) * target.load(core);
    const product = (turns(operation) ? -magnitude : magnitude) | 0;
    settle(core, product, width, product >> width === 0);
  },
  IMUL: (core, operation) => {
    const { target, width } = operation;
    const magnitude = signed(core.registers[AX]!, width) * signed(target.load(core), width);
    const product = turns(operation) ? -magnitude : magnitude;
    settle(core, product, width, product === signed(product, width));
  },
  DIV: (core, { target, width }) => {
    const divisor = target.load(core);
    const { registers } = core;
    const dividend = width === 8 ? registers[AX]! : registers[DX]! * 0x10000 + registers[AX]!;
    const quotient = Math.floor(dividend / divisor);
    if (divisor === 0 || quotient > (width === 8 ? 0xff : 0xffff)) divideFault(core);
    else storeQuotient(core, width, quotient, dividend % divisor);
  },
  IDIV: (core, operation) => {
    const { target, width } = operation;
    const divisor = signed(target.load(core), width);
    const { registers } = core;
    const dividend = width === 8 ? signed(registers[AX]!, 16) : (registers[DX]! << 16) | registers[AX]!;
    const quotient = Math.trunc(dividend / divisor);
    if (divisor === 0 || Math.abs(quotient) > (width === 8 ? 0x7f : 0x7fff)) divideFault(core);
    else storeQuotient(core, width, turns(operation) ? -quotient : quotient, dividend % divisor);
  },
};
