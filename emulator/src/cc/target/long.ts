/** Trees of 32 bits into DX:AX: arithmetic word by word, shifts, products, the division routines. */

import { imm, type Operand, symbol } from '../../asm/index.ts';
import type { BinaryOp, Tree } from '../ir/ir.ts';
import { AX, ax, BX, CX, DX, dx, highByte, lowByte, memory, type RegSet, SCRATCH, wordReg } from './emitter.ts';
import { addressInBx, destroys, directOperand, directPlace, type Selector, withRegisters } from './selector.ts';

const bx = wordReg('bx');
const cx = wordReg('cx');

/** The two words of an i32 tree that needs no code. */
export const directPair = (tree: Tree): { low: Operand; high: Operand } | undefined => {
  if (tree.kind === 'const') return { low: imm((tree.value << 16) >> 16), high: imm(tree.value >> 16) };
  if (tree.kind === 'convert' && tree.op === 'zext' && tree.operand.type === 'i16') {
    const low = directOperand(tree.operand);
    return low && { low, high: imm(0) };
  }
  const place = directPlace(tree);
  return place && { low: memory(place, 2), high: memory(place, 2, 2) };
};

const setWord = (s: Selector, to: Operand, from: Operand): void => {
  if (from.kind === 'imm' && from.value === 0) s.e.op('xor', to, to);
  else if (!(from.kind === 'reg' && to.kind === 'reg' && from.name === to.name)) s.e.op('mov', to, from);
};

/** Leaves the value of an i32 tree in DX:AX. */
export const long = (s: Selector, tree: Tree, avail: RegSet): void => {
  const pair = directPair(tree);
  if (pair !== undefined) {
    setWord(s, ax, pair.low);
    setWord(s, dx, pair.high);
    return;
  }
  switch (tree.kind) {
    case 'load':
      withRegisters(s, BX, avail, () => {
        const address = addressInBx(s, tree.address, avail | BX);
        s.e.op('mov', ax, memory(address, 2));
        s.e.op('mov', dx, memory(address, 2, 2));
      });
      return;
    case 'unary':
      long(s, tree.operand, avail);
      if (tree.op === 'com') {
        s.e.op('not', ax);
        s.e.op('not', dx);
      } else {
        s.e.op('neg', dx);
        s.e.op('neg', ax);
        s.e.op('sbb', dx, imm(0));
      }
      return;
    case 'binary':
      binaryTree(s, tree, avail);
      return;
    case 'convert':
      if (tree.op === 'trunc') throw new Error('i64 was not taken apart');
      s.run.narrow(s, tree.operand, 'ax', avail);
      if (tree.operand.type === 'i8') {
        if (tree.op === 'sext') s.e.op('cbw');
        else s.e.op('xor', highByte('ax'), highByte('ax'));
      }
      if (tree.op === 'sext') s.e.op('cwd');
      else s.e.op('xor', dx, dx);
      return;
    case 'call':
      withRegisters(s, SCRATCH, avail, () => s.run.call(s, tree.call, false));
      return;
    default:
      throw new Error(`no code for a ${tree.kind} of type i32`);
  }
};

const WORD_OPS: Partial<Record<BinaryOp, readonly [string, string]>> = {
  add: ['add', 'adc'],
  sub: ['sub', 'sbb'],
  and: ['and', 'and'],
  or: ['or', 'or'],
  xor: ['xor', 'xor'],
};
const ROUTINES: Partial<Record<BinaryOp, string>> = {
  mul: '___lmul',
  divs: '___ldiv',
  divu: '___ludiv',
  rems: '___lrem',
  remu: '___lurem',
};

