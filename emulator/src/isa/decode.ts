/**
 * Decoder: bytes to an Instruction by the table of encodings. Any bytes decode, since every opcode of the 8086 does
 * something; only a run of prefixes longer than MAX_PREFIXES does not end in an instruction here. It neither reads
 * memory by itself nor knows segments: the caller hands in the bytes. Source: iAPX 86,88 User's Manual, table 4-8.
 */
import { encodingAt, hasModrm } from './encodings.ts';
import { PREFIXES } from './opcodes.ts';
import {
  type Encoding,
  type Instruction,
  type MemoryOperand,
  type ModRm,
  type Operand,
  type OperandCode,
  REGISTERS_8,
  REGISTERS_16,
  SEGMENTS,
  type Segment,
} from './types.ts';

/** Prefixes that decode takes before it gives up. The chip has no limit; a 64 KiB segment of prefixes never ends. */
export const MAX_PREFIXES = 14;

/** The longest instruction that decode returns: prefixes, opcode, ModRM, displacement, immediate. */
export const MAX_LENGTH: number = MAX_PREFIXES + 6;

const RM_BASE = ['BX', 'BX', 'BP', 'BP', undefined, undefined, 'BP', 'BX'] as const;
const RM_INDEX = ['SI', 'DI', 'SI', 'DI', 'SI', 'DI', undefined, undefined] as const;
const MEMORY_WIDTH: Partial<Record<OperandCode, 0 | 8 | 16 | 32>> = { Eb: 8, Ev: 16, Sw: 16, M: 0, Mp: 32 };

/**
 * Decodes the instruction whose bytes `byteAt(0)`, `byteAt(1)`, … gives (0…255 each).
 * Undefined where MAX_PREFIXES prefixes are followed by another.
 */
export const decode = (byteAt: (offset: number) => number): Instruction | undefined => {
  let at = 0;
  const next = (): number => byteAt(at++) & 0xff;
  const word = (): number => {
    const low = next();
    return low | (next() << 8);
  };

  const prefixes: number[] = [];
  let segment: Segment | undefined;
  let repeat: Instruction['repeat'];
  let lock = false;
  let opcode = next();
  for (let prefix = PREFIXES.get(opcode); prefix !== undefined; prefix = PREFIXES.get(opcode)) {
    if (prefixes.length === MAX_PREFIXES) return undefined;
    prefixes.push(opcode);
    if (prefix === 'LOCK') lock = true;
    else if (prefix === 'REP' || prefix === 'REPNE') repeat = prefix;
    else segment = prefix.slice(0, 2) as Segment;
    opcode = next();
  }

  const modrm = hasModrm(opcode) ? splitModrm(next()) : undefined;
  const encoding = encodingAt(opcode, modrm?.reg ?? 0) as Encoding;
  let memory: MemoryOperand | undefined;
  if (modrm !== undefined && modrm.mod !== 3) {
    const direct = modrm.mod === 0 && modrm.rm === 6;
    const displacementSize = direct ? 2 : (modrm.mod as 0 | 1 | 2);
    const displacement = displacementSize === 2 ? word() : displacementSize === 1 ? signed8(next()) & 0xffff : 0;
    const base = direct ? undefined : RM_BASE[modrm.rm];
    memory = {
      kind: 'memory',
      width: encoding.operands.map((code) => MEMORY_WIDTH[code]).find((width) => width !== undefined) ?? 0,
      base,
      index: direct ? undefined : RM_INDEX[modrm.rm],
      displacement,
      displacementSize,
      segment: segment ?? (base === 'BP' ? 'SS' : 'DS'),
    };
  }

  const operand = (code: OperandCode): Operand => {
    switch (code) {
      case 'Eb':
        return memory ?? register8(modrm?.rm ?? 0);
      case 'Ev':
      case 'M':
      case 'Mp':
        return memory ?? register16(modrm?.rm ?? 0);
      case 'Gb':
        return register8(modrm?.reg ?? 0);
      case 'Gv':
        return register16(modrm?.reg ?? 0);
      case 'Sw':
        return segmentRegister(modrm?.reg ?? 0);
      case 'Ib':
        return { kind: 'immediate', value: next(), width: 8, extended: false };
      case 'Ibs':
        return { kind: 'immediate', value: signed8(next()) & 0xffff, width: 8, extended: true };
      case 'Iv':
        return { kind: 'immediate', value: word(), width: 16, extended: false };
      case 'Jb':
        return { kind: 'relative', offset: signed8(next()), width: 8 };
      case 'Jv':
        return { kind: 'relative', offset: (word() << 16) >> 16, width: 16 };
      case 'Ap': {
        const offset = word();
        return { kind: 'far', offset, segment: word() };
      }
      case 'Ob':
      case 'Ov':
        return {
          kind: 'memory',
          width: code === 'Ob' ? 8 : 16,
          base: undefined,
          index: undefined,
          displacement: word(),
          displacementSize: 2,
          segment: segment ?? 'DS',
        };
      case 'Xb':
      case 'Xv':
        return { kind: 'string', pointer: 'SI', width: code === 'Xb' ? 8 : 16, segment: segment ?? 'DS' };
      case 'Yb':
      case 'Yv':
        return { kind: 'string', pointer: 'DI', width: code === 'Yb' ? 8 : 16, segment: 'ES' };
      case '1':
        return { kind: 'implied', value: 1 };
      default:
        return namedRegister(code);
    }
  };
  const operands = encoding.operands.map(operand);
  return { encoding, prefixes, segment, repeat, lock, modrm, operands, length: at };
};

const splitModrm = (byte: number): ModRm => ({ mod: byte >> 6, reg: (byte >> 3) & 7, rm: byte & 7 });
const signed8 = (byte: number): number => (byte << 24) >> 24;

const register8 = (index: number): Operand => ({ kind: 'register8', index, name: REGISTERS_8[index & 7] ?? 'AL' });
const register16 = (index: number): Operand => ({ kind: 'register16', index, name: REGISTERS_16[index & 7] ?? 'AX' });
/** The chip looks at two bits of a segment register's number. */
const segmentRegister = (index: number): Operand => ({
  kind: 'segment',
  index: index & 3,
  name: SEGMENTS[index & 3] ?? 'ES',
});

const namedRegister = (name: string): Operand => {
  const byte = (REGISTERS_8 as readonly string[]).indexOf(name);
  if (byte >= 0) return register8(byte);
  const word = (REGISTERS_16 as readonly string[]).indexOf(name);
  return word >= 0 ? register16(word) : segmentRegister((SEGMENTS as readonly string[]).indexOf(name));
};
