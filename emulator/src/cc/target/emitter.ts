/** Writing 8086 instructions as the assembler's items, and the small vocabulary of registers that code generation uses. */

import {
  type Expr,
  type Item,
  imm,
  type MemoryOperand,
  type Operand,
  type Register,
  reg,
  symbol,
} from '../../asm/index.ts';
import type { Block } from '../ir/ir.ts';

/** Registers that hold values; AX CX DX BX are free for computing, SI and DI hold variables. */
export type Reg = 'ax' | 'cx' | 'dx' | 'bx' | 'si' | 'di';
/** A set of registers: the sum of their bits. */
export type RegSet = number;
export const BIT: Readonly<Record<Reg, RegSet>> = { ax: 1, cx: 2, dx: 4, bx: 8, si: 16, di: 32 };
export const AX = 1;
export const CX = 2;
export const DX = 4;
export const BX = 8;
export const SCRATCH: RegSet = AX | CX | DX | BX;
export const SCRATCH_REGS: readonly Reg[] = ['ax', 'cx', 'dx', 'bx'];
const LOW: Readonly<Record<Reg, Register>> = { ax: 'al', cx: 'cl', dx: 'dl', bx: 'bl', si: 'si', di: 'di' };
const HIGH: Readonly<Record<Reg, Register>> = { ax: 'ah', cx: 'ch', dx: 'dh', bx: 'bh', si: 'si', di: 'di' };

export const has = (set: RegSet, r: Reg): boolean => (set & BIT[r]) !== 0;
export const wordReg = (r: Reg): Operand => reg(r);
export const ax: Operand = reg('ax');
export const dx: Operand = reg('dx');
export const sp: Operand = reg('sp');
export const lowByte = (r: Reg): Operand => reg(LOW[r]);
export const highByte = (r: Reg): Operand => reg(HIGH[r]);

/** A place in memory: symbol or number, plus BX or BP, plus SI or DI. */
export interface Address {
  readonly base: 'bx' | 'bp' | undefined;
  readonly index: 'si' | 'di' | undefined;
  readonly symbol: string | undefined;
  readonly disp: number;
}

const displacement = (address: Address): Expr => {
  const disp = (address.disp << 16) >> 16;
  return address.symbol === undefined ? disp : symbol(address.symbol, disp);
};

/** A memory operand of one or two bytes, `plus` bytes behind an address. */
export const memory = (address: Address, size: 1 | 2, plus = 0): MemoryOperand => {
  const disp = displacement(plus === 0 ? address : { ...address, disp: address.disp + plus });
  return {
    kind: 'mem',
    ...(address.base === undefined ? {} : { base: address.base }),
    ...(address.index === undefined ? {} : { index: address.index }),
    ...(disp === 0 && (address.base ?? address.index) !== undefined ? {} : { disp }),
    size,
  };
};

/** A place in the frame, by its distance from BP. */
export const frameAddress = (offset: number): Address => ({
  base: 'bp',
  index: undefined,
  symbol: undefined,
  disp: offset,
});

export class Emitter {
  readonly items: Item[] = [];
  readonly #prefix: string;
  #labels = 0;

  constructor(symbolName: string) {
    this.#prefix = `.L${symbolName}.`;
  }

  op(name: string, ...operands: readonly Operand[]): void {
    this.items.push({ kind: 'instr', op: name, operands });
  }

  rep(name: string): void {
    this.items.push({ kind: 'instr', op: name, operands: [], prefixes: ['rep'] });
  }

  newLabel(): string {
    this.#labels++;
    return `${this.#prefix}${this.#labels}`;
  }

  label(name: string): void {
    this.items.push({ kind: 'label', name });
  }

  jump(op: string, target: string): void {
    this.items.push({ kind: 'instr', op, operands: [imm(symbol(target))] });
  }

  blockLabel(block: Block): string {
    return block.symbol ?? `${this.#prefix}b${block.id}`;
  }
}
