/**
 * Runs recordings of a real 8086 (the format of `data/README.md`) on a CPU and says in words where it differs:
 * registers, flags under the recording's mask, and every byte of memory named. Reads no file.
 */
import { Machine } from '../machine/index.ts';
import { Cpu, REGISTER_NAMES, type RegisterName } from './cpu.ts';

/** One recorded instruction. See data/README.md for the fields. */
export interface Recording {
  readonly n: string;
  readonly b: readonly number[];
  readonly i: readonly number[];
  readonly m: readonly number[];
  readonly r: Partial<Readonly<Record<RegisterName, number>>>;
  readonly w: readonly number[];
  readonly h: string;
  readonly k: number;
  readonly x?: number;
}

/** A file of recordings. */
export interface RecordingFile {
  readonly opcodes: Readonly<Record<string, { readonly mask: number; readonly tests: readonly Recording[] }>>;
}

/** What a file's recordings came to. `differences` has at most as many lines as asked for. */
export interface RecordingResult {
  readonly passed: number;
  readonly total: number;
  readonly differences: readonly string[];
}

/** How an instruction is met: for the first time, again (so that the hot loop has it), or traced. */
export type Meeting = 'first' | 'again' | 'traced';
export const MEETINGS: readonly Meeting[] = ['first', 'again', 'traced'];

/** Runs all recordings, each instruction met as `meeting` says, and describes the first `limit` differences. */
export const runRecordings = (file: RecordingFile, meeting: Meeting, limit: number): RecordingResult => {
  const cpu = new Cpu(new Machine());
  cpu.trace(meeting === 'traced');
  let passed = 0;
  let total = 0;
  const differences: string[] = [];
  for (const [key, { mask, tests }] of Object.entries(file.opcodes))
    for (const test of tests) {
      total++;
      const found = compare(cpu, test, mask, meeting === 'again');
      if (found.length === 0) passed++;
      else if (differences.length < limit) differences.push(`${key} #${test.k} (${test.n}): ${found.join('; ')}`);
    }
  return { passed, total, differences };
};

const pairs = (flat: readonly number[]): (readonly [address: number, byte: number])[] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] ?? 0, flat[2 * index + 1] ?? 0]);

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Runs one recording, or runs it a second time, and lists what differs, in words. */
const compare = (cpu: Cpu, test: Recording, mask: number, again: boolean): string[] => {
  const { machine } = cpu;
  const memory = new Map(pairs(test.m));
  for (const [address, byte] of memory) machine.write(address, [byte], 0);
  const before = Object.fromEntries(REGISTER_NAMES.map((name, index) => [name, test.i[index] ?? 0]));
  cpu.load(before);
  let stop = cpu.run(1);
  if (again) {
    // Only bytes that changed: to write to the code would make it new.
    for (const [address, byte] of memory) if (machine.ram[address] !== byte) machine.write(address, [byte], 0);
    cpu.load(before);
    stop = cpu.run(1);
  }

  const found: string[] = [];
  if (stop.executed !== 1) found.push(`stopped (${stop.kind}) after ${stop.executed} instructions, not 1`);
  for (const name of REGISTER_NAMES) {
    const care = name === 'flags' ? mask : 0xffff;
    const expected = (test.r[name] ?? before[name] ?? 0) & care;
    const actual = cpu.get(name) & care;
    if (actual !== expected) found.push(`${name} is ${hex(actual, 4)}, the chip has ${hex(expected, 4)}`);
  }
  for (const [address, byte] of pairs(test.w)) memory.set(address, byte);
  // The flags that a divide fault pushed lie above the return address; their undefined bits are masked.
  const pushed =
    test.x === 1 ? (((test.r.ss ?? test.i[5] ?? 0) << 4) + (((test.r.sp ?? 0) + 4) & 0xffff)) & 0xfffff : -1;
  for (const [address, byte] of memory) {
    const care = address === pushed ? mask & 0xff : address === pushed + 1 ? mask >> 8 : 0xff;
    const actual = machine.ram[address] ?? 0;
    if ((actual & care) !== (byte & care))
      found.push(`the byte at ${hex(address, 5)} is ${hex(actual, 2)}, the chip has ${hex(byte, 2)}`);
    machine.write(address, [0], 0);
  }
  return found;
};
