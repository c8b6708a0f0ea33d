/**
 * What happens in a run, as typed data. The kernel reports each event to one observer with the process, the thread, the
 * code address and the virtual time; the room `trace` collects them and draws conclusions.
 */
import type { Errno } from './errno.ts';
import type { Outcome } from './wait-status.ts';

/** Where an event happened. `pc` is an offset into the text segment of `program`. */
export interface Site {
  readonly pid: number;
  readonly tid: number;
  readonly pc: number;
  /** Stack and frame pointer, for a backtrace. */
  readonly sp: number;
  readonly bp: number;
  readonly program: string;
  /** Instructions executed by the whole world. */
  readonly at: number;
}

/** What a system call came to. `block` is followed by another `call` event when it is done. */
export type CallResult =
  | { readonly kind: 'return'; readonly value: number }
  | { readonly kind: 'error'; readonly errno: Errno }
  | { readonly kind: 'block'; readonly on: string };

export type Happening =
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly number[];
      readonly result: CallResult;
      readonly text: string;
    }
  | {
      readonly kind: 'fork';
      readonly child: number;
      readonly how: 'fork' | 'vfork';
      readonly shared: boolean;
      readonly flags: number;
    }
  /** `self`: by a caller that plays the child itself; then `child` is the process that was spawned. */
  | {
      readonly kind: 'exec';
      readonly path: string;
      readonly argv: readonly string[];
      readonly self: boolean;
      readonly child: number;
    }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly parent: number; readonly shared: boolean }
  /** The child has let go of the parent's memory, or old ELKS wakes the parent although it has not. */
  | {
      readonly kind: 'resume';
      readonly child: number;
      readonly childGone: boolean;
      readonly putBack: readonly number[];
    }
  | { readonly kind: 'signal-sent'; readonly signal: number; readonly to: number; readonly held: boolean }
  | { readonly kind: 'signal-handled'; readonly signal: number; readonly handler: number }
  | {
      readonly kind: 'disposition';
      readonly signal: number;
      readonly to: 'default' | 'ignore' | 'handler';
      readonly handler: number;
      readonly forced: boolean;
    }
  | {
      readonly kind: 'fd';
      readonly what: 'open' | 'close' | 'dup' | 'close-on-exec';
      readonly fd: number;
      readonly file: string;
      readonly table: 'own' | 'shared';
    }
  | {
      readonly kind: 'write';
      readonly fd: number;
      readonly file: string;
      readonly offset: number;
      readonly length: number;
      readonly address: number;
      readonly text: string;
    }
  | { readonly kind: 'read'; readonly fd: number; readonly file: string; readonly length: number }
  | { readonly kind: 'break'; readonly from: number; readonly to: number }
  | { readonly kind: 'crash'; readonly why: string; readonly signal: number };

export type KernelEvent = Site & { readonly what: Happening };

/** Takes events while the world runs. It must not change anything of the world. */
export type Observer = (event: KernelEvent) => void;
