/**
 * One instruction to bytes, by the plans made from the instruction table. The shortest encoding is taken, with the
 * choice between equally long ones that nasm makes. What depends on an address is left as a fixup. Jumps that can be
 * relaxed are the assembler's (`assemble.ts`) unless they are marked `short`.
 */
import type { Expr, ImmediateOperand, InstructionItem, MemoryOperand, Operand } from './items.ts';
import type { RelocationKind } from './object.ts';
import { type Form, farPlan, KIND, type Plan, PREFIX_BYTES, registerBit } from './plans.ts';

export { planOf } from './plans.ts';

/** Where an instruction is encoded to; used again for each. Fixups are offsets from its first byte. */
export type Encoding = {
  readonly bytes: Uint8Array;
  length: number;
  fixups: { readonly at: number; readonly kind: RelocationKind; readonly value: Expr }[];
};

const NO_FIXUPS: Encoding['fixups'] = [];

export const newEncoding = (): Encoding => ({ bytes: new Uint8Array(32), length: 0, fixups: NO_FIXUPS });

/** The number that an expression is, if that is known already. */
export type Constant = (expr: Expr) => number | undefined;

/** What is said of `jmp word x`. */
export const SIZED_TARGET = "the target of a jump has no size; 'short' and 'near' say how far it is";

/** The most prefixes that an instruction can be written with. */
const PREFIX_LIMIT = 14;

/** Encodes an instruction; the result is what is wrong with it, or undefined. */
export const encodeInstruction = (
  plan: Plan,
  item: InstructionItem,
  into: Encoding,
  constant: Constant,
): string | undefined => {
  const { operands, prefixes } = item;
  into.length = 0;
  into.fixups = NO_FIXUPS;
  if (prefixes !== undefined) {
    if (prefixes.length > PREFIX_LIMIT) return 'too many prefixes';
    for (const prefix of prefixes) into.bytes[into.length++] = PREFIX_BYTES[prefix];
  }
  const used = operands.length === 1 ? farPlan(plan, operands[0]) : plan;
  const form = chooseForm(used, operands, constant);
  if (typeof form === 'string') return form;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!;
    if (operand.kind !== 'imm') continue;
    const target = form.roles[i] === 'rel8' || form.roles[i] === 'rel16';
    if (operand.reach !== undefined && !target) return `'${operand.reach}' is only for the target of a jump`;
    if (operand.size !== undefined && target) return SIZED_TARGET;
  }
  return put(form, operands, into, constant);
};

const chooseForm = (plan: Plan, operands: readonly Operand[], constant: Constant): Form | string => {
  const count = operands.length;
  let a = count > 0 ? kindOf(operands[0]!, constant) : 0;
  const b = count > 1 ? kindOf(operands[1]!, constant) : 0;
  const second = operands[1];
  // The size of a number is that of the memory beside it.
  if (second?.kind === 'imm' && second.size !== undefined && operands[0]?.kind === 'mem')
    a &= second.size === 1 ? ~KIND.mem16 : ~KIND.mem8;
  const far = plan.op === 'les' || plan.op === 'lds' || plan.op === 'callf' || plan.op === 'jmpf' ? KIND.memFar : 0;
  for (const form of plan.forms) {
    const { accepts } = form;
    if (accepts.length !== count) continue;
    if (count > 0 && !fits(a | (a & KIND.mem16 ? far : 0), accepts[0]!)) continue;
    if (count > 1 && !fits(b | (b & KIND.mem16 ? far : 0), accepts[1]!)) continue;
    if (form.roles[0] === 'rel8' && !isShort(operands[0]!)) continue;
    if (form.roles[0] === 'rel16' && isShort(operands[0]!)) continue;
    return isUnsized(plan, form, operands, a, b) ? `'${plan.op}' needs a size: byte or word` : form;
  }
  return mismatch(plan, operands);
};

const isShort = (operand: Operand): boolean => operand.kind === 'imm' && operand.reach === 'short';

/** A direct operand must be wanted as such and have the width too; all others need one kind in common. */
const fits = (kind: number, accept: number): boolean =>
  (accept & KIND.direct) === 0 ? (kind & accept) !== 0 : (kind & accept) === accept;

const kindOf = (operand: Operand, constant: Constant): number => {
  switch (operand.kind) {
    case 'reg':
      return 1 << registerBit(operand.name);
    case 'imm':
      return immediateKind(operand, constant);
    case 'mem': {
      const direct = operand.base === undefined && operand.index === undefined ? KIND.direct : 0;
      if (operand.far === true) return KIND.memFar;
      if (operand.size === undefined) return direct | KIND.mem8 | KIND.mem16;
      return direct | (operand.size === 1 ? KIND.mem8 : operand.size === 2 ? KIND.mem16 : KIND.memFar);
    }
    case 'far':
      return KIND.far;
  }
};

const immediateKind = ({ value, size, strict }: ImmediateOperand, constant: Constant): number => {
  if (size === 1) return KIND.imm8 | KIND.immSigned;
  const known = typeof value === 'number' ? value : constant(value);
  let kind = size === undefined ? KIND.imm8 | KIND.imm16 : KIND.imm16;
  if (known === 1) kind |= KIND.one;
  if (known !== undefined && strict !== true && isSignedByte(known)) kind |= KIND.immSigned;
  return kind;
};

/** Whether a word is a byte extended with its sign; 0xFFFF is -1. */
const isSignedByte = (value: number): boolean =>
  (value >= -128 && value <= 127) || (value >= 0xff80 && value <= 0xffff) || (value >= -0x10000 && value < -0xff80);

