/**
 * ROL ROR RCL RCR SHL SHR SAR and the undocumented SETMO. iAPX 86,88 User's Manual, "Shifts" and "Rotates". The count
 * in CL is not masked: the chip shifts bit by bit, up to 255 times, and so does this, which also gives OF the value
 * that the last step leaves. A count of 0 changes no flag.
 */
import type { Core } from '../core.ts';
import { AF } from '../flags.ts';
import type { Operation, OperationGroup, Semantics } from '../operation.ts';

/** The value after one step, the bit that left it, and AF, which a shift sets and a rotation keeps. */
type Step = (value: number, carry: number, width: 8 | 16) => number;

/** Runs `step` as often as the count says. A step returns the value with the bit that left it as bit 16. */
const repeat = (step: Step, shifts: boolean): Semantics => {
  return (core: Core, { target, source, width }: Operation): void => {
    const count = source.load(core);
    if (count === 0) return;
    let value = target.load(core);
    let before = value;
    for (let left = count; left > 0; left--) {
      before = value;
      const next = step(value, core.cf, width);
      core.carry = next;
      value = next & 0xffff;
    }
    target.store(core, value);
    const overflow = (before ^ value) >> (width - 1) !== 0;
    core.setCarries(shifts ? step === left && (value & AF) !== 0 : core.af, overflow);
    if (shifts) core.setResult(value, width);
  };
};

const top = (value: number, width: 8 | 16): number => value >> (width - 1);
const mask = (value: number, width: 8 | 16): number => value & ((1 << width) - 1);

const left: Step = (value, _carry, width) => mask(value << 1, width) | (top(value, width) << 16);

export const shift: OperationGroup<'ROL' | 'ROR' | 'RCL' | 'RCR' | 'SHL' | 'SHR' | 'SAR' | 'SETMO'> = {
  ROL: repeat((value, _carry, width) => mask(value << 1, width) | top(value, width) | (top(value, width) << 16), false),
  ROR: repeat((value, _carry, width) => (value >> 1) | ((value & 1) << (width - 1)) | (value << 16), false),
  RCL: repeat((value, carry, width) => mask(value << 1, width) | carry | (top(value, width) << 16), false),
  RCR: repeat((value, carry, width) => (value >> 1) | (carry << (width - 1)) | (value << 16), false),
  SHL: repeat(left, true),
  SHR: repeat((value) => (value >> 1) | (value << 16), true),
  SAR: repeat((value, _carry, width) => (value >> 1) | (top(value, width) << (width - 1)) | (value << 16), true),
  /** All ones, unless the count in CL is 0; flags as of an OR. */
  SETMO: (core, { target, source, width }) => {
    if (source.load(core) === 0) return;
    target.store(core, 0xffff);
    core.setResult(0xffff, width);
    core.carries = 0;
    core.carry = 0;
  },
};
