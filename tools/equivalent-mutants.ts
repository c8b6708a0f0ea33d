/**
 * Table: changes to the CPU's sources that no test can tell from the original, each with the reason. `line` is a part of
 * the source line, `from` and `to` are the change that tools/mutate.ts makes.
 */
export const EQUIVALENT: readonly {
  readonly file: string;
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
}[] = [];
