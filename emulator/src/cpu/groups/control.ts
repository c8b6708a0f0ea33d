/**
 * Jumps, calls, returns, loops, interrupts. iAPX 86,88 User's Manual, "Program Transfer Instructions".
 *
 * Undocumented, after recordings of an 8088: near transfers to a byte take FF as the high half of a memory operand and
 * the swapped register pair of a register; calls to a byte push one byte; a far transfer to a register goes to 4 before
 * its own offset, in the segment read from DS:4.
 */
import type { Core } from '../core.ts';
import { type Operation, type OperationGroup, offsetOf, type Semantics } from '../operation.ts';
import { CS, CX, DS, SP, SS } from '../registers.ts';

const CONDITIONS = {
  JO: (core: Core) => core.of,
  JB: (core: Core) => core.cf === 1,
  JZ: (core: Core) => core.zf,
  JBE: (core: Core) => core.cf === 1 || core.zf,
  JS: (core: Core) => core.sf,
  JP: (core: Core) => (core.flags & 4) !== 0,
  JL: (core: Core) => core.sf !== core.of,
  JLE: (core: Core) => core.zf || core.sf !== core.of,
} as const;

const when =
  (condition: (core: Core) => boolean, wanted: boolean): Semantics =>
  (core, { target }) => {
    if (condition(core) === wanted) core.jump(core.ip + target.load(core));
  };

/** Decrements CX and jumps while it is not 0 and `goes` holds. */
const loop =
  (goes: (core: Core) => boolean): Semantics =>
  (core, { target }) => {
    core.registers[CX]! -= 1;
    if (core.registers[CX] !== 0 && goes(core)) core.jump(core.ip + target.load(core));
  };

/** Where a near transfer goes: from the next instruction, or to the operand's value. */
const destination = (core: Core, { instruction, target, width }: Operation): number => {
  const [operand] = instruction.operands;
  const value = target.load(core);
  if (operand?.kind === 'relative') return core.ip + value;
  if (width === 16) return value;
  if (operand?.kind !== 'register8') return 0xff00 | value;
  const pair = core.registers[operand.index & 3]!;
  return operand.index < 4 ? (pair << 8) | (pair >> 8) : pair;
};

/** Where a far transfer goes. */
const farDestination = (
  core: Core,
  { instruction, address, width }: Operation,
): { segment: number; offset: number } => {
  const [operand] = instruction.operands;
  if (operand?.kind === 'far') return operand;
  if (address === undefined) return { segment: core.load16(DS, 4), offset: core.start - 4 };
  const at = offsetOf(core, address);
  if (width === 16) return { offset: core.load16(address.segment, at), segment: core.load16(address.segment, at + 2) };
  const offset = 0xff00 | core.load8(address.segment, at);
  return { offset, segment: 0xff00 | core.load8(address.segment, at + 2) };
};

/** Pushes a return address; a byte-wide call stores only its low byte. */
const pushReturn = (core: Core, value: number, width: 8 | 16): void => {
  if (width === 16) {
    core.push(value);
    return;
  }
  core.registers[SP]! -= 2;
  core.store8(SS, core.registers[SP]!, value);
};

/** Drops the arguments that a return names. */
const release = (core: Core, { target }: Operation): void => {
  core.registers[SP]! += target.load(core);
};

export const control: OperationGroup<
  | ('JO' | 'JNO' | 'JB' | 'JNB' | 'JZ' | 'JNZ' | 'JBE' | 'JNBE' | 'JS' | 'JNS' | 'JP' | 'JNP' | 'JL' | 'JNL')
  | ('JLE' | 'JNLE' | 'JCXZ' | 'LOOP' | 'LOOPZ' | 'LOOPNZ' | 'JMP' | 'JMPF' | 'CALL' | 'CALLF' | 'RET' | 'RETF')
  | ('INT' | 'INT3' | 'INTO' | 'IRET')
> = {
  JO: when(CONDITIONS.JO, true),
  JNO: when(CONDITIONS.JO, false),
  JB: when(CONDITIONS.JB, true),
  JNB: when(CONDITIONS.JB, false),
  JZ: when(CONDITIONS.JZ, true),
  JNZ: when(CONDITIONS.JZ, false),
  JBE: when(CONDITIONS.JBE, true),
  JNBE: when(CONDITIONS.JBE, false),
  JS: when(CONDITIONS.JS, true),
  JNS: when(CONDITIONS.JS, false),
  JP: when(CONDITIONS.JP, true),
  JNP: when(CONDITIONS.JP, false),
  JL: when(CONDITIONS.JL, true),
  JNL: when(CONDITIONS.JL, false),
  JLE: when(CONDITIONS.JLE, true),
  JNLE: when(CONDITIONS.JLE, false),
  JCXZ: when((core) => core.registers[CX] === 0, true),
  LOOP: loop(() => true),
  LOOPZ: loop((core) => core.zf),
  LOOPNZ: loop((core) => !core.zf),
  JMP: (core, operation) => core.jump(destination(core, operation)),
  JMPF: (core, operation) => {
    const { segment, offset } = farDestination(core, operation);
    core.jumpFar(segment, offset);
  },
  CALL: (core, operation) => {
    const offset = destination(core, operation);
    pushReturn(core, core.ip, operation.width);
    core.jump(offset);
  },
  CALLF: (core, operation) => {
    const { segment, offset } = farDestination(core, operation);
    pushReturn(core, core.registers[CS]!, operation.width);
    pushReturn(core, core.ip, operation.width);
    core.jumpFar(segment, offset);
  },
  RET: (core, operation) => {
    core.jump(core.pop());
    release(core, operation);
  },
  RETF: (core, operation) => {
    const offset = core.pop();
    core.jumpFar(core.pop(), offset);
    release(core, operation);
  },
  INT: (core, { target }) => {
    core.raise(target.load(core), 'int');
  },
  INT3: (core) => {
    core.raise(3, 'int3');
  },
  INTO: (core) => {
    if (core.of) core.raise(4, 'into');
  },
  IRET: (core) => {
    const offset = core.pop();
    core.jumpFar(core.pop(), offset);
    core.flags = core.pop();
  },
};
