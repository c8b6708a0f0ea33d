/** What the scenes of random POSIX programs share: their type, the signals they use, random codes. */
import type { Random } from '../random-c.ts';

/** A block of C with random numbers in it; the prelude of random-posix.ts has the functions that it calls. */
export type Scene = (random: Random) => string;

/** Signals that a process can catch and that nothing else in a program sends. */
export const SIGNALS = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGHUP', 'SIGALRM', 'SIGINT'] as const;

/** An exit code. */
export const code = (random: Random): number => random.below(256);

/** A child that does nothing but be there until it is killed. */
export const IDLE = 'for (;;) pause();';
