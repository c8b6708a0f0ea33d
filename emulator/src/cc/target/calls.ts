/** Calls (cdecl): arguments pushed from right to left as words, the caller drops them. */

import { imm } from '../../asm/index.ts';
import type { Argument, Call, Tree } from '../ir/ir.ts';
import { ax, memory, SCRATCH, wordReg } from './emitter.ts';
import { directPair } from './long.ts';
import { addressInBx, directAddress, directOperand, type Selector } from './selector.ts';
import { pushWide } from './wide.ts';

const bx = wordReg('bx');
const cx = wordReg('cx');

const pushBytes = (s: Selector, address: Tree, size: number): void => {
  const words = size >> 1;
  const loop = words > 8;
  const direct = loop ? undefined : directAddress(address);
  const place = direct ?? (loop ? undefined : addressInBx(s, address, SCRATCH));
  if (place !== undefined) {
    if ((size & 1) !== 0) {
      s.e.op('mov', { kind: 'reg', name: 'al' }, memory(place, 1, size - 1));
      s.e.op('push', ax);
    }
    for (let offset = words * 2 - 2; offset >= 0; offset -= 2) s.e.op('push', memory(place, 2, offset));
    return;
  }
  s.run.narrow(s, address, 'bx', SCRATCH);
  s.e.op('add', bx, imm(words * 2));
  if ((size & 1) !== 0) {
    s.e.op('mov', { kind: 'reg', name: 'al' }, { kind: 'mem', base: 'bx', size: 1 });
    s.e.op('push', ax);
  }
  s.e.op('mov', cx, imm(words));
  const again = s.e.newLabel();
  s.e.label(again);
  s.e.op('sub', bx, imm(2));
  s.e.op('push', { kind: 'mem', base: 'bx', size: 2 });
  s.e.jump('loop', again);
};

/** Pushes one argument and gives the bytes it took. */
const pushArgument = (s: Selector, arg: Argument): number => {
  if (arg.kind === 'bytes') {
    pushBytes(s, arg.address, arg.size);
    return (arg.size + 1) & ~1;
  }
  const tree = arg.value;
  if (tree.type === 'i64') {
    pushWide(s, tree);
    return 8;
  }
  if (tree.type === 'i32') {
    const pair = directPair(tree);
    if (pair !== undefined && pair.low.kind === 'mem' && pair.high.kind === 'mem') {
      s.e.op('push', pair.high);
      s.e.op('push', pair.low);
    } else {
      s.run.long(s, tree, SCRATCH);
      s.e.op('push', wordReg('dx'));
      s.e.op('push', ax);
    }
    return 4;
  }
  const direct = tree.type === 'i16' ? directOperand(tree) : undefined;
  if (direct !== undefined && direct.kind !== 'imm') s.e.op('push', direct);
  else if (tree.kind === 'load' && tree.type === 'i16')
    s.e.op('push', memory(addressInBx(s, tree.address, SCRATCH), 2));
  else {
    s.run.narrow(s, tree, 'ax', SCRATCH);
    s.e.op('push', ax);
  }
  return 2;
};

/** Emits a call; everything but SI, DI and BP may change. `wide`: the result takes CX too. */
export const emitCall = (s: Selector, call: Call, wide: boolean): void => {
  let bytes = 0;
  for (let i = call.args.length - 1; i >= 0; i--) bytes += pushArgument(s, call.args[i]!);
  const { callee } = call;
  const direct = directOperand(callee);
  if (direct !== undefined) s.e.op('call', direct);
  else {
    s.run.narrow(s, callee, 'bx', SCRATCH);
    s.e.op('call', bx);
  }
  if (call.noreturn || bytes === 0) return;
  if (bytes <= 4 && !wide) for (let i = 0; i < bytes; i += 2) s.e.op('pop', cx);
  else s.e.op('add', { kind: 'reg', name: 'sp' }, imm(bytes));
};
