/** Comparisons fused with jumps, for all widths. */

import { imm } from '../../asm/index.ts';
import { type Relation, swapped, type Tree } from '../ir/ir.ts';
import { AX, ax, BIT, BX, DX, dx, type Reg, type RegSet, SCRATCH } from './emitter.ts';
import { directPair, longOperands } from './long.ts';
import { bothOperands } from './operands.ts';
import { directOperand, operandOf, pick, type Selector, withRegisters } from './selector.ts';
import { wordsOf } from './wide.ts';

const JUMPS: Readonly<Record<Relation, string>> = {
  eq: 'je',
  ne: 'jne',
  lts: 'jl',
  les: 'jle',
  gts: 'jg',
  ges: 'jge',
  ltu: 'jb',
  leu: 'jbe',
  gtu: 'ja',
  geu: 'jae',
};

/** The conditional jump for a relation. */
export const jumpFor = (op: Relation): string => JUMPS[op];

type Compare = { readonly op: Relation; readonly left: Tree; readonly right: Tree };

const isZero = (tree: Tree): boolean =>
  (tree.kind === 'const' && tree.value === 0) || (tree.kind === 'long' && tree.value === 0n);

/** Emits the jump to `target` that is taken if the comparison holds. */
export const jumpIf = (s: Selector, compare: Compare, target: string, avail: RegSet): void => {
  let { op, left, right } = compare;
  if ((left.kind === 'const' || left.kind === 'long') && right.kind !== left.kind) {
    [left, right] = [right, left];
    op = swapped(op);
  }
  if (left.type === 'i64') wide(s, { op, left, right }, target, avail);
  else if (left.type === 'i32') long(s, { op, left, right }, target, avail);
  else narrow(s, { op, left, right }, target, avail);
};

const narrow = (s: Selector, { op, left, right }: Compare, target: string, avail: RegSet): void => {
  const type = left.type;
  const leftDirect = directOperand(left);
  const rightDirect = directOperand(right);
  if (isZero(right) && (op === 'eq' || op === 'ne') && left.kind === 'binary' && left.op === 'and') {
    testBits(s, left, avail);
    s.e.jump(JUMPS[op], target);
    return;
  }
  if (leftDirect !== undefined && leftDirect.kind !== 'imm') {
    if (isZero(right) && leftDirect.kind === 'reg') {
      s.e.op('test', leftDirect, leftDirect);
      s.e.jump(JUMPS[op], target);
      return;
    }
    if (rightDirect !== undefined && (rightDirect.kind !== 'mem' || leftDirect.kind === 'reg')) {
      s.e.op('cmp', leftDirect, rightDirect);
      s.e.jump(JUMPS[op], target);
      return;
    }
  }
  const r: Reg = pick(avail, 0) ?? 'ax';
  withFlags(s, r, avail, (all) => {
    const to = operandOf(r, type);
    bothOperands(s, left, right, r, all, (operand) => {
      if (isZero(right)) s.e.op('test', to, to);
      else s.e.op('cmp', to, operand);
    });
  });
  s.e.jump(JUMPS[op], target);
};

/** A register for the comparison; POP leaves the flags alone. */
const withFlags = (s: Selector, r: Reg, avail: RegSet, body: (all: RegSet) => void): void => {
  withRegisters(s, BIT[r], avail, () => body(avail | BIT[r]));
};

const testBits = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, avail: RegSet): void => {
  const right = directOperand(tree.right);
  const left = directOperand(tree.left);
  if (left !== undefined && left.kind !== 'imm' && right !== undefined && right.kind !== 'mem') {
    s.e.op('test', left, right);
    return;
  }
  const r: Reg = pick(avail, 0) ?? 'ax';
  withFlags(s, r, avail, (all) => {
    bothOperands(s, tree.left, tree.right, r, all, (operand) => s.e.op('test', operandOf(r, tree.type), operand));
  });
};

const needs = (tree: Tree): RegSet => (directPair(tree) === undefined ? AX | DX | BX : AX | DX);

const long = (s: Selector, { op, left, right }: Compare, target: string, avail: RegSet): void => {
  if (isZero(right)) {
    const pair = directPair(left);
    if ((op === 'lts' || op === 'ges') && pair !== undefined && pair.high.kind !== 'imm') {
      s.e.op('cmp', pair.high, imm(0));
      s.e.jump(JUMPS[op], target);
      return;
    }
    if (op === 'eq' || op === 'ne') {
      withRegisters(s, AX | DX, avail, () => {
        s.run.long(s, left, avail | AX | DX);
        s.e.op('or', ax, dx);
      });
      s.e.jump(JUMPS[op], target);
      return;
    }
  }
  const all = avail | needs(right) | needs(left);
  if (op === 'eq' || op === 'ne') {
    withRegisters(s, needs(right), avail, () => {
      longOperands(s, left, right, all, (low, high) => {
        s.e.op('sub', ax, low);
        s.e.op('sbb', dx, high());
        s.e.op('or', ax, dx);
      });
    });
    s.e.jump(JUMPS[op], target);
    return;
  }
  // a > b is b < a, and a <= b is b >= a: SUB and SBB leave the flags of "less".
  const swap = op === 'gts' || op === 'les' || op === 'gtu' || op === 'leu';
  const [a, b] = swap ? [right, left] : [left, right];
  const relation = swap ? swapped(op) : op;
  withRegisters(s, needs(b), avail, () => {
    longOperands(s, a, b, all, (low, high) => {
      s.e.op('cmp', ax, low);
      s.e.op('sbb', dx, high());
    });
  });
  s.e.jump(JUMPS[relation], target);
};

const wide = (s: Selector, { op, left, right }: Compare, target: string, avail: RegSet): void => {
  const body = (run: () => void): void => withRegisters(s, SCRATCH, avail, run);
  if (op === 'eq' || op === 'ne') {
    const [a, b] = [wordsOf(left), wordsOf(right)];
    const zero = isZero(right);
    body(() => {
      s.e.op('mov', dx, imm(0));
      for (const offset of [0, 2, 4, 6]) {
        s.e.op('mov', ax, a(s, offset));
        if (!zero) s.e.op('xor', ax, b(s, offset));
        s.e.op('or', dx, ax);
      }
    });
    s.e.jump(JUMPS[op], target);
    return;
  }
  const swap = op === 'gts' || op === 'les' || op === 'gtu' || op === 'leu';
  const [a, b] = swap ? [wordsOf(right), wordsOf(left)] : [wordsOf(left), wordsOf(right)];
  body(() => {
    for (const offset of [0, 2, 4, 6]) {
      s.e.op('mov', ax, a(s, offset));
      s.e.op(offset === 0 ? 'cmp' : 'sbb', ax, b(s, offset));
    }
  });
  s.e.jump(JUMPS[swap ? swapped(op) : op], target);
};
