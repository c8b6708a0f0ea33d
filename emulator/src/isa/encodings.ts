/**
 * The rows of opcodes.ts as records with what follows from them: ModRM, width, status, effects; and the lookup by
 * first byte and reg field. Not a decoder (decode.ts) and not an encoder (room asm).
 */
import { effectsOf } from './effects.ts';
import { ALIASES, PREFIXES, ROWS, type Row, UNDOCUMENTED } from './opcodes.ts';
import type { Encoding, Mnemonic, OperandCode, Status } from './types.ts';

const MODRM_CODES: ReadonlySet<OperandCode> = new Set(['Eb', 'Ev', 'Gb', 'Gv', 'Sw', 'M', 'Mp']);
const BYTE_CODES: ReadonlySet<OperandCode> = new Set([
  'Eb',
  'Gb',
  'Ob',
  'Xb',
  'Yb',
  'AL',
  'CL',
  'DL',
  'BL',
  'AH',
  'CH',
  'DH',
  'BH',
] as const);
/** Byte operations that no operand says to be so. */
const BYTE_MNEMONICS: ReadonlySet<Mnemonic> = new Set([
  'AAA',
  'AAS',
  'AAM',
  'AAD',
  'DAA',
  'DAS',
  'SALC',
  'XLAT',
  'LAHF',
  'SAHF',
] as const);

const statusOf = (key: string, mnemonic: Mnemonic): Status => {
  if (mnemonic === 'ESC') return 'escape';
  if (ALIASES.has(key)) return 'alias';
  return UNDOCUMENTED.has(key) ? 'undocumented' : 'documented';
};

const encodingOf = ([key, mnemonic, ...operands]: Row): Encoding => {
  const reg = key.length === 4 ? Number(key[3]) : undefined;
  // The data operand decides: the port of IN and OUT, and CL of a shift, do not.
  const data = operands.find((code) => code !== 'DX' && code !== 'Ib') ?? operands[0];
  const width = BYTE_MNEMONICS.has(mnemonic) || (data !== undefined && BYTE_CODES.has(data)) ? 8 : 16;
  return {
    key,
    opcode: Number.parseInt(key.slice(0, 2), 16),
    reg,
    mnemonic,
    operands,
    modrm: reg !== undefined || operands.some((code) => MODRM_CODES.has(code)),
    width,
    status: statusOf(key, mnemonic),
    effects: effectsOf(mnemonic, operands, width),
  };
};

/** Every encoding, in opcode order. */
export const ENCODINGS: readonly Encoding[] = ROWS.map(encodingOf);

const byOpcode: readonly (readonly Encoding[])[] = Array.from({ length: 256 }, (_, opcode) =>
  ENCODINGS.filter((encoding) => encoding.opcode === opcode),
);

/** Whether a byte is a prefix. */
export const isPrefix = (byte: number): boolean => PREFIXES.has(byte);

/** Whether a ModRM byte follows this opcode (not a prefix). */
export const hasModrm = (opcode: number): boolean => byOpcode[opcode]?.[0]?.modrm ?? false;

/**
 * The encoding of an opcode; `reg` is the reg field of its ModRM byte, which only groups look at.
 * Undefined for prefixes: every other byte has one.
 */
export const encodingAt = (opcode: number, reg: number): Encoding | undefined => {
  const rows = byOpcode[opcode] ?? [];
  return rows.length > 1 ? rows[reg & 7] : rows[0];
};
