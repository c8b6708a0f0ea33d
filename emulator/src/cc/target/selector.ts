/**
 * What code generation of one function shares: the emitter, how operands are found in memory, which registers a tree must
 * destroy, and the evaluators, which call each other through here.
 *
 * The rule that keeps it correct: `evaluate(tree, dst, avail)` leaves the value in `dst` and may change only registers in
 * `avail`; what it needs beyond them it saves on the stack itself.
 */

import { imm, type Operand, symbol as symbolExpr } from '../../asm/index.ts';
import type { Call, Slot, Tree } from '../ir/ir.ts';
import {
  type Address,
  AX,
  BIT,
  BX,
  CX,
  DX,
  type Emitter,
  frameAddress,
  has,
  lowByte,
  memory,
  type Reg,
  type RegSet,
  SCRATCH,
  SCRATCH_REGS,
  wordReg,
} from './emitter.ts';

export interface Evaluators {
  /** An i16 or i8 tree into a register (the low byte of AX CX DX BX for i8). */
  narrow(s: Selector, tree: Tree, dst: Reg, avail: RegSet): void;
  /** An i32 tree into DX:AX. */
  long(s: Selector, tree: Tree, avail: RegSet): void;
  /** Calls; the result is in AX, DX:AX, or AX BX CX DX. All of them must be available. */
  call(s: Selector, call: Call, wide: boolean): void;
  /** Jumps to `target` if the comparison holds. Both sides of the same type. */
  jumpIf(s: Selector, tree: Extract<Tree, { kind: 'compare' }>, target: string, avail: RegSet): void;
}

export interface Selector {
  readonly e: Emitter;
  readonly run: Evaluators;
}

/** Runs `body` with all of `needed` free to use; registers outside `avail` are saved around it. `out` survives. */
export const withRegisters = (s: Selector, needed: RegSet, avail: RegSet, body: () => void): void => {
  const saved = SCRATCH_REGS.filter((r) => has(needed, r) && !has(avail, r));
  for (const r of saved) s.e.op('push', wordReg(r));
  body();
  for (const r of saved.reverse()) s.e.op('pop', wordReg(r));
};

/** Structural equality of trees without loads that could differ. */
export const sameTree = (a: Tree, b: Tree): boolean => {
  if (a === b) return true;
  if (a.kind !== b.kind || a.type !== b.type) return false;
  switch (a.kind) {
    case 'const':
      return a.value === (b as typeof a).value;
    case 'symbol':
      return a.name === (b as typeof a).name && a.offset === (b as typeof a).offset;
    case 'frame':
      return a.slot === (b as typeof a).slot && a.offset === (b as typeof a).offset;
    case 'local':
      return a.slot === (b as typeof a).slot;
    case 'binary':
      return (
        a.op === (b as typeof a).op &&
        sameTree(a.left, (b as typeof a).left) &&
        sameTree(a.right, (b as typeof a).right)
      );
    case 'load':
      return !a.volatile && sameTree(a.address, (b as typeof a).address);
    default:
      return false;
  }
};

export const slotAddress = (slot: Slot, plus = 0): Address => frameAddress((slot.frame ?? 0) + plus);

interface Sum {
  disp: number;
  symbol: string | undefined;
  frame: boolean;
  readonly registers: ('si' | 'di')[];
  readonly rest: Tree[];
}

const flatten = (tree: Tree, sum: Sum): void => {
  switch (tree.kind) {
    case 'const':
      sum.disp += tree.value;
      return;
    case 'symbol':
      if (sum.symbol === undefined) {
        sum.symbol = tree.name;
        sum.disp += tree.offset;
      } else sum.rest.push(tree);
      return;
    case 'frame':
      if (!sum.frame) {
        sum.frame = true;
        sum.disp += (tree.slot.frame ?? 0) + tree.offset;
      } else sum.rest.push(tree);
      return;
    case 'base':
      if (!sum.frame) sum.frame = true;
      else sum.rest.push(tree);
      return;
    case 'local':
      if (tree.slot.register !== undefined && sum.registers.length === 0) sum.registers.push(tree.slot.register);
      else sum.rest.push(tree);
      return;
    case 'binary':
      if (tree.op === 'add') {
        flatten(tree.left, sum);
        flatten(tree.right, sum);
        return;
      }
      if (tree.op === 'sub' && tree.right.kind === 'const') {
        flatten(tree.left, sum);
        sum.disp -= tree.right.value;
        return;
      }
      sum.rest.push(tree);
      return;
    default:
      sum.rest.push(tree);
  }
};

const sumOf = (tree: Tree): Sum => {
  const sum: Sum = { disp: 0, symbol: undefined, frame: false, registers: [], rest: [] };
  flatten(tree, sum);
  return sum;
};

/** The address if it needs no code. */
export const directAddress = (tree: Tree): Address | undefined => {
  const sum = sumOf(tree);
  if (sum.rest.length > 0) return undefined;
  return { base: sum.frame ? 'bp' : undefined, index: sum.registers[0], symbol: sum.symbol, disp: sum.disp };
};

