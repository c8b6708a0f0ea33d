/**
 * What happens to a function, in order. `parse` and `lower` come before, `assemble` after. The names are those that `--dump`
 * takes; a dump shows the function after the pass.
 */
import type { IrFunction } from './ir/ir.ts';
import { simplifyControl } from './passes/control.ts';
import { dropDeadCode } from './passes/dead-code.ts';
import { foldConstants } from './passes/fold.ts';
import { forwardTemporaries } from './passes/forward.ts';
import { legalize, type WideConstants } from './passes/legalize.ts';
import { allocateRegisters, type RegisterMode } from './passes/registers.ts';

export interface PassContext {
  readonly constants: WideConstants;
  readonly registers: RegisterMode;
}

export interface Pass {
  readonly name: string;
  readonly run: (fn: IrFunction, context: PassContext) => void;
}

export const PASSES: readonly Pass[] = [
  { name: 'fold', run: (fn) => foldConstants(fn) },
  { name: 'control', run: (fn) => simplifyControl(fn) },
  { name: 'forward', run: (fn) => forwardTemporaries(fn) },
  { name: 'legalize', run: (fn, { constants }) => legalize(fn, constants) },
  { name: 'refold', run: (fn) => foldConstants(fn) },
  { name: 'reforward', run: (fn) => forwardTemporaries(fn) },
  { name: 'dead-code', run: (fn) => dropDeadCode(fn) },
  { name: 'registers', run: (fn, { registers }) => allocateRegisters(fn, registers) },
];

/** The names that `--dump` takes. */
export const DUMPS: readonly string[] = ['lower', ...PASSES.map((pass) => pass.name)];
