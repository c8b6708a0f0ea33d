/**
 * What every process begins with, whoever made it: nobody waits on it, it has said nothing to wait, no thread, alarm or loan. The first process
 * of a world (`boot.ts`) and the children of others (`lifecycle.ts`) add what is theirs.
 */
import type { Process } from './process.ts';

/** The fields that do not come from a parent. */
type Fresh = Pick<
  Process,
  | 'pending'
  | 'state'
  | 'outcome'
  | 'report'
  | 'threads'
  | 'borrowedFrom'
  | 'vforkChild'
  | 'selfLoan'
  | 'noChildSignal'
  | 'waitByPidOnly'
  | 'alarm'
  | 'childEvents'
  | 'used'
  | 'execs'
>;

/** A new record of them for each process. */
export const fresh = (): Fresh => ({
  pending: 0,
  state: 'live',
  outcome: undefined,
  report: undefined,
  threads: [],
  borrowedFrom: undefined,
  vforkChild: false,
  selfLoan: undefined,
  noChildSignal: false,
  waitByPidOnly: false,
  alarm: { at: 0, interval: 0 },
  childEvents: 0,
  used: 0,
  execs: 0,
});
