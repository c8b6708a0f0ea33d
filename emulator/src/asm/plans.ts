/**
 * The instruction table of `isa`, turned round for assembling: for each mnemonic the encodings that can express it, the
 * preferred first, and for each operand the kinds of written operands that it takes as a bit mask. Encodings that only
 * alias a documented one, and ESC, have no plan: they can be written as data.
 */
import { ENCODINGS, type Encoding, type OperandCode } from '../isa/index.ts';
import {
  BYTE_REGISTERS,
  type Operand,
  type Prefix,
  type Register,
  SEGMENT_REGISTERS,
  WORD_REGISTERS,
} from './items.ts';

/** What a written operand can stand for: bits 0–7 byte registers, 8–15 word registers, 16–19 segment registers, then: */
export const KIND: Readonly<
  Record<'mem8' | 'mem16' | 'memFar' | 'direct' | 'imm8' | 'imm16' | 'immSigned' | 'one' | 'far', number>
> = {
  mem8: 1 << 20,
  mem16: 1 << 21,
  memFar: 1 << 22,
  /** A memory operand that is only an offset. */
  direct: 1 << 23,
  imm8: 1 << 24,
  imm16: 1 << 25,
  /** A number that a byte holds with its sign. */
  immSigned: 1 << 26,
  one: 1 << 27,
  far: 1 << 28,
};

const ANY_BYTE_REGISTER = 0xff;
const ANY_WORD_REGISTER = 0xff00;
const ANY_SEGMENT_REGISTER = 0xf0000;

/** Which part of the encoding an operand goes to. `none`: the opcode says it. */
export type Role = 'rm' | 'reg' | 'imm8' | 'imm16' | 'rel8' | 'rel16' | 'offset' | 'far' | 'none';

/** One way to encode a mnemonic. `order` maps written operands to the roles. */
export type Form = {
  readonly opcode: number;
  readonly reg: number;
  readonly modrm: boolean;
  readonly width: 8 | 16;
  readonly accepts: readonly number[];
  readonly roles: readonly Role[];
  /** A fixed byte after the opcode: the base of AAM and AAD where none is written. */
  readonly tail?: number;
};

/** The short form of a jump that can be relaxed, and what its long form is made of. */
export type JumpPlan = { readonly opcode: number; readonly form: 'jmp' | 'jcc' | 'loop' };

export type Plan = { readonly op: string; readonly forms: readonly Form[]; readonly jump?: JumpPlan };

/** Other names of mnemonics, as assemblers know them. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  jb: ['jc', 'jnae'],
  jnb: ['jnc', 'jae'],
  jz: ['je'],
  jnz: ['jne'],
  jbe: ['jna'],
  jnbe: ['ja'],
  jp: ['jpe'],
  jnp: ['jpo'],
  jl: ['jnge'],
  jnl: ['jge'],
  jle: ['jng'],
  jnle: ['jg'],
  loopz: ['loope'],
  loopnz: ['loopne'],
  shl: ['sal'],
  ret: ['retn'],
  xlat: ['xlatb'],
  wait: ['fwait'],
};

/** The name a reader expects where the table's is the less usual one. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  jnb: 'jae',
  jnbe: 'ja',
  jnl: 'jge',
  jnle: 'jg',
  callf: 'call far',
  jmpf: 'jmp far',
  xlat: 'xlatb',
};

/** How a mnemonic of the table is written in text. */
export const usualName = (mnemonic: string): string => {
  const name = mnemonic.toLowerCase();
  return USUAL_NAMES[name] ?? name;
};

/** Registers, numbered as the bits of an operand's kind. */
const REGISTER_BIT: ReadonlyMap<Register, number> = new Map<Register, number>(
  [...BYTE_REGISTERS, ...WORD_REGISTERS, ...SEGMENT_REGISTERS].map((name, bit) => [name, bit]),
);

/** The bit of a register: its number in its class, plus 8 for words and 16 for segments. */
export const registerBit = (name: Register): number => REGISTER_BIT.get(name) ?? 0;

export const PREFIX_BYTES: Readonly<Record<Prefix, number>> = {
  rep: 0xf3,
  repe: 0xf3,
  repne: 0xf2,
  lock: 0xf0,
  es: 0x26,
  cs: 0x2e,
  ss: 0x36,
  ds: 0x3e,
};

const OPERAND: Readonly<Record<string, readonly [accept: number, role: Role]>> = {
  Eb: [ANY_BYTE_REGISTER | KIND.mem8, 'rm'],
  Ev: [ANY_WORD_REGISTER | KIND.mem16, 'rm'],
  Gb: [ANY_BYTE_REGISTER, 'reg'],
  Gv: [ANY_WORD_REGISTER, 'reg'],
  Sw: [ANY_SEGMENT_REGISTER, 'reg'],
  M: [KIND.mem8 | KIND.mem16 | KIND.memFar, 'rm'],
  Mp: [KIND.memFar, 'rm'],
  Ib: [KIND.imm8, 'imm8'],
  Iv: [KIND.imm16, 'imm16'],
  Ibs: [KIND.immSigned, 'imm8'],
  Jb: [KIND.imm16, 'rel8'],
  Jv: [KIND.imm16, 'rel16'],
  Ap: [KIND.far, 'far'],
  Ob: [KIND.direct, 'offset'],
  Ov: [KIND.direct, 'offset'],
  '1': [KIND.one, 'none'],
};

