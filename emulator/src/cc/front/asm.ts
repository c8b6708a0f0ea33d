/** `asm` with its operands (GNU C): the text and what it reads and writes. What the text means is the assembler's business. */
import type { Position } from '../problem.ts';
import type { AsmOperand, Stmt } from './ast.ts';
import type { Context } from './context.ts';
import { isLvalue, rvalue, takeAddress } from './conversions.ts';

const asmOperands = (cx: Context, output: boolean): AsmOperand[] => {
  const list: AsmOperand[] = [];
  while (cx.token.kind === 'string' || cx.is('[')) {
    let name: string | undefined;
    if (cx.accept('[')) {
      name = cx.next().text;
      cx.expect(']');
    }
    const constraint = cx.expectString();
    cx.expect('(');
    const written = cx.grammar.expression(cx);
    cx.expect(')');
    if (output && !isLvalue(written)) cx.error(written.at, 'an output of asm must be an lvalue');
    if (constraint.includes('m')) takeAddress(written);
    list.push({ constraint, expr: output || constraint.includes('m') ? written : rvalue(written), name });
    if (!cx.accept(',')) break;
  }
  return list;
};

/** `asm volatile ("..." : outputs : inputs : clobbers);` */
export const asmStatement = (cx: Context, at: Position): Stmt => {
  while (cx.accept('volatile') || cx.accept('goto') || cx.accept('inline'));
  cx.expect('(');
  const template = cx.expectString();
  const simple = cx.is(')');
  const outputs = cx.accept(':') ? asmOperands(cx, true) : [];
  const inputs = cx.accept(':') ? asmOperands(cx, false) : [];
  const clobbers: string[] = [];
  if (cx.accept(':')) {
    while (cx.token.kind === 'string') {
      clobbers.push(cx.expectString());
      if (!cx.accept(',')) break;
    }
  }
  if (cx.is(':')) cx.error(cx.token.at, 'unsupported: asm goto');
  while (!cx.is(')')) {
    if (cx.token.kind === 'end') cx.fail("')'");
    cx.next();
  }
  cx.expect(')');
  cx.expect(';');
  return { kind: 'asm', at, template, outputs, inputs, clobbers, labels: [], simple };
};
