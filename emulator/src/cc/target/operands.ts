/** What the evaluators of 8 and 16 bits share: moves, values by way of another register, and two operands of one instruction. */
import type { Operand } from '../../asm/index.ts';
import type { Tree } from '../ir/ir.ts';
import { BIT, has, memory, type Reg, type RegSet, wordReg } from './emitter.ts';
import { addressInBx, destroys, directOperand, operandOf, pick, type Selector, withRegisters } from './selector.ts';

/** MOV, unless both are the same register. */
export const move = (s: Selector, dst: Operand, src: Operand): void => {
  if (dst.kind === 'reg' && src.kind === 'reg' && dst.name === src.name) return;
  s.e.op('mov', dst, src);
};

/** Computes a value into `via`, saved where it is not available, and moves it to `dst`. */
export const through = (
  s: Selector,
  via: Reg,
  dst: Reg,
  avail: RegSet,
  compute: (via: Reg, avail: RegSet) => void,
): void => {
  withRegisters(s, BIT[via], avail, () => {
    compute(via, avail | BIT[via]);
    move(s, wordReg(dst), wordReg(via));
  });
};

/**
 * Computes `left` into `dst` and gives an operand for `right`, in an order that loses neither. For `cmp` and `test` a left
 * side that lies somewhere already may stay there.
 */
export const bothOperands = (
  s: Selector,
  left: Tree,
  right: Tree,
  dst: Reg,
  avail: RegSet,
  use: (right: Operand) => void,
): void => {
  const direct = directOperand(right);
  if (direct !== undefined) {
    s.run.narrow(s, left, dst, avail);
    use(direct);
    return;
  }
  const leftDestroys = destroys(left);
  const rightDestroys = destroys(right);
  if (right.kind === 'load' && dst !== 'bx' && has(avail, 'bx') && (destroys(right.address) & BIT[dst]) === 0) {
    s.run.narrow(s, left, dst, avail);
    const address = addressInBx(s, right.address, avail & ~BIT[dst]);
    use(memory(address, right.type === 'i8' ? 1 : 2));
    return;
  }
  const second = pick(avail, BIT[dst], leftDestroys);
  if (second === undefined) {
    const other: Reg = dst === 'cx' ? 'dx' : 'cx';
    withRegisters(s, BIT[other], avail, () => bothOperands(s, left, right, dst, avail | BIT[other] | BIT[dst], use));
    return;
  }
  if (!has(leftDestroys, second)) {
    s.run.narrow(s, right, second, avail);
    s.run.narrow(s, left, dst, avail & ~BIT[second]);
    use(operandOf(second, right.type));
    return;
  }
  if (!has(rightDestroys, dst)) {
    const free = pick(avail, BIT[dst], 0) ?? second;
    s.run.narrow(s, left, dst, avail);
    s.run.narrow(s, right, free, avail & ~BIT[dst]);
    use(operandOf(free, right.type));
    return;
  }
  s.run.narrow(s, right, dst, avail);
  s.e.op('push', wordReg(dst));
  s.run.narrow(s, left, dst, avail);
  s.e.op('pop', wordReg(second));
  use(operandOf(second, right.type));
};

/** `op dst, right`, in a register or in memory, with the shortest instruction. */
export const apply = (s: Selector, op: string, dst: Operand, right: Operand): void => {
  if (right.kind === 'imm' && typeof right.value === 'number') {
    const { value } = right;
    if ((op === 'add' && value === 1) || (op === 'sub' && value === -1)) {
      s.e.op('inc', dst);
      return;
    }
    if ((op === 'sub' && value === 1) || (op === 'add' && value === -1)) {
      s.e.op('dec', dst);
      return;
    }
    if (op === 'xor' && value === -1) {
      s.e.op('not', dst);
      return;
    }
  }
  s.e.op(op, dst, right);
};
