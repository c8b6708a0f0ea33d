/**
 * What each operation reads and writes: how it uses its operands, the registers and memory that it touches by
 * itself, and the flags. Source: iAPX 86,88 User's Manual, chapter 2.7, flag columns; flags of the undocumented
 * operations follow recordings of real parts. Table and lookup.
 */
import type { Access, Effects, Mnemonic, OperandCode, Resource } from './types.ts';

/** One operation: operand use, implicit reads and writes (`byte | word` where the width decides), flags. */
interface Spec {
  readonly use?: readonly Access[];
  readonly reads?: string;
  readonly writes?: string;
  readonly tested?: string;
  readonly defined?: string;
  readonly undefined?: string;
}

const ARITHMETIC = { defined: 'OSZAPC' } as const;
const LOGIC = { use: ['rw', 'r'], defined: 'OSZPC', undefined: 'A' } as const;
const ROTATE = { use: ['rw', 'r'], defined: 'OC' } as const;
const SHIFT = { use: ['rw', 'r'], defined: 'OSZPC', undefined: 'A' } as const;
const PUSHES = { reads: 'SP SS', writes: 'SP [SP]' } as const;
const POPS = { reads: 'SP SS [SP]', writes: 'SP' } as const;
const LOOPS = { use: ['r'], reads: 'CX', writes: 'CX' } as const;
const ENTERS = { reads: 'SP SS CS [IVT]', writes: 'SP [SP] CS', tested: 'ODITSZAPC', defined: 'IT' } as const;
const jump = (tested: string): Spec => ({ use: ['r'], tested });

