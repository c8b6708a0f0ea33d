/** Drops what computes a value nobody reads: sets of scalar slots that are never read, unused results of calls. */
import type { IrFunction, Slot, Tree } from '../ir/ir.ts';
import { visit, visitEnd, visitOp } from '../ir/walk.ts';

const hasEffect = (tree: Tree): boolean => {
  let found = false;
  visit(tree, (t) => {
    if (t.kind === 'call' || (t.kind === 'load' && t.volatile)) found = true;
  });
  return found;
};

/** The pass. Variables of the program stay: the debugger shows them. */
export const dropDeadCode = (fn: IrFunction): void => {
  for (let again = true; again; ) {
    again = false;
    const read = new Set<Slot>();
    const see = (tree: Tree): void => {
      if (tree.kind === 'local' || tree.kind === 'frame') read.add(tree.slot);
    };
    for (const block of fn.blocks) {
      for (const op of block.ops) {
        visitOp(op, see);
        if (op.kind === 'restore-stack') read.add(op.slot);
      }
      visitEnd(block.end, see);
    }
    for (const block of fn.blocks) {
      const kept = block.ops.filter(
        (op) => op.kind !== 'set' || op.slot.variable !== undefined || read.has(op.slot) || hasEffect(op.value),
      );
      if (kept.length !== block.ops.length) again = true;
      block.ops = kept.map((op) =>
        op.kind === 'call' && op.result !== undefined && op.result.variable === undefined && !read.has(op.result)
          ? { ...op, result: undefined }
          : op,
      );
    }
  }
  const used = new Set<Slot>();
  const see = (tree: Tree): void => {
    if (tree.kind === 'local' || tree.kind === 'frame') used.add(tree.slot);
  };
  for (const block of fn.blocks) {
    for (const op of block.ops) {
      visitOp(op, see);
      if (op.kind === 'set' || op.kind === 'save-stack' || op.kind === 'restore-stack') used.add(op.slot);
      if ((op.kind === 'call' || op.kind === 'alloca') && op.result !== undefined) used.add(op.result);
      if (op.kind === 'asm') for (const output of op.outputs) used.add(output.slot);
    }
    visitEnd(block.end, see);
  }
  for (let i = fn.slots.length - 1; i >= 0; i--) {
    const slot = fn.slots[i]!;
    if (!used.has(slot) && slot.variable === undefined && slot.parameter === undefined) fn.slots.splice(i, 1);
  }
};
