/**
 * What the command line sees of the world: streams, working directory, environment. Commands get it passed in, so that tests
 * run them in memory; main.ts makes the real one.
 */

export interface Io {
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether the error stream is a terminal on which a progress line can be drawn. */
  readonly interactive: boolean;
  /** Whether colours are wanted on the output stream. */
  readonly colour: boolean;
  /** Everything on standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Streams byte by byte and at once, for programs that run in the emulator; without them they have no input. */
  readonly streams?: {
    /** Up to `max` bytes of standard input, none at its end. Waits for them. */
    readonly input: (max: number) => Uint8Array;
    readonly output: (fd: 1 | 2, bytes: Uint8Array) => void;
  };
}

/** Exit statuses (DESIGN §6). */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;

/** A mistake of the caller: shown without a stack, ends with status 2. */
export class UsageError extends Error {}
