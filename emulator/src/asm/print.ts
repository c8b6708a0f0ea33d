/**
 * Items as assembly text that `parse.ts` and nasm read: what `cc -S` writes. Source lines become `%line`; functions,
 * scopes and variables, which have no statement in the language, become comments.
 */
import type { Expr, InstructionItem, Item, MemoryOperand, Operand } from './items.ts';

/** The text of a program, one statement a line. */
export const printItems = (items: readonly Item[]): string => items.map(printItem).join('');

const DATA = { 1: 'db', 2: 'dw', 4: 'dd' } as const;
const SIZE = { 1: 'byte ', 2: 'word ', 4: 'dword ' } as const;

const statement = (text: string): string => `\t${text}\n`;

const printItem = (item: Item): string => {
  switch (item.kind) {
    case 'label':
      return `${item.name}:\n`;
    case 'instr':
      return statement(printInstruction(item));
    case 'data':
      return item.values.length === 0 ? '' : statement(`${DATA[item.size]} ${item.values.map(printExpr).join(', ')}`);
    case 'bytes':
      return printBytes(item.bytes);
    case 'align':
      return statement(item.fill === undefined ? `align ${item.to}` : `align ${item.to}, db ${item.fill}`);
    case 'reserve':
      return statement(`resb ${printExpr(item.count)}`);
    case 'times':
      return printTimes(item.count, item.items);
    case 'section':
      return statement(`section .${item.name}`);
    case 'org':
      return statement(`org ${item.at}`);
    case 'equ':
      return `${item.name} equ ${printExpr(item.value)}\n`;
    case 'global':
    case 'extern':
    case 'weak':
      return statement(`${item.kind} ${item.name}`);
    case 'common':
      return statement(`common ${item.name} ${item.size}:${item.align}`);
    case 'line':
      return `%line ${item.line}+0 ${item.file}\n`;
    case 'source':
      return '';
    case 'comment':
      return `; ${item.text.replaceAll('\n', '\n; ')}\n`;
    case 'function':
      return `; function ${item.name}\n`;
    case 'function-end':
      return '; end of function\n';
    case 'scope':
    case 'scope-end':
      return '';
    case 'variable': {
      const { location } = item;
      const where =
        location.kind === 'frame'
          ? `[bp${signed(location.offset)}]`
          : location.kind === 'register'
            ? location.register
            : location.symbol;
      return `; variable ${item.name}: ${where}, ${item.size} bytes\n`;
    }
  }
};

const signed = (value: number): string => (value < 0 ? `${value}` : `+${value}`);

/** One item that is repeated fits `times`; a group of them is written out if its count is a number. */
const printTimes = (count: Expr, items: readonly Item[]): string => {
  if (items.length === 1) return statement(`times ${printExpr(count)} ${printItem(items[0]!).trim()}`);
  return typeof count === 'number' ? printItems(items).repeat(Math.max(0, count)) : '';
};

/** Bytes, with runs of printable characters as strings. */
const printBytes = (bytes: readonly number[] | Uint8Array): string => {
  let text = '';
  const PER_LINE = 16;
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const line = [...bytes.slice(at, at + PER_LINE)];
    const plain = line.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x27);
    text += statement(`db ${plain ? `'${String.fromCharCode(...line)}'` : line.join(', ')}`);
  }
  return text;
};

/** An instruction as text, without a line end. */
export const printInstruction = ({ op, operands, prefixes }: InstructionItem): string => {
  const front = prefixes === undefined || prefixes.length === 0 ? '' : `${prefixes.join(' ')} `;
  const back = operands.map(printOperand).join(', ');
  return back === '' ? `${front}${op}` : `${front}${op} ${back}`;
};

const printOperand = (operand: Operand): string => {
  switch (operand.kind) {
    case 'reg':
      return operand.name;
    case 'imm': {
      const strict = operand.strict === true ? 'strict ' : '';
      const size = operand.size === undefined ? '' : SIZE[operand.size];
      const reach = operand.reach === undefined ? '' : `${operand.reach} `;
      return `${strict}${size}${reach}${printExpr(operand.value)}`;
    }
    case 'mem':
      return printMemory(operand);
    case 'far':
      return `${printExpr(operand.segment)}:${printExpr(operand.offset)}`;
  }
};

const printMemory = ({ base, index, disp, dispSize, segment, size, far }: MemoryOperand): string => {
  const keyword = far === true ? 'far ' : size === undefined ? '' : SIZE[size];
  const width = dispSize === undefined ? '' : SIZE[dispSize];
  const over = segment === undefined ? '' : `${segment}:`;
  const registers = [base, index].filter((name) => name !== undefined).join('+');
  let address = registers;
  if (registers === '') address = printExpr(disp ?? 0);
  else if (typeof disp === 'number') address += disp === 0 && dispSize === undefined ? '' : signed(disp);
  else if (disp !== undefined) address += `+${printExpr(disp)}`;
  return `${keyword}[${width}${over}${address}]`;
};

/** An expression as text; every operator in parentheses of its own. */
export const printExpr = (expr: Expr): string => {
  if (typeof expr === 'number') return `${expr}`;
  switch (expr.kind) {
    case 'symbol':
      return expr.plus === undefined || expr.plus === 0 ? expr.name : `${expr.name}${signed(expr.plus)}`;
    case 'here':
      return '$';
    case 'start':
      return '$$';
    case 'unary':
      return `${expr.op}${expr.op === 'seg' ? ' ' : ''}(${printExpr(expr.of)})`;
    case 'binary':
      return `(${printInner(expr.left)} ${expr.op} ${printInner(expr.right)})`;
  }
};

const printInner = (expr: Expr): string => {
  const text = printExpr(expr);
  return /^[\w.$@?#~(]/.test(text) && !/[-+]\d+$/.test(text) ? text : `(${text})`;
};
