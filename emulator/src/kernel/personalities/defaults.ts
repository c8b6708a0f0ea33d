/** What the systems have in common: base records that each personality file states its differences from. */
import type { Limits, VforkModel } from '../personality.ts';

/** vfork that shares memory, suspends the parent, and keeps everything else private: Linux's, and the base of most. */
export const SHARING: VforkModel = {
  memory: 'shared',
  parent: 'suspended',
  process: 'new',
  frame: { kind: 'return-address' },
  registers: 'parent',
  descriptors: 'copied',
  handlers: 'inherited',
  newHandlers: 'allowed',
  held: [],
  terminalRead: 'normal',
  terminalWrite: 'normal',
  wake: 'checked',
  killable: false,
  heapBreak: 'shared',
  nested: 'borrows',
  otherThreads: 'run',
  pendingCleared: true,
};

/** The small tables of ELKS (reference §1.3). */
export const ELKS_LIMITS: Limits = {
  processes: 16,
  processesPerUser: 16,
  superuserExempt: true,
  descriptors: 20,
  openFiles: 64,
  alarms: 5,
  pipe: 80,
  nameLength: 26,
};

/** Larger tables; processes are as many as one megabyte holds with 64 KiB each. */
export const LARGE_LIMITS: Limits = {
  processes: 16,
  processesPerUser: 16,
  superuserExempt: true,
  descriptors: 64,
  openFiles: 512,
  alarms: 64,
  pipe: 4096,
  nameLength: 255,
};
