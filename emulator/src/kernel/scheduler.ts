/**
 * Who runs next: preemptive round robin over threads by instruction count. Seed 0 is plain round robin with a fixed slice; any
 * other seed draws the next thread and the length of its slice, always the same way for the same seed. No host clock.
 */

import type { Thread } from './process.ts';
import type { Random } from './random.ts';
import { randomOf } from './random.ts';
import { isReady } from './ready.ts';
import { actionable } from './signal-deliver.ts';
import type { World } from './world.ts';

const SLICE = 2_000;
const SHORTEST = 20;

export class Scheduler {
  readonly #random: Random | undefined;
  #last = 0;

  constructor(seed: number) {
    this.#random = seed === 0 ? undefined : randomOf(seed);
  }

  /** The thread to run now, or nothing where all wait. */
  next(world: World): Thread | undefined {
    const ready = [...world.threads()].filter((thread) => canProceed(world, thread)).sort((a, b) => a.tid - b.tid);
    const chosen =
      this.#random === undefined
        ? (ready.find((thread) => thread.tid > this.#last) ?? ready[0])
        : ready[this.#random(Math.max(1, ready.length))];
    if (chosen !== undefined) this.#last = chosen.tid;
    return chosen;
  }

  /** Instructions that the chosen thread may run. */
  slice(): number {
    return this.#random === undefined ? SLICE : SHORTEST + this.#random(SLICE);
  }
}

const canProceed = (world: World, thread: Thread): boolean => {
  const { process, state } = thread;
  if (process.state !== 'live' || thread.held) return false;
  if (state.kind === 'runnable') return true;
  if (state.kind === 'done') return false;
  return isReady(world, thread, state.until) || actionable(world, thread) !== 0;
};
