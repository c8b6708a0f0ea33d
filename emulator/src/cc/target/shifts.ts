/** Shifts of 8 and 16 bits. The 8086 shifts by one, or by CL. */
import { imm, type Operand } from '../../asm/index.ts';
import type { BinaryOp, Tree } from '../ir/ir.ts';
import { BIT, CX, has, highByte, lowByte, type Reg, type RegSet, wordReg } from './emitter.ts';
import { through } from './operands.ts';
import { destroys, isByteReg, operandOf, pick, type Selector, withRegisters } from './selector.ts';

const SHIFT: Partial<Record<BinaryOp, string>> = { shl: 'shl', shrs: 'sar', shru: 'shr' };

/** `<<` and `>>`; the count is in CL where it is not constant. */
export const shift = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  const op = SHIFT[tree.op]!;
  const { left, right } = tree;
  if (!isByteReg(dst)) {
    through(s, pick(avail, CX) ?? 'ax', dst, avail, (via, free) => shift(s, tree, via, free));
    return;
  }
  const to = operandOf(dst, tree.type);
  if (right.kind === 'const') {
    constantShift(s, tree, dst, avail, right.value & 0xffff);
    return;
  }
  if (dst === 'cx') {
    through(s, pick(avail, CX) ?? 'ax', dst, avail, (via, free) => shift(s, tree, via, free));
    return;
  }
  withRegisters(s, CX, avail, () => {
    const all = avail | CX;
    if (!has(destroys(left), 'cx')) {
      s.run.narrow(s, right, 'cx', all);
      s.run.narrow(s, left, dst, all & ~CX);
    } else if (!has(destroys(right), dst)) {
      s.run.narrow(s, left, dst, all);
      s.run.narrow(s, right, 'cx', all & ~BIT[dst]);
    } else {
      s.run.narrow(s, right, dst, all);
      s.e.op('push', wordReg(dst));
      s.run.narrow(s, left, dst, all);
      s.e.op('pop', wordReg('cx'));
    }
    s.e.op(op, to, lowByte('cx'));
  });
};

/** A shift by a known count: single shifts, whole bytes moved, or a count in CL. */
const constantShift = (
  s: Selector,
  tree: Extract<Tree, { kind: 'binary' }>,
  dst: Reg,
  avail: RegSet,
  count: number,
): void => {
  const op = SHIFT[tree.op]!;
  const bits = tree.type === 'i8' ? 8 : 16;
  const to = operandOf(dst, tree.type);
  s.run.narrow(s, tree.left, dst, avail);
  if (count >= bits && tree.op !== 'shrs') {
    s.e.op('xor', to, to);
    return;
  }
  let left = Math.min(count, bits);
  if (bits === 16 && left >= 8 && tree.op !== 'shrs') {
    const [into, from] = tree.op === 'shl' ? [highByte(dst), lowByte(dst)] : [lowByte(dst), highByte(dst)];
    s.e.op('mov', into, from);
    s.e.op('xor', from, from);
    left -= 8;
    if (left > 3 && tree.op === 'shru') {
      shiftBy(s, 'shr', lowByte(dst), left, dst, avail);
      return;
    }
  }
  shiftBy(s, op, to, left, dst, avail);
};

const shiftBy = (s: Selector, op: string, to: Operand, count: number, dst: Reg, avail: RegSet): void => {
  if (count < 4 || dst === 'cx') {
    for (let i = 0; i < count; i++) s.e.op(op, to, imm(1));
    return;
  }
  withRegisters(s, CX, avail, () => {
    s.e.op('mov', lowByte('cx'), imm(count));
    s.e.op(op, to, lowByte('cx'));
  });
};
