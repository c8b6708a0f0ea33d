/**
 * A decoded instruction made ready to run: its semantics and the places of its operands. One object per distinct
 * encoding, shared by all places in memory that hold it. Built from the decoder's Instruction; runs nothing itself.
 */
import type { Instruction, MemoryOperand, Mnemonic, Operand } from '../isa/index.ts';
import type { Core } from './core.ts';
import { BP, BX, DI, ES, SI, ZERO } from './registers.ts';

/** Somewhere a value is loaded from and stored to. Values have no sign. */
export interface Place {
  load(core: Core): number;
  store(core: Core, value: number): void;
}

/** The address of a memory operand: registers by index, and a displacement. */
export interface Address {
  readonly segment: number;
  readonly base: number;
  readonly index: number;
  readonly displacement: number;
}

export interface Operation {
  readonly instruction: Instruction;
  readonly run: Semantics;
  readonly width: 8 | 16;
  readonly length: number;
  /** The first operand, and the second; where there is none, a place that holds 0. */
  readonly target: Place;
  readonly source: Place;
  /** The memory operand's address, where there is one. */
  readonly address: Address | undefined;
  /** Of a string instruction: the source's segment register. */
  readonly segment: number;
}

export type Semantics = (core: Core, operation: Operation) => void;

/** What each of a group's mnemonics does. */
export type OperationGroup<M extends Mnemonic> = { readonly [K in M]: Semantics };

/** Offset of a memory operand in its segment, modulo 65536. */
export const offsetOf = ({ registers }: Core, { base, index, displacement }: Address): number =>
  registers[base]! + registers[index]! + displacement;

const BASE = { BX, BP } as const;
const INDEX = { SI, DI } as const;
const SEGMENT_INDEX = { ES: ES, CS: ES + 1, SS: ES + 2, DS: ES + 3 } as const;

const addressOf = ({ segment, base, index, displacement }: MemoryOperand): Address => ({
  segment: SEGMENT_INDEX[segment],
  base: base === undefined ? ZERO : BASE[base],
  index: index === undefined ? ZERO : INDEX[index],
  displacement,
});

/** Where a byte register lives among the bytes of the registers: AL, CL, DL, BL, AH, CH, DH, BH as they are encoded. */
export const byteIndex = (encoded: number): number => ((encoded & 3) << 1) | (encoded >> 2);

class Register8Place implements Place {
  private readonly index: number;

  constructor(encoded: number) {
    this.index = byteIndex(encoded);
  }

  load(core: Core): number {
    return core.bytes[this.index]!;
  }

  store(core: Core, value: number): void {
    core.bytes[this.index] = value;
  }
}

class Register16Place implements Place {
  private readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  load(core: Core): number {
    return core.registers[this.index]!;
  }

  store(core: Core, value: number): void {
    core.registers[this.index] = value;
  }
}

/** Loading a segment register holds interrupts off for one instruction. */
class SegmentPlace implements Place {
  private readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  load(core: Core): number {
    return core.registers[this.index]!;
  }

  store(core: Core, value: number): void {
    core.registers[this.index] = value;
    core.delayInterrupts();
  }
}

class MemoryPlace8 implements Place {
  private readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }

  load(core: Core): number {
    return core.load8(this.address.segment, offsetOf(core, this.address));
  }

  store(core: Core, value: number): void {
    core.store8(this.address.segment, offsetOf(core, this.address), value);
  }
}

class MemoryPlace16 implements Place {
  private readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }

  load(core: Core): number {
    return core.load16(this.address.segment, offsetOf(core, this.address));
  }

  store(core: Core, value: number): void {
    core.store16(this.address.segment, offsetOf(core, this.address), value);
  }
}

class ConstantPlace implements Place {
  private readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  load(): number {
    return this.value;
  }

  store(): void {}
}

const NOTHING: Place = new ConstantPlace(0);

const placeOf = (operand: Operand | undefined): Place => {
  if (operand === undefined) return NOTHING;
  switch (operand.kind) {
    case 'register8':
      return new Register8Place(operand.index);
    case 'register16':
      return new Register16Place(operand.index);
    case 'segment':
      return new SegmentPlace(ES + operand.index);
    case 'memory':
      return operand.width === 8 ? new MemoryPlace8(addressOf(operand)) : new MemoryPlace16(addressOf(operand));
    case 'immediate':
    case 'implied':
      return new ConstantPlace(operand.value);
    case 'relative':
      return new ConstantPlace(operand.offset);
    case 'far':
    case 'string':
      return NOTHING;
  }
};

/** Makes an instruction ready to run as `run`. */
export const operationOf = (instruction: Instruction, run: Semantics): Operation => {
  const [first, second] = instruction.operands;
  const memory = instruction.operands.find((operand) => operand.kind === 'memory');
  return {
    instruction,
    run,
    width: instruction.encoding.width,
    length: instruction.length,
    target: placeOf(first),
    source: placeOf(second),
    address: memory === undefined ? undefined : addressOf(memory),
    segment: SEGMENT_INDEX[instruction.segment ?? 'DS'],
  };
};
