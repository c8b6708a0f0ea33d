/**
 * Instruction selection for one function: prologue, blocks in order with jumps fused and fall-through used, switches, the
 * epilogue. Frame: [bp+4] arguments, [bp+2] return address, [bp] caller's BP, [bp-2] and [bp-4] saved SI and DI, then locals.
 */

import { type Item, imm, type Operand, type Register, symbol } from '../../asm/index.ts';
import { type Block, type IrFunction, negated, type Slot, type Terminator, type Tree } from '../ir/ir.ts';
import { type OpContext, type ParseAsm, usesStrings } from './blocks.ts';
import { emitCall } from './calls.ts';
import { jumpFor, jumpIf } from './compare.ts';
import { ax, dx, Emitter, highByte, memory, SCRATCH, sp, wordReg } from './emitter.ts';
import { long } from './long.ts';
import { narrow } from './narrow.ts';
import { emitOp } from './ops.ts';
import { slotAddress } from './selector.ts';
import { loadResult } from './wide.ts';

const bx = wordReg('bx');
const bp: Operand = { kind: 'reg', name: 'bp' };

export interface SelectOptions {
  readonly parseAsm: ParseAsm;
  readonly stackCheck: boolean;
  /** The index of a variable's type in the debug tables. */
  readonly typeIndex: (slot: Slot) => number | undefined;
}

/** The registers the function must save: those it keeps variables in, and SI and DI for string instructions. */
const savedRegisters = (fn: IrFunction): ('si' | 'di')[] => {
  const used = new Set<'si' | 'di'>();
  for (const slot of fn.slots) if (slot.register !== undefined) used.add(slot.register);
  for (const block of fn.blocks) {
    for (const op of block.ops) {
      if (usesStrings(op)) {
        used.add('di');
        if (op.kind === 'copy') used.add('si');
      }
      if (op.kind === 'asm') {
        used.add('si');
        used.add('di');
      }
    }
  }
  return (['si', 'di'] as const).filter((r) => used.has(r));
};

/** Gives every slot its offset from BP and returns the bytes of locals. */
const layOutFrame = (fn: IrFunction, saved: number): number => {
  let size = 0;
  const place = (slot: Slot): void => {
    size += slot.size;
    if (slot.align >= 2) size = (size + 1) & ~1;
    slot.frame = -(saved * 2 + size);
  };
  const memory = fn.slots.filter((slot) => slot.parameter === undefined && slot.register === undefined);
  for (const slot of fn.slots) if (slot.parameter !== undefined) slot.frame = slot.parameter;
  for (const slot of memory) if (slot.align > 1) place(slot);
  for (const slot of memory) if (slot.align <= 1) place(slot);
  return (size + 1) & ~1;
};

class Selection {
  readonly fn: IrFunction;
  readonly options: SelectOptions;
  readonly e: Emitter;
  readonly s: OpContext;
  readonly saved: readonly ('si' | 'di')[];
  readonly frame: number;
  readonly tables: Item[] = [];
  scopes = 0;

  constructor(fn: IrFunction, options: SelectOptions) {
    this.fn = fn;
    this.options = options;
    this.e = new Emitter(fn.symbol);
    this.saved = savedRegisters(fn);
    this.frame = layOutFrame(fn, this.saved.length);
    const held = new Set(fn.slots.flatMap((slot) => slot.register ?? []));
    this.s = { e: this.e, run: { narrow, long, call: emitCall, jumpIf }, parseAsm: options.parseAsm, registers: held };
  }

  run(): Item[] {
    const { fn, e } = this;
    e.items.push({ kind: 'section', name: 'text' });
    if (fn.weak) e.items.push({ kind: 'weak', name: fn.symbol });
    else if (fn.external) e.items.push({ kind: 'global', name: fn.symbol });
    const registers: Register[] = [...this.saved];
    e.items.push({
      kind: 'function',
      name: fn.name,
      symbol: fn.symbol,
      file: fn.at.path,
      line: fn.at.line,
      frame: this.frame,
      saved: registers,
    });
    e.label(fn.symbol);
    e.items.push({ kind: 'line', file: fn.at.path, line: fn.at.line, column: fn.at.column });
    this.prologue();
    for (const slot of fn.parameters) this.variable(slot, true);
    const blocks = fn.blocks;
    for (const [i, block] of blocks.entries()) this.block(block, nextLive(blocks, i + 1));
    for (; this.scopes > 0; this.scopes--) e.items.push({ kind: 'scope-end' });
    e.items.push({ kind: 'function-end' });
    if (this.tables.length > 0)
      e.items.push({ kind: 'section', name: 'data' }, { kind: 'align', to: 2 }, ...this.tables);
    return e.items;
  }

