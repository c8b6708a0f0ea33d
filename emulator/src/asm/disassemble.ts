/**
 * Machine code back to items, by the decoder of `isa`. Every item encodes to the very bytes it came from: what our
 * assembler would write otherwise (aliases, redundant prefixes, half instructions) comes back as data, with the
 * instruction as its remark. Linear; with symbols, decoding starts afresh at each.
 */
import { type Operand as DecodedOperand, decode, type Instruction } from '../isa/index.ts';
import { encodeInstruction, newEncoding } from './encode.ts';
import {
  type Expr,
  type InstructionItem,
  type Item,
  type Operand,
  type Prefix,
  type Register,
  reg,
  type SegmentRegister,
  symbol,
} from './items.ts';
import { planOf, usualName } from './plans.ts';
import { printInstruction } from './print.ts';

export type Disassembled = {
  /** Address of the first byte. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** An instruction, or data where only that gives these bytes. */
  readonly item: InstructionItem | Extract<Item, { kind: 'data' }>;
  /** The instruction in words, also where the item is data. */
  readonly text: string;
  /** The decoded instruction, undefined for bytes that are none. */
  readonly instruction: Instruction | undefined;
};

export type DisassembleOptions = {
  /** Address of the first byte. */
  readonly origin?: number;
  /** Addresses where an instruction must begin. */
  readonly starts?: Iterable<number>;
  /** The name of a place in text, for targets of jumps. */
  readonly textName?: (address: number) => string | undefined;
  /** The name of a place in data, for operands that are only an address. */
  readonly dataName?: (address: number) => string | undefined;
};

/** Disassembles bytes from the first to the last. Never throws. */
export const disassemble = (bytes: Uint8Array, options: DisassembleOptions = {}): readonly Disassembled[] => {
  const origin = options.origin ?? 0;
  const starts = [...(options.starts ?? [])].map((start) => start - origin).sort((a, b) => a - b);
  const lines: Disassembled[] = [];
  let nextStart = 0;
  for (let at = 0; at < bytes.length; ) {
    while (nextStart < starts.length && starts[nextStart]! <= at) nextStart++;
    const end = Math.min(bytes.length, starts[nextStart] ?? bytes.length);
    const line = one(bytes.subarray(at, end), origin + at, options);
    lines.push(line);
    at += line.bytes.length;
  }
  return lines;
};

const one = (bytes: Uint8Array, at: number, options: DisassembleOptions): Disassembled => {
  const instruction = decode((offset) => bytes[offset] ?? 0);
  if (instruction === undefined || instruction.length > bytes.length) {
    const byte = bytes.slice(0, 1);
    return { at, bytes: byte, item: dataOf(byte), text: 'no instruction', instruction: undefined };
  }
  const own = bytes.slice(0, instruction.length);
  const item = itemOf(instruction, at, options);
  return {
    at,
    bytes: own,
    item: encodesTo(item, own) ? item : dataOf(own),
    text: printInstruction(item),
    instruction,
  };
};

const dataOf = (bytes: Uint8Array): Extract<Item, { kind: 'data' }> => ({ kind: 'data', size: 1, values: [...bytes] });

/** Whether the assembler makes these bytes of the item; what it leaves to fill in is taken from them. */
const encodesTo = (item: InstructionItem, bytes: Uint8Array): boolean => {
  const plan = planOf(item.op);
  if (plan === undefined) return false;
  const encoding = newEncoding();
  if (encodeInstruction(plan, item, encoding, () => undefined) !== undefined) return false;
  for (const { at, kind } of encoding.fixups)
    for (let i = at; i < at + (kind === 'relative-byte' ? 1 : 2); i++) encoding.bytes[i] = bytes[i] ?? 0;
  return encoding.length === bytes.length && bytes.every((byte, i) => encoding.bytes[i] === byte);
};

const PREFIX: ReadonlyMap<number, Prefix> = new Map<number, Prefix>([
  [0x26, 'es'],
  [0x2e, 'cs'],
  [0x36, 'ss'],
  [0x3e, 'ds'],
  [0xf0, 'lock'],
  [0xf1, 'lock'],
  [0xf2, 'repne'],
  [0xf3, 'rep'],
]);

