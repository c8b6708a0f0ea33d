/** Numbers of the resources that have limits, as Linux has them. */
import type { Process } from './process.ts';

const RESOURCES: Readonly<Record<number, keyof Process['limits']>> = {
  1: 'fileSize',
  6: 'processes',
  7: 'descriptors',
};

/** The limit behind a number of getrlimit. */
export const resourceOf = (number: number): keyof Process['limits'] | undefined => RESOURCES[number];
