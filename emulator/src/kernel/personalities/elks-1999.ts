/**
 * ELKS 0.0.79 (6569c1b50, August 1999): three words of the trap and the return address are kept, and the parent returns
 * straight to the caller of vfork. The end or exec of any child wakes it, a stop does not. Compared with that kernel itself in
 * real-elks.oracle.test.ts.
 */
import type { Personality } from '../personality.ts';
import { ELKS_LIMITS, SHARING } from './defaults.ts';

export const elks1999: Personality = {
  name: 'elks-1999',
  title: 'ELKS, 1999: the parent returns straight to the caller of vfork, any child event wakes it',
  claims: ['A1', 'A9'],
  vfork: {
    ...SHARING,
    frame: { kind: 'return-direct' },
    wake: 'any-child',
    heapBreak: 'private',
    pendingCleared: false,
  },
  limits: ELKS_LIMITS,
  vforkNumbers: [],
  vforkx: false,
  pendingAtHandler: 'dropped',
  execIgnored: 'reset',
  trapBytes: 6,
  checksPointers: true,
  scripts: false,
  jobControl: false,
};
