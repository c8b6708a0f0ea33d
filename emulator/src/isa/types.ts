/**
 * The vocabulary of the instruction table: mnemonics, operand codes, effects and decoded instructions. Operand codes
 * are those of Intel's opcode map (a letter for the addressing method, a letter for the width: b byte, v word, p far
 * pointer); a word is always 16 bits here. Types and the lists that they come from, no behaviour.
 */

/** Every operation of the 8086, documented or not. Near and far transfers have names of their own (CALL, CALLF). */
export const MNEMONICS = [
  'AAA',
  'AAD',
  'AAM',
  'AAS',
  'ADC',
  'ADD',
  'AND',
  'CALL',
  'CALLF',
  'CBW',
  'CLC',
  'CLD',
  'CLI',
  'CMC',
  'CMP',
  'CMPSB',
  'CMPSW',
  'CWD',
  'DAA',
  'DAS',
  'DEC',
  'DIV',
  'ESC',
  'HLT',
  'IDIV',
  'IMUL',
  'IN',
  'INC',
  'INT',
  'INT3',
  'INTO',
  'IRET',
  'JB',
  'JBE',
  'JCXZ',
  'JL',
  'JLE',
  'JMP',
  'JMPF',
  'JNB',
  'JNBE',
  'JNL',
  'JNLE',
  'JNO',
  'JNP',
  'JNS',
  'JNZ',
  'JO',
  'JP',
  'JS',
  'JZ',
  'LAHF',
  'LDS',
  'LEA',
  'LES',
  'LODSB',
  'LODSW',
  'LOOP',
  'LOOPNZ',
  'LOOPZ',
  'MOV',
  'MOVSB',
  'MOVSW',
  'MUL',
  'NEG',
  'NOP',
  'NOT',
  'OR',
  'OUT',
  'POP',
  'POPF',
  'PUSH',
  'PUSHF',
  'RCL',
  'RCR',
  'RET',
  'RETF',
  'ROL',
  'ROR',
  'SAHF',
  'SALC',
  'SAR',
  'SBB',
  'SCASB',
  'SCASW',
  'SETMO',
  'SHL',
  'SHR',
  'STC',
  'STD',
  'STI',
  'STOSB',
  'STOSW',
  'SUB',
  'TEST',
  'WAIT',
  'XCHG',
  'XLAT',
  'XOR',
] as const;

export type Mnemonic = (typeof MNEMONICS)[number];

export const PREFIX_MNEMONICS = ['ES:', 'CS:', 'SS:', 'DS:', 'LOCK', 'REPNE', 'REP'] as const;
export type PrefixMnemonic = (typeof PREFIX_MNEMONICS)[number];

/** Register names in the order of their numbers in the encoding. */
export const REGISTERS_8 = ['AL', 'CL', 'DL', 'BL', 'AH', 'CH', 'DH', 'BH'] as const;
export const REGISTERS_16 = ['AX', 'CX', 'DX', 'BX', 'SP', 'BP', 'SI', 'DI'] as const;
export const SEGMENTS = ['ES', 'CS', 'SS', 'DS'] as const;
export type Register8 = (typeof REGISTERS_8)[number];
export type Register16 = (typeof REGISTERS_16)[number];
export type Segment = (typeof SEGMENTS)[number];

/**
 * Operand codes. E: register or memory by ModRM; G: register by ModRM; S: segment register by ModRM; M: memory by
 * ModRM, of which only the address (M) or a far pointer (Mp) is used; I: immediate (Ibs: a byte extended with its sign
 * to a word); J: displacement from the next instruction; A: far address in the instruction; O: offset in the
 * instruction; X: DS:SI; Y: ES:DI; 1 or a register name stands for itself.
 */
export type OperandCode =
  | 'Eb'
  | 'Ev'
  | 'Gb'
  | 'Gv'
  | 'Sw'
  | 'M'
  | 'Mp'
  | 'Ib'
  | 'Iv'
  | 'Ibs'
  | 'Jb'
  | 'Jv'
  | 'Ap'
  | 'Ob'
  | 'Ov'
  | 'Xb'
  | 'Xv'
  | 'Yb'
  | 'Yv'
  | '1'
  | Register8
  | Register16
  | Segment;

