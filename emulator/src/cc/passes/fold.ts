/**
 * Folds operators on constants in target arithmetic, simplifies algebraically, and narrows: a truncated sum is summed
 * narrowly, a comparison of an extended byte with a small constant compares the byte. Trees in, trees out.
 */
import {
  type Block,
  constant,
  type IrFunction,
  load,
  type MachineType,
  negated,
  type Relation,
  SIZES,
  swapped,
  type Terminator,
  type Tree,
  word,
} from '../ir/ir.ts';
import { mapOp, mapOperands, mapTerminator } from '../ir/walk.ts';

type Small = 'i8' | 'i16' | 'i32';
type Binary = Extract<Tree, { kind: 'binary' }>;

const isInt = (type: MachineType): type is Small => type === 'i8' || type === 'i16' || type === 'i32';
const unsignedValue = (value: number, type: Small): number =>
  type === 'i8' ? value & 0xff : type === 'i16' ? value & 0xffff : value >>> 0;

const compute = (op: Binary['op'], a: number, b: number, type: Small): number | undefined => {
  const [ua, ub] = [unsignedValue(a, type), unsignedValue(b, type)];
  const bits = SIZES[type] * 8;
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return Math.imul(a, b);
    case 'divs':
      return b === 0 ? undefined : Math.trunc(a / b);
    case 'rems':
      return b === 0 ? undefined : a % b;
    case 'divu':
      return b === 0 ? undefined : Math.floor(ua / ub);
    case 'remu':
      return b === 0 ? undefined : ua % ub;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'shl':
      return (b & 0xffff) >= bits ? 0 : a << b;
    case 'shrs':
      return a >> Math.min(b & 0xffff, 31);
    case 'shru':
      return (b & 0xffff) >= bits ? 0 : ua >>> b;
  }
};

const relate = (op: Relation, a: number | bigint, b: number | bigint): boolean => {
  switch (op) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lts':
    case 'ltu':
      return a < b;
    case 'les':
    case 'leu':
      return a <= b;
    case 'gts':
    case 'gtu':
      return a > b;
    case 'ges':
    case 'geu':
      return a >= b;
  }
};

const log2 = (value: number): number | undefined => {
  const shift = 31 - Math.clz32(value);
  return value > 0 && value === 2 ** shift ? shift : undefined;
};

const COMMUTATIVE = new Set(['add', 'mul', 'and', 'or', 'xor']);

const foldBinary = (tree: Binary): Tree => {
  let { left, right } = tree;
  const { op, type } = tree;
  if (left.kind === 'long' && right.kind === 'long') return foldLong(tree, left.value, right.value);
  if (!isInt(type)) return tree;
  if (left.kind === 'const' && right.kind === 'const') {
    const value = compute(op, left.value, right.value, type);
    if (value !== undefined) return constant(value, type);
  }
  if (COMMUTATIVE.has(op) && left.kind === 'const' && right.kind !== 'const') [left, right] = [right, left];
  if (op === 'sub' && right.kind === 'const')
    return foldBinary({ ...tree, op: 'add', left, right: constant(-right.value, type) });
  if (right.kind !== 'const') return left === tree.left ? tree : { ...tree, left, right };
  const { value } = right;
  if (op === 'add') {
    if (value === 0) return left;
    if (left.kind === 'symbol' || left.kind === 'frame') return { ...left, offset: left.offset + value };
    if (left.kind === 'binary' && left.op === 'add' && left.right.kind === 'const') {
      return foldBinary({ ...tree, left: left.left, right: constant(left.right.value + value, type) });
    }
  }
  if ((op === 'or' || op === 'xor' || op === 'shl' || op === 'shrs' || op === 'shru') && value === 0) return left;
  if (op === 'and' && value === -1) return left;
  if (op === 'and' && value === 0 && isPure(left)) return constant(0, type);
  if (op === 'and' && left.kind === 'binary' && left.op === 'and' && left.right.kind === 'const') {
    return foldBinary({ ...left, right: constant(left.right.value & value, type) });
  }
  if (op === 'mul') {
    if (value === 1) return left;
    if (value === 0 && isPure(left)) return constant(0, type);
    if (value === -1) return { kind: 'unary', type, op: 'neg', operand: left };
    const shift = log2(unsignedValue(value, type));
    if (shift !== undefined) return { ...tree, op: 'shl', left, right: word(shift) };
  }
  if (op === 'divs' || op === 'divu') {
    if (value === 1) return left;
    const shift = log2(unsignedValue(value, type));
    if (op === 'divu' && shift !== undefined) return { ...tree, op: 'shru', left, right: word(shift) };
  }
  if (op === 'remu') {
    const shift = log2(unsignedValue(value, type));
    if (shift !== undefined) return foldBinary({ ...tree, op: 'and', left, right: constant(value - 1, type) });
  }
  return { ...tree, left, right };
};

