/** Operations of the intermediate form as instructions: calls and their results, stack allocation, asm; the rest by kind. */

import { imm } from '../../asm/index.ts';
import type { AsmRegister, Op, Slot } from '../ir/ir.ts';
import { clear, copy, type OpContext } from './blocks.ts';
import { ax, dx, memory, type Reg, SCRATCH, sp, wordReg } from './emitter.ts';
import { operandOf, type Selector, slotAddress } from './selector.ts';
import { setSlot, store } from './stores.ts';
import { WIDE_RESULT } from './wide.ts';

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
