/** The reference: vfork is fork (A4). Memory is copied and the parent goes on at once, as POSIX.1-2001 allows. */
import type { Personality } from '../personality.ts';
import { ELKS_LIMITS, SHARING } from './defaults.ts';

export const fork: Personality = {
  name: 'fork',
  title: 'vfork as fork: memory copied, the parent goes on',
  claims: ['A4', 'A6'],
  vfork: { ...SHARING, memory: 'copied', parent: 'runs', heapBreak: 'private' },
  limits: ELKS_LIMITS,
  vforkNumbers: [190],
  vforkx: false,
  pendingAtHandler: 'stacked',
  execIgnored: 'kept',
  trapBytes: 0,
  checksPointers: false,
  scripts: true,
  jobControl: true,
};
