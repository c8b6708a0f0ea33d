/** macOS, classic: the parent's own thread acts as the child, so that vfork or fork in the child is refused with EINVAL. */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const macos: Personality = {
  name: 'macos',
  title: 'macOS, classic: memory shared, no vfork or fork in the child',
  claims: [],
  vfork: {
    ...SHARING,
    held: ['SIGTTIN', 'SIGTTOU', 'SIGTSTP'],
    terminalRead: 'eof',
    terminalWrite: 'allowed',
    nested: 'EINVAL',
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
