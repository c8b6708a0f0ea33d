/** Operations of the intermediate form as instructions: stores, copies, stack allocation, asm. */
import { type Item, imm, type Operand } from '../../asm/index.ts';
import type { AsmRegister, Op, Slot, Tree } from '../ir/ir.ts';
import { visit } from '../ir/walk.ts';
import { type Address, AX, BX, DX, memory, type Reg, SCRATCH, wordReg } from './emitter.ts';
import { directPair } from './long.ts';
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
import { storeWide, WIDE_RESULT } from './wide.ts';

const ax = wordReg('ax');
const dx = wordReg('dx');
const sp: Operand = { kind: 'reg', name: 'sp' };

/** How `asm` text becomes items; given by the driver, which knows the assembler's text form. */
export type ParseAsm = (text: string, op: Extract<Op, { kind: 'asm' }>) => readonly Item[];

export interface OpContext extends Selector {
  readonly parseAsm: ParseAsm;
  /** Whether SI and DI hold variables here, so that string instructions must save them. */
  readonly registers: ReadonlySet<'si' | 'di'>;
}

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

/** `op dst, operand` where dst is a register or memory. */
const applyTo = (s: Selector, op: string, dst: Operand, operand: Operand): void => {
  if (operand.kind === 'imm' && typeof operand.value === 'number') {
    if ((op === 'add' && operand.value === 1) || (op === 'sub' && operand.value === -1)) {
      s.e.op('inc', dst);
      return;
    }
    if ((op === 'sub' && operand.value === 1) || (op === 'add' && operand.value === -1)) {
      s.e.op('dec', dst);
      return;
    }
  }
  s.e.op(op, dst, operand);
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
    applyTo(s, op, dst, direct);
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

const setSlot = (s: Selector, slot: Slot, value: Tree): void => {
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
const store = (s: Selector, op: Extract<Op, { kind: 'store' }>): void => {
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

/** How many bytes are moved word by word instead of with a string instruction. */
const INLINE = 8;

/** Whether an operation needs SI or DI for a string instruction. */
export const usesStrings = (op: Op): boolean => (op.kind === 'copy' || op.kind === 'clear') && op.size > INLINE;

const repeat = (s: Selector, name: 'movs' | 'stos', size: number): void => {
  s.e.op('mov', wordReg('cx'), imm(size >> 1));
  s.e.rep(`${name}w`);
  if ((size & 1) !== 0) s.e.op(`${name}b`);
};

const pieces = (size: number): { offset: number; bytes: 1 | 2 }[] => {
  const list: { offset: number; bytes: 1 | 2 }[] = [];
  for (let offset = 0; offset + 1 < size; offset += 2) list.push({ offset, bytes: 2 });
  if ((size & 1) !== 0) list.push({ offset: size - 1, bytes: 1 });
  return list;
};

const copy = (s: OpContext, op: Extract<Op, { kind: 'copy' }>): void => {
  const { to, from, size } = op;
  if (size <= INLINE) {
    const target = directAddress(to);
    const source = directAddress(from);
    if (target !== undefined || source !== undefined) {
      const [t, f] = [target ?? addressInBx(s, to, SCRATCH), source ?? addressInBx(s, from, SCRATCH)];
      for (const { offset, bytes } of pieces(size)) {
        const r = bytes === 1 ? operandOf('ax', 'i8') : ax;
        s.e.op('mov', r, memory(f, bytes, offset));
        s.e.op('mov', memory(t, bytes, offset), r);
      }
      return;
    }
    s.run.narrow(s, from, 'ax', SCRATCH);
    s.e.op('push', ax);
    const target2 = addressInBx(s, to, SCRATCH);
    s.e.op('lea', wordReg('dx'), memory(target2, 2));
    s.e.op('pop', wordReg('bx'));
    for (const { offset, bytes } of pieces(size)) {
      s.e.op('mov', bytes === 1 ? operandOf('ax', 'i8') : ax, { kind: 'mem', base: 'bx', disp: offset, size: bytes });
      s.e.op('xchg', wordReg('bx'), wordReg('dx'));
      s.e.op('mov', { kind: 'mem', base: 'bx', disp: offset, size: bytes }, bytes === 1 ? operandOf('ax', 'i8') : ax);
      s.e.op('xchg', wordReg('bx'), wordReg('dx'));
    }
    return;
  }
  s.run.narrow(s, from, 'ax', SCRATCH);
  if ((destroys(to) & AX) !== 0) {
    s.e.op('push', ax);
    s.run.narrow(s, to, 'dx', SCRATCH);
    s.e.op('pop', ax);
  } else s.run.narrow(s, to, 'dx', SCRATCH & ~AX);
  saving(s, ['si', 'di'], () => {
    s.e.op('mov', wordReg('si'), ax);
    s.e.op('mov', wordReg('di'), dx);
    repeat(s, 'movs', size);
  });
};

const saving = (s: OpContext, list: readonly ('si' | 'di')[], body: () => void): void => {
  const saved = list.filter((r) => s.registers.has(r));
  for (const r of saved) s.e.op('push', wordReg(r));
  body();
  for (const r of [...saved].reverse()) s.e.op('pop', wordReg(r));
};

const clear = (s: OpContext, op: Extract<Op, { kind: 'clear' }>): void => {
  if (op.size <= INLINE) {
    const address = directAddress(op.address) ?? addressInBx(s, op.address, SCRATCH);
    for (const { offset, bytes } of pieces(op.size)) s.e.op('mov', memory(address, bytes, offset), imm(0));
    return;
  }
  s.run.narrow(s, op.address, 'dx', SCRATCH);
  saving(s, ['di'], () => {
    s.e.op('mov', wordReg('di'), dx);
    s.e.op('xor', ax, ax);
    repeat(s, 'stos', op.size);
  });
};

const storeResult = (s: Selector, slot: Slot): void => {
  if (slot.register !== undefined) {
    s.e.op('mov', wordReg(slot.register), ax);
    return;
  }
  const place = slotAddress(slot);
  if (slot.size === 8) for (const [i, r] of WIDE_RESULT.entries()) s.e.op('mov', memory(place, 2, i * 2), r);
  else if (slot.size === 4) {
    s.e.op('mov', memory(place, 2), ax);
    s.e.op('mov', memory(place, 2, 2), dx);
  } else s.e.op('mov', memory(place, slot.size === 1 ? 1 : 2), operandOf('ax', slot.size === 1 ? 'i8' : 'i16'));
};

const asm = (s: OpContext, op: Extract<Op, { kind: 'asm' }>): void => {
  const changed = new Set<AsmRegister>([
    ...op.clobbers,
    ...op.inputs.map((i) => i.register),
    ...op.outputs.map((o) => o.register),
  ]);
  const simple = op.inputs.length === 0 && op.outputs.length === 0;
  const keep = simple ? [] : (['si', 'di'] as const).filter((r) => changed.has(r) && s.registers.has(r));
  for (const r of keep) s.e.op('push', wordReg(r));
  for (const input of op.inputs) {
    s.run.narrow(s, input.value, 'ax', SCRATCH);
    s.e.op('push', ax);
  }
  for (const input of [...op.inputs].reverse()) s.e.op('pop', wordReg(input.register as Reg));
  s.e.items.push(...s.parseAsm(op.text, op));
  for (const output of op.outputs) s.e.op('push', wordReg(output.register as Reg));
  for (const output of [...op.outputs].reverse()) {
    s.e.op('pop', ax);
    storeResult(s, output.slot);
  }
  for (const r of [...keep].reverse()) s.e.op('pop', wordReg(r));
};

/** Emits one operation that is not a mark for the debugger. */
export const emitOp = (s: OpContext, op: Op): void => {
  switch (op.kind) {
    case 'set':
      setSlot(s, op.slot, op.value);
      return;
    case 'store':
      store(s, op);
      return;
    case 'copy':
      copy(s, op);
      return;
    case 'clear':
      clear(s, op);
      return;
    case 'call':
      s.run.call(s, op.call, op.result?.size === 8);
      if (op.result !== undefined) storeResult(s, op.result);
      return;
    case 'evaluate':
      if (op.value.type === 'i32') s.run.long(s, op.value, SCRATCH);
      else if (op.value.type !== 'i64') s.run.narrow(s, op.value, 'ax', SCRATCH);
      return;
    case 'alloca':
      s.run.narrow(s, op.size, 'ax', SCRATCH);
      s.e.op('inc', ax);
      s.e.op('and', ax, imm(-2));
      s.e.op('sub', sp, ax);
      s.e.op('mov', ax, sp);
      storeResult(s, op.result);
      return;
    case 'save-stack':
      s.e.op('mov', ax, sp);
      storeResult(s, op.slot);
      return;
    case 'restore-stack':
      s.run.narrow(s, { kind: 'local', type: 'i16', slot: op.slot }, 'ax', SCRATCH);
      s.e.op('mov', sp, ax);
      return;
    case 'asm':
      asm(s, op);
      return;
    default:
  }
};
