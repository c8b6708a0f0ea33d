/**
 * Which variables live in SI and DI. `declared`: the first two `register` words of a function, for the whole function, as old
 * compilers did. `auto`: 16-bit scalars by how often they are used, several to a register where their lives do not overlap.
 * A call, vfork included, is an ordinary operation here: values stay in registers across it (claims B6, E6).
 */
import { type Block, type IrFunction, type Op, type Slot, successors, type Tree } from '../ir/ir.ts';
import { visitEnd, visitOp } from '../ir/walk.ts';

export const REGISTER_MODES = ['none', 'declared', 'auto'] as const;
export type RegisterMode = (typeof REGISTER_MODES)[number];

/** The slots that an operation reads and writes. */
const readsOf = (
  walk: (see: (tree: Tree) => void) => void,
  candidates: ReadonlySet<Slot>,
  into: (slot: Slot) => void,
): void => {
  walk((tree) => {
    if (tree.kind === 'local' && candidates.has(tree.slot)) into(tree.slot);
  });
};

const writesOf = (op: Op, into: (slot: Slot) => void): void => {
  switch (op.kind) {
    case 'set':
    case 'save-stack':
      into(op.slot);
      return;
    case 'call':
    case 'alloca':
      if (op.result !== undefined) into(op.result);
      return;
    case 'asm':
      for (const output of op.outputs) into(output.slot);
      return;
    default:
  }
};

const pinned = (fn: IrFunction): Set<Slot> => {
  const found = new Set<Slot>();
  const see = (tree: Tree): void => {
    if (tree.kind === 'frame') found.add(tree.slot);
  };
  for (const block of fn.blocks) {
    for (const op of block.ops) {
      visitOp(op, see);
      if (op.kind === 'restore-stack') found.add(op.slot);
    }
    visitEnd(block.end, see);
  }
  return found;
};

const candidatesOf = (fn: IrFunction): Slot[] => {
  const fixed = pinned(fn);
  return fn.slots.filter((slot) => slot.type === 'i16' && !fixed.has(slot));
};

const declared = (fn: IrFunction): void => {
  const wanted = candidatesOf(fn).filter((slot) => slot.variable?.register === true);
  const [first, second] = wanted;
  if (first !== undefined) first.register = 'si';
  if (second !== undefined) second.register = 'di';
};

interface Liveness {
  readonly out: Map<Block, Set<Slot>>;
}

const liveness = (fn: IrFunction, candidates: ReadonlySet<Slot>): Liveness => {
  const use = new Map<Block, Set<Slot>>();
  const def = new Map<Block, Set<Slot>>();
  for (const block of fn.blocks) {
    const [u, d] = [new Set<Slot>(), new Set<Slot>()];
    const read = (slot: Slot): void => {
      if (!d.has(slot)) u.add(slot);
    };
    for (const op of block.ops) {
      readsOf((see) => visitOp(op, see), candidates, read);
      writesOf(op, (slot) => d.add(slot));
    }
    readsOf((see) => visitEnd(block.end, see), candidates, read);
    use.set(block, u);
    def.set(block, d);
  }
  const into = new Map<Block, Set<Slot>>(fn.blocks.map((block) => [block, new Set(use.get(block))]));
  const out = new Map<Block, Set<Slot>>(fn.blocks.map((block) => [block, new Set()]));
  for (let again = true; again; ) {
    again = false;
    for (let i = fn.blocks.length - 1; i >= 0; i--) {
      const block = fn.blocks[i]!;
      const o = out.get(block)!;
      const d = def.get(block)!;
      const n = into.get(block)!;
      for (const next of successors(block.end)) {
        for (const slot of into.get(next) ?? []) {
          o.add(slot);
          if (!d.has(slot) && !n.has(slot)) {
            n.add(slot);
            again = true;
          }
        }
      }
    }
  }
  return { out };
};

const connect = (graph: Map<Slot, Set<Slot>>, a: Slot, b: Slot): void => {
  if (a === b) return;
  graph.get(a)?.add(b);
  graph.get(b)?.add(a);
};

/** Which candidates are alive at the same time, and what each is worth. */
const analyse = (
  fn: IrFunction,
  candidates: readonly Slot[],
): { graph: Map<Slot, Set<Slot>>; weight: Map<Slot, number> } => {
  const set = new Set(candidates);
  const { out } = liveness(fn, set);
  const graph = new Map<Slot, Set<Slot>>(candidates.map((slot) => [slot, new Set()]));
  const weight = new Map<Slot, number>();
  for (const block of fn.blocks) {
    if (block.dead) continue;
    const worth = 10 ** Math.min(block.depth, 4);
    const count = (slot: Slot): void => void weight.set(slot, (weight.get(slot) ?? 0) + worth);
    const live = new Set(out.get(block));
    const reading = (slot: Slot): void => {
      count(slot);
      live.add(slot);
    };
    readsOf((see) => visitEnd(block.end, see), set, reading);
    for (let i = block.ops.length - 1; i >= 0; i--) {
      const op = block.ops[i]!;
      writesOf(op, (slot) => {
        if (!set.has(slot)) return;
        count(slot);
        for (const other of live) connect(graph, slot, other);
        live.delete(slot);
      });
      readsOf((see) => visitOp(op, see), set, reading);
      for (const a of live) for (const b of live) connect(graph, a, b);
    }
  }
  const entry = [...set].filter((slot) => slot.parameter !== undefined);
  for (const a of entry) for (const b of entry) connect(graph, a, b);
  return { graph, weight };
};

const automatic = (fn: IrFunction): void => {
  const candidates = candidatesOf(fn);
  if (candidates.length === 0) return;
  const { graph, weight } = analyse(fn, candidates);
  const order = candidates
    .filter((slot) => (weight.get(slot) ?? 0) >= (slot.parameter === undefined ? 2 : 3))
    .sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || a.id - b.id);
  for (const slot of order) {
    const taken = new Set([...(graph.get(slot) ?? [])].map((other) => other.register));
    const free = (['si', 'di'] as const).find((r) => !taken.has(r));
    if (free === undefined) continue;
    slot.register = free;
  }
};

/** The pass. */
export const allocateRegisters = (fn: IrFunction, mode: RegisterMode): void => {
  if (mode === 'declared') declared(fn);
  if (mode === 'auto') automatic(fn);
};