const foldLong = (tree: Binary, a: bigint, b: bigint): Tree => {
  const u = (value: bigint): bigint => BigInt.asUintN(64, value);
  const results: Partial<Record<Binary['op'], () => bigint>> = {
    add: () => a + b,
    sub: () => a - b,
    mul: () => a * b,
    and: () => a & b,
    or: () => a | b,
    xor: () => a ^ b,
    divs: () => a / b,
    rems: () => a % b,
    divu: () => u(a) / u(b),
    remu: () => u(a) % u(b),
  };
  const result = results[tree.op];
  if (result === undefined || (b === 0n && /div|rem/.test(tree.op))) return tree;
  return { kind: 'long', type: 'i64', value: BigInt.asIntN(64, result()) };
};

/** Whether dropping the tree loses nothing. */
const isPure = (tree: Tree): boolean => {
  if (tree.kind === 'call' || (tree.kind === 'load' && tree.volatile)) return false;
  let pure = true;
  mapOperands(tree, (t) => {
    pure &&= isPure(t);
    return t;
  });
  return pure;
};

/** What a truncation of these gives depends on the low bits of their operands only. */
const LOW_BITS = new Set(['add', 'sub', 'and', 'or', 'xor']);

const truncate = (tree: Tree, type: Small): Tree => {
  if (tree.type === type) return tree;
  switch (tree.kind) {
    case 'const':
      return constant(tree.value, type);
    case 'long':
      return constant(Number(BigInt.asIntN(32, tree.value)), type);
    case 'convert':
      if (tree.op === 'sext' || tree.op === 'zext' || tree.op === 'trunc') {
        const from = tree.operand.type;
        if (SIZES[from] === SIZES[type]) return tree.operand;
        if (SIZES[from] < SIZES[type] && tree.op !== 'trunc') return { ...tree, type };
        return truncate(tree.operand, type);
      }
      break;
    case 'load':
      if (!tree.volatile) return load(type, tree.address);
      break;
    case 'unary':
      if (tree.type !== 'f32' && tree.type !== 'f64') return { ...tree, type, operand: truncate(tree.operand, type) };
      break;
    case 'binary':
      if (LOW_BITS.has(tree.op) || (tree.op === 'mul' && type === 'i16')) {
        return foldBinary({ ...tree, type, left: truncate(tree.left, type), right: truncate(tree.right, type) });
      }
      if (tree.op === 'shl' && tree.right.kind === 'const' && type !== 'i8') {
        return foldBinary({ ...tree, type, left: truncate(tree.left, type) });
      }
      break;
    default:
  }
  return { kind: 'convert', type, op: 'trunc', operand: tree };
};

const foldConvert = (tree: Extract<Tree, { kind: 'convert' }>): Tree => {
  const { operand, op, type } = tree;
  if (op === 'trunc' && isInt(type)) return truncate(operand, type);
  if (op === 'sext' || op === 'zext') {
    if (operand.kind === 'const' && isInt(operand.type)) {
      const value = op === 'zext' ? unsignedValue(operand.value, operand.type) : operand.value;
      return type === 'i64' ? { kind: 'long', type, value: BigInt(value) } : constant(value, type as Small);
    }
    // the value is extended already: sext(zext x) is zext x
    if (operand.kind === 'convert' && (operand.op === 'zext' || (operand.op === 'sext' && op === 'sext'))) {
      return { ...operand, type };
    }
  }
  return tree;
};

const range = (type: 'i8' | 'i16', op: 'sext' | 'zext'): readonly [number, number] => {
  const bits = SIZES[type] * 8;
  return op === 'sext' ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
};

const UNSIGNED: Readonly<Record<Relation, Relation>> = {
  eq: 'eq',
  ne: 'ne',
  lts: 'ltu',
  les: 'leu',
  gts: 'gtu',
  ges: 'geu',
  ltu: 'ltu',
  leu: 'leu',
  gtu: 'gtu',
  geu: 'geu',
};

type Compare = { readonly op: Relation; readonly left: Tree; readonly right: Tree };

