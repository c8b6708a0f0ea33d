/** A kernel that keeps nothing: the parent resumes with the trap frame and return address that the child left (A9). */
import type { Personality } from '../personality.ts';
import { linuxI386 } from './linux-i386.ts';

export const naive: Personality = {
  ...linuxI386,
  name: 'naive',
  title: 'variant: nothing of the trap frame is kept',
  claims: ['A9'],
  vfork: { ...linuxI386.vfork, frame: { kind: 'none' } },
};
