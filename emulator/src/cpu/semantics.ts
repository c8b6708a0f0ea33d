/** What every mnemonic of the instruction table does: the union of the groups. A mnemonic without one does not compile. */
import type { Mnemonic } from '../isa/index.ts';
import { arithmetic } from './groups/arithmetic.ts';
import { control } from './groups/control.ts';
import { decimal } from './groups/decimal.ts';
import { logic } from './groups/logic.ts';
import { multiply } from './groups/multiply.ts';
import { processor } from './groups/processor.ts';
import { shift } from './groups/shift.ts';
import { stack } from './groups/stack.ts';
import { string } from './groups/string.ts';
import { transfer } from './groups/transfer.ts';
import type { OperationGroup } from './operation.ts';

export const SEMANTICS: OperationGroup<Mnemonic> = {
  ...arithmetic,
  ...control,
  ...decimal,
  ...logic,
  ...multiply,
  ...processor,
  ...shift,
  ...stack,
  ...string,
  ...transfer,
};
