/** The intermediate form as text, for `--dump` and for tests. */
import type { Block, Call, IrFunction, Op, Slot, Terminator, Tree } from './ir.ts';

const slotName = (slot: Slot): string =>
  `${slot.name === '' ? 't' : slot.name}.${slot.id}${slot.register === undefined ? '' : `:${slot.register}`}`;

const plus = (offset: number): string => (offset === 0 ? '' : offset < 0 ? `${offset}` : `+${offset}`);

export const printTree = (tree: Tree): string => {
  switch (tree.kind) {
    case 'const':
      return `${tree.value}`;
    case 'long':
      return `${tree.value}L`;
    case 'symbol':
      return `&${tree.name}${plus(tree.offset)}`;
    case 'frame':
      return `&${slotName(tree.slot)}${plus(tree.offset)}`;
    case 'local':
      return slotName(tree.slot);
    case 'load':
      return `${tree.type}[${printTree(tree.address)}]${tree.volatile ? '!' : ''}`;
    case 'unary':
      return `${tree.op}.${tree.type}(${printTree(tree.operand)})`;
    case 'convert':
      return `${tree.op}.${tree.type}(${printTree(tree.operand)})`;
    case 'binary':
    case 'compare':
      return `${tree.op}.${tree.kind === 'compare' ? tree.left.type : tree.type}(${printTree(tree.left)}, ${printTree(tree.right)})`;
    case 'base':
      return 'bp';
    case 'call':
      return printCall(tree.call);
  }
};

const printCall = (call: Call): string => {
  const args = call.args.map((arg) =>
    arg.kind === 'value' ? printTree(arg.value) : `bytes(${printTree(arg.address)}, ${arg.size})`,
  );
  return `call ${printTree(call.callee)}(${args.join(', ')})`;
};

const printOp = (op: Op): string => {
  switch (op.kind) {
    case 'set':
      return `${slotName(op.slot)} = ${printTree(op.value)}`;
    case 'store':
      return `${op.type}[${printTree(op.address)}]${op.volatile ? '!' : ''} = ${printTree(op.value)}`;
    case 'copy':
      return `copy ${op.size} ${printTree(op.to)} <- ${printTree(op.from)}`;
    case 'clear':
      return `clear ${op.size} ${printTree(op.address)}`;
    case 'call':
      return `${op.result === undefined ? '' : `${slotName(op.result)} = `}${printCall(op.call)}`;
    case 'evaluate':
      return `evaluate ${printTree(op.value)}`;
    case 'alloca':
      return `${slotName(op.result)} = alloca ${printTree(op.size)}`;
    case 'save-stack':
      return `${slotName(op.slot)} = sp`;
    case 'restore-stack':
      return `sp = ${slotName(op.slot)}`;
    case 'asm':
      return `asm ${JSON.stringify(op.text)}`;
    case 'line':
      return `line ${op.at.line}`;
    case 'scope':
      return `scope ${op.slots.map(slotName).join(' ')}`;
    case 'scope-end':
      return 'scope-end';
  }
};

const to = (block: Block): string => `b${block.id}`;

const printEnd = (end: Terminator): string => {
  switch (end.kind) {
    case 'jump':
      return `jump ${to(end.to)}`;
    case 'branch':
      return `branch ${end.op}.${end.left.type}(${printTree(end.left)}, ${printTree(end.right)}) ${to(end.yes)} ${to(end.no)}`;
    case 'switch':
      return `switch ${printTree(end.value)} ${end.cases.map((c) => `${c.low}${c.high === c.low ? '' : `..${c.high}`}:${to(c.to)}`).join(' ')} else ${to(end.fallback)}`;
    case 'return':
      return end.value === undefined ? 'return' : `return ${printTree(end.value)}`;
    case 'computed':
      return `goto ${printTree(end.target)}`;
    case 'trap':
    case 'unreachable':
      return end.kind;
  }
};

/** One function, a line per operation. */
export const printFunction = (fn: IrFunction): string => {
  const lines = [`function ${fn.symbol}`];
  for (const block of fn.blocks) {
    lines.push(`${to(block)}:${block.dead ? ' dead' : ''}`);
    for (const op of block.ops) lines.push(`  ${printOp(op)}`);
    if (!block.dead) lines.push(`  ${printEnd(block.end)}`);
  }
  return `${lines.join('\n')}\n`;
};
