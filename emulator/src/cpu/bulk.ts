/**
 * REP MOVS and REP STOS many bytes at a time, where nothing can tell: forward, on the plain bus, without a wrap of the
 * segment or of memory, on bytes that no map bit guards, and where a copy does not read what it wrote. Everything else
 * is done one iteration at a time by the string group.
 */
import type { Core } from './core.ts';
import type { Operation } from './operation.ts';
import { AX, DI, ES, SI } from './registers.ts';

/** Fewer iterations than this are not worth it. */
const WORTH = 8;

/** Iterations from `offset` before the segment or memory wraps. */
const room = (core: Core, segment: number, offset: number, size: number): number => {
  const address = (core.registers[segment]! << 4) + offset;
  return Math.floor(Math.min(0x10000 - offset, 0x100000 - address) / size);
};

/** Iterations from `address` until a byte that the map guards. */
const unguarded = (map: Uint8Array, address: number, limit: number, size: number): number => {
  for (let at = address; at < address + limit * size; at++) if (map[at] !== 0) return Math.floor((at - address) / size);
  return limit;
};

/** Moves up to `limit` elements; says how many were moved, 0 for none. */
export const bulkMove = (core: Core, { segment, width }: Operation, limit: number): number => {
  const { registers, machine } = core;
  if (limit < WORTH || core.df || core.bus.traced) return 0;
  const size = width >> 3;
  const from = registers[SI]!;
  const to = registers[DI]!;
  const source = (registers[segment]! << 4) + from;
  const target = (registers[ES]! << 4) + to;
  let count = Math.min(limit, room(core, segment, from, size), room(core, ES, to, size));
  if (count < WORTH || (source < target && target < source + count * size)) return 0;
  count = unguarded(machine.map, target, count, size);
  if (count === 0) return 0;
  machine.ram.copyWithin(target, source, source + count * size);
  machine.shadow.fill(machine.history.tag, target, target + count * size);
  registers[SI] = from + count * size;
  registers[DI] = to + count * size;
  return count;
};

/** Fills up to `limit` elements with AL or AX; says how many were filled, 0 for none. */
export const bulkFill = (core: Core, { width }: Operation, limit: number): number => {
  const { registers, machine } = core;
  if (limit < WORTH || core.df || core.bus.traced) return 0;
  const size = width >> 3;
  const to = registers[DI]!;
  const target = (registers[ES]! << 4) + to;
  const count = unguarded(machine.map, target, Math.min(limit, room(core, ES, to, size)), size);
  if (count < 1) return 0;
  const end = target + count * size;
  const value = registers[AX]!;
  if (size === 1 || value >> 8 === (value & 0xff)) machine.ram.fill(value & 0xff, target, end);
  else
    for (let at = target; at < end; at += 2) {
      machine.ram[at] = value;
      machine.ram[at + 1] = value >> 8;
    }
  machine.shadow.fill(machine.history.tag, target, end);
  registers[DI] = to + count * size;
  return count;
};
