/**
 * Takes apart what the 8086 cannot do in registers: floating point and 64-bit multiplication, division and shifts become calls
 * of run-time routines, f32 becomes i32 and f64 becomes i64. Afterwards an i64 tree is a constant, a slot or a load from a
 * cheap address, or one such operation directly under `set` and `store`.
 */
import {
  type Argument,
  type Block,
  type Call,
  constant,
  type IrFunction,
  load,
  type MachineType,
  type Op,
  type Relation,
  type Slot,
  type Terminator,
  type Tree,
  word,
} from '../ir/ir.ts';
import { mapOperands } from '../ir/walk.ts';

/** Constants that need a place in memory. */
export class WideConstants {
  readonly #known = new Map<bigint, string>();

  symbol(bits: bigint): string {
    const key = BigInt.asUintN(64, bits);
    let name = this.#known.get(key);
    if (name === undefined) {
      name = `.Lwide.${this.#known.size + 1}`;
      this.#known.set(key, name);
    }
    return name;
  }

  all(): Iterable<readonly [bigint, string]> {
    return this.#known;
  }
}

const view = new DataView(new ArrayBuffer(8));
/** The bits of a float as a signed number. */
export const floatBits = (value: number): number => {
  view.setFloat32(0, value);
  return view.getInt32(0);
};
export const doubleBits = (value: number): bigint => {
  view.setFloat64(0, value);
  return view.getBigInt64(0);
};

interface State {
  readonly fn: IrFunction;
  readonly constants: WideConstants;
  ops: Op[];
}

const isFloat = (type: MachineType): boolean => type === 'f32' || type === 'f64';
const lowered = (type: MachineType): MachineType => (type === 'f32' ? 'i32' : type === 'f64' ? 'i64' : type);

const temporary = (s: State, type: MachineType): Slot => {
  const size = type === 'i64' ? 8 : type === 'i32' ? 4 : type === 'i16' ? 2 : 1;
  const slot: Slot = {
    id: s.fn.slots.length,
    name: '',
    size,
    align: 2,
    type,
    variable: undefined,
    parameter: undefined,
    frame: undefined,
    register: undefined,
  };
  s.fn.slots.push(slot);
  return slot;
};

const local = (slot: Slot, type: MachineType): Tree => ({ kind: 'local', type, slot });
const helper = (name: string): Tree => ({ kind: 'symbol', type: 'i16', name: `_${name}`, offset: 0 });
const args = (trees: readonly Tree[]): Argument[] => trees.map((value) => ({ kind: 'value', value }));

/** Calls a routine that returns a value of at most 32 bits. */
const callValue = (s: State, name: string, trees: readonly Tree[], type: 'i16' | 'i32'): Tree => {
  const result = temporary(s, type);
  s.ops.push({ kind: 'call', result, call: { callee: helper(name), args: args(trees), noreturn: false } });
  return local(result, type);
};

/** Calls a routine that stores a 64-bit result where its first argument points. */
const callWide = (s: State, name: string, trees: readonly Tree[]): Tree => {
  const result = temporary(s, 'i64');
  const to: Tree = { kind: 'frame', type: 'i16', slot: result, offset: 0 };
  s.ops.push({
    kind: 'call',
    result: undefined,
    call: { callee: helper(name), args: args([to, ...trees]), noreturn: false },
  });
  return local(result, 'i64');
};

const cheap = (tree: Tree): boolean =>
  tree.kind === 'symbol' ||
  tree.kind === 'frame' ||
  tree.kind === 'local' ||
  tree.kind === 'const' ||
  (tree.kind === 'binary' && tree.op === 'add' && tree.left.kind === 'local' && tree.right.kind === 'const');

const keep = (s: State, tree: Tree): Tree => {
  const slot = temporary(s, tree.type);
  s.ops.push({ kind: 'set', slot, value: tree });
  return local(slot, tree.type);
};

const cheapAddress = (s: State, address: Tree): Tree => (cheap(address) ? address : keep(s, address));

/** A legal i64 tree as a plain operand. */
const operand = (s: State, tree: Tree): Tree => {
  if (tree.kind === 'long' || tree.kind === 'local' || tree.kind === 'load') return tree;
  return keep(s, tree);
};

/** Where an i64 operand lies in memory. */
const addressOf = (s: State, tree: Tree): Tree => {
  switch (tree.kind) {
    case 'long':
      return { kind: 'symbol', type: 'i16', name: s.constants.symbol(tree.value), offset: 0 };
    case 'local':
      return { kind: 'frame', type: 'i16', slot: tree.slot, offset: 0 };
    case 'load':
      return tree.address;
    default:
      return addressOf(s, operand(s, tree));
  }
};

