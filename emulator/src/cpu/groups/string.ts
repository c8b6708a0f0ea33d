/**
 * MOVS CMPS SCAS LODS STOS, alone and repeated. iAPX 86,88 User's Manual, "String Instructions". Either repeat prefix
 * repeats a move, load or store; with a comparison, REP goes on while ZF is set and REPNE while it is clear.
 *
 * A repeated instruction counts as one, when its last iteration is done. It can be left between iterations (the run's
 * limit of iterations is spent, a watched byte was touched, single step): then CX, SI and DI have moved on, IP is at
 * the first prefix, and it has not counted.
 */

import { bulkFill, bulkMove } from '../bulk.ts';
import type { Core } from '../core.ts';
import type { Operation, OperationGroup, Semantics } from '../operation.ts';
import { AL, AX, CX, DI, ES, SI } from '../registers.ts';
import { subtract } from './arithmetic.ts';

const delta = (core: Core, width: 8 | 16): number => {
  const bytes = width === 8 ? 1 : 2;
  return core.df ? -bytes : bytes;
};

const load = (core: Core, segment: number, offset: number, width: 8 | 16): number =>
  width === 8 ? core.load8(segment, offset) : core.load16(segment, offset);

const store = (core: Core, offset: number, value: number, width: 8 | 16): void => {
  if (width === 8) core.store8(ES, offset, value);
  else core.store16(ES, offset, value);
};

const accumulator = (core: Core, width: 8 | 16): number => (width === 8 ? core.bytes[AL]! : core.registers[AX]!);

const moveOnce: Semantics = (core, { segment, width }) => {
  const { registers } = core;
  store(core, registers[DI]!, load(core, segment, registers[SI]!, width), width);
  const step = delta(core, width);
  registers[SI]! += step;
  registers[DI]! += step;
};

const storeOnce: Semantics = (core, { width }) => {
  store(core, core.registers[DI]!, accumulator(core, width), width);
  core.registers[DI]! += delta(core, width);
};

const loadOnce: Semantics = (core, { segment, width }) => {
  const value = load(core, segment, core.registers[SI]!, width);
  if (width === 8) core.bytes[AL] = value;
  else core.registers[AX] = value;
  core.registers[SI]! += delta(core, width);
};

const compareOnce: Semantics = (core, { segment, width }) => {
  const { registers } = core;
  const left = load(core, segment, registers[SI]!, width);
  subtract(core, left, load(core, ES, registers[DI]!, width), 0, width);
  const step = delta(core, width);
  registers[SI]! += step;
  registers[DI]! += step;
};

const scanOnce: Semantics = (core, { width }) => {
  subtract(core, accumulator(core, width), load(core, ES, core.registers[DI]!, width), 0, width);
  core.registers[DI]! += delta(core, width);
};

/** Does as many iterations as it can at once, and says how many; 0 where it cannot. */
type Bulk = (core: Core, operation: Operation, limit: number) => number;

/** An instruction done once, or with a repeat prefix up to CX times. */
const repeated = (once: Semantics, compares: boolean, bulk?: Bulk): Semantics => {
  return (core, operation) => {
    const { registers, machine } = core;
    const { repeat } = operation.instruction;
    if (repeat === undefined) return once(core, operation);
    while (registers[CX] !== 0) {
      if (core.iterations < 1) return leave(core, operation);
      const done = core.tf ? 0 : (bulk?.(core, operation, Math.min(registers[CX]!, core.iterations)) ?? 0);
      if (done === 0) once(core, operation);
      registers[CX]! -= Math.max(done, 1);
      core.iterations -= Math.max(done, 1);
      if (compares && core.zf !== (repeat === 'REP')) return;
      if (registers[CX] !== 0 && (core.tf || machine.struck)) return leave(core, operation);
    }
  };
};

const leave = (core: Core, { instruction }: Operation): void => {
  core.ip = core.start;
  core.resume = core.start + instruction.prefixes.length - 1;
  core.unfinished = true;
};

export const string: OperationGroup<
  ('MOVSB' | 'MOVSW' | 'CMPSB' | 'CMPSW' | 'SCASB' | 'SCASW') | ('LODSB' | 'LODSW' | 'STOSB' | 'STOSW')
> = {
  MOVSB: repeated(moveOnce, false, bulkMove),
  MOVSW: repeated(moveOnce, false, bulkMove),
  CMPSB: repeated(compareOnce, true),
  CMPSW: repeated(compareOnce, true),
  SCASB: repeated(scanOnce, true),
  SCASW: repeated(scanOnce, true),
  LODSB: repeated(loadOnce, false),
  LODSW: repeated(loadOnce, false),
  STOSB: repeated(storeOnce, false, bulkFill),
  STOSW: repeated(storeOnce, false, bulkFill),
};
