/** API of room `cpu`: the 8086 over a machine. */
export type { ForeignRead, Ports } from './bus.ts';
export type { Cause } from './core.ts';
export { Cpu, REGISTER_NAMES, type RegisterName, type Registers, type Stop } from './cpu.ts';
export { AF, CF, DF, FLAGS_FIXED, IF, OF, PF, SF, TF, ZF } from './flags.ts';
export { MEETINGS, type Meeting, type RecordingFile, type RecordingResult, runRecordings } from './recordings.ts';
