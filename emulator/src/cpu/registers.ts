/** Where each register lives in the CPU's register file. Numbers only. */

/** Indices into `registers`. General registers come in the order of their encoding. */
export const AX: number = 0;
export const CX: number = 1;
export const DX: number = 2;
export const BX: number = 3;
export const SP: number = 4;
export const BP: number = 5;
export const SI: number = 6;
export const DI: number = 7;
export const ES: number = 8;
export const CS: number = 9;
export const SS: number = 10;
export const DS: number = 11;
/** Always 0: the register of an address that has none. */
export const ZERO: number = 12;

/** Indices into `bytes`, which overlays `registers` (a little-endian host, as every host of JavaScript in use is). */
export const AL: number = 0;
export const AH: number = 1;
