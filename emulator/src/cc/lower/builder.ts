/**
 * The state of lowering one function: blocks as they are made, slots for variables and temporaries, labels. Also what the
 * unit gathers meanwhile: strings and static objects.
 */
import type { Label, Stmt, StringLiteral, Variable } from '../front/ast.ts';
import { alignOf, isVariable, sizeOf, type Type } from '../front/types.ts';
import type { Block, MachineType, Op, Slot, Terminator, Tree } from '../ir/ir.ts';
import type { Position } from '../problem.ts';

/** The machine type of a scalar; pointers are i16. */
export const machineType = (type: Type): MachineType => {
  if (type.kind === 'int') return type.size === 1 ? 'i8' : type.size === 2 ? 'i16' : type.size === 4 ? 'i32' : 'i64';
  if (type.kind === 'float') return type.size === 4 ? 'f32' : 'f64';
  return 'i16';
};

export const isSigned = (type: Type): boolean => type.kind === 'int' && type.signed;

/** Strings of a unit; equal ones share one place. */
export class Strings {
  readonly #known = new Map<string, { readonly name: string; readonly literal: StringLiteral }>();

  symbol(literal: StringLiteral): string {
    const key = `${literal.width}:${literal.units.join(',')}`;
    let entry = this.#known.get(key);
    if (entry === undefined) {
      entry = { name: `.Lstring.${this.#known.size + 1}`, literal };
      this.#known.set(key, entry);
    }
    return entry.name;
  }

  all(): Iterable<{ readonly name: string; readonly literal: StringLiteral }> {
    return this.#known.values();
  }
}

export class FunctionBuilder {
  readonly strings: Strings;
  readonly blocks: Block[] = [];
  readonly slots: Slot[] = [];
  readonly #variables = new Map<Variable, Slot>();
  readonly #labels = new Map<Label, Block>();
  /** The symbol of the function, from which label symbols are made. */
  readonly symbol: string;
  block: Block;
  depth = 0;
  dynamicStack = false;
  /** Where the caller wants a struct result. */
  resultPointer: Slot | undefined;

  /** Lowers the statements of a statement expression. */
  readonly body: (b: FunctionBuilder, statements: readonly Stmt[]) => void;

  constructor(symbol: string, strings: Strings, body: (b: FunctionBuilder, statements: readonly Stmt[]) => void) {
    this.body = body;
    this.symbol = symbol;
    this.strings = strings;
    this.block = this.newBlock();
    this.blocks.push(this.block);
  }

  newBlock(): Block {
    return { id: 0, ops: [], end: { kind: 'unreachable' }, depth: this.depth, dead: false, symbol: undefined };
  }

  emit(op: Op): void {
    this.block.ops.push(op);
  }

  line(at: Position): void {
    this.emit({ kind: 'line', at });
  }

  /** Ends the current block. What is emitted before the next `start` cannot be reached. */
  end(terminator: Terminator): void {
    this.block.end = terminator;
    this.block = this.newBlock();
    this.blocks.push(this.block);
  }

  jump(to: Block): void {
    this.end({ kind: 'jump', to });
  }

  /** Goes on in `block`, falling into it from the current one. */
  start(block: Block): void {
    this.block.end = { kind: 'jump', to: block };
    this.blocks.push(block);
    this.block = block;
  }

  labelBlock(label: Label): Block {
    let block = this.#labels.get(label);
    if (block === undefined) {
      block = this.newBlock();
      if (label.addressTaken) block.symbol = label.symbol;
      this.#labels.set(label, block);
    }
    return block;
  }

  #newSlot(name: string, size: number, align: number, type: MachineType | undefined, more: Partial<Slot>): Slot {
    const slot: Slot = {
      id: this.slots.length,
      name,
      size,
      align,
      type,
      variable: undefined,
      parameter: undefined,
      frame: undefined,
      register: undefined,
      ...more,
    };
    this.slots.push(slot);
    return slot;
  }

  temporary(type: MachineType): Slot {
    const size = machineSize(type);
    return this.#newSlot('', size, size === 1 ? 1 : 2, type, {});
  }

  memory(size: number, align: number): Slot {
    return this.#newSlot('', size, align, undefined, {});
  }

  parameter(variable: Variable | undefined, offset: number, type: Type): Slot {
    const scalar = variable !== undefined && inRegister(variable) ? machineType(type) : undefined;
    const slot = this.#newSlot(
      variable?.name ?? '',
      sizeOf(type),
      alignOf(type),
      scalar ?? (variable === undefined ? machineType(type) : undefined),
      {
        variable,
        parameter: offset,
      },
    );
    if (variable !== undefined) this.#variables.set(variable, slot);
    return slot;
  }

  slotOf(variable: Variable): Slot {
    let slot = this.#variables.get(variable);
    if (slot === undefined) {
      const vla = isVariable(variable.type);
      const scalar = vla ? 'i16' : inRegister(variable) ? machineType(variable.type) : undefined;
      const size = vla ? 2 : sizeOf(variable.type);
      const align = Math.max(vla ? 2 : alignOf(variable.type), variable.align);
      slot = this.#newSlot(variable.name, size, align, scalar, { variable });
      this.#variables.set(variable, slot);
    }
    return slot;
  }
}

const machineSize = (type: MachineType): number => ({ i8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8 })[type];

/** Whether a variable is a scalar that no pointer and no volatile rule ties to memory. */
const inRegister = (variable: Variable): boolean => {
  const { type } = variable;
  const scalar = type.kind === 'int' || type.kind === 'float' || type.kind === 'pointer';
  return scalar && !variable.addressTaken && type.volatile !== true;
};

/** A tree that costs little to compute twice and that no store in between can change. */
export const isCheap = (tree: Tree): boolean => {
  switch (tree.kind) {
    case 'const':
    case 'long':
    case 'symbol':
    case 'frame':
    case 'local':
    case 'base':
      return true;
    case 'binary':
      return tree.type === 'i16' && tree.op === 'add' && isCheap(tree.left) && tree.right.kind === 'const';
    default:
      return false;
  }
};

/** Puts a value into a temporary, so that it can be used more than once. */
export const saved = (b: FunctionBuilder, tree: Tree): Tree => {
  if (isCheap(tree) && tree.kind !== 'local') return tree;
  const slot = b.temporary(tree.type);
  b.emit({ kind: 'set', slot, value: tree });
  return { kind: 'local', type: tree.type, slot };
};
