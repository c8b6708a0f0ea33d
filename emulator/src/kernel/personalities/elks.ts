/**
 * ELKS of July 2026 (e47ba38c6): real vfork. The data segment is shared, six words from the stacked BP upwards are put back,
 * and the parent looks again whether its child has let go. In a small-model program the sixth word is the caller's own.
 */
import type { Personality } from '../personality.ts';
import { ELKS_LIMITS, SHARING } from './defaults.ts';

export const elks: Personality = {
  name: 'elks',
  title: 'ELKS, 2026: memory shared, six stack words put back, wake-up checked',
  claims: ['A1', 'A2', 'A3', 'A4', 'A5', 'A7', 'A8', 'A9', 'A10'],
  vfork: { ...SHARING, frame: { kind: 'words', count: 6 }, heapBreak: 'private' },
  limits: ELKS_LIMITS,
  vforkNumbers: [],
  vforkx: false,
  pendingAtHandler: 'later',
  execIgnored: 'reset',
  trapBytes: 8,
  checksPointers: true,
  scripts: false,
  jobControl: false,
};
