/** AND OR XOR NOT TEST. iAPX 86,88 User's Manual, "Logical". AF, which the manual leaves open, is cleared. */
import type { Core } from '../core.ts';
import type { OperationGroup } from '../operation.ts';

const settle = (core: Core, value: number, width: 8 | 16): number => {
  core.setResult(value, width);
  core.carries = 0;
  core.carry = 0;
  return value;
};

export const logic: OperationGroup<'AND' | 'OR' | 'XOR' | 'NOT' | 'TEST'> = {
  AND: (core, { target, source, width }) =>
    target.store(core, settle(core, target.load(core) & source.load(core), width)),
  OR: (core, { target, source, width }) =>
    target.store(core, settle(core, target.load(core) | source.load(core), width)),
  XOR: (core, { target, source, width }) =>
    target.store(core, settle(core, target.load(core) ^ source.load(core), width)),
  NOT: (core, { target }) => target.store(core, ~target.load(core)),
  TEST: (core, { target, source, width }) => void settle(core, target.load(core) & source.load(core), width),
};
