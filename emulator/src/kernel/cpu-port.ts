/** Moves registers between a thread and the CPU, whose registers are the same by name. */
import { type Cpu, REGISTER_NAMES } from '../cpu/index.ts';
import { type Thread, writerOf } from './process.ts';

/** Vectors that the chip would enter through its table; here all of them come to the kernel. */
export const hookAll = (cpu: Cpu): void => {
  for (let vector = 0; vector < 256; vector++) cpu.hooks.add(vector);
};

/** Puts a thread's registers into the CPU. */
export const load = (cpu: Cpu, { registers, process }: Thread): void => {
  cpu.process = writerOf(process);
  cpu.load(registers);
};

/** Takes them back. */
export const save = (cpu: Cpu, { registers }: Thread): void => {
  for (const name of REGISTER_NAMES) registers[name] = cpu.get(name);
};
