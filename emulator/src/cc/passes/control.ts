/**
 * Control flow clean-up: jumps to empty blocks go where those go, unreachable blocks die, a block with one way in is joined to
 * the one before it. Dead blocks keep their scope marks, so that the debugger's scopes stay balanced.
 */
import { type Block, type IrFunction, successors, type Terminator } from '../ir/ir.ts';

const isEmpty = (block: Block): boolean => block.ops.every((op) => op.kind === 'line') && block.symbol === undefined;

/** Where a jump to this block ends up. */
const final = (block: Block): Block => {
  let at = block;
  for (let steps = 0; steps < 64 && at.end.kind === 'jump' && isEmpty(at) && at.end.to !== at; steps++) at = at.end.to;
  return at;
};

const retarget = (end: Terminator): Terminator => {
  switch (end.kind) {
    case 'jump':
      return { ...end, to: final(end.to) };
    case 'branch': {
      const then = final(end.yes);
      const other = final(end.no);
      return then === other && end.left.kind === 'local'
        ? { kind: 'jump', to: then }
        : { ...end, yes: then, no: other };
    }
    case 'switch':
      return {
        ...end,
        cases: end.cases.map((item) => ({ ...item, to: final(item.to) })),
        fallback: final(end.fallback),
      };
    default:
      return end;
  }
};

const bury = (block: Block): void => {
  block.dead = true;
  block.ops = block.ops.filter((op) => op.kind === 'scope' || op.kind === 'scope-end');
  block.end = { kind: 'unreachable' };
};

/** The pass; `symbols` of labels whose address is taken keep their blocks alive. */
export const simplifyControl = (fn: IrFunction): void => {
  for (const block of fn.blocks) if (!block.dead) block.end = retarget(block.end);
  const reached = new Set<Block>();
  const work: Block[] = [fn.blocks[0]!, ...fn.blocks.filter((block) => block.symbol !== undefined)];
  while (work.length > 0) {
    const block = work.pop()!;
    if (reached.has(block)) continue;
    reached.add(block);
    work.push(...successors(block.end));
  }
  const entries = new Map<Block, number>();
  for (const block of fn.blocks) {
    if (!reached.has(block)) bury(block);
    else for (const to of successors(block.end)) entries.set(to, (entries.get(to) ?? 0) + 1);
  }
  join(fn, entries);
};

/** Joins a block to its only predecessor where that one comes right before it and only jumps there. */
const join = (fn: IrFunction, entries: ReadonlyMap<Block, number>): void => {
  const out: Block[] = [];
  for (const block of fn.blocks) {
    const before = out.at(-1);
    const only = entries.get(block) === 1 && block.symbol === undefined && block !== fn.blocks[0];
    if (
      before !== undefined &&
      !before.dead &&
      !block.dead &&
      only &&
      before.end.kind === 'jump' &&
      before.end.to === block
    ) {
      before.ops = [...before.ops, ...block.ops];
      before.end = block.end;
    } else if (!(block.dead && block.ops.length === 0)) out.push(block);
  }
  fn.blocks = out;
};
