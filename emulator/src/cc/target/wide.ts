/**
 * 64-bit values, word by word through AX: moving, adding, bit operators, negation, extension. Pointers that are not at hand are
 * loaded into BX before each word; MOV leaves the carry alone.
 */

import { imm, type Operand } from '../../asm/index.ts';
import type { Tree } from '../ir/ir.ts';
import { ax, dx, memory, SCRATCH, wordReg } from './emitter.ts';
import { addressInBx, directAddress, type Selector, slotAddress } from './selector.ts';

const WORDS = [0, 2, 4, 6] as const;

/** Gives the operand for one word of a value; may emit a load of BX. */
type Words = (s: Selector, offset: number) => Operand;

const placeWords = (address: Tree): Words => {
  const direct = directAddress(address);
  return (s, offset) => memory(direct ?? addressInBx(s, address, SCRATCH), 2, offset);
};

/** The words of an i64 operand: a constant, a slot, a load from a cheap address. */
export const wordsOf = (tree: Tree): Words => {
  switch (tree.kind) {
    case 'long':
      return (_s, offset) => imm(Number(BigInt.asIntN(16, tree.value >> BigInt(offset * 8))));
    case 'local': {
      const place = slotAddress(tree.slot);
      return (_s, offset) => memory(place, 2, offset);
    }
    case 'load':
      return placeWords(tree.address);
    default:
      throw new Error(`no words for a ${tree.kind}`);
  }
};

const SIMPLE: Readonly<Record<string, readonly [string, string]>> = {
  add: ['add', 'adc'],
  sub: ['sub', 'sbb'],
  and: ['and', 'and'],
  or: ['or', 'or'],
  xor: ['xor', 'xor'],
};

/** Stores an i64 tree (an operand, or one operation on operands) word by word. */
export const storeWide = (s: Selector, to: Words, tree: Tree): void => {
  const store = (offset: number): void => s.e.op('mov', to(s, offset), ax);
  switch (tree.kind) {
    case 'long': {
      const from = wordsOf(tree);
      for (const offset of WORDS) s.e.op('mov', to(s, offset), from(s, offset));
      return;
    }
    case 'local':
    case 'load': {
      const from = wordsOf(tree);
      for (const offset of WORDS) {
        s.e.op('mov', ax, from(s, offset));
        store(offset);
      }
      return;
    }
    case 'binary': {
      const [left, right] = [wordsOf(tree.left), wordsOf(tree.right)];
      const ops = SIMPLE[tree.op]!;
      for (const offset of WORDS) {
        s.e.op('mov', ax, left(s, offset));
        s.e.op(ops[offset === 0 ? 0 : 1], ax, right(s, offset));
        store(offset);
      }
      return;
    }
    case 'unary': {
      const from = wordsOf(tree.operand);
      for (const offset of WORDS) {
        if (tree.op === 'com') {
          s.e.op('mov', ax, from(s, offset));
          s.e.op('not', ax);
        } else {
          s.e.op('mov', ax, imm(0));
          s.e.op(offset === 0 ? 'sub' : 'sbb', ax, from(s, offset));
        }
        store(offset);
      }
      return;
    }
    case 'convert':
      extend(s, to, tree);
      return;
    default:
      throw new Error(`no code for a ${tree.kind} of type i64`);
  }
};

const extend = (s: Selector, to: Words, tree: Extract<Tree, { kind: 'convert' }>): void => {
  if (tree.operand.type === 'i32') {
    s.run.long(s, tree.operand, SCRATCH);
  } else {
    const wide: Tree = { kind: 'convert', type: 'i32', op: tree.op, operand: tree.operand };
    s.run.long(s, wide, SCRATCH);
  }
  s.e.op('mov', to(s, 0), ax);
  s.e.op('mov', to(s, 2), dx);
  if (tree.op === 'zext') {
    s.e.op('mov', to(s, 4), imm(0));
    s.e.op('mov', to(s, 6), imm(0));
    return;
  }
  s.e.op('mov', ax, dx);
  s.e.op('cwd');
  s.e.op('mov', to(s, 4), dx);
  s.e.op('mov', to(s, 6), dx);
};

/** Pushes an i64 operand, high word first. */
export const pushWide = (s: Selector, tree: Tree): void => {
  const from = wordsOf(tree);
  for (const offset of [6, 4, 2, 0]) {
    const operand = from(s, offset);
    if (operand.kind === 'imm') {
      s.e.op('mov', ax, operand);
      s.e.op('push', ax);
    } else s.e.op('push', operand);
  }
};

/** The registers that hold an i64 result, low word first. */
export const WIDE_RESULT: readonly Operand[] = [ax, wordReg('bx'), wordReg('cx'), wordReg('dx')];

/** Loads an i64 operand into the result registers. */
export const loadResult = (s: Selector, tree: Tree): void => {
  const from = wordsOf(tree);
  const pointer = tree.kind === 'load' && directAddress(tree.address) === undefined;
  const order = pointer ? [0, 4, 6, 2] : [0, 2, 4, 6];
  if (pointer) {
    const address = addressInBx(s, (tree as Extract<Tree, { kind: 'load' }>).address, SCRATCH);
    for (const offset of order) s.e.op('mov', WIDE_RESULT[offset / 2]!, memory(address, 2, offset));
    return;
  }
  for (const offset of order) s.e.op('mov', WIDE_RESULT[offset / 2]!, from(s, offset));
};
