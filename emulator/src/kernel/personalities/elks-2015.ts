/**
 * ELKS of August 2015 (bd64762bd): five words at the user's stack pointer are put back; the end or exec of any child wakes the parent, a
 * stop does not. Compared with the kernel of October 2015 itself in real-elks.oracle.test.ts.
 */
import type { Personality } from '../personality.ts';
import { ELKS_LIMITS, SHARING } from './defaults.ts';

export const elks2015: Personality = {
  name: 'elks-2015',
  title: 'ELKS, 2015: five stack words put back, any child event wakes the parent',
  claims: ['A1', 'A9'],
  vfork: {
    ...SHARING,
    frame: { kind: 'words', count: 5 },
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
