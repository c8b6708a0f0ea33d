/**
 * How instructions reach memory: the plain bus keeps the shadow and looks at the map at stores; the traced one also
 * notes the address of the writing instruction, looks for read watches, and reports reads of bytes that another
 * process wrote last. A run uses one or the other. Byte by byte: words, wraps and segments are the core's.
 */
import { type Machine, WATCH_READ } from '../machine/index.ts';
import { CS } from './registers.ts';

/** Input and output. A port that nothing drives reads as all ones. Of a byte the low half counts. */
export interface Ports {
  input(port: number, width: 8 | 16): number;
  output(port: number, value: number, width: 8 | 16): void;
}

export const OPEN_PORTS: Ports = {
  input: () => 0xffff,
  output: () => {},
};

/** A read of a byte whose last writer is another process. */
export interface ForeignRead {
  readonly address: number;
  readonly value: number;
  /** The process that reads, and that which wrote. */
  readonly reader: number;
  readonly writer: number;
  /** CS << 16 | IP of the reading instruction. */
  readonly code: number;
  /** Instructions that the machine had run before the reading one. */
  readonly instruction: number;
}

/** What a bus needs to know of the CPU that drives it. */
export interface Driver {
  readonly machine: Machine;
  readonly registers: Uint16Array;
  readonly start: number;
  attention: boolean;
}

export interface Bus {
  readonly traced: boolean;
  load(driver: Driver, address: number): number;
  store(driver: Driver, address: number, value: number): void;
}

export class PlainBus implements Bus {
  readonly traced = false;

  load({ machine }: Driver, address: number): number {
    return machine.ram[address]!;
  }

  store(driver: Driver, address: number, value: number): void {
    const { machine } = driver;
    machine.ram[address] = value;
    machine.shadow[address] = machine.history.tag;
    touch(driver, address);
  }
}

export class TracedBus implements Bus {
  readonly traced = true;
  /** The process on whose behalf instructions run. */
  process = 0;
  /** Told of each byte read that another process wrote last. */
  onForeignRead: ((read: ForeignRead) => void) | undefined;

  load(driver: Driver, address: number): number {
    const { machine, registers, start } = driver;
    const value = machine.ram[address]!;
    if ((machine.map[address]! & WATCH_READ) !== 0) {
      machine.strike({ access: 'read', address });
      driver.attention = true;
    }
    const tag = machine.shadow[address]!;
    if (tag !== 0 && this.onForeignRead !== undefined) {
      const writer = machine.history.process(tag);
      if (writer !== this.process) {
        const code = ((registers[CS]! << 16) | start) >>> 0;
        const { instructions: instruction } = machine;
        this.onForeignRead({ address, value, reader: this.process, writer, code, instruction });
      }
    }
    return value;
  }

  store(driver: Driver, address: number, value: number): void {
    const { machine, registers, start } = driver;
    machine.ram[address] = value;
    machine.shadow[address] = machine.history.tag;
    machine.sites[address] = (registers[CS]! << 16) | start;
    touch(driver, address);
  }
}

/** Tells the machine of a store, where its map guards the byte. */
const touch = (driver: Driver, address: number): void => {
  const { machine } = driver;
  if (machine.map[address] === 0) return;
  machine.touch(address);
  if (machine.struck) driver.attention = true;
};
