/** What vfork and vforkx have in common: who goes on with what, by personality. */
import { failed } from './errno.ts';
import { vfork } from './lifecycle.ts';
import { playChild } from './self-loan.ts';
import { block, type Call, fail, ok, type SyscallResult } from './syscall.ts';

/** vfork with the flags of vforkx. */
export const vforkWith = ({ world, thread, process }: Call, flags: number): SyscallResult => {
  const model = world.personality.vfork;
  if (model.process === 'self' && !process.vforkChild) {
    playChild(world, thread);
    return ok(0);
  }
  const seen = process.childEvents;
  const child = vfork(world, thread, flags);
  if (failed(child)) return fail(child);
  if (child.borrowedFrom === undefined) return ok(child.pid);
  return block({ kind: 'vfork', child: child.pid, seen });
};
