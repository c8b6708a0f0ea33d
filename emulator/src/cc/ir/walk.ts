/** Visiting and rewriting trees: every pass that looks at operands goes through here. */
import type { Argument, Call, Op, Terminator, Tree } from './ir.ts';

type Rewrite = (tree: Tree) => Tree;

const mapArgument = (arg: Argument, f: Rewrite): Argument => {
  if (arg.kind === 'value') {
    const value = f(arg.value);
    return value === arg.value ? arg : { ...arg, value };
  }
  const address = f(arg.address);
  return address === arg.address ? arg : { ...arg, address };
};

export const mapCall = (call: Call, f: Rewrite): Call => {
  const callee = f(call.callee);
  const args = call.args.map((arg) => mapArgument(arg, f));
  return callee === call.callee && args.every((arg, i) => arg === call.args[i]) ? call : { ...call, callee, args };
};

/** The tree with `f` applied to each direct operand; the same object where nothing changes. */
export const mapOperands = (tree: Tree, f: Rewrite): Tree => {
  switch (tree.kind) {
    case 'load': {
      const address = f(tree.address);
      return address === tree.address ? tree : { ...tree, address };
    }
    case 'unary':
    case 'convert': {
      const operand = f(tree.operand);
      return operand === tree.operand ? tree : { ...tree, operand };
    }
    case 'binary':
    case 'compare': {
      const left = f(tree.left);
      const right = f(tree.right);
      return left === tree.left && right === tree.right ? tree : { ...tree, left, right };
    }
    case 'call': {
      const call = mapCall(tree.call, f);
      return call === tree.call ? tree : { ...tree, call };
    }
    default:
      return tree;
  }
};

/** The operation with `f` applied to each tree in it. */
export const mapOp = (op: Op, f: Rewrite): Op => {
  switch (op.kind) {
    case 'set':
    case 'evaluate': {
      const value = f(op.value);
      return value === op.value ? op : { ...op, value };
    }
    case 'store': {
      const address = f(op.address);
      const value = f(op.value);
      return address === op.address && value === op.value ? op : { ...op, address, value };
    }
    case 'copy': {
      const to = f(op.to);
      const from = f(op.from);
      return to === op.to && from === op.from ? op : { ...op, to, from };
    }
    case 'clear': {
      const address = f(op.address);
      return address === op.address ? op : { ...op, address };
    }
    case 'call': {
      const call = mapCall(op.call, f);
      return call === op.call ? op : { ...op, call };
    }
    case 'alloca': {
      const size = f(op.size);
      return size === op.size ? op : { ...op, size };
    }
    case 'asm':
      return { ...op, inputs: op.inputs.map((input) => ({ ...input, value: f(input.value) })) };
    default:
      return op;
  }
};

export const mapTerminator = (end: Terminator, f: Rewrite): Terminator => {
  switch (end.kind) {
    case 'branch': {
      const left = f(end.left);
      const right = f(end.right);
      return left === end.left && right === end.right ? end : { ...end, left, right };
    }
    case 'switch': {
      const value = f(end.value);
      return value === end.value ? end : { ...end, value };
    }
    case 'return': {
      if (end.value === undefined) return end;
      const value = f(end.value);
      return value === end.value ? end : { ...end, value };
    }
    case 'computed': {
      const target = f(end.target);
      return target === end.target ? end : { ...end, target };
    }
    default:
      return end;
  }
};

/** Calls `see` for every node of a tree, operands first. */
export const visit = (tree: Tree, see: (tree: Tree) => void): void => {
  mapOperands(tree, (operand) => {
    visit(operand, see);
    return operand;
  });
  see(tree);
};

/** Calls `see` for the trees of an operation. */
export const visitOp = (op: Op, see: (tree: Tree) => void): void => {
  mapOp(op, (tree) => {
    visit(tree, see);
    return tree;
  });
};

export const visitEnd = (end: Terminator, see: (tree: Tree) => void): void => {
  mapTerminator(end, (tree) => {
    visit(tree, see);
    return tree;
  });
};
