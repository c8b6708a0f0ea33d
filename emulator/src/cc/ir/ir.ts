/**
 * The intermediate form between C and the 8086: functions as basic blocks of operations over pure expression trees. Trees
 * have machine types and no side effects but loads; everything else is an operation. C's types are gone, signedness sits on
 * the operators. Values of i8, i16 and i32 constants are kept sign-extended.
 */

import type { Variable } from '../front/ast.ts';
import type { Position } from '../problem.ts';

export type MachineType = 'i8' | 'i16' | 'i32' | 'i64' | 'f32' | 'f64';
export const SIZES: Readonly<Record<MachineType, number>> = { i8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8 };

export type BinaryOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'divs'
  | 'divu'
  | 'rems'
  | 'remu'
  | 'and'
  | 'or'
  | 'xor'
  | 'shl'
  | 'shrs'
  | 'shru';
export type Relation = 'eq' | 'ne' | 'lts' | 'les' | 'gts' | 'ges' | 'ltu' | 'leu' | 'gtu' | 'geu';
/** Conversions: extension, truncation, between integers and floats (signed or unsigned), between floats. */
export type ConvertOp = 'sext' | 'zext' | 'trunc' | 'stof' | 'utof' | 'ftos' | 'ftou' | 'ftof';

/** Something in the frame: a local variable, a parameter or a temporary. */
export interface Slot {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly align: number;
  /** Its type if it is a scalar that is only read and written as a whole; undefined if it must live in memory. */
  readonly type: MachineType | undefined;
  readonly variable: Variable | undefined;
  /** A parameter's offset from BP. */
  readonly parameter: number | undefined;
  /** Offset from BP, set by frame layout. */
  frame: number | undefined;
  /** The register it lives in, set by register allocation. */
  register: 'si' | 'di' | undefined;
}

export type Tree =
  | { readonly kind: 'const'; readonly type: 'i8' | 'i16' | 'i32' | 'f32' | 'f64'; readonly value: number }
  | { readonly kind: 'long'; readonly type: 'i64'; readonly value: bigint }
  /** The address of a symbol. */
  | { readonly kind: 'symbol'; readonly type: 'i16'; readonly name: string; readonly offset: number }
  /** The address of a slot in memory. */
  | { readonly kind: 'frame'; readonly type: 'i16'; readonly slot: Slot; readonly offset: number }
  /** The value of a scalar slot. */
  | { readonly kind: 'local'; readonly type: MachineType; readonly slot: Slot }
  | { readonly kind: 'load'; readonly type: MachineType; readonly address: Tree; readonly volatile: boolean }
  | { readonly kind: 'unary'; readonly type: MachineType; readonly op: 'neg' | 'com'; readonly operand: Tree }
  | {
      readonly kind: 'binary';
      readonly type: MachineType;
      readonly op: BinaryOp;
      readonly left: Tree;
      /** Of the same type, but i16 for shift counts. */
      readonly right: Tree;
    }
  /** 0 or 1. */
  | { readonly kind: 'compare'; readonly type: 'i16'; readonly op: Relation; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'convert'; readonly type: MachineType; readonly op: ConvertOp; readonly operand: Tree }
  /** BP, for __builtin_frame_address. */
  | { readonly kind: 'base'; readonly type: 'i16' }
  /** A call whose result is used once, right here; made by the pass `forward`. */
  | { readonly kind: 'call'; readonly type: MachineType; readonly call: Call };

export type Argument =
  | { readonly kind: 'value'; readonly value: Tree }
  /** A struct passed by value: its bytes are copied onto the stack. */
  | { readonly kind: 'bytes'; readonly address: Tree; readonly size: number };

export interface Call {
  readonly callee: Tree;
  readonly args: readonly Argument[];
  readonly noreturn: boolean;
}

export interface AsmInput {
  readonly value: Tree;
  readonly register: AsmRegister;
}
export type AsmRegister = 'ax' | 'bx' | 'cx' | 'dx' | 'si' | 'di';

export type Op =
  | { readonly kind: 'set'; readonly slot: Slot; readonly value: Tree }
  | {
      readonly kind: 'store';
      readonly type: MachineType;
      readonly address: Tree;
      readonly value: Tree;
      readonly volatile: boolean;
    }
  | { readonly kind: 'copy'; readonly to: Tree; readonly from: Tree; readonly size: number }
  | { readonly kind: 'clear'; readonly address: Tree; readonly size: number }
  | { readonly kind: 'call'; readonly result: Slot | undefined; readonly call: Call }
  /** A value that is only computed for its volatile loads. */
  | { readonly kind: 'evaluate'; readonly value: Tree }
  | { readonly kind: 'alloca'; readonly result: Slot; readonly size: Tree }
  | { readonly kind: 'save-stack'; readonly slot: Slot }
  | { readonly kind: 'restore-stack'; readonly slot: Slot }
  | {
      readonly kind: 'asm';
      readonly text: string;
      readonly at: Position;
      readonly inputs: readonly AsmInput[];
      readonly outputs: readonly { readonly register: AsmRegister; readonly slot: Slot }[];
      readonly clobbers: readonly AsmRegister[];
    }
  | { readonly kind: 'line'; readonly at: Position }
  | { readonly kind: 'scope'; readonly slots: readonly Slot[] }
  | { readonly kind: 'scope-end' };