/** Whether nothing tells bytes from words although the operation has both. */
const isUnsized = (plan: Plan, form: Form, operands: readonly Operand[], a: number, b: number): boolean => {
  const both = KIND.mem8 | KIND.mem16;
  if ((a & both) !== both && (b & both) !== both) return false;
  return plan.forms.some(
    (other) =>
      other.width !== form.width &&
      other.accepts.length === operands.length &&
      (operands.length < 1 || fits(a, other.accepts[0]!)) &&
      (operands.length < 2 || fits(b, other.accepts[1]!)),
  );
};

const mismatch = (plan: Plan, operands: readonly Operand[]): string => {
  const counts = new Set(plan.forms.map((form) => form.accepts.length));
  if (!counts.has(operands.length)) {
    const wanted = [...counts].sort().join(' or ');
    return `'${plan.op}' takes ${wanted} operands, not ${operands.length}`;
  }
  return `'${plan.op}' does not take these operands: ${operands.map(describe).join(', ')}`;
};

const describe = (operand: Operand): string => {
  switch (operand.kind) {
    case 'reg':
      return operand.name;
    case 'imm':
      return operand.size === undefined ? 'a number' : operand.size === 1 ? 'a byte' : 'a word';
    case 'mem':
      return operand.size === undefined ? 'memory' : `${operand.size === 1 ? 'byte' : 'word'} memory`;
    case 'far':
      return 'segment:offset';
  }
};

const put = (form: Form, operands: readonly Operand[], into: Encoding, constant: Constant): string | undefined => {
  const { roles } = form;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!;
    if (operand.kind === 'mem' && operand.segment !== undefined)
      into.bytes[into.length++] = PREFIX_BYTES[operand.segment];
  }
  into.bytes[into.length++] = form.opcode;
  if (form.modrm) {
    let reg = form.reg;
    let rm: Operand | undefined;
    for (let i = 0; i < roles.length; i++) {
      const operand = operands[i]!;
      if (roles[i] === 'reg' && operand.kind === 'reg') reg = registerBit(operand.name) & 7;
      else if (roles[i] === 'rm') rm = operand;
    }
    const wrong = putModRm(rm, reg, into, constant);
    if (wrong !== undefined) return wrong;
  }
  if (form.tail !== undefined) into.bytes[into.length++] = form.tail;
  for (let i = 0; i < roles.length; i++) {
    const operand = operands[i]!;
    switch (roles[i]) {
      case 'imm8':
        if (operand.kind === 'imm') putByte(operand.value, into, constant);
        break;
      case 'imm16':
        if (operand.kind === 'imm') putWord(operand.value, into, constant);
        break;
      case 'rel8':
        if (operand.kind === 'imm') fixup(into, 'relative-byte', operand.value, 1);
        break;
      case 'rel16':
        if (operand.kind === 'imm') fixup(into, 'relative', operand.value, 2);
        break;
      case 'offset':
        if (operand.kind === 'mem') putWord(operand.disp ?? 0, into, constant);
        break;
      case 'far':
        if (operand.kind === 'far') {
          putWord(operand.offset, into, constant);
          putWord(operand.segment, into, constant);
        }
        break;
    }
  }
  return undefined;
};

const fixup = (into: Encoding, kind: RelocationKind, value: Expr, width: number): void => {
  if (into.fixups === NO_FIXUPS) into.fixups = [];
  into.fixups.push({ at: into.length, kind, value });
  for (let i = 0; i < width; i++) into.bytes[into.length++] = 0;
};

const putWord = (value: Expr, into: Encoding, constant: Constant): void => {
  const known = typeof value === 'number' ? value : constant(value);
  if (known === undefined || known < -0x8000 || known > 0xffff) {
    fixup(into, 'word', value, 2);
    return;
  }
  into.bytes[into.length++] = known;
  into.bytes[into.length++] = known >> 8;
};

const putByte = (value: Expr, into: Encoding, constant: Constant): void => {
  const known = typeof value === 'number' ? value : constant(value);
  // A word that is a sign-extended byte is written by its low byte; anything else too large is reported as a fixup.
  if (known !== undefined && ((known >= -0x80 && known <= 0xff) || isSignedByte(known)))
    into.bytes[into.length++] = known;
  else fixup(into, 'byte', value, 1);
};

/** The rm field for each combination of base and index. */
const rmOf = ({ base, index }: MemoryOperand): number => {
  if (base === 'bx') return index === undefined ? 7 : index === 'si' ? 0 : 1;
  if (base === 'bp') return index === undefined ? 6 : index === 'si' ? 2 : 3;
  return index === 'si' ? 4 : 5;
};

const putModRm = (
  operand: Operand | undefined,
  reg: number,
  into: Encoding,
  constant: Constant,
): string | undefined => {
  if (operand?.kind === 'reg') {
    into.bytes[into.length++] = 0xc0 | (reg << 3) | (registerBit(operand.name) & 7);
    return undefined;
  }
  if (operand?.kind !== 'mem') return 'an operand is missing';
  const { base, index, disp = 0, dispSize } = operand;
  if (base === undefined && index === undefined) {
    if (dispSize === 1) return 'an address alone is always a word';
    into.bytes[into.length++] = (reg << 3) | 6;
    putWord(disp, into, constant);
    return undefined;
  }
  const rm = rmOf(operand);
  const known = typeof disp === 'number' ? disp : constant(disp);
  if (dispSize === 1 || (dispSize === undefined && known !== undefined && isSignedByte(known))) {
    if (dispSize === undefined && known === 0 && rm !== 6) {
      into.bytes[into.length++] = (reg << 3) | rm;
      return undefined;
    }
    into.bytes[into.length++] = 0x40 | (reg << 3) | rm;
    putByte(disp, into, constant);
    return undefined;
  }
  into.bytes[into.length++] = 0x80 | (reg << 3) | rm;
  putWord(disp, into, constant);
  return undefined;
};
