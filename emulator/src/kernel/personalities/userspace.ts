/** vfork made in user space: what is not memory cannot be split, so descriptors are one table for both (A12). */
import type { Personality } from '../personality.ts';
import { linuxI386 } from './linux-i386.ts';

export const userspace: Personality = {
  ...linuxI386,
  name: 'userspace',
  title: 'variant: vfork in user space, one descriptor table for both',
  claims: ['A12'],
  vfork: { ...linuxI386.vfork, descriptors: 'shared', handlers: 'shared' },
};
