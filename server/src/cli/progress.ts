/** The progress line of long runs: drawn over itself on a terminal, absent everywhere else. */
import type { Io } from './io.ts';

export interface Progress {
  /** Says how far the work is; draws now and then only. */
  readonly step: (done: number, total: number, name: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds between two drawings; the first comes after one such span, so that short runs show nothing. */
const SPAN = 120;

/** A progress line on the error stream. `now` gives milliseconds. */
export const progressLine = (io: Io, now: () => number): Progress => {
  if (!io.interactive) return { step: () => undefined, end: () => undefined };
  let last = now();
  let drawn = false;
  return {
    step: (done, total, name) => {
      if (now() - last < SPAN) return;
      last = now();
      drawn = true;
      io.err(`\r\u001b[2K${done}/${total} ${name.slice(-60)}`);
    },
    end: () => {
      if (drawn) io.err('\r\u001b[2K');
    },
  };
};