/** The address as an operand, with what it needs computed into BX (which must be available then). */
export const addressInBx = (s: Selector, tree: Tree, avail: RegSet): Address => {
  const sum = sumOf(tree);
  if (sum.rest.length > 0) {
    const rest = sum.rest.reduce((left, right): Tree => ({ kind: 'binary', type: 'i16', op: 'add', left, right }));
    s.run.narrow(s, rest, 'bx', avail | BX);
    if (sum.frame) s.e.op('add', wordReg('bx'), { kind: 'reg', name: 'bp' });
  }
  const base = sum.rest.length > 0 ? 'bx' : sum.frame ? 'bp' : undefined;
  return { base, index: sum.registers[0], symbol: sum.symbol, disp: sum.disp };
};

/** The operand for an i8 or i16 tree that needs no code: a constant, a register variable, a place in memory. */
export const directOperand = (tree: Tree): Operand | undefined => {
  switch (tree.kind) {
    case 'const':
      return imm(tree.value);
    case 'symbol':
      return imm(symbolExpr(tree.name, tree.offset));
    case 'local':
      if (tree.slot.register !== undefined) return tree.type === 'i8' ? undefined : wordReg(tree.slot.register);
      return memory(slotAddress(tree.slot), tree.type === 'i8' ? 1 : 2);
    case 'load': {
      const address = directAddress(tree.address);
      return address && memory(address, tree.type === 'i8' ? 1 : 2);
    }
    case 'convert': {
      if (tree.op !== 'trunc') return undefined;
      const inner = directPlace(tree.operand);
      return inner && memory(inner, tree.type === 'i8' ? 1 : 2);
    }
    default:
      return undefined;
  }
};

/** Where an i32 or i64 (or any) value lies in memory, if that needs no code. */
export const directPlace = (tree: Tree): Address | undefined => {
  if (tree.kind === 'local') return tree.slot.register === undefined ? slotAddress(tree.slot) : undefined;
  return tree.kind === 'load' && !tree.volatile ? directAddress(tree.address) : undefined;
};

const isDirectLoad = (tree: Tree): boolean => tree.kind === 'load' && directAddress(tree.address) !== undefined;

const destroyed = new WeakMap<Tree, RegSet>();

/** The registers that computing a tree destroys besides where its value goes. */
export const destroys = (tree: Tree): RegSet => {
  let set = destroyed.get(tree);
  if (set === undefined) {
    set = computeDestroys(tree);
    destroyed.set(tree, set);
  }
  return set;
};

const computeDestroys = (tree: Tree): RegSet => {
  switch (tree.kind) {
    case 'load':
      return (isDirectLoad(tree) ? 0 : BX | destroys(tree.address)) | (tree.type === 'i32' ? AX | DX : 0);
    case 'unary':
      return destroys(tree.operand) | (tree.type === 'i32' ? AX | DX : 0);
    case 'binary': {
      const inner = destroys(tree.left) | destroys(tree.right);
      if (tree.type === 'i32') {
        const simple =
          tree.op === 'add' || tree.op === 'sub' || tree.op === 'and' || tree.op === 'or' || tree.op === 'xor';
        const direct = tree.right.kind === 'const' || directPlace(tree.right) !== undefined;
        return inner | (simple ? AX | DX | (direct ? 0 : BX) : SCRATCH);
      }
      switch (tree.op) {
        case 'mul':
          return inner | AX | DX;
        case 'divs':
        case 'divu':
        case 'rems':
        case 'remu':
          return inner | AX | DX | CX;
        case 'shl':
        case 'shrs':
        case 'shru':
          return inner | (tree.right.kind === 'const' && (tree.right.value < 4 || tree.right.value >= 16) ? 0 : CX);
        default:
          return inner;
      }
    }
    case 'compare':
      return (
        destroys(tree.left) |
        destroys(tree.right) |
        (tree.left.type === 'i32' || tree.left.type === 'i64' ? AX | DX | BX : 0)
      );
    case 'convert':
      return (
        destroys(tree.operand) |
        (tree.type === 'i32' || tree.operand.type === 'i32' || tree.op === 'sext' ? AX | DX : 0)
      );
    case 'call':
      return SCRATCH;
    default:
      return tree.type === 'i32' ? AX | DX : 0;
  }
};

/** A register of `avail` other than those excluded, preferring ones that are not in `avoid`. */
export const pick = (avail: RegSet, excluded: RegSet, avoid: RegSet = 0): Reg | undefined => {
  const order: readonly Reg[] = ['ax', 'cx', 'dx', 'bx'];
  const free = order.filter((r) => has(avail, r) && !has(excluded, r));
  return free.find((r) => !has(avoid, r)) ?? free[0];
};

export const operandOf = (r: Reg, type: Tree['type']): Operand => (type === 'i8' ? lowByte(r) : wordReg(r));
export const isByteReg = (r: Reg): boolean => BIT[r] <= BX;