const SPECS: { readonly [M in Mnemonic]: Spec } = {
  AAA: { reads: 'AX', writes: 'AX', tested: 'A', defined: 'AC', undefined: 'OSZP' },
  AAD: { use: ['r'], reads: 'AX', writes: 'AX', defined: 'SZP', undefined: 'OAC' },
  AAM: { use: ['r'], reads: 'AL', writes: 'AX', defined: 'SZP', undefined: 'OAC' },
  AAS: { reads: 'AX', writes: 'AX', tested: 'A', defined: 'AC', undefined: 'OSZP' },
  ADC: { use: ['rw', 'r'], tested: 'C', ...ARITHMETIC },
  ADD: { use: ['rw', 'r'], ...ARITHMETIC },
  AND: LOGIC,
  CALL: { use: ['r'], ...PUSHES },
  CALLF: { use: ['r'], reads: 'SP SS CS', writes: 'SP [SP] CS' },
  CBW: { reads: 'AL', writes: 'AX' },
  CLC: { defined: 'C' },
  CLD: { defined: 'D' },
  CLI: { defined: 'I' },
  CMC: { tested: 'C', defined: 'C' },
  CMP: { use: ['r', 'r'], ...ARITHMETIC },
  CMPSB: { use: ['r', 'r'], reads: 'SI DI ES [SI] [DI]', writes: 'SI DI', tested: 'D', ...ARITHMETIC },
  CMPSW: { use: ['r', 'r'], reads: 'SI DI ES [SI] [DI]', writes: 'SI DI', tested: 'D', ...ARITHMETIC },
  CWD: { reads: 'AX', writes: 'DX' },
  DAA: { reads: 'AL', writes: 'AL', tested: 'AC', defined: 'SZAPC', undefined: 'O' },
  DAS: { reads: 'AL', writes: 'AL', tested: 'AC', defined: 'SZAPC', undefined: 'O' },
  DEC: { use: ['rw'], defined: 'OSZAP' },
  DIV: { use: ['r'], reads: 'AX|DX AX', writes: 'AX|DX AX', undefined: 'OSZAPC' },
  ESC: { use: ['r'] },
  HLT: {},
  IDIV: { use: ['r'], reads: 'AX|DX AX', writes: 'AX|DX AX', undefined: 'OSZAPC' },
  IMUL: { use: ['r'], reads: 'AL|AX', writes: 'AX|DX AX', defined: 'OC', undefined: 'SZAP' },
  IN: { use: ['w', 'r'], reads: 'port' },
  INC: { use: ['rw'], defined: 'OSZAP' },
  INT: { use: ['r'], ...ENTERS },
  INT3: ENTERS,
  INTO: ENTERS,
  IRET: { reads: 'SP SS [SP]', writes: 'SP CS', defined: 'ODITSZAPC' },
  JB: jump('C'),
  JBE: jump('ZC'),
  JCXZ: { use: ['r'], reads: 'CX' },
  JL: jump('OS'),
  JLE: jump('OSZ'),
  JMP: { use: ['r'] },
  JMPF: { use: ['r'], writes: 'CS' },
  JNB: jump('C'),
  JNBE: jump('ZC'),
  JNL: jump('OS'),
  JNLE: jump('OSZ'),
  JNO: jump('O'),
  JNP: jump('P'),
  JNS: jump('S'),
  JNZ: jump('Z'),
  JO: jump('O'),
  JP: jump('P'),
  JS: jump('S'),
  JZ: jump('Z'),
  LAHF: { writes: 'AH', tested: 'SZAPC' },
  LDS: { use: ['w', 'r'], writes: 'DS' },
  LEA: { use: ['w', 'a'] },
  LES: { use: ['w', 'r'], writes: 'ES' },
  LODSB: { use: ['r'], reads: 'SI [SI]', writes: 'AL SI', tested: 'D' },
  LODSW: { use: ['r'], reads: 'SI [SI]', writes: 'AX SI', tested: 'D' },
  LOOP: LOOPS,
  LOOPNZ: { ...LOOPS, tested: 'Z' },
  LOOPZ: { ...LOOPS, tested: 'Z' },
  MOV: { use: ['w', 'r'] },
  MOVSB: { use: ['w', 'r'], reads: 'SI DI ES [SI]', writes: 'SI DI [DI]', tested: 'D' },
  MOVSW: { use: ['w', 'r'], reads: 'SI DI ES [SI]', writes: 'SI DI [DI]', tested: 'D' },
  MUL: { use: ['r'], reads: 'AL|AX', writes: 'AX|DX AX', defined: 'OC', undefined: 'SZAP' },
  NEG: { use: ['rw'], ...ARITHMETIC },
  NOP: {},
  NOT: { use: ['rw'] },
  OR: LOGIC,
  OUT: { use: ['r', 'r'], writes: 'port' },
  POP: { use: ['w'], ...POPS },
  POPF: { ...POPS, defined: 'ODITSZAPC' },
  PUSH: { use: ['r'], ...PUSHES },
  PUSHF: { ...PUSHES, tested: 'ODITSZAPC' },
  RCL: { ...ROTATE, tested: 'C' },
  RCR: { ...ROTATE, tested: 'C' },
  RET: { use: ['r'], ...POPS },
  RETF: { use: ['r'], reads: 'SP SS [SP]', writes: 'SP CS' },
  ROL: ROTATE,
  ROR: ROTATE,
  SAHF: { reads: 'AH', defined: 'SZAPC' },
  SALC: { writes: 'AL', tested: 'C' },
  SAR: SHIFT,
  SBB: { use: ['rw', 'r'], tested: 'C', ...ARITHMETIC },
  SCASB: { use: ['r'], reads: 'AL DI ES [DI]', writes: 'DI', tested: 'D', ...ARITHMETIC },
  SCASW: { use: ['r'], reads: 'AX DI ES [DI]', writes: 'DI', tested: 'D', ...ARITHMETIC },
  SETMO: { use: ['w', 'r'], defined: 'OSZAPC' },
  SHL: SHIFT,
  SHR: SHIFT,
  STC: { defined: 'C' },
  STD: { defined: 'D' },
  STI: { defined: 'I' },
  STOSB: { use: ['w'], reads: 'AL DI ES', writes: 'DI [DI]', tested: 'D' },
  STOSW: { use: ['w'], reads: 'AX DI ES', writes: 'DI [DI]', tested: 'D' },
  SUB: { use: ['rw', 'r'], ...ARITHMETIC },
  TEST: { use: ['r', 'r'], defined: 'OSZPC', undefined: 'A' },
  WAIT: {},
  XCHG: { use: ['rw', 'rw'] },
  XLAT: { reads: 'AL BX [BX+AL]', writes: 'AL' },
  XOR: LOGIC,
};

const resources = (text: string | undefined, width: 8 | 16): readonly Resource[] => {
  if (text === undefined) return [];
  const [byte = '', word = byte] = text.split('|');
  return (width === 8 ? byte : word).split(' ') as Resource[];
};

/** The effects of an operation with these operands at this width. */
export const effectsOf = (mnemonic: Mnemonic, operands: readonly OperandCode[], width: 8 | 16): Effects => {
  const spec = SPECS[mnemonic];
  return {
    access: operands.map((_, index) => spec.use?.[index] ?? 'r'),
    reads: resources(spec.reads, width),
    writes: resources(spec.writes, width),
    flags: { tested: spec.tested ?? '', defined: spec.defined ?? '', undefined: spec.undefined ?? '' },
  };
};
