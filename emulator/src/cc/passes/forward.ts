/**
 * Puts a temporary's value where it is used, if that is once, in the next operation: the result of a call then stays in its
 * register. Only temporaries of the compiler are moved, never the program's variables, and nothing is moved past a call, a
 * store or a volatile access that C orders.
 */
import { type Block, type IrFunction, type Op, SIZES, type Slot, type Terminator, type Tree } from '../ir/ir.ts';
import { mapOp, mapOperands, mapTerminator, visit, visitEnd, visitOp } from '../ir/walk.ts';

const countUses = (fn: IrFunction): { reads: Map<Slot, number>; writes: Map<Slot, number> } => {
  const reads = new Map<Slot, number>();
  const writes = new Map<Slot, number>();
  const see = (tree: Tree): void => {
    if (tree.kind === 'local') reads.set(tree.slot, (reads.get(tree.slot) ?? 0) + 1);
    if (tree.kind === 'frame') reads.set(tree.slot, 1000);
  };
  const wrote = (slot: Slot | undefined): void => {
    if (slot !== undefined) writes.set(slot, (writes.get(slot) ?? 0) + 1);
  };
  for (const block of fn.blocks) {
    for (const op of block.ops) {
      visitOp(op, see);
      if (op.kind === 'set' || op.kind === 'save-stack') wrote(op.slot);
      if (op.kind === 'call' || op.kind === 'alloca') wrote(op.result);
      if (op.kind === 'asm') for (const output of op.outputs) wrote(output.slot);
      if (op.kind === 'restore-stack') reads.set(op.slot, 1000);
    }
    visitEnd(block.end, see);
  }
  return { reads, writes };
};

const replace = (slot: Slot, by: Tree): ((tree: Tree) => Tree) => {
  const go = (tree: Tree): Tree => (tree.kind === 'local' && tree.slot === slot ? by : mapOperands(tree, go));
  return go;
};

const uses = (slot: Slot, walk: (see: (tree: Tree) => void) => void): boolean => {
  let found = false;
  walk((tree) => {
    if (tree.kind === 'local' && tree.slot === slot) found = true;
  });
  return found;
};

const hasCall = (walk: (see: (tree: Tree) => void) => void): boolean => {
  let found = false;
  walk((tree) => {
    if (tree.kind === 'call' || (tree.kind === 'load' && tree.volatile)) found = true;
  });
  return found;
};

/** The definition as a tree, if it may be moved down one operation. */
const movable = (op: Op): { slot: Slot; tree: Tree } | undefined => {
  if (op.kind === 'set' && op.slot.variable === undefined && op.value.type !== 'i64')
    return { slot: op.slot, tree: op.value };
  if (
    op.kind === 'call' &&
    op.result !== undefined &&
    op.result.variable === undefined &&
    op.result.type !== undefined
  ) {
    const { type } = op.result;
    if (type === 'i64' || type === 'f64' || type === 'f32') return undefined;
    return { slot: op.result, tree: { kind: 'call', type, call: op.call } };
  }
  return undefined;
};

const visiting =
  (tree: Tree) =>
  (see: (tree: Tree) => void): void =>
    visit(tree, see);

/** Whether the slot is the address of a 64-bit load: that is computed once for each word and must stay cheap. */
const addressesWide = (slot: Slot, walk: (see: (tree: Tree) => void) => void): boolean => {
  let found = false;
  walk((tree) => {
    if (tree.kind === 'load' && tree.type === 'i64' && uses(slot, (see) => visit(tree.address, see))) found = true;
  });
  return found;
};

/** The pass. */
export const forwardTemporaries = (fn: IrFunction): void => {
  const { reads, writes } = countUses(fn);
  for (const block of fn.blocks as Block[]) {
    const out: Op[] = [];
    const pending = (): { slot: Slot; tree: Tree; at: number } | undefined => {
      let at = out.length - 1;
      while (at >= 0 && out[at]!.kind === 'line') at--;
      if (at < 0) return undefined;
      const found = movable(out[at]!);
      if (found === undefined || reads.get(found.slot) !== 1 || writes.get(found.slot) !== 1) return undefined;
      return { ...found, at };
    };
    /** Whether a value may move into something whose other parts `walk` visits; a call must not meet another. */
    const fits = (tree: Tree, slot: Slot, walk: (see: (tree: Tree) => void) => void): boolean => {
      if (!uses(slot, walk) || addressesWide(slot, walk)) return false;
      const moved = hasCall((see) => visit(tree, see));
      return !moved || !hasCall(walk);
    };
    for (const op of block.ops) {
      let current = op;
      for (;;) {
        const before = pending();
        if (before === undefined || current.kind === 'asm' || current.kind === 'alloca') break;
        const { slot } = before;
        if (current.kind === 'store' && SIZES[current.type] === 8 && uses(slot, visiting(current.address))) break;
        if (!fits(before.tree, before.slot, (see) => visitOp(current, see))) break;
        out.splice(before.at, 1);
        current = mapOp(current, replace(before.slot, before.tree));
      }
      out.push(current);
    }
    let end: Terminator = block.end;
    for (;;) {
      const before = pending();
      if (before === undefined || !fits(before.tree, before.slot, (see) => visitEnd(end, see))) break;
      out.splice(before.at, 1);
      end = mapTerminator(end, replace(before.slot, before.tree));
    }
    block.ops = out;
    block.end = end;
  }
};
