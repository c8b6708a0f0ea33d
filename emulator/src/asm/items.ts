/**
 * What an assembly program is: a flat list of `Item`. The text parser makes it, the C compiler emits it directly, the
 * assembler turns it into an object, the printer into text. It holds no positions of bytes: those exist only after
 * `assemble`. Operands are those of the 8086 (iAPX 86 Family User's Manual, "Addressing Modes").
 */

/** The three parts of a program. Text lives in its own segment in a separate I/D image; bss follows data. */
export type SectionName = 'text' | 'data' | 'bss';

export type ByteRegister = 'al' | 'cl' | 'dl' | 'bl' | 'ah' | 'ch' | 'dh' | 'bh';
export type WordRegister = 'ax' | 'cx' | 'dx' | 'bx' | 'sp' | 'bp' | 'si' | 'di';
export type SegmentRegister = 'es' | 'cs' | 'ss' | 'ds';
export type Register = ByteRegister | WordRegister | SegmentRegister;

/** Registers by their number in an encoding. */
export const BYTE_REGISTERS: readonly ByteRegister[] = ['al', 'cl', 'dl', 'bl', 'ah', 'ch', 'dh', 'bh'];
export const WORD_REGISTERS: readonly WordRegister[] = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];
export const SEGMENT_REGISTERS: readonly SegmentRegister[] = ['es', 'cs', 'ss', 'ds'];

export type UnaryOperator = '-' | '+' | '~' | '!' | 'seg';
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '%%'
  | '<<'
  | '>>'
  | '>>>'
  | '&'
  | '|'
  | '^'
  | '<'
  | '<='
  | '>'
  | '>='
  | '='
  | '!='
  | '<=>'
  | '&&'
  | '||'
  | '^^';

/**
 * A value that is known when the image is linked at the latest. What can be relocated is a symbol plus a constant;
 * everything else must come out as a number within one object. `here` is the address of the item that holds it (`$`),
 * `start` the first address of its section (`$$`).
 */
export type Expr =
  | number
  | { readonly kind: 'symbol'; readonly name: string; readonly plus?: number }
  | { readonly kind: 'here' }
  | { readonly kind: 'start' }
  | { readonly kind: 'unary'; readonly op: UnaryOperator; readonly of: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr };

/** Size of an operand in bytes: byte, word, or the far pointer of `call far [m]`. */
export type Size = 1 | 2 | 4;

export type RegisterOperand = { readonly kind: 'reg'; readonly name: Register };

/** A number, or the target of a jump. `strict` with `size` forbids a shorter encoding; `reach` is the size of a jump. */
export type ImmediateOperand = {
  readonly kind: 'imm';
  readonly value: Expr;
  readonly size?: Size;
  readonly strict?: boolean;
  readonly reach?: 'short' | 'near';
};

/** `[base + index + disp]`. `dispSize` fixes the size of the displacement, which else is the smallest that holds it. */
export type MemoryOperand = {
  readonly kind: 'mem';
  readonly base?: 'bx' | 'bp';
  readonly index?: 'si' | 'di';
  readonly disp?: Expr;
  readonly dispSize?: 1 | 2;
  readonly segment?: SegmentRegister;
  readonly size?: Size;
  /** A pointer of segment and offset: `call far [bx]`. */
  readonly far?: boolean;
};

/** `segment:offset`, the target of a direct far jump or call. */
export type FarOperand = { readonly kind: 'far'; readonly segment: Expr; readonly offset: Expr };

export type Operand = RegisterOperand | ImmediateOperand | MemoryOperand | FarOperand;

export type Prefix = 'rep' | 'repe' | 'repne' | 'lock' | 'es' | 'cs' | 'ss' | 'ds';

/** Where a source line begins: file, line and column, counted from 1. */
export type SourcePosition = { readonly file: string; readonly line: number; readonly column?: number };

/** One instruction; `op` is a mnemonic of the `isa` table in lower case or one of its aliases (`jz`, `retn`). */
export type InstructionItem = {
  readonly kind: 'instr';
  readonly op: string;
  readonly operands: readonly Operand[];
  readonly prefixes?: readonly Prefix[];
};

/** Where a variable lives while its scope is open. Offsets are in bytes from BP. */
export type VariableLocation =
  | { readonly kind: 'frame'; readonly offset: number }
  | { readonly kind: 'register'; readonly register: Register }
  | { readonly kind: 'static'; readonly symbol: string };