/** The left side into DX:AX and operands for the right one; needs BX where the right side is not direct. */
export const longOperands = (
  s: Selector,
  left: Tree,
  right: Tree,
  avail: RegSet,
  use: (low: Operand, high: () => Operand) => void,
): void => {
  const pair = directPair(right);
  if (pair !== undefined) {
    long(s, left, avail);
    use(pair.low, () => pair.high);
    return;
  }
  withRegisters(s, BX, avail, () => {
    const all = avail | BX;
    if (right.kind === 'load' && (destroys(right.address) & (AX | DX)) === 0) {
      long(s, left, all);
      const address = addressInBx(s, right.address, all & ~(AX | DX));
      use(memory(address, 2), () => memory(address, 2, 2));
      return;
    }
    long(s, right, all);
    s.e.op('push', dx);
    s.e.op('push', ax);
    long(s, left, all);
    s.e.op('pop', bx);
    use(bx, () => {
      s.e.op('pop', bx);
      return bx;
    });
  });
};

const binaryTree = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, avail: RegSet): void => {
  const { op } = tree;
  const words = WORD_OPS[op];
  if (words !== undefined) {
    let { left, right } = tree;
    if (op !== 'sub' && directPair(right) === undefined && directPair(left) !== undefined)
      [left, right] = [right, left];
    longOperands(s, left, right, avail, (low, high) => {
      applyWord(s, words[0], ax, low, op !== 'add' && op !== 'sub');
      applyWord(s, words[1], dx, high(), op !== 'add' && op !== 'sub');
    });
    return;
  }
  if (op === 'shl' || op === 'shrs' || op === 'shru') {
    shift(s, tree, op, avail);
    return;
  }
  const product = op === 'mul' ? shortProduct(tree) : undefined;
  if (product !== undefined) {
    multiplyWords(s, product, avail);
    return;
  }
  withRegisters(s, BX | CX, avail, () => {
    const pair = directPair(tree.right);
    if (pair !== undefined) {
      long(s, tree.left, avail | BX | CX);
      s.e.op('mov', bx, pair.low);
      s.e.op('mov', cx, pair.high);
    } else {
      long(s, tree.right, avail | BX | CX);
      s.e.op('push', dx);
      s.e.op('push', ax);
      long(s, tree.left, avail | BX | CX);
      s.e.op('pop', bx);
      s.e.op('pop', cx);
    }
    s.e.op('call', imm(symbol(ROUTINES[op]!)));
  });
};

/** Bit operators with 0 or -1 in a word need no instruction, or a shorter one. */
const applyWord = (s: Selector, op: string, to: Operand, from: Operand, bitwise: boolean): void => {
  if (bitwise && from.kind === 'imm') {
    if (from.value === 0) {
      if (op === 'and') s.e.op('xor', to, to);
      return;
    }
    if (from.value === -1 && op === 'and') return;
  }
  s.e.op(op, to, from);
};

interface Product {
  readonly left: Tree;
  readonly right: Tree;
  readonly op: 'mul' | 'imul';
}

/** A product of two extended words, which one MUL or IMUL gives. */
const shortProduct = (tree: Extract<Tree, { kind: 'binary' }>): Product | undefined => {
  const { left, right } = tree;
  if (left.kind !== 'convert' || left.operand.type !== 'i16' || left.op === 'trunc') return undefined;
  const op = left.op === 'sext' ? 'imul' : 'mul';
  if (right.kind === 'convert' && right.op === left.op && right.operand.type === 'i16')
    return { left: left.operand, right: right.operand, op };
  if (right.kind !== 'const') return undefined;
  const fits = op === 'imul' ? right.value === (right.value << 16) >> 16 : right.value >= 0 && right.value <= 0xffff;
  return fits
    ? { left: left.operand, right: { kind: 'const', type: 'i16', value: (right.value << 16) >> 16 }, op }
    : undefined;
};

const multiplyWords = (s: Selector, product: Product, avail: RegSet): void => {
  withRegisters(s, BX, avail, () => {
    s.run.narrow(s, product.right, 'bx', avail | BX);
    if ((destroys(product.left) & BX) !== 0) {
      s.e.op('push', bx);
      s.run.narrow(s, product.left, 'ax', avail | BX);
      s.e.op('pop', bx);
    } else s.run.narrow(s, product.left, 'ax', avail & ~BX);
    s.e.op(product.op, bx);
  });
};

