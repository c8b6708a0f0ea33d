/** An implementation in which the parent inherits the register values of the child (B6, C9). */
import type { Personality } from '../personality.ts';
import { linuxI386 } from './linux-i386.ts';

export const inheritRegisters: Personality = {
  ...linuxI386,
  name: 'inherit-registers',
  title: 'variant: the parent resumes with the registers of the child',
  claims: ['B6', 'C9'],
  vfork: { ...linuxI386.vfork, registers: 'child' },
};
