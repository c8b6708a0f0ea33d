/**
 * Linux 2.2 on the i386: sys_vfork has number 190; memory is shared, the stack too; handlers are inherited, not shared; the
 * library keeps the return address in a register; a fatal signal ends the parent's wait.
 */
import type { Personality } from '../personality.ts';
import { LARGE_LIMITS, SHARING } from './defaults.ts';

export const linuxI386: Personality = {
  name: 'linux-i386',
  title: 'Linux, i386: number 190, memory shared, handlers inherited',
  claims: ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'],
  vfork: { ...SHARING, killable: true },
  limits: { ...LARGE_LIMITS, superuserExempt: true },
  vforkNumbers: [190],
  vforkx: false,
  pendingAtHandler: 'stacked',
  execIgnored: 'kept',
  trapBytes: 0,
  checksPointers: false,
  scripts: true,
  jobControl: true,
};
