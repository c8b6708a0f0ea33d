/**
 * Decoded code: for each address of memory where an instruction was met, its operation. It stays right whatever writes
 * to memory: bytes that were decoded carry the map bit CODE, and a write to one drops the instructions that hold it.
 * Instructions that wrap around a segment or memory, are long, or are watched are decoded each time.
 */
import { decode, type Instruction, MAX_PREFIXES } from '../isa/index.ts';
import { CODE, type Machine, MEMORY_SIZE, WATCH_EXECUTE } from '../machine/index.ts';
import type { Core } from './core.ts';
import { pack } from './hot-code.ts';
import { type Operation, operationOf } from './operation.ts';
import { CS } from './registers.ts';
import { SEMANTICS } from './semantics.ts';

/** The longest instruction that is kept. */
export const LONGEST_KEPT = 7;
/** Distinct instructions after which the cache starts anew. */
const MOST_KEPT = 1 << 16;
/** Bytes by which an instruction is known again: as many as one has without prefixes. */
const SEEN = 6;
const NOT_HOT = { word: 0, argument: 0 };

/**
 * Prefixes that decode gives up on. The chip would keep their effect and read on, for ever if there is nothing else; here
 * they count as an instruction that does nothing, so that no program spends more time than its budget.
 */
const ONLY_PREFIXES: Operation = { ...operationOf(decode(() => 0x90)!, () => {}), length: MAX_PREFIXES };

export class CodeCache {
  /** Number of the operation at each address; 0 where none is known. */
  readonly at: Int32Array = new Int32Array(MEMORY_SIZE);
  /** What the hot loop reads (hot-code.ts): 0 for an instruction that is not kept or not hot. */
  readonly hot: Int32Array = new Int32Array(MEMORY_SIZE);
  readonly arg: Int32Array = new Int32Array(MEMORY_SIZE);
  /** Operations by number. Number 0 is none, and what runs where there is none. */
  readonly operations: Operation[] = [ONLY_PREFIXES];
  /** The word and the argument of each operation, by its number. */
  private readonly packed: ReturnType<typeof pack>[] = [NOT_HOT];
  private readonly numbers = new Map<string, number>();
  /** Numbers by the next SEEN bytes, for instructions that are no longer: the same code is not decoded again elsewhere. */
  private readonly seen = new Map<number, number>();
  private readonly machine: Machine;
  /** End of the addresses that an operation was ever kept for. */
  private top = 0;

  constructor(machine: Machine) {
    this.machine = machine;
    machine.onCodeChange((address, length) => this.drop(address, length));
  }

  /** The number of the operation at CS:IP, decoded and kept if it can be. Does not look at watches. */
  private number(core: Core): number {
    const { ram, map } = this.machine;
    const base = core.registers[CS]! << 4;
    const byteAt = (offset: number): number => ram[(base + ((core.ip + offset) & 0xffff)) & 0xfffff]!;
    let key = 0;
    for (let offset = 0; offset < SEEN; offset++) key = key * 256 + byteAt(offset);
    let number = this.seen.get(key);
    if (number === undefined) {
      const instruction = decode(byteAt);
      if (instruction === undefined) return 0;
      number = this.numberOf(instruction, byteAt);
      if (this.seen.size > MOST_KEPT) this.seen.clear();
      if (instruction.length <= SEEN) this.seen.set(key, number);
    }
    const { length } = this.operations[number]!;
    const address = (base + core.ip) & 0xfffff;
    if (length <= LONGEST_KEPT && core.ip + length <= 0x10000 && address + length <= MEMORY_SIZE)
      if ((map[address]! & WATCH_EXECUTE) === 0) {
        const { word, argument } = this.packed[number]!;
        if (address >= this.top) this.top = address + 1;
        this.at[address] = number;
        this.hot[address] = word;
        this.arg[address] = argument;
        for (let offset = 0; offset < length; offset++) map[address + offset] = map[address + offset]! | CODE;
      }
    return number;
  }

  /** The number of an instruction by its bytes. */
  private numberOf(instruction: Instruction, byteAt: (offset: number) => number): number {
    let key = '';
    for (let offset = 0; offset < instruction.length; offset++) key += String.fromCharCode(byteAt(offset));
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (this.operations.length > MOST_KEPT) this.forget();
    const operation = operationOf(instruction, SEMANTICS[instruction.encoding.mnemonic]);
    const number = this.operations.push(operation) - 1;
    this.packed.push(pack(operation));
    this.numbers.set(key, number);
    return number;
  }

  /** Starts anew, where code makes ever new instructions. */
  private forget(): void {
    this.at.fill(0);
    this.numbers.clear();
    this.seen.clear();
    this.operations.length = 1;
    this.packed.length = 1;
  }

  /**
   * Runs the instruction at CS:IP by its general semantics and counts it. False where the loop must end: something asks
   * for attention, or the instruction is watched; `passed` is a tag at which a watched one may run.
   */
  step(core: Core, passed: number): boolean {
    const { machine } = this;
    const { history } = machine;
    const address = ((core.registers[CS]! << 4) + core.ip) & 0xfffff;
    const number = this.at[address]!;
    if (number === 0 && (machine.map[address]! & WATCH_EXECUTE) !== 0 && history.tag !== passed) {
      machine.strike({ access: 'execute', address });
      return false;
    }
    const operation = this.operations[number === 0 ? this.number(core) : number]!;
    core.start = core.ip;
    core.ip = (core.ip + operation.length) & 0xffff;
    core.unfinished = false;
    operation.run(core, operation);
    if (core.unfinished) return false;
    history.tag++;
    return !core.attention;
  }

  private drop(address: number, length: number): void {
    const from = Math.max(0, address - LONGEST_KEPT + 1);
    const end = Math.min(address + length, this.top);
    this.at.fill(0, from, end);
    this.hot.fill(0, from, end);
  }
}
