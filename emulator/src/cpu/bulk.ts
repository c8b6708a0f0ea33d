/**
 * REP MOVS and REP STOS many bytes at a time, where nothing can tell: forward, on the plain bus, without a wrap of the
 * segment or of memory, on bytes that no map bit guards, and where a copy does not read what it wrote. Everything else
 * is done one iteration at a time by the string group.
 */
import type { Core } from './core.ts';
import type { Operation } from './operation.ts';
import { AX, DI, ES, SI } from './registers.ts';

/** Iterations from `offset` before the segment or memory wraps; not above 0 where memory has wrapped already. */
const room = (offset: number, address: number, size: number): number =>
  Math.floor(Math.min(0x10000 - offset, 0x100000 - address) / size);

/** Iterations from `address` until a byte that the map guards, up to `limit`. */
const unguarded = (map: Uint8Array, address: number, limit: number, size: number): number => {
  const end = address + limit * size;
  let at = address;
  while (at < end && map[at] === 0) at++;
  return Math.floor((at - address) / size);
};

const isPlain = (core: Core): boolean => !core.df && !core.bus.traced;

/** Moves up to `limit` elements; says how many were moved, 0 for none. */
export const bulkMove = (core: Core, { segment, width }: Operation, limit: number): number => {
  const { registers, machine } = core;
  const size = width / 8;
  const from = registers[SI]!;
  const to = registers[DI]!;
  const source = registers[segment]! * 16 + from;
  const target = registers[ES]! * 16 + to;
  const most = Math.min(limit, room(from, source, size), room(to, target, size));
  if (!isPlain(core) || (source < target && target < source + most * size)) return 0;
  const count = unguarded(machine.map, target, most, size);
  machine.ram.copyWithin(target, source, source + count * size);
  machine.shadow.fill(machine.history.tag, target, target + count * size);
  registers[SI] = from + count * size;
  registers[DI] = to + count * size;
  return count;
};

/** Fills up to `limit` elements with AL or AX; says how many were filled, 0 for none. */
export const bulkFill = (core: Core, { width }: Operation, limit: number): number => {
  const { registers, machine } = core;
  if (!isPlain(core)) return 0;
  const size = width / 8;
  const to = registers[DI]!;
  const target = registers[ES]! * 16 + to;
  const count = unguarded(machine.map, target, Math.min(limit, room(to, target, size)), size);
  const end = target + count * size;
  const value = registers[AX]!;
  if (size === 1) machine.ram.fill(value, target, end);
  else
    for (let at = target; at < end; at += 2) {
      machine.ram[at] = value;
      machine.ram[at + 1] = value / 0x100;
    }
  machine.shadow.fill(machine.history.tag, target, end);
  registers[DI] = to + count * size;
  return count;
};
