/**
 * `asm` statements. The template is assembly of our assembler (NASM spelling) with `%0`, `%[name]` for operands and `%%`
 * for a percent sign. Constraints: `r q a b c d S D` (a register), `m` (memory), `i n` (a constant), digits (the register of
 * an output), `+` and `=` for outputs. Registers beyond these are refused.
 */
import type { Stmt } from '../front/ast.ts';
import type { AsmRegister, Op, Slot, Tree } from '../ir/ir.ts';
import type { CompileProblem } from '../problem.ts';
import { type FunctionBuilder, machineType } from './builder.ts';
import { addressOf, type Place, placeOf, readPlace, reusable, writePlace } from './places.ts';
import { effect, value } from './values.ts';

type AsmStmt = Extract<Stmt, { kind: 'asm' }>;

const FIXED: Readonly<Record<string, AsmRegister>> = { a: 'ax', b: 'bx', c: 'cx', d: 'dx', S: 'si', D: 'di' };
const ANY: readonly AsmRegister[] = ['ax', 'cx', 'dx', 'bx', 'si', 'di'];
const CLOBBERS: Readonly<Record<string, AsmRegister>> = {
  ax: 'ax',
  bx: 'bx',
  cx: 'cx',
  dx: 'dx',
  si: 'si',
  di: 'di',
  al: 'ax',
  ah: 'ax',
  bl: 'bx',
  cl: 'cx',
  dl: 'dx',
};
const LOW_BYTE: Readonly<Record<string, string>> = { ax: 'al', bx: 'bl', cx: 'cl', dx: 'dl' };

const VALUES = {
  value,
  effect,
  initialize: (): Tree => ({ kind: 'const', type: 'i16', value: 0 }),
};

/** An operand as the template spells it. */
type Operand = { readonly text: string; readonly register: AsmRegister | undefined };

/** Emits the statement: inputs into registers, the text, outputs back. */
export const asmStatement = (b: FunctionBuilder, stmt: AsmStmt, problems: CompileProblem[]): void => {
  const error = (message: string): void => void problems.push({ severity: 'error', at: stmt.at, message });
  if (stmt.simple) {
    b.emit({ kind: 'asm', text: stmt.template, at: stmt.at, inputs: [], outputs: [], clobbers: [...ANY] });
    return;
  }
  const taken = new Set<AsmRegister>();
  const operands: (Operand & { readonly name: string | undefined })[] = [];
  const inputs: { value: Tree; register: AsmRegister }[] = [];
  const outputs: { register: AsmRegister; slot: Slot }[] = [];
  const after: (() => void)[] = [];
  const fixed = (constraint: string): AsmRegister | undefined => {
    const letter = [...constraint].find((char) => FIXED[char] !== undefined);
    return letter === undefined ? undefined : FIXED[letter];
  };
  const all = [...stmt.outputs, ...stmt.inputs];
  for (const operand of all) {
    const register = fixed(operand.constraint);
    if (register !== undefined) taken.add(register);
  }
  const choose = (constraint: string): AsmRegister => {
    const wanted = fixed(constraint);
    if (wanted !== undefined) return wanted;
    const free = ANY.find((register) => !taken.has(register));
    if (free === undefined) error('unsupported: asm with so many register operands');
    taken.add(free ?? 'ax');
    return free ?? 'ax';
  };
  const memory = (expr: AsmStmt['outputs'][number]['expr']): string => {
    const slot = b.temporary('i16');
    b.emit({ kind: 'set', slot, value: addressOf(VALUES, b, expr) });
    const register = choose('b');
    taken.add('bx');
    inputs.push({ value: { kind: 'local', type: 'i16', slot }, register });
    return `[${register}]`;
  };
  const spelled = (register: AsmRegister, size: number): string =>
    size === 1 ? (LOW_BYTE[register] ?? register) : register;
  const size = (expr: AsmStmt['outputs'][number]['expr']): number => (machineType(expr.type) === 'i8' ? 1 : 2);

  for (const { constraint, expr, name } of stmt.outputs) {
    if (machineType(expr.type) !== 'i16' && machineType(expr.type) !== 'i8')
      error('unsupported: asm operand wider than 16 bits');
    if (constraint.includes('m') && !/[rqabcdSDg]/.test(constraint)) {
      operands.push({ text: memory(expr), register: undefined, name });
      continue;
    }
    const register = choose(constraint);
    const place: Place = reusable(b, placeOf(VALUES, b, expr));
    const slot = b.temporary(place.type);
    outputs.push({ register, slot });
    if (constraint.includes('+')) inputs.push({ value: readPlace(place), register });
    after.push(() => writePlace(b, place, { kind: 'local', type: slot.type!, slot }));
    operands.push({ text: spelled(register, size(expr)), register, name });
  }
  for (const { constraint, expr, name } of stmt.inputs) {
    if (/[in]/.test(constraint) && expr.kind === 'int') {
      operands.push({ text: String(expr.value), register: undefined, name });
      continue;
    }
    if (constraint.includes('m') && !/[rqabcdSDg]/.test(constraint)) {
      operands.push({ text: memory(expr), register: undefined, name });
      continue;
    }
    const match = /\d+/.exec(constraint);
    const register = match === null ? choose(constraint) : (operands[Number(match[0])]?.register ?? choose(constraint));
    const tree = value(b, expr);
    if (tree.type !== 'i16' && tree.type !== 'i8') error('unsupported: asm operand wider than 16 bits');
    inputs.push({ value: tree, register });
    operands.push({ text: spelled(register, size(expr)), register, name });
  }
  const text = stmt.template.replace(
    /%(%|[bwhk]?(\d+)|\[(\w+)\])/g,
    (whole, what: string, number?: string, name?: string) => {
      if (what === '%') return '%';
      const operand = number === undefined ? operands.find((o) => o.name === name) : operands[Number(number)];
      if (operand === undefined) error(`asm has no operand ${whole}`);
      return operand?.text ?? '0';
    },
  );
  const clobbers = stmt.clobbers.flatMap((name) => CLOBBERS[name.replace(/^%/, '')] ?? []);
  const op: Op = { kind: 'asm', text, at: stmt.at, inputs, outputs, clobbers };
  b.emit(op);
  for (const write of after) write();
};
