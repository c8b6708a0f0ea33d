/**
 * AAA AAS AAM AAD DAA DAS. iAPX 86,88 User's Manual, "Arithmetic Instructions". The flags that the manual leaves open
 * are those of the byte addition or subtraction inside, as recordings of real parts have them; with AF set, DAA and
 * DAS compare with 9F instead of 99.
 */
import type { Core } from '../core.ts';
import { AF } from '../flags.ts';
import type { OperationGroup } from '../operation.ts';
import { AH, AL } from '../registers.ts';
import { add, subtract } from './arithmetic.ts';

/** AAA and AAS: AL adjusted by 6 and AH by 1 where the low digit asks for it. */
const adjustUnpacked = (core: Core, apply: typeof add, step: 1 | -1): void => {
  const { bytes } = core;
  const needed = (bytes[AL]! & 0x0f) > 9 || core.af;
  const value = apply(core, bytes[AL]!, needed ? 6 : 0, 0, 8);
  bytes[AL] = value & 0x0f;
  core.cf = needed ? 1 : 0;
  if (!needed) return;
  bytes[AH]! += step;
  core.carries |= AF;
};

/** DAA and DAS: AL adjusted by 6 for the low digit and by 60 for the high one. */
const adjustPacked = (core: Core, apply: typeof add): void => {
  const { bytes } = core;
  const value = bytes[AL]!;
  const low = (value & 0x0f) > 9 || core.af;
  const high = value > (core.af ? 0x9f : 0x99) || core.cf === 1;
  bytes[AL] = apply(core, value, (low ? 0x06 : 0) + (high ? 0x60 : 0), 0, 8);
  if (low) core.carries |= AF;
  core.cf = high ? 1 : 0;
};

export const decimal: OperationGroup<'AAA' | 'AAS' | 'AAM' | 'AAD' | 'DAA' | 'DAS'> = {
  AAA: (core) => adjustUnpacked(core, add, 1),
  AAS: (core) => adjustUnpacked(core, subtract, -1),
  AAM: (core, { target }) => {
    const base = target.load(core);
    const value = core.bytes[AL]!;
    core.carries = 0;
    core.carry = 0;
    if (base === 0) {
      core.setResult(0, 8);
      core.raise(0, 'divide');
      return;
    }
    core.bytes[AH] = value / base;
    core.bytes[AL] = value % base;
    core.setResult(core.bytes[AL]!, 8);
  },
  AAD: (core, { target }) => {
    const product = (core.bytes[AH]! * target.load(core)) & 0xff;
    core.bytes[AL] = add(core, core.bytes[AL]!, product, 0, 8);
    core.bytes[AH] = 0;
  },
  DAA: (core) => adjustPacked(core, add),
  DAS: (core) => adjustPacked(core, subtract),
};