  prologue(): void {
    const { e, fn } = this;
    if (this.options.stackCheck) {
      e.op('mov', ax, imm(this.frame));
      e.op('call', imm(symbol('___stkchk')));
    }
    e.op('push', bp);
    e.op('mov', bp, sp);
    for (const r of this.saved) e.op('push', wordReg(r));
    if (this.frame > 4) e.op('sub', sp, imm(this.frame));
    else for (let i = 0; i < this.frame; i += 2) e.op('push', ax);
    for (const slot of fn.slots) {
      if (slot.parameter !== undefined && slot.register !== undefined)
        e.op('mov', wordReg(slot.register), memory(slotAddress(slot), 2));
    }
  }

  epilogue(): void {
    const { e, saved, frame, fn } = this;
    if (saved.length === 0) {
      if (frame > 0 || fn.dynamicStack) e.op('mov', sp, bp);
    } else if (fn.dynamicStack) {
      e.op('lea', sp, { kind: 'mem', base: 'bp', disp: -2 * saved.length });
    } else if (frame > 0) e.op('add', sp, imm(frame));
    for (const r of [...saved].reverse()) e.op('pop', wordReg(r));
    e.op('pop', bp);
    e.op('ret');
  }

  variable(slot: Slot, parameter: boolean): void {
    const { variable } = slot;
    if (variable === undefined || variable.hidden) return;
    const type = this.options.typeIndex(slot);
    this.e.items.push({
      kind: 'variable',
      name: variable.name,
      location:
        slot.register === undefined
          ? { kind: 'frame', offset: slot.frame ?? 0 }
          : { kind: 'register', register: slot.register },
      size: slot.size,
      ...(type === undefined ? {} : { type }),
      parameter,
      line: variable.at.line,
    });
  }

  block(block: Block, next: Block | undefined): void {
    const { e } = this;
    if (!block.dead) e.label(e.blockLabel(block));
    for (const op of block.ops) {
      if (op.kind === 'scope') {
        this.scopes++;
        e.items.push({ kind: 'scope' });
        for (const slot of op.slots) this.variable(slot, false);
      } else if (op.kind === 'scope-end') {
        if (this.scopes > 0) {
          this.scopes--;
          e.items.push({ kind: 'scope-end' });
        }
      } else if (!block.dead) {
        if (op.kind === 'line')
          e.items.push({ kind: 'line', file: op.at.path, line: op.at.line, column: op.at.column });
        else emitOp(this.s, op);
      }
    }
    if (!block.dead) this.end(block.end, next);
  }

  jump(to: Block, next: Block | undefined): void {
    if (to !== next) this.e.jump('jmp', this.e.blockLabel(to));
  }

  end(end: Terminator, next: Block | undefined): void {
    const { e, s } = this;
    switch (end.kind) {
      case 'jump':
        this.jump(end.to, next);
        return;
      case 'branch':
        if (end.yes === next) jumpIf(s, { ...end, op: negated(end.op) }, e.blockLabel(end.no), SCRATCH);
        else {
          jumpIf(s, end, e.blockLabel(end.yes), SCRATCH);
          this.jump(end.no, next);
        }
        return;
      case 'switch':
        this.switch(end, next);
        return;
      case 'return':
        if (end.value !== undefined) this.result(end.value);
        this.epilogue();
        return;
      case 'computed':
        narrow(s, end.target, 'ax', SCRATCH);
        e.op('jmp', ax);
        return;
      case 'trap':
        e.op('int', imm(3));
        e.op('hlt');
        return;
      case 'unreachable':
    }
  }

  result(value: Tree): void {
    if (value.type === 'i64') loadResult(this.s, value);
    else if (value.type === 'i32') long(this.s, value, SCRATCH);
    else narrow(this.s, value, 'ax', SCRATCH);
  }

