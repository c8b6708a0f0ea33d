/** A guard for states that only a defect of this kernel can reach: nothing an emulated program does gets here. */

/** Proof for the compiler that every member of a union was handled. */
export const assertNever = (value: never): never => {
  throw new Error(`kernel invariant: unexpected ${JSON.stringify(value)}`);
};
