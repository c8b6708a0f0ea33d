/** Trees of 8 and 16 bits into registers. */
import { imm, type Operand } from '../../asm/index.ts';
import type { BinaryOp, Tree } from '../ir/ir.ts';
import { AX, BIT, CX, DX, has, highByte, lowByte, memory, type Reg, type RegSet, SCRATCH, wordReg } from './emitter.ts';
import {
  addressInBx,
  destroys,
  directAddress,
  directOperand,
  isByteReg,
  operandOf,
  pick,
  type Selector,
  withRegisters,
} from './selector.ts';

const COMMUTATIVE = new Set<BinaryOp>(['add', 'and', 'or', 'xor', 'mul']);
const BX_BIT = BIT.bx;

const move = (s: Selector, dst: Operand, src: Operand): void => {
  if (dst.kind === 'reg' && src.kind === 'reg' && dst.name === src.name) return;
  s.e.op('mov', dst, src);
};

const loadConstant = (s: Selector, dst: Operand, value: number): void => {
  if (value === 0) s.e.op('xor', dst, dst);
  else s.e.op('mov', dst, imm(value));
};

/** Leaves the value of an i8 or i16 tree in `dst`. */
export const narrow = (s: Selector, tree: Tree, dst: Reg, avail: RegSet): void => {
  if (tree.type === 'i8' && !isByteReg(dst)) {
    const via = pick(avail, 0) ?? 'ax';
    withRegisters(s, BIT[via], avail, () => {
      narrow(s, tree, via, avail | BIT[via]);
      move(s, wordReg(dst), wordReg(via));
    });
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

/** `op dst, right` with the shortest instruction. */
const apply = (s: Selector, op: string, dst: Operand, right: Operand): void => {
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
    narrow(s, left, dst, avail);
    use(direct);
    return;
  }
  const leftDestroys = destroys(left);
  const rightDestroys = destroys(right);
  if (right.kind === 'load' && dst !== 'bx' && has(avail, 'bx') && (destroys(right.address) & BIT[dst]) === 0) {
    narrow(s, left, dst, avail);
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
    narrow(s, right, second, avail);
    narrow(s, left, dst, avail & ~BIT[second]);
    use(operandOf(second, right.type));
    return;
  }
  if (!has(rightDestroys, dst)) {
    const free = pick(avail, BIT[dst], 0) ?? second;
    narrow(s, left, dst, avail);
    narrow(s, right, free, avail & ~BIT[dst]);
    use(operandOf(free, right.type));
    return;
  }
  narrow(s, right, dst, avail);
  s.e.op('push', wordReg(dst));
  narrow(s, left, dst, avail);
  s.e.op('pop', wordReg(second));
  use(operandOf(second, right.type));
};

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
    const via = pick(avail, 0) ?? 'ax';
    withRegisters(s, BIT[via], avail, () => {
      narrow(s, tree, via, avail | BIT[via]);
      move(s, wordReg(dst), wordReg(via));
    });
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

const multiply = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  withRegisters(s, AX | DX, avail, () => {
    const all = avail | AX | DX;
    if (tree.type === 'i8') {
      bothOperands(s, tree.left, tree.right, 'ax', all, (operand) =>
        inRegister(s, operand, 'i8', all, (r) => s.e.op('mul', r)),
      );
    } else {
      bothOperands(s, tree.left, tree.right, 'ax', all, (operand) =>
        inRegister(s, operand, 'i16', all, (r) => s.e.op('mul', r)),
      );
    }
    move(s, wordReg(dst), wordReg('ax'));
  });
};

/** MUL and DIV take no constants: puts one into DX, which they destroy, or CX. */
const inRegister = (
  s: Selector,
  operand: Operand,
  type: 'i8' | 'i16',
  avail: RegSet,
  use: (operand: Operand) => void,
): void => {
  if (operand.kind !== 'imm') {
    use(operand);
    return;
  }
  withRegisters(s, DX, avail, () => {
    const to = operandOf('dx', type);
    s.e.op('mov', to, operand);
    use(to);
  });
};

const divide = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  const signed = tree.op === 'divs' || tree.op === 'rems';
  const remainder = tree.op === 'rems' || tree.op === 'remu';
  withRegisters(s, AX | DX | CX, avail, () => {
    const all = avail | AX | DX | CX;
    const finish = (operand: Operand): void => {
      let divisor = operand;
      if (operand.kind === 'imm' || (operand.kind === 'reg' && (operand.name === 'dx' || operand.name === 'ax'))) {
        s.e.op('mov', wordReg('cx'), operand);
        divisor = wordReg('cx');
      }
      if (!signed) {
        s.e.op('xor', wordReg('dx'), wordReg('dx'));
        s.e.op('div', divisor);
        return;
      }
      // IDIV takes the quotient -32768 for an overflow: x / 1 must not get there
      const done = operand.kind === 'imm' ? undefined : s.e.newLabel();
      if (done !== undefined) {
        if (remainder) s.e.op('xor', wordReg('dx'), wordReg('dx'));
        s.e.op('cmp', divisor, imm(1));
        s.e.jump('je', done);
      }
      s.e.op('cwd');
      s.e.op('idiv', divisor);
      if (done !== undefined) s.e.label(done);
    };
    bothOperands(s, tree.left, tree.right, 'ax', all & ~DX, finish);
    move(s, wordReg(dst), wordReg(remainder ? 'dx' : 'ax'));
  });
};

const SHIFT: Partial<Record<BinaryOp, string>> = { shl: 'shl', shrs: 'sar', shru: 'shr' };

const shift = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  const op = SHIFT[tree.op]!;
  const { left, right } = tree;
  if (!isByteReg(dst)) {
    const via = pick(avail, CX) ?? 'ax';
    withRegisters(s, BIT[via], avail, () => {
      shift(s, tree, via, avail | BIT[via]);
      move(s, wordReg(dst), wordReg(via));
    });
    return;
  }
  const to = operandOf(dst, tree.type);
  if (right.kind === 'const') {
    constantShift(s, tree, dst, avail, right.value & 0xffff);
    return;
  }
  if (dst === 'cx') {
    const via = pick(avail, CX) ?? 'ax';
    withRegisters(s, BIT[via], avail, () => {
      shift(s, tree, via, avail | BIT[via]);
      move(s, wordReg('cx'), wordReg(via));
    });
    return;
  }
  withRegisters(s, CX, avail, () => {
    const all = avail | CX;
    if (!has(destroys(left), 'cx')) {
      narrow(s, right, 'cx', all);
      narrow(s, left, dst, all & ~CX);
    } else if (!has(destroys(right), dst)) {
      narrow(s, left, dst, all);
      narrow(s, right, 'cx', all & ~BIT[dst]);
    } else {
      narrow(s, right, dst, all);
      s.e.op('push', wordReg(dst));
      narrow(s, left, dst, all);
      s.e.op('pop', wordReg('cx'));
    }
    s.e.op(op, to, lowByte('cx'));
  });
};

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
  narrow(s, tree.left, dst, avail);
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

const compareTree = (s: Selector, tree: Extract<Tree, { kind: 'compare' }>, dst: Reg, avail: RegSet): void => {
  if (!isByteReg(dst)) {
    const via = pick(avail, 0) ?? 'ax';
    withRegisters(s, BIT[via], avail, () => {
      compareTree(s, tree, via, avail | BIT[via]);
      move(s, wordReg(dst), wordReg(via));
    });
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
      const via = pick(avail, 0) ?? 'ax';
      withRegisters(s, BIT[via], avail, () => {
        convertTree(s, tree, via, avail | BIT[via]);
        move(s, wordReg(dst), wordReg(via));
      });
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
