/**
 * What the analysis knows about one place where a program calls vfork: the input of every rule. Plain data; all ranges are
 * of the source text as it is on the screen.
 */
import type { TextRange } from '../text/range.ts';

/** A range of a file. */
export interface Spot {
  readonly path: string;
  readonly range: TextRange;
}

/** A call that the child may make and that ends the process the wrong way. */
export interface ChildExit extends Spot {
  readonly callee: string;
}

/** One vfork call. `call` is the call as written; `owner` the function that holds it, `ownerName` where its name stands. */
export interface Site {
  readonly path: string;
  readonly owner: string;
  readonly ownerName: TextRange;
  readonly call: Spot;
  readonly spelling: string;
  readonly exits: readonly ChildExit[];
}
