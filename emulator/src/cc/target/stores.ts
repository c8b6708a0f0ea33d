/** Values into memory and variables: operations in place (`x = x op y`) where the shape allows, else a register in between. */

import { imm, type Operand } from '../../asm/index.ts';
import type { Op, Slot, Tree } from '../ir/ir.ts';
import { visit } from '../ir/walk.ts';
import { type Address, AX, ax, BX, DX, dx, memory, SCRATCH, wordReg } from './emitter.ts';
import { directPair } from './long.ts';
import { apply } from './operands.ts';
import {
  addressInBx,
  destroys,
  directAddress,
  directOperand,
  operandOf,
  type Selector,
  sameTree,
  slotAddress,
} from './selector.ts';
import { storeWide } from './wide.ts';

const RMW: Readonly<Record<string, string>> = { add: 'add', sub: 'sub', and: 'and', or: 'or', xor: 'xor' };

const PAIR: Readonly<Record<string, readonly [string, string]>> = {
  add: ['add', 'adc'],
  sub: ['sub', 'sbb'],
  and: ['and', 'and'],
  or: ['or', 'or'],
  xor: ['xor', 'xor'],
};

const mentions = (tree: Tree, register: 'si' | 'di'): boolean => {
  let found = false;
  visit(tree, (t) => {
    if (t.kind === 'local' && t.slot.register === register) found = true;
  });
  return found;
};

/** `x = x op y` in place; false where the shape does not fit. `isTarget` recognises x. */
const inPlace = (
  s: Selector,
  value: Tree,
  isTarget: (tree: Tree) => boolean,
  dst: Operand,
  inMemory: boolean,
): boolean => {
  if (value.kind === 'unary' && isTarget(value.operand)) {
    s.e.op(value.op === 'neg' ? 'neg' : 'not', dst);
    return true;
  }
  if (value.kind !== 'binary') return false;
  let { left, right } = value;
  if (value.op !== 'sub' && RMW[value.op] !== undefined && !isTarget(left) && isTarget(right))
    [left, right] = [right, left];
  if (!isTarget(left)) return false;
  if (
    (value.op === 'shl' || value.op === 'shrs' || value.op === 'shru') &&
    right.kind === 'const' &&
    right.value >= 0 &&
    right.value < 3
  ) {
    const name = value.op === 'shl' ? 'shl' : value.op === 'shrs' ? 'sar' : 'shr';
    for (let i = 0; i < right.value; i++) s.e.op(name, dst, imm(1));
    return true;
  }
  const op = RMW[value.op];
  if (op === undefined) return false;
  const direct = directOperand(right);
  if (direct !== undefined && !(inMemory && direct.kind === 'mem')) {
    apply(s, op, dst, direct);
    return true;
  }
  if (!inMemory && right.kind === 'load' && right.type === 'i16') {
    s.e.op(op, dst, memory(addressInBx(s, right.address, SCRATCH), 2));
    return true;
  }
  s.run.narrow(s, right, 'ax', SCRATCH);
  s.e.op(op, dst, operandOf('ax', value.type));
  return true;
};

/** Stores an i8 or i16 value at an address that needs no code. */
const storeNarrow = (s: Selector, address: Address, value: Tree, isTarget: (tree: Tree) => boolean): void => {
  const size = value.type === 'i8' ? 1 : 2;
  const to = memory(address, size);
  if (inPlace(s, value, isTarget, to, true)) return;
  const direct = directOperand(value);
  if (direct !== undefined && direct.kind !== 'mem') {
    s.e.op('mov', to, direct);
    return;
  }
  s.run.narrow(s, value, 'ax', SCRATCH);
  s.e.op('mov', to, operandOf('ax', value.type));
};

const storeLong = (s: Selector, address: Address, value: Tree, isTarget: (tree: Tree) => boolean): void => {
  const [low, high] = [memory(address, 2), memory(address, 2, 2)];
  if (value.kind === 'const') {
    s.e.op('mov', low, imm((value.value << 16) >> 16));
    s.e.op('mov', high, imm(value.value >> 16));
    return;
  }
  const words = value.kind === 'binary' ? PAIR[value.op] : undefined;
  if (value.kind === 'binary' && words !== undefined && isTarget(value.left)) {
    const pair = directPair(value.right);
    if (pair !== undefined && pair.low.kind !== 'mem' && pair.high.kind !== 'mem') {
      s.e.op(words[0], low, pair.low);
      s.e.op(words[1], high, pair.high);
    } else {
      s.run.long(s, value.right, SCRATCH);
      s.e.op(words[0], low, ax);
      s.e.op(words[1], high, dx);
    }
    return;
  }
  s.run.long(s, value, SCRATCH);
  s.e.op('mov', low, ax);
  s.e.op('mov', high, dx);
};