/** A comparison of extended values as one of the values themselves. */
const narrowCompare = ({ op, left, right }: Compare): Compare | undefined => {
  if (left.kind !== 'convert' || (left.op !== 'sext' && left.op !== 'zext')) return undefined;
  const from = left.operand.type;
  if (from !== 'i8' && from !== 'i16') return undefined;
  const signedRelation = op.endsWith('s') && op !== 'eq';
  if (right.kind === 'convert' && right.op === left.op && right.operand.type === from) {
    if (left.op === 'sext' && op.endsWith('u')) return undefined;
    return { op: left.op === 'zext' ? UNSIGNED[op] : op, left: left.operand, right: right.operand };
  }
  if (right.kind !== 'const' || !isInt(right.type)) return undefined;
  const [low, high] = range(from, left.op);
  const value = signedRelation || op === 'eq' || op === 'ne' ? right.value : unsignedValue(right.value, right.type);
  if (value < low || value > high || (left.op === 'sext' && op.endsWith('u'))) return undefined;
  return { op: left.op === 'zext' ? UNSIGNED[op] : op, left: left.operand, right: constant(value, from) };
};

const simplifyCompare = (compare: Compare): Compare | boolean => {
  let { op, left, right } = compare;
  if ((left.kind === 'const' || left.kind === 'long') && right.kind !== 'const' && right.kind !== 'long') {
    [left, right] = [right, left];
    op = swapped(op);
  }
  if (left.kind === 'long' && right.kind === 'long') {
    const unsigned = op.endsWith('u');
    return relate(
      op,
      unsigned ? BigInt.asUintN(64, left.value) : left.value,
      unsigned ? BigInt.asUintN(64, right.value) : right.value,
    );
  }
  if (left.kind === 'const' && right.kind === 'const' && isInt(left.type)) {
    const unsigned = op.endsWith('u');
    const [a, b] = [left, right].map((t) => (unsigned ? unsignedValue(t.value, left.type as Small) : t.value));
    return relate(op, a!, b!);
  }
  const narrow = narrowCompare({ op, left, right });
  if (narrow !== undefined) return simplifyCompare(narrow);
  if (right.kind === 'const' && isInt(right.type) && (op === 'eq' || op === 'ne')) {
    // x + c == d is x == d - c
    if (left.kind === 'binary' && left.op === 'add' && left.right.kind === 'const') {
      return simplifyCompare({ op, left: left.left, right: constant(right.value - left.right.value, right.type) });
    }
    // (a < b) != 0 is a < b
    if (left.kind === 'compare' && right.value === 0) {
      const inner = op === 'ne' ? left.op : swappedTruth(left.op, left.left.type);
      if (inner !== undefined) return { op: inner, left: left.left, right: left.right };
    }
  }
  return { op, left, right };
};

/** The negated relation; not for floats, where unordered operands make both false. */
const swappedTruth = (op: Relation, type: MachineType): Relation | undefined => {
  if ((type === 'f32' || type === 'f64') && op !== 'eq' && op !== 'ne') return undefined;
  return negated(op);
};

/** Folds a tree bottom-up. */
export const foldTree = (tree: Tree): Tree => {
  const inner = mapOperands(tree, foldTree);
  switch (inner.kind) {
    case 'binary':
      return foldBinary(inner);
    case 'convert':
      return foldConvert(inner);
    case 'compare': {
      const simpler = simplifyCompare(inner);
      if (typeof simpler === 'boolean') return word(simpler ? 1 : 0);
      return { ...inner, ...simpler };
    }
    case 'unary':
      if (inner.operand.kind === 'const' && isInt(inner.type)) {
        return constant(inner.op === 'neg' ? -inner.operand.value : ~inner.operand.value, inner.type);
      }
      return inner;
    default:
      return inner;
  }
};

const foldEnd = (end: Terminator): Terminator => {
  const inner = mapTerminator(end, foldTree);
  if (inner.kind === 'branch') {
    const simpler = simplifyCompare(inner);
    if (typeof simpler === 'boolean') return { kind: 'jump', to: simpler ? inner.yes : inner.no };
    return { ...inner, ...simpler };
  }
  if (inner.kind === 'switch' && inner.value.kind === 'const') {
    const { value } = inner.value;
    const key = inner.signed ? value : unsignedValue(value, inner.value.type as Small);
    const chosen = inner.cases.find((item) => item.low <= key && key <= item.high);
    return { kind: 'jump', to: chosen?.to ?? inner.fallback };
  }
  return inner;
};

/** The pass: folds every tree of a function. */
export const foldConstants = (fn: IrFunction): void => {
  for (const block of fn.blocks as Block[]) {
    block.ops = block.ops.map((op) => mapOp(op, foldTree));
    block.end = foldEnd(block.end);
  }
};
