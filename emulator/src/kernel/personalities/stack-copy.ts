/** A kernel that keeps the stack in free space between heap and stack, where it is sure to be overwritten (A11). */
import type { Personality } from '../personality.ts';
import { linuxI386 } from './linux-i386.ts';

export const stackCopy: Personality = {
  ...linuxI386,
  name: 'stack-copy',
  title: 'variant: the stack is kept in free space of the program',
  claims: ['A11'],
  vfork: { ...linuxI386.vfork, frame: { kind: 'stack-copy' }, heapBreak: 'private' },
};
