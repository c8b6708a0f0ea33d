/**
 * Packs an operation into the two numbers that the hot loop reads: see tools/generators/hot-loop.ts for the bits.
 * Operations without a case of their own, and those with a repeat prefix, get 0 and run by their general semantics.
 */
import type { Operand } from '../isa/index.ts';
import { HANDLERS } from './hot-loop.generated.ts';
import { byteIndex, type Operation } from './operation.ts';
import { ES, SP, ZERO } from './registers.ts';

/** The shape of an operand in the key of a case; `width` is that of the operation. */
const shapeOf = (operand: Operand, width: 8 | 16): string => {
  switch (operand.kind) {
    case 'register8':
      return 'r8';
    case 'register16':
    case 'segment':
      return 'r16';
    case 'memory':
      return operand.width === 0 ? 'm' : `m${operand.width}`;
    case 'immediate':
      return `i${width}`;
    case 'implied':
      return '1';
    case 'relative':
    case 'far':
    case 'string':
      return '';
  }
};

const indexOf = (operand: Operand | undefined): number => {
  if (operand?.kind === 'register8') return byteIndex(operand.index);
  if (operand?.kind === 'register16') return operand.index;
  return operand?.kind === 'segment' ? ES + operand.index : 0;
};

/** The case of an operation, 0 for none. */
const handlerOf = ({ instruction, width }: Operation): number => {
  const { encoding, operands, repeat } = instruction;
  const { mnemonic } = encoding;
  const [target] = operands;
  if (repeat !== undefined) return 0;
  // Loads of segment registers delay interrupts; PUSH SP and POP SP see SP between.
  if (target?.kind === 'segment' && mnemonic !== 'PUSH') return 0;
  if (target?.kind === 'register16' && target.index === SP && (mnemonic === 'PUSH' || mnemonic === 'POP')) return 0;
  const shapes = mnemonic === 'RET' ? [] : operands.map((operand) => shapeOf(operand, width));
  return HANDLERS.get([mnemonic, ...shapes].join(' ').trim()) ?? 0;
};

/** The word and the argument of an operation. */
export const pack = (operation: Operation): { readonly word: number; readonly argument: number } => {
  const { instruction, address, length, segment } = operation;
  const [target, source] = instruction.operands;
  const immediate = instruction.operands.find((operand) => operand.kind === 'immediate');
  const word =
    handlerOf(operation) |
    (indexOf(target) << 8) |
    ((address?.base ?? ZERO) << 12) |
    ((address?.index ?? ZERO) << 16) |
    ((address?.segment ?? segment) << 20) |
    (indexOf(source) << 24) |
    (length << 28);
  if (target?.kind === 'relative') return { word, argument: target.offset + length };
  return { word, argument: (address?.displacement ?? 0) | ((immediate?.value ?? 0) << 16) };
};
