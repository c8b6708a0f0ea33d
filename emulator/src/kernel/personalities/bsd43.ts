/** 4.3BSD: memory handed over to the child, stop signals of the terminal held, a background read is an I/O error. */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const bsd43: Personality = {
  name: 'bsd43',
  title: '4.3BSD: memory handed over, terminal reads from the background give EIO',
  claims: [],
  vfork: {
    ...SHARING,
    held: ['SIGTTIN', 'SIGTTOU', 'SIGTSTP'],
    terminalRead: 'EIO',
    terminalWrite: 'allowed',
  },
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
