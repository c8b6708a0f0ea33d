/** Condition variables: the threads that wait are found by the physical address of the condition, in order of their numbers. */
import type { World } from './world.ts';

/** Wakes up to `most` threads that wait for the condition at an address. */
export const wakeWaiters = (world: World, address: number, most: number): void => {
  let woken = 0;
  for (const { state } of world.threads()) {
    if (state.kind !== 'blocked' || state.until.kind !== 'condition' || woken >= most) continue;
    if (state.until.address !== address || state.until.ticket.woken) continue;
    state.until.ticket.woken = true;
    woken++;
  }
};