  switch(end: Extract<Terminator, { kind: 'switch' }>, next: Block | undefined): void {
    const { e } = this;
    const { value, fallback } = end;
    if (value.type === 'i32') {
      long(this.s, value, SCRATCH);
      this.longCases(end);
      this.jump(fallback, next);
      return;
    }
    narrow(this.s, value, 'ax', SCRATCH);
    if (value.type === 'i8') {
      if (end.signed) e.op('cbw');
      else e.op('xor', highByte('ax'), highByte('ax'));
    }
    const order = [...end.cases].sort((a, b) => a.low - b.low);
    if (this.jumpTable(order, fallback)) return;
    this.search(order, end.signed, fallback);
    this.jump(fallback, next);
  }

  longCases(end: Extract<Terminator, { kind: 'switch' }>): void {
    const { e } = this;
    for (const item of end.cases) {
      const skip = e.newLabel();
      if (item.low === item.high) {
        e.op('cmp', ax, imm((item.low << 16) >> 16));
        e.jump('jne', skip);
        e.op('cmp', dx, imm((item.low | 0) >> 16));
        e.jump('je', e.blockLabel(item.to));
      } else {
        const less = end.signed ? 'jl' : 'jb';
        const atLeast = end.signed ? 'jge' : 'jae';
        for (const [bound, jump, target] of [
          [item.low, less, skip],
          [item.high, atLeast, e.blockLabel(item.to)],
        ] as const) {
          e.op('mov', bx, imm((bound << 16) >> 16));
          e.op('mov', wordReg('cx'), imm((bound | 0) >> 16));
          if (jump === less) {
            e.op('cmp', ax, bx);
            e.op('mov', bx, dx);
            e.op('sbb', bx, wordReg('cx'));
          } else {
            e.op('cmp', bx, ax);
            e.op('sbb', wordReg('cx'), dx);
          }
          e.jump(jump, target);
        }
      }
      e.label(skip);
    }
  }

  /** A table of targets where at least half of the range is used. */
  jumpTable(order: Extract<Terminator, { kind: 'switch' }>['cases'], fallback: Block): boolean {
    const { e } = this;
    const first = order[0];
    const last = order.at(-1);
    if (first === undefined || last === undefined || order.length < 5) return false;
    const range = last.high - first.low + 1;
    const covered = order.reduce((sum, item) => sum + item.high - item.low + 1, 0);
    if (range > 1024 || covered * 2 < range) return false;
    const table = e.newLabel();
    if (first.low !== 0) e.op('sub', ax, imm((first.low << 16) >> 16));
    e.op('cmp', ax, imm(range - 1));
    e.jump('ja', e.blockLabel(fallback));
    e.op('mov', bx, ax);
    e.op('shl', bx, imm(1));
    e.op('jmp', { kind: 'mem', base: 'bx', disp: symbol(table), size: 2 });
    const targets = new Array<Block>(range).fill(fallback);
    for (const item of order)
      for (let value = item.low; value <= item.high; value++) targets[value - first.low] = item.to;
    this.tables.push(
      { kind: 'label', name: table },
      { kind: 'data', size: 2, values: targets.map((to) => symbol(e.blockLabel(to))) },
    );
    return true;
  }

  /** Binary search over the sorted cases, linear at its leaves. */
  search(order: Extract<Terminator, { kind: 'switch' }>['cases'], signed: boolean, fallback: Block): void {
    const { e } = this;
    if (order.length > 6) {
      const middle = order.length >> 1;
      const upper = e.newLabel();
      e.op('cmp', ax, imm((order[middle]!.low << 16) >> 16));
      e.jump(jumpFor(signed ? 'ges' : 'geu'), upper);
      this.search(order.slice(0, middle), signed, fallback);
      e.jump('jmp', e.blockLabel(fallback));
      e.label(upper);
      this.search(order.slice(middle), signed, fallback);
      return;
    }
    for (const item of order) {
      const to = e.blockLabel(item.to);
      e.op('cmp', ax, imm((item.low << 16) >> 16));
      if (item.low === item.high) {
        e.jump('je', to);
        continue;
      }
      const skip = e.newLabel();
      e.jump(jumpFor(signed ? 'lts' : 'ltu'), skip);
      e.op('cmp', ax, imm((item.high << 16) >> 16));
      e.jump(jumpFor(signed ? 'les' : 'leu'), to);
      e.label(skip);
    }
  }
}

const nextLive = (blocks: readonly Block[], from: number): Block | undefined => {
  for (let i = from; i < blocks.length; i++) if (!blocks[i]!.dead) return blocks[i];
  return undefined;
};

/** The function as items, jump tables included. */
export const select = (fn: IrFunction, options: SelectOptions): Item[] => new Selection(fn, options).run();
