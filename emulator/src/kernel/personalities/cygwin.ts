/**
 * Cygwin, an older one: no second process until exec. The caller goes on as if it were the child, with its descriptor table put
 * aside; exec spawns and jumps back to the vfork call, exit jumps back and leaves a child with that status.
 */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const cygwin: Personality = {
  name: 'cygwin',
  title: 'Cygwin, older: the caller is the child until exec, only descriptors are put back',
  claims: ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'],
  vfork: { ...SHARING, process: 'self', handlers: 'shared', nested: 'forks', pendingCleared: false },
  limits: LARGE_LIMITS,
  vforkNumbers: [],
  vforkx: false,
  pendingAtHandler: 'stacked',
  execIgnored: 'kept',
  trapBytes: 0,
  checksPointers: false,
  scripts: true,
  jobControl: true,
};
