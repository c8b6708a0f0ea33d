/**
 * PUSH POP PUSHF POPF. iAPX 86,88 User's Manual, "Data Transfer Instructions". PUSH SP stores SP as it is after the
 * decrement. PUSH of a byte (undocumented) stores FF in the high half.
 */

import type { OperationGroup } from '../operation.ts';
import { SP, SS } from '../registers.ts';

export const stack: OperationGroup<'PUSH' | 'POP' | 'PUSHF' | 'POPF'> = {
  PUSH: (core, { target, width }) => {
    core.registers[SP]! -= 2;
    const value = target.load(core);
    core.store16(SS, core.registers[SP]!, width === 8 ? 0xff00 | value : value);
  },
  POP: (core, { target }) => target.store(core, core.pop()),
  PUSHF: (core) => core.push(core.flags),
  POPF: (core) => {
    core.flags = core.pop();
  },
};