const itemOf = (instruction: Instruction, at: number, options: DisassembleOptions): InstructionItem => {
  const { encoding, operands, prefixes } = instruction;
  const end = at + instruction.length;
  const written = operands.filter(({ kind }) => kind !== 'string');
  const memory = written.find(({ kind }) => kind === 'memory');
  // A segment override goes into the operand that it is for.
  const override = memory === undefined ? undefined : instruction.segment;
  const rest = prefixes
    .map((byte) => PREFIX.get(byte)!)
    .filter((prefix) => override === undefined || prefix.length !== 2);
  const compares = /^(CMPS|SCAS)/.test(encoding.mnemonic);
  const named = rest.map((prefix) => (prefix === 'rep' && compares ? 'repe' : prefix));
  const far = encoding.mnemonic === 'CALLF' || encoding.mnemonic === 'JMPF';
  const name = far ? encoding.mnemonic.slice(0, -1).toLowerCase() : usualName(encoding.mnemonic);
  const bare = encoding.mnemonic === 'INT3' ? [] : written;
  return {
    kind: 'instr',
    op: name,
    operands: bare.map((operand) => operandOf(operand, { instruction, end, override: lower(override), far, options })),
    ...(named.length === 0 ? {} : { prefixes: named }),
  };
};

const lower = (segment: string | undefined): SegmentRegister | undefined =>
  segment?.toLowerCase() as SegmentRegister | undefined;

type Context = {
  readonly instruction: Instruction;
  /** Address of the next instruction. */
  readonly end: number;
  readonly override: SegmentRegister | undefined;
  readonly far: boolean;
  readonly options: DisassembleOptions;
};

const operandOf = (operand: DecodedOperand, context: Context): Operand => {
  const { instruction, end, override, far, options } = context;
  switch (operand.kind) {
    case 'register8':
    case 'register16':
    case 'segment':
      return reg(operand.name.toLowerCase() as Register);
    case 'implied':
      return { kind: 'imm', value: operand.value };
    case 'immediate': {
      const { value, width, extended } = operand;
      if (extended) return { kind: 'imm', value: (value << 16) >> 16 };
      // Where a sign-extended byte would do, the word must be asked for.
      const short = width === 16 && instruction.encoding.key.startsWith('81.') && (value < 0x80 || value >= 0xff80);
      return short ? { kind: 'imm', value, size: 2, strict: true } : { kind: 'imm', value };
    }
    case 'relative': {
      const target = (end + operand.offset) & 0xffff;
      const name = options.textName?.(target);
      const value: Expr =
        name === undefined
          ? { kind: 'binary', op: '+', left: { kind: 'here' }, right: operand.offset + instruction.length }
          : symbol(name);
      if (instruction.encoding.mnemonic === 'CALL') return { kind: 'imm', value };
      return { kind: 'imm', value, reach: operand.width === 8 ? 'short' : 'near' };
    }
    case 'far':
      return { kind: 'far', segment: operand.segment, offset: operand.offset };
    case 'string':
      return { kind: 'imm', value: 0 };
    case 'memory': {
      const { base, index, displacement, displacementSize, width } = operand;
      const direct = base === undefined && index === undefined;
      const name = direct && operand.segment !== 'CS' ? options.dataName?.(displacement) : undefined;
      const disp = name === undefined ? (direct ? displacement : (displacement << 16) >> 16) : symbol(name);
      const small = typeof disp === 'number' && disp >= -128 && disp <= 127;
      const needless =
        !direct &&
        ((displacementSize === 2 && small) || (displacementSize === 1 && disp === 0 && !(base === 'BP' && !index)));
      const size = width === 8 ? 1 : width === 16 && !isSizeKnown(instruction) ? 2 : undefined;
      return {
        kind: 'mem',
        ...(base === undefined ? {} : { base: base === 'BX' ? 'bx' : 'bp' }),
        ...(index === undefined ? {} : { index: index === 'SI' ? 'si' : 'di' }),
        ...(direct || disp !== 0 || displacementSize > 0 ? { disp } : {}),
        ...(needless ? { dispSize: displacementSize === 2 ? 2 : 1 } : {}),
        ...(override === undefined ? {} : { segment: override }),
        ...(far && width === 32 ? { far: true } : size === undefined || isSizeKnown(instruction) ? {} : { size }),
      };
    }
  }
};

/** Whether a register among the operands says how wide memory is. */
const isSizeKnown = ({ encoding }: Instruction): boolean =>
  encoding.operands.some((code) => /^(G|S|A[LX]|[ECSD]S$)/.test(code));
