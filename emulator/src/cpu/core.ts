/**
 * The state of the 8086 and the primitives that instructions are made of: registers, lazy flags, memory through
 * segments, the stack. No instruction, no decoding, no loop. Memory goes through a bus (bus.ts), of which there is a
 * plain and a traced one.
 */
import type { Machine } from '../machine/index.ts';
import type { Bus, Ports } from './bus.ts';
import { AF, DF, type FlagState, flagsOf, IF, OF, setFlags, TF } from './flags.ts';
import { CS, SP, SS } from './registers.ts';

/** Why an interrupt was entered. */
export type Cause = 'int' | 'int3' | 'into' | 'divide' | 'step' | 'request' | 'nmi';

/** A vector that waits for the end of its instruction. */
export interface Trap {
  readonly vector: number;
  readonly cause: Cause;
}

export class Core implements FlagState {
  readonly machine: Machine;
  readonly registers: Uint16Array = new Uint16Array(16);
  readonly bytes: Uint8Array = new Uint8Array(this.registers.buffer);
  ip = 0;
  /** Offset of the instruction in progress; of its first prefix. */
  start = 0;
  /** FLAGS are clear: neither ZF nor PF. */
  result = 0x10100;
  carries = 0;
  carry = 0;
  control = 0;
  bus: Bus;
  ports: Ports;
  halted = false;
  /** Tag of the last instruction that holds interrupts off until the next one is done (segment loads, STI). */
  shadow = -1;
  /** The vector that the instruction in progress enters at its end. */
  trap: Trap | undefined = undefined;
  /** Something happened that the loop cannot deal with: a trap, a halt, a watched byte, single step. */
  attention = false;
  /** Iterations of string instructions that this run may still do. */
  iterations: number = Number.POSITIVE_INFINITY;
  /** A repeated string instruction was left before its end: it does not count. */
  unfinished = false;
  /** Where the chip would go on with it after an interrupt, modulo 65536: at its last prefix, so that others are lost. */
  resume = 0;

  constructor(machine: Machine, bus: Bus, ports: Ports) {
    this.machine = machine;
    this.bus = bus;
    this.ports = ports;
  }

  get flags(): number {
    return flagsOf(this);
  }

  set flags(value: number) {
    setFlags(this, value);
    if ((value & TF) !== 0) this.attention = true;
  }

  /** Has a vector entered, or handed to the caller of the run, after this instruction. */
  raise(vector: number, cause: Cause): void {
    this.trap = { vector, cause };
    this.attention = true;
  }

  /** Holds interrupts off until the next instruction is done. */
  delayInterrupts(): void {
    this.shadow = this.machine.history.tag;
  }

  /** Waits for an interrupt. */
  halt(): void {
    this.halted = true;
    this.attention = true;
  }

  get cf(): number {
    return (this.carry >>> 16) & 1;
  }

  set cf(value: number) {
    this.carry = value << 16;
  }

  get of(): boolean {
    return ((this.carries ^ (this.carries >> 1)) & 0x8000) !== 0;
  }

  get af(): boolean {
    return (this.carries & AF) !== 0;
  }

  get zf(): boolean {
    return (this.result & 0xffff) === 0;
  }

  get sf(): boolean {
    return this.result < 0;
  }

  get df(): boolean {
    return (this.control & DF) !== 0;
  }

  get tf(): boolean {
    return (this.control & TF) !== 0;
  }

  get if(): boolean {
    return (this.control & IF) !== 0;
  }

  /** SF, ZF and PF of a result; `width` in bits. */
  setResult(value: number, width: 8 | 16): void {
    this.result = width === 8 ? (value << 24) >> 24 : (value << 16) >> 16;
  }

  /** AF and OF, CF stays. */
  setCarries(af: boolean, of: boolean): void {
    this.carries = (af ? AF : 0) | (of ? OF << 4 : 0);
  }

  load8(segment: number, offset: number): number {
    return this.bus.load(this, ((this.registers[segment]! << 4) + (offset & 0xffff)) & 0xfffff);
  }

  store8(segment: number, offset: number, value: number): void {
    this.bus.store(this, ((this.registers[segment]! << 4) + (offset & 0xffff)) & 0xfffff, value);
  }

  /** A word at offset FFFF has its high byte at offset 0 of the segment. */
  load16(segment: number, offset: number): number {
    return this.load8(segment, offset) | (this.load8(segment, offset + 1) << 8);
  }

  store16(segment: number, offset: number, value: number): void {
    this.store8(segment, offset, value);
    this.store8(segment, offset + 1, value >> 8);
  }

  push(value: number): void {
    this.registers[SP]! -= 2;
    this.store16(SS, this.registers[SP]!, value);
  }

  pop(): number {
    const value = this.load16(SS, this.registers[SP]!);
    this.registers[SP]! += 2;
    return value;
  }

  jump(offset: number): void {
    this.ip = offset & 0xffff;
  }

  jumpFar(segment: number, offset: number): void {
    this.registers[CS] = segment;
    this.ip = offset & 0xffff;
  }

  /** Enters the handler of a vector as the chip does: pushes FLAGS, CS and IP, clears IF and TF. */
  enter(vector: number): void {
    if (this.unfinished) this.ip = this.resume;
    this.unfinished = false;
    this.push(this.flags);
    this.control &= ~(IF | TF);
    this.push(this.registers[CS]!);
    this.push(this.ip);
    const ip = this.physical16(vector * 4);
    this.registers[CS] = this.physical16(vector * 4 + 2);
    this.ip = ip;
    this.halted = false;
  }

  private physical16(address: number): number {
    return this.bus.load(this, address) | (this.bus.load(this, address + 1) << 8);
  }
}
