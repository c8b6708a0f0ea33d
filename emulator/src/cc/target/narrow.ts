/** Trees of 8 and 16 bits into registers. */

import { imm, type Operand } from '../../asm/index.ts';
import type { BinaryOp, Tree } from '../ir/ir.ts';
import { divide, multiply } from './arithmetic.ts';
import { AX, BIT, DX, has, highByte, memory, type Reg, type RegSet, SCRATCH, wordReg } from './emitter.ts';
import { apply, bothOperands, move, through } from './operands.ts';
import {
  addressInBx,
  directAddress,
  directOperand,
  isByteReg,
  operandOf,
  pick,
  type Selector,
  withRegisters,
} from './selector.ts';
import { shift } from './shifts.ts';

const COMMUTATIVE = new Set<BinaryOp>(['add', 'and', 'or', 'xor', 'mul']);

const BX_BIT = BIT.bx;

const loadConstant = (s: Selector, dst: Operand, value: number): void => {
  if (value === 0) s.e.op('xor', dst, dst);
  else s.e.op('mov', dst, imm(value));
};

/** Leaves the value of an i8 or i16 tree in `dst`. */
export const narrow = (s: Selector, tree: Tree, dst: Reg, avail: RegSet): void => {
  if (tree.type === 'i8' && !isByteReg(dst)) {
    through(s, pick(avail, 0) ?? 'ax', dst, avail, (via, free) => narrow(s, tree, via, free));
    return;
  }
  const to = operandOf(dst, tree.type);
  switch (tree.kind) {
    case 'const':
      loadConstant(s, to, tree.value);
      return;
    case 'local':
      if (tree.slot.register !== undefined) move(s, wordReg(dst), wordReg(tree.slot.register));
      else s.e.op('mov', to, directOperand(tree)!);
      return;
    case 'frame':
      s.e.op('lea', to, memory(directAddress(tree)!, 2));
      return;
    case 'base':
      s.e.op('mov', to, { kind: 'reg', name: 'bp' });
      return;
    case 'load':
      loadTree(s, tree, dst, avail);
      return;
    case 'symbol':
      s.e.op('mov', to, directOperand(tree)!);
      return;
    case 'unary':
      narrow(s, tree.operand, dst, avail);
      s.e.op(tree.op === 'neg' ? 'neg' : 'not', to);
      return;
    case 'binary':
      binaryTree(s, tree, dst, avail);
      return;
    case 'compare':
      compareTree(s, tree, dst, avail);
      return;
    case 'convert':
      convertTree(s, tree, dst, avail);
      return;
    case 'call':
      withRegisters(s, SCRATCH, avail, () => {
        s.run.call(s, tree.call, false);
        move(s, wordReg(dst), wordReg('ax'));
      });
      return;
    default:
      throw new Error(`no code for a ${tree.kind} of type ${tree.type}`);
  }
};

const loadTree = (s: Selector, tree: Extract<Tree, { kind: 'load' }>, dst: Reg, avail: RegSet): void => {
  const size = tree.type === 'i8' ? 1 : 2;
  const direct = directAddress(tree.address);
  if (direct !== undefined) {
    s.e.op('mov', operandOf(dst, tree.type), memory(direct, size));
    return;
  }
  withRegisters(s, BX_BIT, avail, () => {
    const address = addressInBx(s, tree.address, avail | BX_BIT);
    s.e.op('mov', operandOf(dst, tree.type), memory(address, size));
  });
};

const OPCODE: Partial<Record<BinaryOp, string>> = { add: 'add', sub: 'sub', and: 'and', or: 'or', xor: 'xor' };

const binaryTree = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  const { op } = tree;
  let { left, right } = tree;
  switch (op) {
    case 'mul':
      multiply(s, tree, dst, avail);
      return;
    case 'divs':
    case 'divu':
    case 'rems':
    case 'remu':
      divide(s, tree, dst, avail);
      return;
    case 'shl':
    case 'shrs':
    case 'shru':
      shift(s, tree, dst, avail);
      return;
    default:
  }
  if (COMMUTATIVE.has(op) && directOperand(right) === undefined && directOperand(left) !== undefined)
    [left, right] = [right, left];
  if (tree.type === 'i16' && op === 'add' && lea(s, tree, dst)) return;
  const to = operandOf(dst, tree.type);
  if (!has(avail, dst) && !isByteReg(dst) && directOperand(right) === undefined) {
    // SI and DI are written once, at the end.
    through(s, pick(avail, 0) ?? 'ax', dst, avail, (via, free) => narrow(s, tree, via, free));
    return;
  }
  bothOperands(s, left, right, dst, avail, (operand) => apply(s, OPCODE[op]!, to, operand));
};

/** Sums of a register variable or BP with constants, where an address computation does it in one instruction. */
const lea = (s: Selector, tree: Tree, dst: Reg): boolean => {
  const address = directAddress(tree);
  if (address === undefined || (address.base === undefined && address.index === undefined)) return false;
  if (
    address.index === dst &&
    address.base === undefined &&
    address.symbol === undefined &&
    Math.abs(address.disp) <= 1
  )
    return false;
  s.e.op('lea', wordReg(dst), memory(address, 2));
  return true;
};

const compareTree = (s: Selector, tree: Extract<Tree, { kind: 'compare' }>, dst: Reg, avail: RegSet): void => {
  if (!isByteReg(dst)) {
    through(s, pick(avail, 0) ?? 'ax', dst, avail, (via, free) => compareTree(s, tree, via, free));
    return;
  }
  const [yes, done] = [s.e.newLabel(), s.e.newLabel()];
  s.run.jumpIf(s, tree, yes, avail);
  s.e.op('xor', wordReg(dst), wordReg(dst));
  s.e.jump('jmp', done);
  s.e.label(yes);
  s.e.op('mov', wordReg(dst), imm(1));
  s.e.label(done);
};

const convertTree = (s: Selector, tree: Extract<Tree, { kind: 'convert' }>, dst: Reg, avail: RegSet): void => {
  const { operand } = tree;
  if (tree.op === 'trunc') {
    const direct = directOperand(tree);
    if (direct !== undefined) {
      s.e.op('mov', operandOf(dst, tree.type), direct);
      return;
    }
    if (operand.type === 'i32') {
      withRegisters(s, AX | DX, avail, () => {
        s.run.long(s, operand, avail | AX | DX);
        move(s, wordReg(dst), wordReg('ax'));
      });
      return;
    }
    narrow(s, operand, dst, avail);
    return;
  }
  if (tree.op === 'zext') {
    if (!isByteReg(dst)) {
      through(s, pick(avail, 0) ?? 'ax', dst, avail, (via, free) => convertTree(s, tree, via, free));
      return;
    }
    narrow(s, operand, dst, avail);
    s.e.op('xor', highByte(dst), highByte(dst));
    return;
  }
  withRegisters(s, AX, avail, () => {
    narrow(s, operand, 'ax', avail | AX);
    s.e.op('cbw');
    move(s, wordReg(dst), wordReg('ax'));
  });
};
