/** Statements to blocks, and whole functions. */

import type { FunctionDefinition, Label, LoopExits, Stmt, Variable } from '../front/ast.ts';
import { sizeOf, unqualified } from '../front/types.ts';
import { type Block, type IrFunction, type Slot, type Tree, word } from '../ir/ir.ts';
import { assertNever, type CompileProblem } from '../problem.ts';
import { asmStatement } from './asm.ts';
import { FunctionBuilder, isSigned, machineType, type Strings } from './builder.ts';
import { initializeVariable } from './initialize.ts';
import { isStruct } from './places.ts';
import { convertTree } from './scalars.ts';
import { branch, effect, VALUES, value } from './values.ts';

/** What statements need besides the builder. */
interface Scope {
  readonly b: FunctionBuilder;
  readonly definition: FunctionDefinition;
  readonly problems: CompileProblem[];
}

const declaredSlots = (b: FunctionBuilder, body: readonly Stmt[]): Slot[] =>
  body.flatMap((stmt) => (stmt.kind === 'declaration' && !stmt.variable.hidden ? [b.slotOf(stmt.variable)] : []));

const statements = (scope: Scope, body: readonly Stmt[]): void => {
  for (const stmt of body) statement(scope, stmt);
};

const block = (scope: Scope, stmt: Extract<Stmt, { kind: 'block' }>): void => {
  const { b } = scope;
  const slots = declaredSlots(b, stmt.body);
  if (slots.length > 0) b.emit({ kind: 'scope', slots });
  statements(scope, stmt.body);
  if (stmt.stack !== undefined) b.emit({ kind: 'restore-stack', slot: b.slotOf(stmt.stack) });
  if (slots.length > 0) b.emit({ kind: 'scope-end' });
};

const declaration = (b: FunctionBuilder, stmt: Extract<Stmt, { kind: 'declaration' }>): void => {
  const { variable, size, stack } = stmt;
  if (size !== undefined && stack !== undefined) {
    b.dynamicStack = true;
    b.line(stmt.at);
    b.emit({ kind: 'save-stack', slot: b.slotOf(stack) });
    b.emit({ kind: 'alloca', result: b.slotOf(variable), size: value(b, size) });
    return;
  }
  b.slotOf(variable);
  if (variable.initial === undefined) return;
  b.line(stmt.at);
  initializeVariable(VALUES, b, variable, variable.initial);
};

const leaveScopes = (b: FunctionBuilder, from: readonly Variable[], to: readonly Variable[]): void => {
  const left = from.find((variable, i) => to[i] !== variable);
  if (left !== undefined) b.emit({ kind: 'restore-stack', slot: b.slotOf(left) });
};

const inLoop = (b: FunctionBuilder, run: () => void): void => {
  b.depth++;
  run();
  b.depth--;
};

const exits = (b: FunctionBuilder, labels: LoopExits): { leave: Block; again: Block | undefined } => ({
  leave: b.labelBlock(labels.leave),
  again: labels.again && b.labelBlock(labels.again),
});

const whileStatement = (scope: Scope, stmt: Extract<Stmt, { kind: 'while' | 'do' | 'for' }>): void => {
  const { b } = scope;
  const leave = exits(b, stmt.exits).leave;
  inLoop(b, () => {
    const again = exits(b, stmt.exits).again!;
    const body = b.newBlock();
    if (stmt.kind !== 'do') {
      if (stmt.kind === 'while') b.jump(again);
      else if (stmt.test !== undefined) {
        b.line(stmt.test.at);
        branch(b, stmt.test, body, leave);
      }
    }
    b.start(body);
    statement(scope, stmt.body);
    b.start(again);
    if (stmt.kind === 'for') {
      if (stmt.step !== undefined) {
        b.line(stmt.step.at);
        effect(b, stmt.step);
      }
      if (stmt.test === undefined) {
        b.jump(body);
        return;
      }
    }
    const test = stmt.test!;
    b.line(test.at);
    branch(b, test, body, leave);
  });
  b.start(leave);
};

const switchStatement = (scope: Scope, stmt: Extract<Stmt, { kind: 'switch' }>): void => {
  const { b } = scope;
  const leave = b.labelBlock(stmt.exits.leave);
  const fallback = stmt.fallback === undefined ? leave : b.labelBlock(stmt.fallback);
  const tree = value(b, stmt.value);
  const signed = isSigned(stmt.value.type);
  if (tree.type === 'i64') {
    let current: Tree = tree;
    const slot = b.temporary('i64');
    b.emit({ kind: 'set', slot, value: current });
    current = { kind: 'local', type: 'i64', slot };
    for (const item of stmt.cases) {
      const next = b.newBlock();
      const inner = b.newBlock();
      const low: Tree = { kind: 'long', type: 'i64', value: BigInt.asIntN(64, item.low) };
      const high: Tree = { kind: 'long', type: 'i64', value: BigInt.asIntN(64, item.high) };
      b.end({ kind: 'branch', op: signed ? 'ges' : 'geu', left: current, right: low, yes: inner, no: next });
      b.start(inner);
      b.end({
        kind: 'branch',
        op: signed ? 'les' : 'leu',
        left: current,
        right: high,
        yes: b.labelBlock(item.label),
        no: next,
      });
      b.start(next);
    }
    b.jump(fallback);
  } else {
    const cases = stmt.cases.map((item) => ({
      low: Number(item.low),
      high: Number(item.high),
      to: b.labelBlock(item.label),
    }));
    b.end({ kind: 'switch', value: tree, cases, signed, fallback });
  }
  statement(scope, stmt.body);
  b.start(leave);
};

