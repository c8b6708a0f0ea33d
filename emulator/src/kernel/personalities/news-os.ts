/** NEWS-OS 5.0.1, an SVR4: the break is handed back, stop signals of the terminal are held in the child, its reads give EOF. */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const newsOs: Personality = {
  name: 'news-os',
  title: 'NEWS-OS 5.0.1: no SIGTTIN or SIGTTOU for the child, terminal reads give end of file',
  claims: ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'],
  vfork: {
    ...SHARING,
    held: ['SIGTTIN', 'SIGTTOU', 'SIGTSTP'],
    terminalRead: 'eof',
    terminalWrite: 'allowed',
    heapBreak: 'copied-back',
  },
  limits: { ...LARGE_LIMITS, superuserExempt: false },
  vforkNumbers: [],
  vforkx: false,
  pendingAtHandler: 'stacked',
  execIgnored: 'kept',
  trapBytes: 0,
  checksPointers: false,
  scripts: true,
  jobControl: true,
};