const shift = (
  s: Selector,
  tree: Extract<Tree, { kind: 'binary' }>,
  op: 'shl' | 'shrs' | 'shru',
  avail: RegSet,
): void => {
  const { left, right } = tree;
  if (right.kind === 'const') {
    long(s, left, avail);
    constantShift(s, op, right.value & 0xffff, avail);
    return;
  }
  withRegisters(s, CX, avail, () => {
    const all = avail | CX;
    if ((destroys(left) & CX) === 0) {
      s.run.narrow(s, right, 'cx', all);
      long(s, left, all & ~CX);
    } else {
      s.run.narrow(s, right, 'ax', all);
      s.e.op('push', ax);
      long(s, left, all);
      s.e.op('pop', cx);
    }
    const [again, done] = [s.e.newLabel(), s.e.newLabel()];
    s.e.jump('jcxz', done);
    s.e.label(again);
    shiftOnce(s, op);
    s.e.jump('loop', again);
    s.e.label(done);
  });
};

const shiftOnce = (s: Selector, op: 'shl' | 'shrs' | 'shru'): void => {
  if (op === 'shl') {
    s.e.op('shl', ax, imm(1));
    s.e.op('rcl', dx, imm(1));
  } else {
    s.e.op(op === 'shrs' ? 'sar' : 'shr', dx, imm(1));
    s.e.op('rcr', ax, imm(1));
  }
};

/** Moves whole words and bytes first; the rest bit by bit. */
const constantShift = (s: Selector, op: 'shl' | 'shrs' | 'shru', count: number, avail: RegSet): void => {
  let left = Math.min(count, 32);
  const fill = (): void => {
    if (op === 'shrs') s.e.op('cwd');
    else s.e.op('xor', op === 'shl' ? ax : dx, op === 'shl' ? ax : dx);
  };
  if (left >= 16) {
    if (op === 'shl') s.e.op('mov', dx, ax);
    else s.e.op('mov', ax, dx);
    fill();
    left -= 16;
    if (left === 0) return;
    const words = wordReg(op === 'shl' ? 'dx' : 'ax');
    const name = op === 'shl' ? 'shl' : op === 'shrs' ? 'sar' : 'shr';
    if (left < 4) for (let i = 0; i < left; i++) s.e.op(name, words, imm(1));
    else {
      withRegisters(s, CX, avail, () => {
        s.e.op('mov', lowByte('cx'), imm(left));
        s.e.op(name, words, lowByte('cx'));
      });
    }
    return;
  }
  if (left >= 8) {
    if (op === 'shl') {
      s.e.op('mov', highByte('dx'), lowByte('dx'));
      s.e.op('mov', lowByte('dx'), highByte('ax'));
      s.e.op('mov', highByte('ax'), lowByte('ax'));
      s.e.op('xor', lowByte('ax'), lowByte('ax'));
    } else {
      s.e.op('mov', lowByte('ax'), highByte('ax'));
      s.e.op('mov', highByte('ax'), lowByte('dx'));
      s.e.op('mov', lowByte('dx'), highByte('dx'));
      if (op === 'shru') s.e.op('xor', highByte('dx'), highByte('dx'));
      else signOfDl(s);
    }
    left -= 8;
  }
  if (left < 4) {
    for (let i = 0; i < left; i++) shiftOnce(s, op);
    return;
  }
  withRegisters(s, CX, avail, () => {
    const again = s.e.newLabel();
    s.e.op('mov', cx, imm(left));
    s.e.label(again);
    shiftOnce(s, op);
    s.e.jump('loop', again);
  });
};

/** Fills DH with the sign of DL, through AX. */
const signOfDl = (s: Selector): void => {
  s.e.op('xchg', ax, dx);
  s.e.op('cbw');
  s.e.op('xchg', ax, dx);
};