const operandOf = (code: OperandCode): readonly [accept: number, role: Role] => {
  const known = OPERAND[code];
  if (known !== undefined) return known;
  return [1 << registerBit(code.toLowerCase() as Register), 'none'];
};

/** Operands that nobody writes: those of string instructions, and the 3 of INT3. */
const isSilent = (code: OperandCode): boolean => /^[XY]|^3$/.test(code);

const formOf = (encoding: Encoding, swapped: boolean): Form => {
  const codes = encoding.operands.filter((code) => !isSilent(code));
  const operands = codes.map(operandOf);
  if (swapped) operands.reverse();
  // A memory operand without base or index goes to A0–A3 only in the width of the accumulator beside it.
  const direct = (accept: number): number =>
    accept === KIND.direct ? KIND.direct | (encoding.width === 8 ? KIND.mem8 : KIND.mem16) : accept;
  return {
    opcode: encoding.opcode,
    reg: encoding.reg ?? 0,
    modrm: encoding.modrm,
    width: encoding.width,
    accepts: operands.map(([accept]) => direct(accept)),
    roles: operands.map(([, role]) => role),
  };
};

/** Smaller is preferred: sign-extended bytes, then forms whose opcode names a register, then ModRM. */
const rank = (form: Form, encoding: Encoding): number => {
  if (encoding.operands.includes('Ibs')) return 0;
  if (!form.modrm) return 1;
  return encoding.operands[0]?.startsWith('E') ? 2 : 3;
};

const COMMUTATIVE: ReadonlySet<string> = new Set(['XCHG', 'TEST']);

const isPlanned = ({ status, mnemonic, opcode }: Encoding): boolean =>
  (status === 'documented' || (status === 'undocumented' && opcode !== 0xfe)) && mnemonic !== 'ESC';

const jumpOf = (name: string, encodings: readonly Encoding[]): JumpPlan | undefined => {
  const short = encodings.find(({ operands }) => operands[0] === 'Jb');
  if (short === undefined) return undefined;
  const form = name === 'jmp' ? 'jmp' : short.opcode >= 0xe0 ? 'loop' : 'jcc';
  return { opcode: short.opcode, form };
};

const makePlans = (): ReadonlyMap<string, Plan> => {
  const byName = new Map<string, Encoding[]>();
  for (const encoding of ENCODINGS.filter(isPlanned)) {
    const name = encoding.mnemonic.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), encoding]);
  }
  const plans = new Map<string, Plan>();
  for (const [name, encodings] of byName) {
    const ranked = encodings.flatMap((encoding) => {
      const swappable = encoding.operands.length === 2 && !encoding.operands.some((code) => code.startsWith('I'));
      const orders = COMMUTATIVE.has(encoding.mnemonic) && swappable ? [false, true] : [false];
      return orders.map((swapped) => {
        const form = formOf(encoding, swapped);
        return { form, rank: rank(form, encoding) + (swapped ? 0.5 : 0) };
      });
    });
    ranked.sort((a, b) => a.rank - b.rank);
    const forms = ranked.map(({ form }) => form);
    // XCHG AX, AX is NOP, and AAM and AAD without a base mean ten.
    if (name === 'xchg')
      forms.unshift({ ...forms[0]!, opcode: 0x90, accepts: [0x100, 0x100], roles: ['none', 'none'] });
    if (name === 'aam' || name === 'aad') forms.push({ ...forms[0]!, accepts: [], roles: [], tail: 10 });
    const jump = jumpOf(name, encodings);
    const plan: Plan = jump === undefined ? { op: name, forms } : { op: name, forms, jump };
    for (const alias of [name, ...(OTHER_NAMES[name] ?? [])]) plans.set(alias, plan);
  }
  return plans;
};

const PLANS = makePlans();

/** How a mnemonic (in lower case, or one of its other names) can be encoded. */
export const planOf = (op: string): Plan | undefined => PLANS.get(op);

/** Every name that the assembler takes as an instruction. */
export const INSTRUCTION_NAMES: readonly string[] = [...PLANS.keys()];

/** The plan for these operands: a call or jump with a far operand is another operation than the near one. */
export const farPlan = (plan: Plan, operand: Operand | undefined): Plan => {
  if (operand === undefined || !(plan.op === 'call' || plan.op === 'jmp')) return plan;
  const far = operand.kind === 'far' || (operand.kind === 'mem' && (operand.far === true || operand.size === 4));
  return far ? (PLANS.get(`${plan.op}f`) ?? plan) : plan;
};
