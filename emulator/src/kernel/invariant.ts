/** Two guards for states that only a defect of this kernel can reach: nothing an emulated program does gets here. */

/** Throws where `condition` does not hold: a defect of the kernel, named by `message`. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`kernel invariant: ${message}`);
}

/** Proof for the compiler that every member of a union was handled. */
export const assertNever = (value: never): never => {
  throw new Error(`kernel invariant: unexpected ${JSON.stringify(value)}`);
};