/** A C type as a debugger needs it. References to other types are indices into the `types` given to `assemble`. */
export type DebugType =
  | { readonly kind: 'void' }
  | {
      readonly kind: 'base';
      readonly name: string;
      readonly size: number;
      readonly encoding: 'signed' | 'unsigned' | 'char' | 'bool' | 'float';
    }
  | { readonly kind: 'pointer'; readonly to: number; readonly size: number }
  | { readonly kind: 'array'; readonly of: number; readonly count: number; readonly size: number }
  | {
      readonly kind: 'struct' | 'union';
      readonly name: string;
      readonly size: number;
      readonly members: readonly {
        readonly name: string;
        readonly type: number;
        readonly offset: number;
        readonly bit?: number;
        readonly bits?: number;
      }[];
    }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly size: number;
      readonly values: readonly { readonly name: string; readonly value: number }[];
    }
  | { readonly kind: 'function'; readonly result: number };

/** Something with a place in the text that leaves no bytes: read by the debugger and by evidence, not by the machine. */
export type DebugItem =
  /** The code after it belongs to this source line. */
  | { readonly kind: 'line'; readonly file: string; readonly line: number; readonly column?: number }
  /** A function's code begins; `frame` is the size of its locals in bytes, `saved` the registers it pushes after BP. */
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly symbol: string;
      readonly file: string;
      readonly line: number;
      readonly frame?: number;
      readonly saved?: readonly Register[];
    }
  | { readonly kind: 'function-end' }
  | { readonly kind: 'scope' }
  | { readonly kind: 'scope-end' }
  /** A variable that lives from here to the end of the innermost open scope, function or (outside both) file. */
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly location: VariableLocation;
      readonly size: number;
      readonly type?: number;
      readonly parameter?: boolean;
      readonly line?: number;
    };

export type Item =
  | { readonly kind: 'label'; readonly name: string }
  | InstructionItem
  /** Values of 1, 2 or 4 bytes; a word or double word may be the address of a symbol. */
  | { readonly kind: 'data'; readonly size: Size; readonly values: readonly Expr[] }
  /** Bytes as they are, such as the characters of a string. */
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] | Uint8Array }
  /** Continues at the next multiple of `to` (a power of two), filled with NOP in text and 0 elsewhere. */
  | { readonly kind: 'align'; readonly to: number; readonly fill?: number }
  /** `count` bytes without a value: zeros, or room in bss. */
  | { readonly kind: 'reserve'; readonly count: Expr }
  /** The items repeated; `count` may speak of labels, as in `times 510-($-$$) db 0`. */
  | { readonly kind: 'times'; readonly count: Expr; readonly items: readonly Item[] }
  | { readonly kind: 'section'; readonly name: SectionName }
  | { readonly kind: 'org'; readonly at: number }
  | { readonly kind: 'equ'; readonly name: string; readonly value: Expr }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'extern'; readonly name: string }
  /** The symbol gives way to another definition, and is 0 where nothing defines it. */
  | { readonly kind: 'weak'; readonly name: string }
  /** Room in bss that all objects naming it share (a C tentative definition). */
  | { readonly kind: 'common'; readonly name: string; readonly size: number; readonly align: number }
  /** The item that follows was written here; for messages only, the debugger reads `line`. */
  | { readonly kind: 'source'; readonly at: SourcePosition }
  /** A remark, printed in listings. */
  | { readonly kind: 'comment'; readonly text: string }
  | DebugItem;

/** Something wrong in a program, at a place in its source where one is known; lines and columns count from 1. */
export type AsmProblem = {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

const operands = new Map<Register, RegisterOperand>();

/** The operand for a register; the same object for the same name. */
export const reg = (name: Register): RegisterOperand => {
  const known = operands.get(name);
  if (known !== undefined) return known;
  const made: RegisterOperand = { kind: 'reg', name };
  operands.set(name, made);
  return made;
};

/** An immediate operand, or the target of a jump or call where `value` is a symbol. */
export const imm = (value: Expr): ImmediateOperand => ({ kind: 'imm', value });

/** The address of a symbol, `plus` bytes on. */
export const symbol = (name: string, plus = 0): Expr =>
  plus === 0 ? { kind: 'symbol', name } : { kind: 'symbol', name, plus };

/** An instruction without prefixes. */
export const instr = (op: string, ...operands: readonly Operand[]): InstructionItem => ({
  kind: 'instr',
  op,
  operands,
});
