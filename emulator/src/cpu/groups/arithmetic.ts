/** ADD ADC SUB SBB CMP INC DEC NEG. iAPX 86,88 User's Manual, "Arithmetic Instructions". */
import type { Core } from '../core.ts';
import { AF } from '../flags.ts';
import type { OperationGroup } from '../operation.ts';

/** a + b + carry at the width, with all flags. */
export const add = (core: Core, a: number, b: number, carry: number, width: 8 | 16): number => {
  const sum = a + b + carry;
  settle(core, sum, a ^ b ^ sum, width);
  return sum;
};

/** a - b - borrow at the width, with all flags. */
export const subtract = (core: Core, a: number, b: number, borrow: number, width: 8 | 16): number => {
  const difference = a - b - borrow;
  settle(core, difference, a ^ b ^ difference, width);
  return difference;
};

const settle = (core: Core, value: number, carries: number, width: 8 | 16): void => {
  core.setResult(value, width);
  if (width === 8) {
    core.carries = (carries << 8) | (carries & AF);
    core.carry = value << 8;
  } else {
    core.carries = carries;
    core.carry = value;
  }
};

/** INC and DEC leave CF as it is. */
const keepingCarry = (core: Core, step: () => number): number => {
  const { carry } = core;
  const value = step();
  core.carry = carry;
  return value;
};

export const arithmetic: OperationGroup<'ADD' | 'ADC' | 'SUB' | 'SBB' | 'CMP' | 'INC' | 'DEC' | 'NEG'> = {
  ADD: (core, { target, source, width }) =>
    target.store(core, add(core, target.load(core), source.load(core), 0, width)),
  ADC: (core, { target, source, width }) =>
    target.store(core, add(core, target.load(core), source.load(core), core.cf, width)),
  SUB: (core, { target, source, width }) =>
    target.store(core, subtract(core, target.load(core), source.load(core), 0, width)),
  SBB: (core, { target, source, width }) =>
    target.store(core, subtract(core, target.load(core), source.load(core), core.cf, width)),
  CMP: (core, { target, source, width }) => void subtract(core, target.load(core), source.load(core), 0, width),
  INC: (core, { target, width }) =>
    target.store(
      core,
      keepingCarry(core, () => add(core, target.load(core), 1, 0, width)),
    ),
  DEC: (core, { target, width }) =>
    target.store(
      core,
      keepingCarry(core, () => subtract(core, target.load(core), 1, 0, width)),
    ),
  NEG: (core, { target, width }) => target.store(core, subtract(core, 0, target.load(core), 0, width)),
};
