/** Blocks of bytes: copies of structs and cleared objects, word by word or with a string instruction. */

import { type Item, imm } from '../../asm/index.ts';
import type { Op } from '../ir/ir.ts';
import { AX, ax, dx, memory, SCRATCH, wordReg } from './emitter.ts';
import { addressInBx, destroys, directAddress, operandOf, type Selector } from './selector.ts';

/** How `asm` text becomes items; given by the driver, which knows the assembler's text form. */
export type ParseAsm = (text: string, op: Extract<Op, { kind: 'asm' }>) => readonly Item[];

/** What operations need besides: the parser of asm texts, and which registers hold variables. */
export interface OpContext extends Selector {
  readonly parseAsm: ParseAsm;
  /** Whether SI and DI hold variables here, so that string instructions must save them. */
  readonly registers: ReadonlySet<'si' | 'di'>;
}

/** How many bytes are moved word by word instead of with a string instruction. */
const INLINE = 8;

/** Whether an operation needs SI or DI for a string instruction. */
export const usesStrings = (op: Op): boolean => (op.kind === 'copy' || op.kind === 'clear') && op.size > INLINE;

const repeat = (s: Selector, name: 'movs' | 'stos', size: number): void => {
  s.e.op('mov', wordReg('cx'), imm(size >> 1));
  s.e.rep(`${name}w`);
  if ((size & 1) !== 0) s.e.op(`${name}b`);
};

/** The words and the last byte of so many bytes. */
const pieces = (size: number): { offset: number; bytes: 1 | 2 }[] => {
  const list: { offset: number; bytes: 1 | 2 }[] = [];
  for (let offset = 0; offset + 1 < size; offset += 2) list.push({ offset, bytes: 2 });
  if ((size & 1) !== 0) list.push({ offset: size - 1, bytes: 1 });
  return list;
};

/** Copies bytes from one place to another that does not overlap it. */
export const copy = (s: OpContext, op: Extract<Op, { kind: 'copy' }>): void => {
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

/** Runs `body` with those of SI and DI kept that hold variables. */
const saving = (s: OpContext, list: readonly ('si' | 'di')[], body: () => void): void => {
  const saved = list.filter((r) => s.registers.has(r));
  for (const r of saved) s.e.op('push', wordReg(r));
  body();
  for (const r of [...saved].reverse()) s.e.op('pop', wordReg(r));
};

/** Fills bytes with zeros. */
export const clear = (s: OpContext, op: Extract<Op, { kind: 'clear' }>): void => {
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
