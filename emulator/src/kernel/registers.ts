/** The registers of a thread while it does not run, by the names of the 8086. */

export interface Registers {
  ax: number;
  bx: number;
  cx: number;
  dx: number;
  si: number;
  di: number;
  bp: number;
  sp: number;
  ip: number;
  flags: number;
  cs: number;
  ds: number;
  es: number;
  ss: number;
}

/** FLAGS of a program at its start: interrupts on (reference §1.3). */
export const START_FLAGS = 0xf202;

/** Registers that are all zero but FLAGS. */
export const freshRegisters = (): Registers => ({
  ax: 0,
  bx: 0,
  cx: 0,
  dx: 0,
  si: 0,
  di: 0,
  bp: 0,
  sp: 0,
  ip: 0,
  flags: START_FLAGS,
  cs: 0,
  ds: 0,
  es: 0,
  ss: 0,
});
