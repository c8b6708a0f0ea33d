/** Products, quotients and remainders of 8 and 16 bits: MUL, DIV and IDIV work in AX and DX. */
import { imm, type Operand } from '../../asm/index.ts';
import type { Tree } from '../ir/ir.ts';
import { AX, CX, DX, type Reg, type RegSet, wordReg } from './emitter.ts';
import { bothOperands, move } from './operands.ts';
import { operandOf, type Selector, withRegisters } from './selector.ts';

/** `*`: MUL gives the low bits for either sign. */
export const multiply = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  withRegisters(s, AX | DX, avail, () => {
    const all = avail | AX | DX;
    const type = tree.type === 'i8' ? 'i8' : 'i16';
    bothOperands(s, tree.left, tree.right, 'ax', all, (operand) =>
      inRegister(s, operand, type, all, (r) => s.e.op('mul', r)),
    );
    move(s, wordReg(dst), wordReg('ax'));
  });
};

/** MUL and DIV take no constants: puts one into DX, which they destroy, or CX. */
const inRegister = (
  s: Selector,
  operand: Operand,
  type: 'i8' | 'i16',
  avail: RegSet,
  use: (operand: Operand) => void,
): void => {
  if (operand.kind !== 'imm') {
    use(operand);
    return;
  }
  withRegisters(s, DX, avail, () => {
    const to = operandOf('dx', type);
    s.e.op('mov', to, operand);
    use(to);
  });
};

/** `/` and `%`. */
export const divide = (s: Selector, tree: Extract<Tree, { kind: 'binary' }>, dst: Reg, avail: RegSet): void => {
  const signed = tree.op === 'divs' || tree.op === 'rems';
  const remainder = tree.op === 'rems' || tree.op === 'remu';
  withRegisters(s, AX | DX | CX, avail, () => {
    const all = avail | AX | DX | CX;
    const finish = (operand: Operand): void => {
      let divisor = operand;
      if (operand.kind === 'imm' || (operand.kind === 'reg' && (operand.name === 'dx' || operand.name === 'ax'))) {
        s.e.op('mov', wordReg('cx'), operand);
        divisor = wordReg('cx');
      }
      if (!signed) {
        s.e.op('xor', wordReg('dx'), wordReg('dx'));
        s.e.op('div', divisor);
        return;
      }
      // IDIV takes the quotient -32768 for an overflow: x / 1 must not get there
      const done = operand.kind === 'imm' ? undefined : s.e.newLabel();
      if (done !== undefined) {
        if (remainder) s.e.op('xor', wordReg('dx'), wordReg('dx'));
        s.e.op('cmp', divisor, imm(1));
        s.e.jump('je', done);
      }
      s.e.op('cwd');
      s.e.op('idiv', divisor);
      if (done !== undefined) s.e.label(done);
    };
    bothOperands(s, tree.left, tree.right, 'ax', all & ~DX, finish);
    move(s, wordReg(dst), wordReg(remainder ? 'dx' : 'ax'));
  });
};