/**
 * What an instruction touches besides its written operands: a register, or memory by the registers that address it.
 * `[SP]` is the stack, `[SI]` DS:SI (the segment can be overridden), `[DI]` ES:DI, `[BX+AL]` the translation table,
 * `[IVT]` the interrupt vector, `port` the input/output space.
 */
export type Resource =
  | Register8
  | Register16
  | Segment
  | '[SP]'
  | '[SI]'
  | '[DI]'
  | '[BX+AL]'
  | '[IVT]'
  | 'port'
  | 'DF';

/** How an operand is used: r read, w written, rw both, a only its address is used. */
export type Access = 'r' | 'w' | 'rw' | 'a';

/**
 * What one encoding does. Flags are letters of `ODITSZAPC`: `tested` are read, `defined` are written with a value that
 * the manual gives, `undefined` are those it leaves open.
 */
export interface Effects {
  readonly access: readonly Access[];
  readonly reads: readonly Resource[];
  readonly writes: readonly Resource[];
  readonly flags: { readonly tested: string; readonly defined: string; readonly undefined: string };
}

/** `documented` by Intel; `alias`: another encoding of a documented operation; `undocumented`; `escape`: for the 8087. */
export type Status = 'documented' | 'alias' | 'undocumented' | 'escape';

/** One encoding: a first byte and, for groups, the reg field of its ModRM byte. */
export interface Encoding {
  /** As the recordings name it: `00` … `FF`, with `.n` for the reg field of a group. */
  readonly key: string;
  readonly opcode: number;
  readonly reg: number | undefined;
  readonly mnemonic: Mnemonic;
  readonly operands: readonly OperandCode[];
  /** Whether a ModRM byte follows the opcode. */
  readonly modrm: boolean;
  /** Operation width in bits. */
  readonly width: 8 | 16;
  readonly status: Status;
  readonly effects: Effects;
}

/** One operand of a decoded instruction. */
export type Operand =
  | { readonly kind: 'register8'; readonly index: number; readonly name: Register8 }
  | { readonly kind: 'register16'; readonly index: number; readonly name: Register16 }
  | { readonly kind: 'segment'; readonly index: number; readonly name: Segment }
  | MemoryOperand
  /** `value` has no sign: 0…0xFF or 0…0xFFFF. A sign-extended byte is given as the word it becomes. */
  | { readonly kind: 'immediate'; readonly value: number; readonly width: 8 | 16; readonly extended: boolean }
  /** `offset` is signed and counts from the next instruction. `width` is that of the encoding. */
  | { readonly kind: 'relative'; readonly offset: number; readonly width: 8 | 16 }
  | { readonly kind: 'far'; readonly segment: number; readonly offset: number }
  /** DS:SI or ES:DI of a string instruction. */
  | { readonly kind: 'string'; readonly pointer: 'SI' | 'DI'; readonly width: 8 | 16; readonly segment: Segment }
  /** The count of one that a shift's opcode implies. */
  | { readonly kind: 'implied'; readonly value: 1 };

export interface MemoryOperand {
  readonly kind: 'memory';
  /** Bits read or written; 32 is a far pointer, 0 where only the address is used. */
  readonly width: 0 | 8 | 16 | 32;
  readonly base: 'BX' | 'BP' | undefined;
  readonly index: 'SI' | 'DI' | undefined;
  /** 0…0xFFFF, sign-extended from the encoding. */
  readonly displacement: number;
  /** Bytes that the encoding spends on it. */
  readonly displacementSize: 0 | 1 | 2;
  /** The segment that applies, an override included. */
  readonly segment: Segment;
}

export interface ModRm {
  readonly mod: number;
  readonly reg: number;
  readonly rm: number;
}

/** A decoded instruction. */
export interface Instruction {
  readonly encoding: Encoding;
  /** Prefix bytes in order, as they stand in memory. */
  readonly prefixes: readonly number[];
  /** The last segment override, repeat prefix, and whether LOCK is present. */
  readonly segment: Segment | undefined;
  readonly repeat: 'REP' | 'REPNE' | undefined;
  readonly lock: boolean;
  readonly modrm: ModRm | undefined;
  readonly operands: readonly Operand[];
  /** Bytes, prefixes included. */
  readonly length: number;
}