const returnStatement = (scope: Scope, stmt: Extract<Stmt, { kind: 'return' }>): void => {
  const { b } = scope;
  if (stmt.value === undefined) {
    b.end({ kind: 'return', value: undefined });
    return;
  }
  const tree = value(b, stmt.value);
  if (isStruct(stmt.value.type) && b.resultPointer !== undefined) {
    const to: Tree = { kind: 'local', type: 'i16', slot: b.resultPointer };
    b.emit({ kind: 'copy', to, from: tree, size: sizeOf(stmt.value.type) });
    b.end({ kind: 'return', value: to });
  } else b.end({ kind: 'return', value: tree });
};

const statement = (scope: Scope, stmt: Stmt): void => {
  const { b } = scope;
  switch (stmt.kind) {
    case 'empty':
      return;
    case 'expression':
      b.line(stmt.at);
      effect(b, stmt.expr);
      return;
    case 'block':
      block(scope, stmt);
      return;
    case 'declaration':
      declaration(b, stmt);
      return;
    case 'if': {
      const [then, other, done] = [b.newBlock(), b.newBlock(), b.newBlock()];
      b.line(stmt.at);
      branch(b, stmt.test, then, stmt.else === undefined ? done : other);
      b.start(then);
      statement(scope, stmt.then);
      if (stmt.else !== undefined) {
        b.jump(done);
        b.start(other);
        statement(scope, stmt.else);
      }
      b.start(done);
      return;
    }
    case 'while':
    case 'do':
    case 'for':
      whileStatement(scope, stmt);
      return;
    case 'switch':
      b.line(stmt.at);
      switchStatement(scope, stmt);
      return;
    case 'label':
      b.start(b.labelBlock(stmt.label));
      statement(scope, stmt.body);
      return;
    case 'goto':
      b.line(stmt.at);
      leaveScopes(b, stmt.depth, stmt.label.depth);
      b.jump(b.labelBlock(stmt.label));
      return;
    case 'goto-computed': {
      b.line(stmt.at);
      const targets = scope.definition.targets.map((label: Label) => b.labelBlock(label));
      b.end({ kind: 'computed', target: value(b, stmt.target), targets });
      return;
    }
    case 'return':
      b.line(stmt.at);
      returnStatement(scope, stmt);
      return;
    case 'asm':
      b.line(stmt.at);
      asmStatement(b, stmt, scope.problems);
      return;
    default:
      assertNever(stmt);
  }
};

/** Parameters in their places on the stack; a K&R float arrives as a double. */
const parameters = (b: FunctionBuilder, definition: FunctionDefinition): Slot[] => {
  const { type } = definition.symbol;
  let offset = 4;
  const slots: Slot[] = [];
  if (isStruct(type.result)) {
    b.resultPointer = b.parameter(undefined, offset, { kind: 'pointer', target: { kind: 'void' } });
    offset += 2;
  }
  for (const [i, variable] of definition.parameters.entries()) {
    const passed = type.prototype ? variable.type : (type.parameters[i]?.type ?? variable.type);
    if (passed.kind === 'float' && variable.type.kind === 'float' && passed.size !== variable.type.size) {
      const hidden = b.parameter(undefined, offset, passed);
      const slot = b.slotOf(variable);
      const narrow = convertTree({ kind: 'local', type: machineType(passed), slot: hidden }, passed, variable.type);
      if (slot.type !== undefined) b.emit({ kind: 'set', slot, value: narrow });
      else
        b.emit({
          kind: 'store',
          type: 'f32',
          address: { kind: 'frame', type: 'i16', slot, offset: 0 },
          value: narrow,
          volatile: false,
        });
      slots.push(slot);
    } else slots.push(b.parameter(variable, offset, variable.type));
    offset += (sizeOf(passed) + 1) & ~1;
  }
  return slots;
};

/** One function as blocks. */
export const lowerFunction = (
  definition: FunctionDefinition,
  strings: Strings,
  problems: CompileProblem[],
): IrFunction => {
  const { symbol } = definition;
  const scope = { b: undefined as unknown as FunctionBuilder, definition, problems };
  const b = new FunctionBuilder(symbol.symbol, strings, (_b, body) => statements(scope, body));
  scope.b = b;
  const slots = parameters(b, definition);
  b.line(definition.at);
  statement(scope, definition.body);
  b.line(definition.end);
  const { result } = symbol.type;
  const isMain = symbol.name === 'main' && unqualified(result).kind === 'int';
  b.end({ kind: 'return', value: isMain ? word(0) : undefined });
  for (const [index, made] of b.blocks.entries()) (made as { id: number }).id = index;
  return {
    name: symbol.name,
    symbol: symbol.symbol,
    external: symbol.external && !symbol.inlineOnly,
    weak: symbol.weak,
    at: definition.at,
    end: definition.end,
    blocks: b.blocks,
    slots: b.slots,
    parameters: slots,
    dynamicStack: b.dynamicStack,
  };
};
