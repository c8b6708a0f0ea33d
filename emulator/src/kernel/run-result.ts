/** How a run ended, as data, with who was still waiting for what. */

import type { WatchHit } from '../machine/index.ts';
import type { BudgetName } from './budget.ts';
import type { Outcome } from './wait-status.ts';

/** One thread that could not go on. `pc` is the address of its call in the text of `program`. */
export interface Waiting {
  readonly pid: number;
  readonly tid: number;
  readonly program: string;
  readonly pc: number;
  /** `file:line` where the image has a line table: of the program's own code, where the call came from a library. */
  readonly line: string | undefined;
  /** What it waits for, in words: "for data from the pipe on descriptor 3, …". */
  readonly on: string;
}

export type RunResult =
  /** The first process has ended. Others that could not end any more are in `left`. */
  | { readonly kind: 'exited'; readonly outcome: Outcome; readonly status: number; readonly left: readonly Waiting[] }
  | { readonly kind: 'deadlock'; readonly waiting: readonly Waiting[] }
  | { readonly kind: 'budget'; readonly budget: BudgetName; readonly waiting: readonly Waiting[] }
  /** The caller's own limit of instructions, or one of its watches: the run can go on. */
  | { readonly kind: 'paused'; readonly pid: number; readonly hit: WatchHit | undefined };

/** Exit status of the command line for a result: 124 a deadlock, 125 a spent budget. */
export const exitStatusOf = (result: RunResult): number => {
  switch (result.kind) {
    case 'exited':
      return result.status;
    case 'deadlock':
      return 124;
    case 'budget':
      return 125;
    case 'paused':
      return 0;
  }
};

/** A result in words, one line for each thread that waits; empty for a plain exit. `shown` spells source lines, `file:line`. */
export const tellResult = (result: RunResult, shown: (line: string) => string = (line) => line): string[] => {
  const tell = ({ pid, program, pc, line, on }: Waiting): string =>
    `process ${pid} (${program}) waits ${on}, at ${line === undefined ? `0x${pc.toString(16)}` : shown(line)}`;
  switch (result.kind) {
    case 'exited':
      return result.left.map((one) => `left behind: ${tell(one)}`);
    case 'deadlock':
      return ['deadlock: nobody can go on', ...result.waiting.map(tell)];
    case 'budget':
      return [`the ${result.budget} budget is spent`, ...result.waiting.map(tell)];
    case 'paused':
      return [];
  }
};