export type Terminator =
  | { readonly kind: 'jump'; readonly to: Block }
  | {
      readonly kind: 'branch';
      readonly op: Relation;
      readonly left: Tree;
      readonly right: Tree;
      readonly yes: Block;
      readonly no: Block;
    }
  | {
      readonly kind: 'switch';
      readonly value: Tree;
      readonly cases: readonly { readonly low: number; readonly high: number; readonly to: Block }[];
      readonly signed: boolean;
      readonly fallback: Block;
    }
  | { readonly kind: 'return'; readonly value: Tree | undefined }
  | { readonly kind: 'computed'; readonly target: Tree; readonly targets: readonly Block[] }
  | { readonly kind: 'trap' }
  | { readonly kind: 'unreachable' };

export interface Block {
  readonly id: number;
  ops: Op[];
  end: Terminator;
  /** How many loops it is in. */
  readonly depth: number;
  /** Whether code can get here; a dead block only keeps its scope marks. */
  dead: boolean;
  /** The symbol of a label whose address is taken. */
  symbol: string | undefined;
}

export interface IrFunction {
  readonly name: string;
  readonly symbol: string;
  readonly external: boolean;
  readonly weak: boolean;
  readonly at: Position;
  readonly end: Position;
  /** In the order of the source; the first is the entry. */
  blocks: Block[];
  readonly slots: Slot[];
  readonly parameters: readonly Slot[];
  /** Whether SP moves inside the function (alloca, VLAs). */
  readonly dynamicStack: boolean;
}

/** The machine word that is a number. */
export const word = (value: number): Tree => ({ kind: 'const', type: 'i16', value: (value << 16) >> 16 });

/** A sign-extended constant of an integer type of at most 32 bits. */
export const constant = (value: number, type: 'i8' | 'i16' | 'i32'): Tree => {
  const kept = type === 'i8' ? (value << 24) >> 24 : type === 'i16' ? (value << 16) >> 16 : value | 0;
  return { kind: 'const', type, value: kept };
};

export const load = (type: MachineType, address: Tree, volatile = false): Tree => ({
  kind: 'load',
  type,
  address,
  volatile,
});

export const binary = (op: BinaryOp, left: Tree, right: Tree): Tree => ({
  kind: 'binary',
  op,
  type: left.type,
  left,
  right,
});

/** The address `bytes` further on, folded where it is a symbol, a frame address or a sum with a constant. */
export const addBytes = (address: Tree, bytes: number): Tree => {
  if (bytes === 0) return address;
  switch (address.kind) {
    case 'const':
      return word(address.value + bytes);
    case 'symbol':
    case 'frame':
      return { ...address, offset: address.offset + bytes };
    case 'binary':
      if (address.op === 'add' && address.right.kind === 'const') {
        return addBytes(address.left, 0) === address.left && address.right.value + bytes === 0
          ? address.left
          : { ...address, right: word(address.right.value + bytes) };
      }
      break;
    default:
  }
  return { kind: 'binary', type: 'i16', op: 'add', left: address, right: word(bytes) };
};

const NEGATED: Readonly<Record<Relation, Relation>> = {
  eq: 'ne',
  ne: 'eq',
  lts: 'ges',
  ges: 'lts',
  les: 'gts',
  gts: 'les',
  ltu: 'geu',
  geu: 'ltu',
  leu: 'gtu',
  gtu: 'leu',
};
const SWAPPED: Readonly<Record<Relation, Relation>> = {
  eq: 'eq',
  ne: 'ne',
  lts: 'gts',
  gts: 'lts',
  les: 'ges',
  ges: 'les',
  ltu: 'gtu',
  gtu: 'ltu',
  leu: 'geu',
  geu: 'leu',
};
export const negated = (op: Relation): Relation => NEGATED[op];
export const swapped = (op: Relation): Relation => SWAPPED[op];

/** The blocks that a terminator can go to. */
export const successors = (end: Terminator): readonly Block[] => {
  switch (end.kind) {
    case 'jump':
      return [end.to];
    case 'branch':
      return [end.yes, end.no];
    case 'switch':
      return [...end.cases.map((c) => c.to), end.fallback];
    case 'computed':
      return end.targets;
    default:
      return [];
  }
};