const wideOperand = (s: State, tree: Tree): Tree => operand(s, legal(s, tree));
const wideAddress = (s: State, tree: Tree): Tree => addressOf(s, wideOperand(s, tree));

const FLOAT_OPS: Readonly<Record<string, string>> = { add: 'add', sub: 'sub', mul: 'mul', divs: 'div', divu: 'div' };
const WIDE_OPS: Readonly<Record<string, string>> = {
  mul: '__llmul',
  divs: '__lldiv',
  divu: '__lludiv',
  rems: '__llrem',
  remu: '__llurem',
  shl: '__llshl',
  shrs: '__llshr',
  shru: '__llushr',
};

const binaryTree = (s: State, tree: Extract<Tree, { kind: 'binary' }>): Tree => {
  if (tree.type === 'f32')
    return callValue(s, `__f${FLOAT_OPS[tree.op]}`, [legal(s, tree.left), legal(s, tree.right)], 'i32');
  if (tree.type === 'f64')
    return callWide(s, `__d${FLOAT_OPS[tree.op]}`, [wideAddress(s, tree.left), wideAddress(s, tree.right)]);
  if (tree.type !== 'i64') return mapOperands(tree, (t) => legal(s, t));
  const name = WIDE_OPS[tree.op];
  if (name === undefined) return { ...tree, left: wideOperand(s, tree.left), right: wideOperand(s, tree.right) };
  const right = tree.op.startsWith('sh') ? legal(s, tree.right) : wideAddress(s, tree.right);
  return callWide(s, name, [wideAddress(s, tree.left), right]);
};

const widened = (tree: Tree, signed: boolean): Tree => {
  if (tree.type === 'i32') return tree;
  return { kind: 'convert', type: 'i32', op: signed ? 'sext' : 'zext', operand: tree };
};

const truncated = (s: State, value: Tree, type: MachineType): Tree => {
  const from = operand(s, value);
  if (from.kind === 'long') {
    return type === 'i64' ? from : constant(Number(BigInt.asIntN(32, from.value)), type as 'i16');
  }
  return load(type, addressOf(s, from));
};

const convertTree = (s: State, tree: Extract<Tree, { kind: 'convert' }>): Tree => {
  const { op, type } = tree;
  const source = tree.operand;
  const from = source.type;
  switch (op) {
    case 'sext':
    case 'zext':
      return { ...tree, operand: legal(s, source) };
    case 'trunc':
      return from === 'i64' ? truncated(s, legal(s, source), type) : { ...tree, operand: legal(s, source) };
    case 'ftof':
      if (type === 'f64') return callWide(s, '__dfromf', [legal(s, source)]);
      return callValue(s, '__ffromd', [wideAddress(s, source)], 'i32');
    case 'stof':
    case 'utof': {
      const narrow = from === 'i8' || from === 'i16';
      const letter = op === 'stof' || narrow ? 's' : 'u';
      if (from === 'i64') {
        const address = wideAddress(s, source);
        return type === 'f32'
          ? callValue(s, `__ffrom${letter}l`, [address], 'i32')
          : callWide(s, `__dfrom${letter}l`, [address]);
      }
      const value = widened(legal(s, source), op === 'stof');
      return type === 'f32'
        ? callValue(s, `__ffrom${letter}i`, [value], 'i32')
        : callWide(s, `__dfrom${letter}i`, [value]);
    }
    case 'ftos':
    case 'ftou': {
      const double: Tree = from === 'f64' ? source : { kind: 'convert', type: 'f64', op: 'ftof', operand: source };
      const address = wideAddress(s, double);
      if (type === 'i64') return callWide(s, op === 'ftos' ? '__dtosl' : '__dtoul', [address]);
      const value = callValue(s, op === 'ftou' && type === 'i32' ? '__dtoui' : '__dtosi', [address], 'i32');
      return type === 'i32' ? value : { kind: 'convert', type, op: 'trunc', operand: value };
    }
  }
};

/** Unordered operands make every relation but `ne` false: the routine's answer is chosen accordingly. */
const floatCompare = (s: State, op: Relation, left: Tree, right: Tree): { op: Relation; left: Tree; right: Tree } => {
  const greater = op === 'lts' || op === 'les' ? 'l' : 'g';
  const single = left.type === 'f32';
  const operands = single ? [legal(s, left), legal(s, right)] : [wideAddress(s, left), wideAddress(s, right)];
  return { op, left: callValue(s, `__${single ? 'f' : 'd'}cmp${greater}`, operands, 'i16'), right: word(0) };
};