/** `slot = value`. */
export const setSlot = (s: Selector, slot: Slot, value: Tree): void => {
  if (value.type === 'i64') {
    const place = slotAddress(slot);
    storeWide(s, (_s, offset) => memory(place, 2, offset), value);
    return;
  }
  const isTarget = (tree: Tree): boolean => tree.kind === 'local' && tree.slot === slot;
  if (slot.register !== undefined) {
    setRegister(s, slot.register, value, isTarget);
    return;
  }
  const address = slotAddress(slot);
  if (value.type === 'i32') storeLong(s, address, value, isTarget);
  else storeNarrow(s, address, value, isTarget);
};

const setRegister = (s: Selector, register: 'si' | 'di', value: Tree, isTarget: (tree: Tree) => boolean): void => {
  const to = wordReg(register);
  if (isTarget(value)) return;
  const sum = directAddress(value);
  const plainSum = sum !== undefined && sum.symbol === undefined && sum.base === undefined && sum.index === register;
  if ((!plainSum || Math.abs(sum.disp) <= 2) && inPlace(s, value, isTarget, to, false)) return;
  const single = value.kind === 'load' && directOperand(value) !== undefined;
  if (!mentions(value, register) || plainSum || single) {
    s.run.narrow(s, value, register, SCRATCH);
    return;
  }
  s.run.narrow(s, value, 'ax', SCRATCH);
  s.e.op('mov', to, ax);
};

/** The address of a store in BX, with the value computed so that neither is lost. */
export const store = (s: Selector, op: Extract<Op, { kind: 'store' }>): void => {
  const { value, type } = op;
  if (type === 'i64') {
    const direct = directAddress(op.address);
    storeWide(s, (_s, offset) => memory(direct ?? addressInBx(s, op.address, SCRATCH), 2, offset), value);
    return;
  }
  const isTarget = (tree: Tree): boolean =>
    !op.volatile && tree.kind === 'load' && !tree.volatile && tree.type === type && sameTree(tree.address, op.address);
  const direct = directAddress(op.address);
  const put = type === 'i32' ? storeLong : storeNarrow;
  if (direct !== undefined) {
    put(s, direct, value, isTarget);
    return;
  }
  const constant = directOperand(value);
  if (type !== 'i32' && constant !== undefined && constant.kind !== 'mem') {
    s.e.op('mov', memory(addressInBx(s, op.address, SCRATCH), type === 'i8' ? 1 : 2), constant);
    return;
  }
  const addressDestroys = destroys(op.address) | BX;
  const valueRegs = type === 'i32' ? AX | DX : AX;
  if (value.kind === 'binary' && isTarget(value.left) && destroys(value.right) === 0 && RMW[value.op] !== undefined) {
    put(s, addressInBx(s, op.address, SCRATCH), value, isTarget);
    return;
  }
  const size = type === 'i8' ? 1 : 2;
  const write = (address: Address): void => {
    s.e.op('mov', memory(address, size), operandOf('ax', type));
    if (type === 'i32') s.e.op('mov', memory(address, 2, 2), dx);
  };
  const compute = (avail: number): void => {
    if (type === 'i32') s.run.long(s, value, avail);
    else s.run.narrow(s, value, 'ax', avail);
  };
  if ((addressDestroys & valueRegs) === 0) {
    compute(SCRATCH);
    write(addressInBx(s, op.address, SCRATCH & ~valueRegs));
    return;
  }
  const address = addressInBx(s, op.address, SCRATCH);
  if ((destroys(value) & BX) === 0) compute(SCRATCH & ~BX);
  else {
    s.e.op('push', wordReg('bx'));
    compute(SCRATCH);
    s.e.op('pop', wordReg('bx'));
  }
  write(address);
};
