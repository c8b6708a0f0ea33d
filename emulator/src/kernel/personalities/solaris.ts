/**
 * Solaris and illumos: as SVR4, and caught signals are reset in the child, handlers set there are forced to SIG_DFL, vforkx takes
 * flags, and the other threads of the parent are held.
 */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const solaris: Personality = {
  name: 'solaris',
  title: 'Solaris: handlers reset and forced to SIG_DFL in the child, vforkx, other threads held',
  claims: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'],
  vfork: {
    ...SHARING,
    handlers: 'reset',
    newHandlers: 'forced-default',
    held: ['SIGTTIN', 'SIGTTOU', 'SIGTSTP'],
    terminalRead: 'eof',
    terminalWrite: 'allowed',
    heapBreak: 'copied-back',
    otherThreads: 'held',
  },
  limits: { ...LARGE_LIMITS, superuserExempt: false },
  vforkNumbers: [],
  vforkx: true,
  pendingAtHandler: 'stacked',
  execIgnored: 'kept',
  trapBytes: 0,
  checksPointers: false,
  scripts: true,
  jobControl: true,
};