const compared = (s: State, op: Relation, left: Tree, right: Tree): { op: Relation; left: Tree; right: Tree } => {
  if (isFloat(left.type)) return floatCompare(s, op, left, right);
  if (left.type === 'i64') return { op, left: wideOperand(s, left), right: wideOperand(s, right) };
  return { op, left: legal(s, left), right: legal(s, right) };
};

const legalCall = (s: State, call: Call): Call => ({
  ...call,
  callee: legal(s, call.callee),
  args: call.args.map((arg): Argument => {
    if (arg.kind === 'bytes') return { ...arg, address: legal(s, arg.address) };
    const value = legal(s, arg.value);
    return { kind: 'value', value: value.type === 'i64' ? operand(s, value) : value };
  }),
});

const legal = (s: State, tree: Tree): Tree => {
  switch (tree.kind) {
    case 'const':
      if (tree.type === 'f32') return { kind: 'const', type: 'i32', value: floatBits(tree.value) };
      return tree.type === 'f64' ? { kind: 'long', type: 'i64', value: doubleBits(tree.value) } : tree;
    case 'local':
      return isFloat(tree.type) ? { ...tree, type: lowered(tree.type) } : tree;
    case 'load': {
      const address = legal(s, tree.address);
      const type = lowered(tree.type);
      return { ...tree, type, address: type === 'i64' ? cheapAddress(s, address) : address };
    }
    case 'unary': {
      if (tree.type === 'f32') {
        return {
          kind: 'binary',
          type: 'i32',
          op: 'xor',
          left: legal(s, tree.operand),
          right: { kind: 'const', type: 'i32', value: -0x80000000 },
        };
      }
      if (tree.type === 'f64') {
        const sign: Tree = { kind: 'long', type: 'i64', value: -(1n << 63n) };
        return { kind: 'binary', type: 'i64', op: 'xor', left: wideOperand(s, tree.operand), right: sign };
      }
      if (tree.type === 'i64') return { ...tree, operand: wideOperand(s, tree.operand) };
      return { ...tree, operand: legal(s, tree.operand) };
    }
    case 'binary':
      return binaryTree(s, tree);
    case 'compare':
      return { ...tree, ...compared(s, tree.op, tree.left, tree.right) };
    case 'convert':
      return convertTree(s, tree);
    case 'call': {
      const call = legalCall(s, tree.call);
      const type = lowered(tree.type);
      if (type !== 'i64') return { ...tree, type, call };
      const result = temporary(s, type);
      s.ops.push({ kind: 'call', result, call });
      return local(result, type);
    }
    default:
      return tree;
  }
};

const legalOp = (s: State, op: Op): void => {
  switch (op.kind) {
    case 'set':
      s.ops.push({ ...op, value: legal(s, op.value) });
      break;
    case 'evaluate': {
      const value = legal(s, op.value);
      s.ops.push({ ...op, value: value.type === 'i64' ? load('i16', addressOf(s, operand(s, value)), true) : value });
      break;
    }
    case 'store': {
      const value = legal(s, op.value);
      const address = legal(s, op.address);
      const type = lowered(op.type);
      s.ops.push({ ...op, type, value, address: type === 'i64' ? cheapAddress(s, address) : address });
      break;
    }
    case 'copy':
      s.ops.push({ ...op, to: legal(s, op.to), from: legal(s, op.from) });
      break;
    case 'clear':
      s.ops.push({ ...op, address: legal(s, op.address) });
      break;
    case 'call':
      s.ops.push({ ...op, call: legalCall(s, op.call) });
      break;
    case 'alloca':
      s.ops.push({ ...op, size: legal(s, op.size) });
      break;
    case 'asm':
      s.ops.push({ ...op, inputs: op.inputs.map((input) => ({ ...input, value: legal(s, input.value) })) });
      break;
    default:
      s.ops.push(op);
  }
};

const legalEnd = (s: State, end: Terminator): Terminator => {
  switch (end.kind) {
    case 'branch':
      return { ...end, ...compared(s, end.op, end.left, end.right) };
    case 'switch':
      return { ...end, value: legal(s, end.value) };
    case 'return': {
      if (end.value === undefined) return end;
      const value = legal(s, end.value);
      return { ...end, value: value.type === 'i64' ? operand(s, value) : value };
    }
    case 'computed':
      return { ...end, target: legal(s, end.target) };
    default:
      return end;
  }
};

/** Rewrites a function in place. */
export const legalize = (fn: IrFunction, constants: WideConstants): void => {
  const s: State = { fn, constants, ops: [] };
  for (const block of fn.blocks as Block[]) {
    s.ops = [];
    for (const op of block.ops) legalOp(s, op);
    block.end = legalEnd(s, block.end);
    block.ops = s.ops;
  }
};
